//! Takes the compiled app apart: a main module, and one for each part that `frontend/src/parts.rs` names, which the
//! browser fetches when somebody first needs that part. The linker's relocations tell what belongs where.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use wasm_split_cli_support::{Options, transform};

use super::join;

/// The script that fetches the parts, as the main module's script imports it.
pub const LINK: &str = "./__wasm_split.js";

/// The app in pieces.
pub struct Pieces {
    /// What the bindings are made for.
    pub main: Vec<u8>,
    /// The others, by the parts' names.
    pub parts: BTreeMap<String, Vec<u8>>,
}

/// Splits a module, by way of a folder that is emptied first.
pub fn split(compiled: &[u8], folder: &Path) -> Result<Pieces> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let main = folder.join("main.wasm");
    let mut options = Options::new(compiled);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.link_name = LINK;
    let split = transform(options).map_err(|error| anyhow!("the app can't be split: {error:#}"))?;
    let first_variable = join::first_variable(compiled)?;
    let parts = split.prefetch_map.into_iter().map(|(part, names)| {
        let read = |name: &String| fs::read(folder.join(name).with_extension("wasm"));
        let modules = names.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        let modules: Vec<&[u8]> = modules.iter().map(Vec::as_slice).collect();
        let joined = join::join(&modules, first_variable).with_context(|| format!("the part '{part}'"))?;
        Ok((part, joined))
    });
    Ok(Pieces { parts: parts.collect::<Result<_>>()?, main: fs::read(&main)? })
}
