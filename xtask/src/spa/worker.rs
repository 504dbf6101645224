//! The service worker and what registers it: hand-written scripts beside `index.html`, into which the build puts the version
//! and the files that the worker keeps.

use anyhow::{Result, ensure};

use super::Mode;
use super::asset::{self, Asset};

/// Both scripts as they were written.
pub struct Scripts {
    pub worker: String,
    pub later: String,
}

impl Scripts {
    /// Their bytes, for a hash over all sources.
    pub fn parts(&self) -> [&[u8]; 2] {
        [self.worker.as_bytes(), self.later.as_bytes()]
    }
}

/// The version of the whole: it changes with whatever a browser keeps of it, and with the scripts themselves.
pub fn version(scripts: &Scripts, template: &str, assets: &[&Asset]) -> String {
    let mut parts: Vec<&[u8]> = vec![template.as_bytes()];
    parts.extend(scripts.parts());
    for asset in assets {
        parts.extend([asset.path.as_bytes(), asset.content.as_slice()]);
    }
    asset::hash(&parts).chars().take(asset::DIGITS).collect()
}

/// What is done once the first page stands. For authors there is no worker: what it kept would stand in their way.
pub fn later(scripts: &Scripts, mode: Mode, version: &str, print: &Asset) -> Result<Asset> {
    let version = if mode == Mode::Release { version } else { "" };
    let text =
        fill(&scripts.later, &[("\"build:version\"", &text(version)?), ("\"build:print\"", &text(&print.url())?)])?;
    Ok(Asset::hashed("later", "js", text.into_bytes()))
}

/// The worker: at the root, because its reach is the folder that it lies in.
pub fn worker(scripts: &Scripts, version: &str, shell: &[&Asset], parts: &[&Asset]) -> Result<Asset> {
    let urls = |assets: &[&Asset]| serde_json::to_string(&assets.iter().map(|asset| asset.url()).collect::<Vec<_>>());
    let text = fill(
        &scripts.worker,
        &[
            ("\"build:version\"", &text(version)?),
            ("[\"build:shell\"]", &urls(shell)?),
            ("[\"build:parts\"]", &urls(parts)?),
        ],
    )?;
    Ok(Asset::plain("service-worker.js", text.into_bytes()))
}

fn text(value: &str) -> Result<String> {
    Ok(serde_json::to_string(value)?)
}

fn fill(script: &str, values: &[(&str, &str)]) -> Result<String> {
    let mut script = script.to_owned();
    for (place, value) in values {
        ensure!(script.matches(place).count() == 1, "a script of the web app must contain {place} exactly once");
        script = script.replacen(place, value, 1);
    }
    Ok(script)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scripts() -> Scripts {
        Scripts {
            worker: "const V = \"build:version\", S = [\"build:shell\"], P = [\"build:parts\"];".to_owned(),
            later: "const V = \"build:version\", P = \"build:print\";".to_owned(),
        }
    }

    #[test]
    fn the_worker_names_its_version_and_every_file_that_it_keeps() {
        let (style, part) = (Asset::hashed("a", "css", b"a{}".to_vec()), Asset::hashed("desk", "wasm", vec![1]));
        let built = worker(&scripts(), "1f", &[&style], &[&part]).unwrap();
        let expected = format!("const V = \"1f\", S = [\"{}\"], P = [\"{}\"];", style.url(), part.url());
        assert_eq!((built.path.as_str(), built.content.as_slice()), ("service-worker.js", expected.as_bytes()));
        let without = Scripts { worker: String::new(), ..scripts() };
        assert!(worker(&without, "1f", &[], &[]).is_err());
    }

    #[test]
    fn the_version_follows_whatever_is_kept() {
        let of =
            |template: &str, content: &[u8]| version(&scripts(), template, &[&Asset::plain("a.js", content.to_vec())]);
        assert_eq!(of("<p>", b"1"), of("<p>", b"1"));
        assert_ne!(of("<p>", b"1"), of("<p>", b"2"));
        assert_ne!(of("<p>", b"1"), of("<b>", b"1"));
    }

    #[test]
    fn only_people_get_a_worker() {
        let print = Asset::hashed("print", "css", b"a{}".to_vec());
        let of = |mode| String::from_utf8(later(&scripts(), mode, "1f", &print).unwrap().content).unwrap();
        assert_eq!(of(Mode::Release), format!("const V = \"1f\", P = \"{}\";", print.url()));
        assert!(of(Mode::Development).starts_with("const V = \"\","));
    }
}
