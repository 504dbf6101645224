//! Shortens what the main module and its script call each other: `wasm-bindgen` ends every name in a hash, which compresses badly
//! and is downloaded twice. And leaves out of the module what only tools read.

use std::collections::HashMap;

use anyhow::{Result, anyhow, ensure};
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{ElementSection, ImportSection, Module};
use wasmparser::{CustomSectionReader, Element, ElementItems, Imports, Operator, Parser, Payload};

/// How such names begin.
const PREFIX: &str = "__wb";

/// The script and the module that belongs to it, both shorter.
pub fn shorten(script: &str, module: &[u8]) -> Result<(String, Vec<u8>)> {
    let mut short = Short { names: HashMap::new() };
    let mut text = String::with_capacity(script.len());
    for line in script.split_inclusive('\n') {
        let indented = line.trim_start();
        match indented.split_once(": function(") {
            Some((name, rest)) if name.starts_with(PREFIX) => {
                let next = format!("f{}", short.names.len());
                text.push_str(&format!("{next}: function({rest}"));
                ensure!(short.names.insert(name.to_owned(), next).is_none(), "the script has {name} twice");
            }
            _ => text.push_str(line),
        }
    }
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::ImportSection(imports) = payload? {
            for import in imports.into_imports() {
                let name = import?.name;
                ensure!(!name.starts_with(PREFIX) || short.names.contains_key(name), "the script lacks {name}");
            }
        }
    }
    let mut shorter = Module::new();
    short
        .parse_core_module(&mut shorter, Parser::new(0), module)
        .map_err(|error| anyhow!("the main module can't be read: {error}"))?;
    Ok((text, shorter.finish()))
}

struct Short {
    names: HashMap<String, String>,
}

impl Reencode for Short {
    type Error = std::convert::Infallible;

    fn parse_imports(&mut self, section: &mut ImportSection, imports: Imports<'_>) -> Result<(), Error> {
        match imports {
            Imports::Single(at, mut import) => {
                let name = self.names.get(import.name).cloned();
                import.name = name.as_deref().unwrap_or(import.name);
                utils::parse_imports(self, section, Imports::Single(at, import))
            }
            several => utils::parse_imports(self, section, several),
        }
    }

    /// The splitting reserves what the parts will fill; a table is empty by itself.
    fn parse_element(&mut self, section: &mut ElementSection, element: Element<'_>) -> Result<(), Error> {
        if let ElementItems::Expressions(_, items) = &element.items {
            let is_empty = |item: wasmparser::Result<wasmparser::ConstExpr<'_>>| {
                item.and_then(|item| {
                    item.get_operators_reader().read().map(|first| matches!(first, Operator::RefNull { .. }))
                })
            };
            if items.clone().into_iter().map(is_empty).all(|empty| empty.unwrap_or(false)) {
                return Ok(());
            }
        }
        utils::parse_element(self, section, element)
    }

    fn parse_custom_section(&mut self, _: &mut Module, _: CustomSectionReader<'_>) -> Result<(), Error> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{ConstExpr, Elements, EntityType, HeapType, RefType, TypeSection};

    use super::*;

    const SCRIPT: &str =
        "const import0 = {\n    __wbg_log_1f: function(text) {\n        console.log(text);\n    },\n};\nwasm.main();\n";

    fn module(import: &str) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("script", import, EntityType::Function(0));
        let mut elements = ElementSection::new();
        let nothing = ConstExpr::ref_null(HeapType::FUNC);
        elements.active(None, &ConstExpr::i32_const(1), Elements::Expressions(RefType::FUNCREF, vec![nothing].into()));
        elements.active(None, &ConstExpr::i32_const(2), Elements::Functions(vec![0].into()));
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&elements);
        module.finish()
    }

    #[test]
    fn both_sides_use_the_same_short_name() {
        let (script, shorter) = shorten(SCRIPT, &module("__wbg_log_1f")).unwrap();
        assert!(script.contains("{\nf0: function(text) {\n") && script.ends_with("wasm.main();\n"), "{script}");
        let (mut names, mut runs) = (Vec::new(), 0);
        for payload in Parser::new(0).parse_all(&shorter) {
            match payload.unwrap() {
                Payload::ImportSection(imports) => {
                    names.extend(imports.into_imports().map(|import| import.unwrap().name.to_owned()));
                }
                Payload::ElementSection(elements) => runs = elements.count(),
                _ => {}
            }
        }
        assert_eq!((names, runs), (vec!["f0".to_owned()], 1));
    }

    #[test]
    fn a_name_that_the_script_lacks_stops_the_build() {
        assert!(shorten(SCRIPT, &module("__wbg_warn_2a")).is_err());
        assert!(shorten(SCRIPT, &module("__wasm_split_load_desk")).is_ok());
    }
}
