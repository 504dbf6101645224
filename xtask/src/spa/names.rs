//! Shortens what the main module and its script call each other: `wasm-bindgen` ends every name in a hash, which compresses badly
//! and is downloaded twice. Leaves out of the module what only tools read, and puts its functions in order.

use std::collections::HashMap;

use anyhow::{Context, Result, anyhow, ensure};
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, ElementSection, FunctionSection, ImportSection, Module};
use wasmparser::{
    CodeSectionReader, CustomSectionReader, Element, ElementItems, FunctionSectionReader, Imports, Operator, Parser,
    Payload, TypeRef,
};

use super::order::{self, Likeness};

/// How such names begin.
const PREFIX: &str = "__wb";

/// The script and the module that belongs to it, both shorter.
pub fn shorten(script: &str, module: &[u8]) -> Result<(String, Vec<u8>)> {
    let mut short = Short { names: HashMap::new(), imported: 0, places: Vec::new(), order: Vec::new() };
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
    let (mut kinds, mut keys) = (Vec::new(), Vec::new());
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    let import = import?;
                    short.imported += u32::from(matches!(import.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
                    let known = !import.name.starts_with(PREFIX) || short.names.contains_key(import.name);
                    ensure!(known, "the script lacks {}", import.name);
                }
            }
            Payload::FunctionSection(functions) => kinds = functions.into_iter().collect::<Result<Vec<u32>, _>>()?,
            Payload::CodeSectionEntry(body) => {
                let kind = kinds.get(keys.len()).copied().context("a function without a type")?;
                keys.push(Likeness::of(kind, &body)?);
            }
            _ => {}
        }
    }
    short.order = order::sorted(&keys);
    short.places = vec![0; keys.len()];
    for (place, function) in (short.imported..).zip(&short.order) {
        if let Some(known) = short.places.get_mut(*function) {
            *known = place;
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
    /// How many functions come from the script. They keep their numbers.
    imported: u32,
    /// The number that each of the others gets.
    places: Vec<u32>,
    /// They by these.
    order: Vec<usize>,
}

impl Reencode for Short {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error> {
        let own = function.checked_sub(self.imported).and_then(|own| self.places.get(own as usize));
        Ok(own.copied().unwrap_or(function))
    }

    fn parse_function_section(
        &mut self,
        section: &mut FunctionSection,
        functions: FunctionSectionReader<'_>,
    ) -> Result<(), Error> {
        let kinds = functions.into_iter().collect::<Result<Vec<u32>, _>>()?;
        for kind in self.order.iter().filter_map(|function| kinds.get(*function)) {
            section.function(*kind);
        }
        Ok(())
    }

    fn parse_code_section(&mut self, section: &mut CodeSection, bodies: CodeSectionReader<'_>) -> Result<(), Error> {
        let bodies = bodies.into_iter().collect::<Result<Vec<_>, _>>()?;
        for body in self.order.clone().into_iter().filter_map(|function| bodies.get(function)) {
            self.parse_function_body(section, body.clone())?;
        }
        Ok(())
    }

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
    use wasm_encoder::{ConstExpr, Elements, EntityType, Function, HeapType, Instruction, RefType, TypeSection};

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
        elements.active(None, &ConstExpr::i32_const(2), Elements::Functions(vec![0, 1, 2].into()));
        let (mut kinds, mut code) = (FunctionSection::new(), CodeSection::new());
        for instructions in
            [[Instruction::I32Const(1), Instruction::Drop], [Instruction::Call(0), Instruction::Call(1)]]
        {
            kinds.function(0);
            let mut function = Function::new([]);
            for instruction in &instructions {
                function.instruction(instruction);
            }
            function.instruction(&Instruction::End);
            code.function(&function);
        }
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&kinds).section(&elements).section(&code);
        module.finish()
    }

    #[test]
    fn both_sides_use_the_same_short_name() {
        let (script, shorter) = shorten(SCRIPT, &module("__wbg_log_1f")).unwrap();
        assert!(script.contains("{\nf0: function(text) {\n") && script.ends_with("wasm.main();\n"), "{script}");
        let (mut names, mut runs, mut calls) = (Vec::new(), Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(&shorter) {
            match payload.unwrap() {
                Payload::ImportSection(imports) => {
                    names.extend(imports.into_imports().map(|import| import.unwrap().name.to_owned()));
                }
                Payload::ElementSection(elements) => {
                    for element in elements {
                        let ElementItems::Functions(functions) = element.unwrap().items else { panic!("it is empty") };
                        runs.push(functions.into_iter().map(Result::unwrap).collect::<Vec<_>>());
                    }
                }
                Payload::CodeSectionEntry(body) => {
                    let operators = body.get_operators_reader().unwrap().into_iter().map(Result::unwrap);
                    calls.push(operators.filter(|operator| matches!(operator, Operator::Call { .. })).count());
                }
                _ => {}
            }
        }
        assert_eq!(names, ["f0"]);
        // What calls comes before what drops a number, and the table knows.
        assert_eq!((runs, calls), (vec![vec![0, 2, 1]], vec![2, 0]));
    }

    #[test]
    fn a_name_that_the_script_lacks_stops_the_build() {
        assert!(shorten(SCRIPT, &module("__wbg_warn_2a")).is_err());
        assert!(shorten(SCRIPT, &module("__wasm_split_load_desk")).is_ok());
    }
}
