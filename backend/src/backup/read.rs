//! Reads a backup into an empty data folder.

use std::{
    fs::{self, File},
    io::Read,
    path::{Component, Path},
};

use anyhow::{Context, bail};
use object_store::{ObjectStore, ObjectStoreExt, local::LocalFileSystem};

use super::{ATTACHMENTS, DESCRIPTION, FORM, Kept, write::private};
use crate::{
    config::Config,
    db::{Engine, SQLITE_FILE},
};

/// Reads database and attachments from a file that [`super::write`] wrote.
///
/// # Errors
/// When the data folder holds something already, or the file is not a whole backup of the configured engine; then nothing is
/// left behind but attachments, which are read anew by the next try.
pub async fn restore(config: Config, file: &Path) -> anyhow::Result<Kept> {
    let engine = if config.database_url.is_some() { Engine::Postgres } else { Engine::Sqlite };
    let attachments = config.data.join(ATTACHMENTS);
    for taken in [config.data.join(SQLITE_FILE), attachments.clone()] {
        if taken.is_file() || fs::read_dir(&taken).is_ok_and(|mut entries| entries.next().is_some()) {
            bail!("{} exists; restore into an empty folder (VENTANILLA_DATA names it)", taken.display());
        }
    }
    fs::create_dir_all(&attachments).with_context(|| format!("can't make the folder {}", attachments.display()))?;
    let store = LocalFileSystem::new_with_prefix(&attachments)?;
    let unfinished = config.data.join("restored.unfinished");
    let outcome = unpack(file, engine, &unfinished, &store).await;
    if outcome.is_err() {
        // What was read so far would look like data.
        let _ = fs::remove_file(&unfinished);
        let _ = fs::remove_dir_all(&attachments);
    }
    let kept = outcome?;
    if engine == Engine::Sqlite {
        fs::rename(&unfinished, config.data.join(SQLITE_FILE))?;
    }
    Ok(kept)
}

async fn unpack(file: &Path, engine: Engine, database: &Path, store: &dyn ObjectStore) -> anyhow::Result<Kept> {
    let opened = File::open(file).with_context(|| format!("can't read {}", file.display()))?;
    let mut tar = tar::Archive::new(opened);
    let mut entries = tar.entries()?;
    let not_ours = || format!("{} is not a backup of Ventanilla", file.display());
    let mut first = entries.next().transpose().ok().flatten().with_context(not_ours)?;
    if first.path().with_context(not_ours)? != Path::new(DESCRIPTION) {
        bail!(not_ours());
    }
    let mut description = String::new();
    first.read_to_string(&mut description).with_context(not_ours)?;
    let kept: Kept = serde_json::from_str(&description).with_context(not_ours)?;
    if kept.form != FORM {
        bail!("{} was written by a newer program ({})", file.display(), kept.version);
    }
    if kept.engine != engine {
        bail!("{} is of {}, and {} is configured", file.display(), kept.engine, engine);
    }
    drop(first);
    let (mut attachments, mut has_database) = (0, false);
    for entry in entries {
        let mut entry = entry.with_context(|| format!("{} is cut off", file.display()))?;
        let path = entry.path()?.into_owned();
        if path == Path::new(SQLITE_FILE) && engine == Engine::Sqlite {
            let mut into = private(database)?;
            std::io::copy(&mut entry, &mut into).context("can't write the database")?;
            into.sync_all()?;
            has_database = true;
            continue;
        }
        let Ok(inner) = path.strip_prefix(ATTACHMENTS) else { bail!("{} holds something unknown", file.display()) };
        if !inner.components().all(|part| matches!(part, Component::Normal(_))) {
            bail!("{} holds a path that leads elsewhere", file.display());
        }
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).with_context(|| format!("{} is cut off", file.display()))?;
        let name = inner.to_str().context("an attachment's name can't be read")?;
        store.put(&object_store::path::Path::parse(name)?, bytes.into()).await?;
        attachments += 1;
    }
    if engine == Engine::Sqlite && !has_database {
        bail!("{} holds no database", file.display());
    }
    // Fewer by those that were thrown away while it was written.
    if attachments > kept.attachments {
        bail!("{} holds more than it says", file.display());
    }
    Ok(Kept { attachments, ..kept })
}
