//! Writes a backup while the server may be serving.

use std::{
    fs::{File, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use futures_util::TryStreamExt;
use object_store::{ObjectStore, ObjectStoreExt};
use uuid::Uuid;

use super::{ATTACHMENTS, DESCRIPTION, FORM, Kept};
use crate::{
    app::App,
    db::{Engine, SQLITE_FILE},
};

/// Writes database and attachments into a file that must not exist.
///
/// # Errors
/// When something can't be read or written; then there is no file.
pub async fn write(app: &App, file: &Path) -> anyhow::Result<Kept> {
    if file.exists() {
        bail!("{} exists already; name another file", file.display());
    }
    // A name of its own: what a killed backup left behind keeps no later one from its turn.
    let workshop = Workshop::beside(file)?;
    let (unfinished, snapshot) = (workshop.0.join("backup"), workshop.0.join("snapshot"));
    let made_at = app.clock.now();
    app.db.snapshot(&snapshot).await?;
    let paths: Vec<object_store::path::Path> =
        app.files.list(None).map_ok(|file| file.location).try_collect().await.context("can't list the attachments")?;
    let kept = Kept {
        form: FORM,
        version: env!("CARGO_PKG_VERSION").into(),
        engine: app.db.engine(),
        made_at,
        attachments: paths.len() as u64,
    };
    let mut tar = tar::Builder::new(private(&unfinished)?);
    append(&mut tar, DESCRIPTION, &serde_json::to_vec_pretty(&kept)?, &kept)?;
    if kept.engine == Engine::Sqlite {
        tar.append_file(SQLITE_FILE, &mut File::open(&snapshot)?)?;
    }
    for path in paths {
        match app.files.get(&path).await {
            Ok(found) => append(&mut tar, &format!("{ATTACHMENTS}/{path}"), &found.bytes().await?, &kept)?,
            // Nobody claimed it, and it was thrown away meanwhile.
            Err(object_store::Error::NotFound { .. }) => {}
            Err(error) => return Err(error).with_context(|| format!("can't read the attachment {path}")),
        }
    }
    let written = tar.into_inner()?;
    written.sync_all()?;
    std::fs::rename(&unfinished, file).with_context(|| format!("can't write {}", file.display()))?;
    Ok(kept)
}

fn append(tar: &mut tar::Builder<File>, name: &str, bytes: &[u8], kept: &Kept) -> std::io::Result<()> {
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes.len() as u64);
    header.set_mode(0o600);
    header.set_mtime(kept.made_at.timestamp().unsigned_abs());
    tar.append_data(&mut header, name, bytes)
}

/// A new file that only its owner reads.
pub(super) fn private(path: &Path) -> anyhow::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).with_context(|| format!("can't write {}", path.display()))?;
    file.flush()?;
    Ok(file)
}

/// A folder that only its owner reads, and that is gone when this is dropped: SQLite makes its files for everybody.
struct Workshop(PathBuf);

impl Workshop {
    fn beside(file: &Path) -> anyhow::Result<Self> {
        let path = file.with_added_extension(format!("{}.unfinished", Uuid::new_v4().simple()));
        let mut folder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
        folder.create(&path).with_context(|| format!("can't write beside {}", file.display()))?;
        Ok(Self(path))
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, folder = %self.0.display(), "what a backup left could not be removed");
        }
    }
}
