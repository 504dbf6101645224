//! The size of a first visit: reported by every build, and refused when it is over the budget.

use std::fmt::Write as _;

use anyhow::{Result, bail};

use super::asset::Asset;

/// What a first visit may download, compressed, all files together.
const FIRST_LOAD: usize = 600_000;

/// Prints the sizes and fails when the first load exceeds the budget.
pub fn check(assets: &[Asset]) -> Result<()> {
    eprint!("{}", report(assets));
    let total = first_load(assets).map(Asset::wire_size).sum::<usize>();
    if total > FIRST_LOAD {
        bail!("the first load is {total} bytes, {} over its budget of {FIRST_LOAD}", total - FIRST_LOAD);
    }
    Ok(())
}

/// The page, and every file that it names.
fn first_load(assets: &[Asset]) -> impl Iterator<Item = &Asset> {
    let page = assets.iter().find(|asset| asset.path == "index.html");
    let text = page.map(|page| String::from_utf8_lossy(&page.content)).unwrap_or_default();
    assets.iter().filter(move |asset| asset.path == "index.html" || text.contains(&format!("\"{}\"", asset.url())))
}

fn report(assets: &[Asset]) -> String {
    let mut text = String::new();
    let mut line = |name: &str, size: usize, wire: usize| {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "  {name:<38}{:>10} {:>10}", kilobytes(size), kilobytes(wire));
    };
    let (mut size, mut wire) = (0, 0);
    for asset in first_load(assets) {
        line(&asset.path, asset.content.len(), asset.wire_size());
        size += asset.content.len();
        wire += asset.wire_size();
    }
    line("first load, plain and as brotli", size, wire);
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
    fn only_what_the_page_names_counts() {
        assert!(check(&page_of(FIRST_LOAD - 100)).is_ok());
    }

    #[test]
    fn over_the_budget_the_build_fails_and_says_by_how_much() {
        let error = check(&page_of(FIRST_LOAD)).unwrap_err().to_string();
        assert!(error.contains("28 over"), "{error}");
    }

    #[test]
    fn sizes_are_in_thousands_of_bytes() {
        assert_eq!(kilobytes(297_954), "297.9 KB");
    }
}
