//! Takes the compiled app apart: a main module, and one or more for each part that `frontend/src/parts.rs` names, which the
//! browser fetches when somebody first needs that part. The linker's relocations tell what belongs where.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use wasm_encoder::Module;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_split_cli_support::{Options, transform};
use wasmparser::{CustomSectionReader, Parser};

/// The script that fetches the parts, as the main module's script imports it.
pub const LINK: &str = "./__wasm_split.js";
/// The main module's script, as [`LINK`] imports it.
pub const MAIN: &str = "./main.js";

/// The app in pieces.
pub struct Pieces {
    /// What the bindings are made for.
    pub main: Vec<u8>,
    /// Fetches the others by the names that they have here, `./NAME.wasm`.
    pub link: String,
    /// The others, by name.
    pub modules: BTreeMap<String, Vec<u8>>,
    /// The names of those that a part consists of, by the part's.
    pub parts: BTreeMap<String, Vec<String>>,
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
    options.main_module = MAIN;
    let split = transform(options).map_err(|error| anyhow!("the app can't be split: {error:#}"))?;
    let modules = split.split_modules.iter().map(|path| {
        let name = path.file_stem().context("a module without a name")?.to_string_lossy().into_owned();
        Ok((name, compact(&fs::read(path)?)?))
    });
    Ok(Pieces {
        modules: modules.collect::<Result<_>>()?,
        main: fs::read(&main)?,
        link: fs::read_to_string(folder.join(LINK))?,
        parts: split.prefetch_map.into_iter().collect(),
    })
}

/// The same module without names for debuggers, every number as short as it gets: the linker leaves room for relocations, which
/// makes the code half as large again.
fn compact(module: &[u8]) -> Result<Vec<u8>> {
    let mut compact = Module::new();
    WithoutCustomSections
        .parse_core_module(&mut compact, Parser::new(0), module)
        .map_err(|error| anyhow!("a part can't be read: {error}"))?;
    Ok(compact.finish())
}

struct WithoutCustomSections;

impl Reencode for WithoutCustomSections {
    type Error = Infallible;

    fn parse_custom_section(&mut self, _: &mut Module, _: CustomSectionReader<'_>) -> Result<(), Error<Infallible>> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_debuggers_read_is_left_out_and_numbers_are_short() {
        // (module (func (export "f") (result i32) i32.const 1)), the constant in five bytes, and a custom section.
        let roomy = [
            b"\0asm\x01\0\0\0".as_slice(),
            b"\x01\x05\x01\x60\0\x01\x7f",
            b"\x03\x02\x01\0",
            b"\x07\x05\x01\x01f\0\0",
            b"\x0a\x0a\x01\x08\0\x41\x81\x80\x80\x80\0\x0b",
            b"\0\x05\x04name",
        ]
        .concat();
        let short = compact(&roomy).unwrap();
        assert_eq!(short.len(), roomy.len() - 4 - 7);
        assert!(short.ends_with(b"\x41\x01\x0b"), "{short:?}");
    }
}
