//! `index.html`: puts the hashed names and the icons into it, and refuses whatever the content security policy would block.

use anyhow::{Result, bail};

use super::asset::Asset;

/// Where `frontend/index.html` wants the style sheet and the scripts.
const HEAD: &str = "<!-- build:head -->";
/// Where it wants the icons, once, for `<use href="#i-…">`.
const ICONS: &str = "<!-- build:icons -->";

/// What the page loads at once.
pub struct Links<'a> {
    pub style: &'a Asset,
    /// The main module's, and what fetches the parts.
    pub scripts: [&'a Asset; 2],
    pub module: &'a Asset,
    pub start: &'a Asset,
}

/// The script that starts the app: a file, because the policy allows none inside the page. When it cannot start, the page says
/// so in the element `load-failed`; when it has and the first page stands, what can wait is fetched (`later`).
pub fn start_script(script: &Asset, module: &Asset, later: &Asset) -> String {
    format!(
        r#"async function start() {{
  const {{ default: init }} = await import("./{script}");
  await init({{ module_or_path: new URL("./{module}", import.meta.url) }});
}}
function later() {{
  const loading = document.querySelector("main[aria-busy=true], main [aria-busy=true]");
  setTimeout(loading ? later : () => import("./{later}").catch(() => {{}}), 1_000);
}}
start().then(
  later,
  (error) => {{
    document.getElementById("load-failed")?.removeAttribute("hidden");
    throw error;
  }},
);
"#,
        script = script.name(),
        module = module.name(),
        later = later.name(),
    )
}

/// The page with its names filled in.
pub fn render(template: &str, links: &Links, icons: &str) -> Result<String> {
    let mut page = template.to_owned();
    for (place, filling) in [(HEAD, head(links).as_str()), (ICONS, icons.trim())] {
        if page.matches(place).count() != 1 {
            bail!("frontend/index.html must contain {place} exactly once");
        }
        page = page.replacen(place, filling, 1);
    }
    let blocked = blocked_by_policy(&page);
    if !blocked.is_empty() {
        bail!("the content security policy would block in index.html: {}", blocked.join(", "));
    }
    Ok(page)
}

/// The browser learns of all of them at once, instead of one after another.
fn head(links: &Links) -> String {
    format!(
        r#"<link rel="stylesheet" href="{style}">
  <link rel="modulepreload" href="{script}">
  <link rel="modulepreload" href="{parts}">
  <link rel="preload" href="{module}" as="fetch" type="application/wasm" crossorigin>
  <script type="module" src="{start}"></script>"#,
        style = links.style.url(),
        script = links.scripts[0].url(),
        parts = links.scripts[1].url(),
        module = links.module.url(),
        start = links.start.url(),
    )
}

/// Inline scripts, styles and handlers, by the tag they stand in.
fn blocked_by_policy(page: &str) -> Vec<String> {
    let mut blocked = Vec::new();
    for tag in tags(page) {
        let name = tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default().to_ascii_lowercase();
        let attributes: Vec<String> = attributes(tag).collect();
        let is_inline_script = name == "script" && !attributes.iter().any(|attribute| attribute == "src");
        let has_inline = attributes.iter().any(|attribute| attribute == "style" || attribute.starts_with("on"));
        if name == "style" || is_inline_script || has_inline {
            blocked.push(format!("<{tag}>"));
        }
    }
    blocked
}

/// What stands between `<` and `>` of every opening tag outside comments. Enough for one hand-written page.
fn tags(page: &str) -> impl Iterator<Item = &str> {
    let mut rest = page;
    std::iter::from_fn(move || {
        loop {
            let (_, after) = rest.split_once('<')?;
            if let Some(comment) = after.strip_prefix("!--") {
                rest = comment.split_once("-->")?.1;
                continue;
            }
            let (tag, behind) = after.split_once('>')?;
            rest = behind;
            if tag.starts_with(|first: char| first.is_ascii_alphabetic()) {
                return Some(tag);
            }
        }
    })
}

/// The names of a tag's attributes, without what stands between quotes.
fn attributes(tag: &str) -> impl Iterator<Item = String> {
    let mut quote = None;
    let bare: String = tag
        .chars()
        .filter(|&c| match quote {
            Some(open) if c == open => {
                quote = None;
                false
            }
            Some(_) => false,
            None if c == '"' || c == '\'' => {
                quote = Some(c);
                false
            }
            None => true,
        })
        .collect();
    let names: Vec<String> = bare
        .split_whitespace()
        .skip(1)
        .filter_map(|attribute| attribute.split('=').next().map(str::to_ascii_lowercase))
        .collect();
    names.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_every_file_of_the_first_load() {
        let assets = ["css", "js", "js", "wasm", "js"].map(|extension| Asset::hashed("x", extension, extension.into()));
        let [style, script, parts, module, start] = &assets;
        let later = Asset::hashed("later", "js", Vec::new());
        let links = Links { style, scripts: [script, parts], module, start };
        let page =
            render("<head><!-- build:head --></head><!-- build:icons -->", &links, "<svg hidden></svg>\n").unwrap();
        for asset in &assets {
            assert!(page.contains(&format!("\"{}\"", asset.url())), "{} is missing in {page}", asset.path);
        }
        assert!(page.ends_with("<svg hidden></svg>"), "{page}");
        for file in [module, &later] {
            assert!(start_script(script, module, &later).contains(&format!("\"./{}\"", file.name())));
        }
        assert!(!page.contains(later.name()), "it is no part of the first load: {page}");
        assert!(render("<head></head>", &links, "").is_err());
    }

    #[test]
    fn what_the_policy_would_block_is_found() {
        let blocked = |page| blocked_by_policy(page).len();
        assert_eq!(blocked("<script>alert(1)</script>"), 1);
        assert_eq!(blocked("<style>a{}</style>"), 1);
        assert_eq!(blocked(r#"<p class="a" style="color:red">"#), 1);
        assert_eq!(blocked(r#"<body onload="go()">"#), 1);
        assert_eq!(blocked(r#"<script type="module" src="/a.js"></script>"#), 0);
        assert_eq!(blocked(r#"<!-- <p style="x"> --><p title="no style= here" data-style="x">text</p>"#), 0);
    }
}
