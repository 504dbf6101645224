//! Builds the web app: compiles it to WebAssembly, makes the browser's bindings, joins the styles, names every file by its
//! content, compresses it, and writes `frontend/dist`, which the server embeds (release) or reads live (debug).
//!
//! What reaches `dist/assets/` has its content's hash in its name and may be cached for ever; the rest may not.

mod asset;
mod bindings;
mod budget;
mod folder;
mod join;
mod lean;
mod link;
mod names;
mod order;
mod page;
mod split;
mod worker;

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use self::asset::Asset;
use self::bindings::Bindings;
use self::split::Pieces;
use crate::workspace::{Workspace, perform};

/// The style sheets in the order of their cascade layers; a file that does not exist is left out.
const STYLES: [&str; 5] = ["tokens.css", "base.css", "components.css", "screens.css", "app.css"];

/// The parts that need the style sheet of management beside those of every page.
const MANAGEMENT: [&str; 5] = ["accounts", "admin", "demo", "indicator", "services"];

/// The main module's script, until its name is known.
const MAIN: &str = "./main.js";

/// For whom the web app is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// For people: small, compressed, held to its size budget.
    Release,
    /// For its authors: quick to build, with readable names.
    Development,
}

impl Mode {
    fn profile(self) -> &'static str {
        match self {
            Self::Release => "wasm-release",
            Self::Development => "dev",
        }
    }

    /// Cargo's folder for that profile.
    fn folder(self) -> &'static str {
        match self {
            Self::Release => "wasm-release",
            Self::Development => "debug",
        }
    }
}

/// Compiles, and writes `frontend/dist` unless it already holds exactly this.
pub fn build(workspace: &Workspace, mode: Mode) -> Result<()> {
    perform(&mut workspace.cargo(&[
        "build",
        "--package=frontend",
        "--target=wasm32-unknown-unknown",
        "--profile",
        mode.profile(),
    ]))?;
    let dist = workspace.path("frontend/dist");
    let stamp = workspace.target("spa-stamp");
    let sources = Sources::read(workspace, mode)?;
    let mark = sources.mark(mode)?;
    if fs::read_to_string(&stamp).is_ok_and(|written| written == format!("{mark} {}", folder::mark(&dist))) {
        eprintln!("» the web app is up to date");
        return Ok(());
    }
    let Built { assets, parts } = assemble(sources, mode, &workspace.target("spa-parts"))?;
    if mode == Mode::Release {
        budget::check(&assets, &parts)?;
    }
    folder::write(&dist, &assets)?;
    fs::write(&stamp, format!("{mark} {}", folder::mark(&dist)))?;
    Ok(())
}

/// Everything that the result depends on, as bytes.
struct Sources {
    wasm: Vec<u8>,
    styles: Vec<u8>,
    page: String,
    icons: String,
    management: String,
    print: Vec<u8>,
    scripts: worker::Scripts,
    /// Names below `dist/`, and contents. The PNGs among them are favicon.svg's drawing as a browser paints it at their size, with
    /// a palette of 16 colours; the maskable one, at 85 %, and Apple's, which is found by its name, on a full square.
    plain: Vec<(String, Vec<u8>)>,
}

impl Sources {
    fn read(workspace: &Workspace, mode: Mode) -> Result<Self> {
        let wasm = workspace.target("wasm32-unknown-unknown").join(mode.folder()).join("frontend.wasm");
        let mut styles = Vec::new();
        for name in STYLES {
            styles.extend(read_if_present(&workspace.path("frontend/styles").join(name))?.unwrap_or_default());
        }
        let page = workspace.path("frontend/index.html");
        Ok(Self {
            wasm: fs::read(&wasm).with_context(|| format!("{} is missing", wasm.display()))?,
            styles,
            page: fs::read_to_string(&page).with_context(|| format!("{} is missing", page.display()))?,
            icons: String::from_utf8(read_if_present(&workspace.path("frontend/icons.svg"))?.unwrap_or_default())?,
            management: String::from_utf8(read(workspace, "frontend/styles/management.css")?)?,
            print: read(workspace, "frontend/styles/print.css")?,
            scripts: worker::Scripts {
                worker: String::from_utf8(read(workspace, "frontend/worker.js")?)?,
                later: String::from_utf8(read(workspace, "frontend/later.js")?)?,
            },
            plain: folder::read(&workspace.path("frontend/assets"))?,
        })
    }

    /// A hash over the sources and over this tool, which is a source as well.
    fn mark(&self, mode: Mode) -> Result<String> {
        let tool = fs::read(std::env::current_exe()?)?;
        let mut parts: Vec<&[u8]> = vec![
            mode.profile().as_bytes(),
            &tool,
            &self.wasm,
            &self.styles,
            self.page.as_bytes(),
            self.icons.as_bytes(),
            self.management.as_bytes(),
            &self.print,
        ];
        parts.extend(self.scripts.parts());
        for (name, content) in &self.plain {
            parts.extend([name.as_bytes(), content.as_slice()]);
        }
        Ok(asset::hash(&parts))
    }
}

