//! axe-core, whose checks of accessibility the browser suite runs on every page: fetched once, by npm, and held against the
//! digest that stands here.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, bail, ensure};
use flate2::read::GzDecoder;
use sha2::{Digest, Sha512};

use super::{Apt, installed};
use crate::workspace::{Workspace, perform};

const VERSION: &str = "4.14.1";
/// SHA-512 of the package; `npm view axe-core@VERSION dist.integrity` tells the same in base64.
const DIGEST: &str = "1477dafa598d8d065f273d6af302aa203c02e83131707b7fa648cd41bd3d6b734f8c22a0dab86ee6a6f64b8afbe804b214d36db85a2826965edfb3a0b9d546b5";
/// The script within the package.
const SCRIPT: &str = "package/axe.min.js";

/// The script, in the build folder.
pub fn script(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.target("axe-core");
    let package = folder.join(format!("axe-core-{VERSION}.tgz"));
    if !is_genuine(&package) {
        fetch(workspace, &folder)?;
        ensure!(is_genuine(&package), "{} is not the package that is expected: remove it", package.display());
    }
    let script = folder.join("axe.min.js");
    fs::write(&script, unpack(&package)?).with_context(|| format!("can't write {}", script.display()))?;
    Ok(script)
}

fn fetch(workspace: &Workspace, folder: &Path) -> Result<()> {
    if installed::on_path("npm").is_none() {
        match Apt::available(workspace) {
            Some(apt) => apt.install(&["npm"])?,
            None => bail!("npm is needed to fetch axe-core. Install, for example: apt-get install npm"),
        }
    }
    fs::create_dir_all(folder)?;
    let mut npm = workspace.command("npm");
    npm.args(["pack", "--silent", &format!("axe-core@{VERSION}"), "--pack-destination"]).arg(folder);
    perform(npm.stdin(Stdio::null()).stdout(Stdio::null()))
}

fn is_genuine(package: &Path) -> bool {
    let Ok(bytes) = fs::read(package) else { return false };
    let digest: String = Sha512::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    digest == DIGEST
}

fn unpack(package: &Path) -> Result<Vec<u8>> {
    let mut archive = tar::Archive::new(GzDecoder::new(File::open(package)?));
    for entry in archive.entries()? {
        let mut entry = entry?;
        if entry.path()? == Path::new(SCRIPT) {
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes)?;
            return Ok(bytes);
        }
    }
    bail!("there is no {SCRIPT} in {}", package.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_package_is_not_taken() {
        let folder = tempfile::tempdir().unwrap();
        let package = folder.path().join("axe-core.tgz");
        assert!(!is_genuine(&package));
        fs::write(&package, "something else").unwrap();
        assert!(!is_genuine(&package));
        assert!(unpack(&package).is_err());
    }
}
