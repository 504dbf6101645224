//! Writes a backup while the server may be serving.

use std::{
    fs::{File, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use futures_util::TryStreamExt;
use object_store::{ObjectStore, ObjectStoreExt};

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
    let unfinished = Unfinished(file.with_added_extension("unfinished"));
    let snapshot = Unfinished(file.with_added_extension("snapshot"));
    let made_at = app.clock.now();
    app.db.snapshot(&snapshot.0).await?;
    let paths: Vec<object_store::path::Path> =
        app.files.list(None).map_ok(|file| file.location).try_collect().await.context("can't list the attachments")?;
    let kept = Kept {
        form: FORM,
        version: env!("CARGO_PKG_VERSION").into(),
        engine: app.db.engine(),
        made_at,
        attachments: paths.len() as u64,
    };
    let mut tar = tar::Builder::new(private(&unfinished.0)?);
    append(&mut tar, DESCRIPTION, &serde_json::to_vec_pretty(&kept)?, &kept)?;
    if kept.engine == Engine::Sqlite {
        tar.append_file(SQLITE_FILE, &mut File::open(&snapshot.0)?)?;
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
    std::fs::rename(&unfinished.0, file).with_context(|| format!("can't write {}", file.display()))?;
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
fn private(path: &Path) -> anyhow::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).with_context(|| format!("can't write {}", path.display()))?;
    file.flush()?;
    Ok(file)
}

/// A file that is gone when this is dropped.
struct Unfinished(PathBuf);

impl Drop for Unfinished {
    fn drop(&mut self) {
        // It is not there when all went well.
        let _ = std::fs::remove_file(&self.0);
    }
}
