//! Reads and writes folders of the web app. Writing happens in place and in an order that a server which reads the folder live
//! survives: first what the new page names, then the page, then away with what nothing names any more.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::asset::{self, Asset};

/// Tells Cargo that the folder exists (see `backend/build.rs`); never written nor removed here.
const KEPT: &str = ".keep";

/// Every file below a folder, by its path with `/`, sorted; none when the folder does not exist.
pub fn read(folder: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    for path in paths(folder) {
        let name = path.strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
        if name != KEPT {
            files.push((name, fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?));
        }
    }
    files.sort();
    Ok(files)
}

fn paths(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    entries.flat_map(|path| if path.is_dir() { paths(&path) } else { vec![path] }).collect()
}

/// A hash over all that a folder holds; of an unreadable folder, one that matches nothing.
pub fn mark(folder: &Path) -> String {
    read(folder).map_or_else(
        |_| String::new(),
        |files| {
            let parts: Vec<&[u8]> =
                files.iter().flat_map(|(name, content)| [name.as_bytes(), content.as_slice()]).collect();
            asset::hash(&parts)
        },
    )
}

/// Makes the folder hold these files with their compressed forms, and no others.
pub fn write(folder: &Path, assets: &[Asset]) -> Result<()> {
    let (pages, rest): (Vec<&Asset>, Vec<&Asset>) = assets.iter().partition(|asset| asset.path == "index.html");
    let mut written = vec![folder.join(KEPT)];
    for asset in rest.into_iter().chain(pages) {
        let forms = [(".br", asset.brotli.as_ref()), (".gz", asset.gzip.as_ref()), ("", Some(&asset.content))];
        for (suffix, content) in forms {
            let path = folder.join(format!("{}{suffix}", asset.path));
            if let Some(content) = content {
                replace(&path, content)?;
                written.push(path);
            } else if path.exists() {
                // An older form beside a newer file would be served in its place.
                fs::remove_file(&path)?;
            }
        }
    }
    for path in paths(folder) {
        if !written.contains(&path) {
            fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
        }
    }
    Ok(())
}

/// A reader sees the old file or the new one, never half of it.
fn replace(path: &Path, content: &[u8]) -> Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    let unfinished = path.with_added_extension("unfinished");
    fs::write(&unfinished, content)
        .and_then(|()| fs::rename(&unfinished, path))
        .with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        read(folder).unwrap().into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn a_build_replaces_the_one_before() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(KEPT), "").unwrap();
        let mut old = Asset::plain("index.html", "página ".repeat(100).into_bytes());
        old.compress().unwrap();
        write(folder.path(), &[old, Asset::hashed("a", "js", b"1".to_vec())]).unwrap();
        assert_eq!(names(folder.path()).len(), 4);
        let before = mark(folder.path());

        let script = Asset::hashed("a", "js", b"2".to_vec());
        let path = script.path.clone();
        write(folder.path(), &[Asset::plain("index.html", b"new".to_vec()), script]).unwrap();
        assert_eq!(names(folder.path()), [path, "index.html".to_owned()]);
        assert_ne!(mark(folder.path()), before);
        assert!(folder.path().join(KEPT).exists());
    }

    #[test]
    fn a_folder_that_does_not_exist_is_empty() {
        assert!(read(Path::new("/nowhere/at/all")).unwrap().is_empty());
    }
}