/// The files of the web app.
struct Built {
    assets: Vec<Asset>,
    /// The paths of those that each part needs beside what the page names.
    parts: BTreeMap<String, Vec<String>>,
}

/// From the sources to the files that a browser asks for.
fn assemble(sources: Sources, mode: Mode, scratch: &Path) -> Result<Built> {
    let Pieces { main, parts } = split::split(&sources.wasm, scratch)?;
    let Bindings { mut script, module } = bindings::generate(main, mode)?;
    let parts: BTreeMap<String, Asset> = parts
        .into_iter()
        .map(|(part, module)| {
            let asset = Asset::hashed(&part, "wasm", module);
            (part, asset)
        })
        .collect();
    let (mut styles, mut management) = (String::from_utf8(sources.styles)?, sources.management);
    if mode == Mode::Release {
        for text in [&mut script, &mut styles, &mut management] {
            *text = lean::lean(text);
        }
    }
    for part in MANAGEMENT {
        ensure!(parts.contains_key(part), "there is no part '{part}' to wear the style sheet of management");
    }
    let management = Asset::hashed("management", "css", management.into_bytes());
    let beside = |file: &Asset| format!("./{}", file.name());
    let modules = parts.iter().map(|(part, file)| (part.clone(), beside(file))).collect();
    let dressed = MANAGEMENT.iter().map(|part| ((*part).to_owned(), beside(&management))).collect();
    let mut link = link::script(&modules, &dressed, MAIN)?;
    if mode == Mode::Release {
        link = lean::lean(&link);
    }
    let style = Asset::hashed("ventanilla", "css", styles.into_bytes());
    let module = Asset::hashed("ventanilla", "wasm", module);
    // The two scripts import each other, so neither's name can follow from its own content alone.
    let both = asset::hash(&[script.as_bytes(), link.as_bytes()]);
    let (script_name, link_name) = (asset::named("ventanilla", &both, "js"), asset::named("parts", &both, "js"));
    // Only where they import: the module asks for its imports by the name that it was linked with.
    let from = |name: &str| format!("from \"{name}\"");
    script = script.replace(&from(split::LINK), &from(&format!("./{link_name}")));
    link = link.replace(&from(MAIN), &from(&format!("./{script_name}")));
    let script = Asset::plain(&format!("assets/{script_name}"), script.into_bytes());
    let link = Asset::plain(&format!("assets/{link_name}"), link.into_bytes());
    let print = Asset::hashed("print", "css", sources.print);
    let plain: Vec<Asset> = sources.plain.into_iter().map(|(name, content)| Asset::plain(&name, content)).collect();
    let kept: Vec<&Asset> =
        parts.values().chain([&style, &management, &script, &link, &module, &print]).chain(&plain).collect();
    let template = format!("{}{}{}", sources.page, sources.icons, page::start_script(&script, &module, &print));
    let version = worker::version(&sources.scripts, &template, &kept);
    let later = worker::later(&sources.scripts, mode, &version, &print)?;
    let start = Asset::hashed("start", "js", page::start_script(&script, &module, &later).into_bytes());
    let links = page::Links { style: &style, scripts: [&script, &link], module: &module, start: &start };
    let index = Asset::plain("index.html", page::render(&sources.page, &links, &sources.icons)?.into_bytes());
    let worker = if mode == Mode::Release {
        // The one that names all others first: by it the worker tells its own page.
        let mut shell = vec![&start, &style, &script, &link, &module, &later, &print];
        // Whatever part wears it is looked at without a connection as well.
        shell.push(&management);
        shell.extend(plain.iter().filter(|file| index.names(file)));
        Some(worker::worker(&sources.scripts, &version, &shell, &parts.values().collect::<Vec<_>>())?)
    } else {
        None
    };
    let needs = |(part, file): (&String, &Asset)| {
        let style = MANAGEMENT.contains(&part.as_str()).then_some(&management);
        (part.clone(), [file].into_iter().chain(style).map(|file| file.path.clone()).collect())
    };
    let paths = parts.iter().map(needs).collect();
    let mut assets = vec![index, style, management, start, script, link, module, later, print];
    assets.extend(parts.into_values());
    assets.extend(plain);
    assets.extend(worker);
    if mode == Mode::Release {
        assets.iter_mut().try_for_each(Asset::compress)?;
    }
    Ok(Built { assets, parts: paths })
}

fn read(workspace: &Workspace, name: &str) -> Result<Vec<u8>> {
    read_if_present(&workspace.path(name))?.with_context(|| format!("{name} is missing"))
}

fn read_if_present(path: &Path) -> Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}
