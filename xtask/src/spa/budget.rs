//! The size of a first visit: reported by every build, and refused when it is over the budget.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Result, bail};

use super::asset::Asset;

/// What a first visit may download, compressed, all files together, to whatever page.
const FIRST_LOAD: usize = 300_000;

/// Prints the sizes and fails when a first visit, to whatever page, exceeds its budget.
pub fn check(assets: &[Asset], parts: &BTreeMap<String, Vec<String>>) -> Result<()> {
    eprint!("{}", report(assets, parts));
    let shell = first_load(assets).map(Asset::wire_size).sum::<usize>();
    let visits = parts
        .iter()
        .map(|(part, paths)| (part.as_str(), shell + at(assets, paths).map(Asset::wire_size).sum::<usize>()))
        .chain([("shell", shell)]);
    for (part, total) in visits {
        if total > FIRST_LOAD {
            bail!("a first visit to '{part}' is {total} bytes, {} over its budget of {FIRST_LOAD}", total - FIRST_LOAD);
        }
    }
    Ok(())
}

fn at<'a>(assets: &'a [Asset], paths: &[String]) -> impl Iterator<Item = &'a Asset> {
    assets.iter().filter(move |asset| paths.contains(&asset.path))
}

/// The page and every file that it names. What they fetch once it stands (`later`, the parts that come next) is no part of it.
fn first_load(assets: &[Asset]) -> impl Iterator<Item = &Asset> {
    assets.iter().filter(|asset| asset.path == "index.html" || named_by_page(assets, asset))
}

fn named_by_page(assets: &[Asset], asset: &Asset) -> bool {
    assets.iter().any(|page| page.path == "index.html" && page.names(asset))
}

fn report(assets: &[Asset], parts: &BTreeMap<String, Vec<String>>) -> String {
    let mut text = String::new();
    let mut line = |name: &str, files: &[&Asset], shell: usize| {
        let size: usize = files.iter().map(|asset| asset.content.len()).sum();
        let wire: usize = files.iter().map(|asset| asset.wire_size()).sum();
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "  {name:<38}{:>10} {:>10} {:>10}",
            kilobytes(size),
            kilobytes(wire),
            kilobytes(shell + wire)
        );
        wire
    };
    let shell: Vec<&Asset> = first_load(assets).collect();
    for asset in &shell {
        line(&asset.path, &[*asset], 0);
    }
    let shell = line("what every page needs", &shell, 0);
    for (part, paths) in parts {
        line(&format!("first visit to '{part}'"), &at(assets, paths).collect::<Vec<_>>(), shell);
    }
    text
}

fn kilobytes(bytes: usize) -> String {
    format!("{}.{} KB", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page_of(size: usize) -> Vec<Asset> {
        let module = Asset::plain("assets/a.wasm", vec![0; size]);
        let page = Asset::plain("index.html", b"<link href=\"/assets/a.wasm\">".to_vec());
        vec![page, module, Asset::plain("icon-512.png", vec![0; FIRST_LOAD])]
    }

    #[test]
    fn only_what_a_visit_needs_counts() {
        assert!(check(&page_of(FIRST_LOAD - 100), &BTreeMap::new()).is_ok());
    }

    #[test]
    fn over_the_budget_the_build_fails_and_says_by_how_much() {
        let error = check(&page_of(FIRST_LOAD), &BTreeMap::new()).unwrap_err().to_string();
        assert!(error.contains("28 over"), "{error}");
    }

    #[test]
    fn a_part_counts_with_what_every_page_needs() {
        let mut assets = page_of(FIRST_LOAD - 100);
        assets.push(Asset::plain("assets/part.wasm", vec![0; 72]));
        let parts = BTreeMap::from([("ticket".to_owned(), vec!["assets/part.wasm".to_owned()])]);
        assert!(check(&assets, &parts).is_ok());
        assets.push(Asset::plain("assets/more.css", vec![0; 1]));
        let parts =
            BTreeMap::from([("ticket".to_owned(), vec!["assets/part.wasm".to_owned(), "assets/more.css".to_owned()])]);
        let error = check(&assets, &parts).unwrap_err().to_string();
        assert!(error.contains("'ticket'") && error.contains("1 over"), "{error}");
    }

    #[test]
    fn sizes_are_in_thousands_of_bytes() {
        assert_eq!(kilobytes(297_954), "297.9 KB");
    }
}
