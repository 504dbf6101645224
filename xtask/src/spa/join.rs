//! Joins the modules that a part consists of into one. The splitting gives every set of parts a module of its own for what just
//! these share, hundreds in all, which call each other by way of the function table; within one module they call directly.
//!
//! What two parts share is thus in both, and the second to arrive brings it once more: functions that do the same take over the
//! places in the table, constants are written where they stand already, and variables are left as they are.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Context, Result, anyhow, bail, ensure};
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, Elements, FunctionSection, ImportSection, Module, TypeSection,
};
use wasmparser::{
    BinaryReader, DataKind, ElementItems, ElementKind, FunctionBody, FunctionSectionReader, Import, KnownCustom,
    Linking, Operator, Parser, Payload, TypeRef, TypeSectionReader,
};

use super::order::{self, Likeness};

/// The address from which on memory holds variables; below it are the constants of the whole app.
pub fn first_variable(compiled: &[u8]) -> Result<u32> {
    let (mut names, mut addresses) = (Vec::new(), Vec::new());
    for payload in Parser::new(0).parse_all(compiled) {
        match payload? {
            Payload::DataSection(segments) => {
                for segment in segments {
                    addresses.push(address(&segment?.kind)?);
                }
            }
            Payload::CustomSection(section) => {
                if let KnownCustom::Linking(linking) = section.as_known() {
                    for subsection in linking.subsections() {
                        if let Linking::SegmentInfo(segments) = subsection? {
                            for segment in segments {
                                names.push(segment?.name.to_owned());
                            }
                        }
                    }
                }
            }
            _ => {}
        }
    }
    ensure!(names.len() == addresses.len(), "the app's data has {} names, {} places", names.len(), addresses.len());
    let variable = names.iter().zip(addresses).filter(|(name, _)| !name.starts_with(".rodata"));
    variable.map(|(_, address)| address).min().context("the app has no variables")
}

/// One module that does what all of them do.
pub fn join(modules: &[&[u8]], first_variable: u32) -> Result<Vec<u8>> {
    let pieces = modules.iter().map(|module| Piece::read(module)).collect::<Result<Vec<_>>>()?;
    let types = pieces.first().context("a part without modules")?.types.clone();
    ensure!(pieces.iter().all(|piece| same(&piece.types, &types)), "the modules of a part differ in their types");
    let table = table(&pieces);
    let places = places(&pieces, &table)?;
    let mut imports = Imports::default();
    let (mut functions, mut code) = (FunctionSection::new(), CodeSection::new());
    let mut renumbering = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        renumbering.push(Renumber {
            functions: (0..piece.functions.len()).map(|function| places.of((at, function))).collect::<Result<_>>()?,
            globals: piece.imports.iter().filter_map(|import| imports.global(import)).collect(),
        });
    }
    for (at, function) in &places.kept {
        let (Some(piece), Some(renumber)) = (pieces.get(*at), renumbering.get_mut(*at)) else { continue };
        if let Some((kind, body)) = piece.functions.get(*function) {
            functions.function(*kind);
            renumber.parse_function_body(&mut code, body.clone()).map_err(unreadable)?;
        }
    }
    let mut module = Module::new();
    let mut section = TypeSection::new();
    Plain.parse_type_section(&mut section, types).map_err(unreadable)?;
    module.section(&section).section(&imports.section(&pieces)?).section(&functions);
    module.section(&elements(&table, &places)?).section(&code).section(&constants(&pieces, first_variable)?);
    Ok(module.finish())
}

/// A function by its module and its place there.
type Function = (usize, usize);

/// What is in one module.
struct Piece<'m> {
    types: TypeSectionReader<'m>,
    imports: Vec<Import<'m>>,
    functions: Vec<(u32, FunctionBody<'m>)>,
    /// Where in the table runs of functions lie.
    runs: Vec<(u32, Vec<u32>)>,
    data: Vec<(u32, &'m [u8])>,
}

impl<'m> Piece<'m> {
    fn read(module: &'m [u8]) -> Result<Self> {
        let mut piece = Self {
            types: TypeSectionReader::new(BinaryReader::new(&[0], 0))?,
            imports: Vec::new(),
            functions: Vec::new(),
            runs: Vec::new(),
            data: Vec::new(),
        };
        let (mut kinds, mut bodies) = (Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::TypeSection(types) => piece.types = types,
                Payload::ImportSection(imports) => piece.imports = imports.into_imports().collect::<Result<_, _>>()?,
                Payload::FunctionSection(functions) => kinds = of_kinds(functions)?,
                Payload::ElementSection(runs) => {
                    for run in runs {
                        let run = run?;
                        let (ElementKind::Active { offset_expr, .. }, ElementItems::Functions(functions)) =
                            (run.kind, run.items)
                        else {
                            bail!("a module fills the function table in another way");
                        };
                        piece.runs.push((constant(&offset_expr)?, functions.into_iter().collect::<Result<_, _>>()?));
                    }
                }
                Payload::CodeSectionEntry(body) => bodies.push(body),
                Payload::DataSection(segments) => {
                    for segment in segments {
                        let segment = segment?;
                        piece.data.push((address(&segment.kind)?, segment.data));
                    }
                }
                Payload::ExportSection(exports) => ensure!(exports.count() == 0, "a module exports something"),
                Payload::Version { .. }
                | Payload::DataCountSection { .. }
                | Payload::CodeSectionStart { .. }
                | Payload::CustomSection(_)
                | Payload::End(_) => {}
                other => bail!("a module has something that can't be joined: {other:?}"),
            }
        }
        ensure!(
            !piece.imports.iter().any(|import| matches!(import.ty, TypeRef::Func(_) | TypeRef::FuncExact(_))),
            "a module imports functions"
        );
        piece.functions = kinds.into_iter().zip(bodies).collect();
        Ok(piece)
    }
}

fn of_kinds(functions: FunctionSectionReader<'_>) -> Result<Vec<u32>> {
    Ok(functions.into_iter().collect::<Result<_, _>>()?)
}

fn same(one: &TypeSectionReader<'_>, other: &TypeSectionReader<'_>) -> bool {
    one.clone().into_iter().map(Result::ok).eq(other.clone().into_iter().map(Result::ok))
}

/// What lies where in the function table.
fn table(pieces: &[Piece<'_>]) -> BTreeMap<u32, Function> {
    let mut table = BTreeMap::new();
    for (at, piece) in pieces.iter().enumerate() {
        for (start, functions) in &piece.runs {
            table.extend((*start..).zip(functions.iter().map(|function| (at, *function as usize))));
        }
    }
    table
}

/// The functions of the joined module.
struct Places {
    /// In their order.
    kept: Vec<Function>,
    by_function: HashMap<Function, u32>,
    /// Another that is called in this one's stead.
    instead: HashMap<Function, Function>,
}

impl Places {
    fn of(&self, function: Function) -> Result<u32> {
        let function = self.instead.get(&function).unwrap_or(&function);
        self.by_function.get(function).copied().context("a function has no place")
    }
}

/// Leaves out what only passes a call on to a function that is here, or does so as another does.
fn places(pieces: &[Piece<'_>], table: &BTreeMap<u32, Function>) -> Result<Places> {
    let (mut kept, mut instead, mut passing_on) = (Vec::new(), HashMap::new(), HashMap::new());
    let mut keys = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        for (function, (kind, body)) in piece.functions.iter().enumerate() {
            let this = (at, function);
            if let Some(entry) = passes_on(body)? {
                let target = table.get(&entry).filter(|target| kind_of(pieces, **target) == Some(*kind)).copied();
                let first = target.unwrap_or_else(|| *passing_on.entry((entry, *kind)).or_insert(this));
                if first != this {
                    instead.insert(this, first);
                    continue;
                }
            }
            kept.push(this);
            keys.push(Likeness::of(*kind, body)?);
        }
    }
    let kept: Vec<Function> = order::sorted(&keys).into_iter().filter_map(|at| kept.get(at).copied()).collect();
    Ok(Places { by_function: kept.iter().copied().zip(0..).collect(), kept, instead })
}

fn kind_of(pieces: &[Piece<'_>], (at, function): Function) -> Option<u32> {
    pieces.get(at)?.functions.get(function).map(|(kind, _)| *kind)
}

/// The entry of the function table that a function calls with its own arguments, if it does nothing else.
fn passes_on(body: &FunctionBody<'_>) -> Result<Option<u32>> {
    if body.get_locals_reader()?.get_count() > 0 {
        return Ok(None);
    }
    let (mut arguments, mut entry, mut called) = (0, None, false);
    for operator in body.get_operators_reader()? {
        match operator? {
            Operator::LocalGet { local_index } if entry.is_none() && local_index == arguments => arguments += 1,
            Operator::I32Const { value } if entry.is_none() => entry = Some(value.cast_unsigned()),
            Operator::CallIndirect { table_index: 0, .. } if entry.is_some() && !called => called = true,
            Operator::End if called => return Ok(entry),
            _ => return Ok(None),
        }
    }
    Ok(None)
}

/// The imports of all modules, each once.
#[derive(Default)]
struct Imports {
    globals: Vec<String>,
}

impl Imports {
    /// The number of a global in the joined module.
    fn global(&mut self, import: &Import<'_>) -> Option<u32> {
        let TypeRef::Global(_) = import.ty else { return None };
        let known = self.globals.iter().position(|name| name == import.name);
        let at = known.unwrap_or_else(|| {
            self.globals.push(import.name.to_owned());
            self.globals.len() - 1
        });
        u32::try_from(at).ok()
    }

    fn section(&self, pieces: &[Piece<'_>]) -> Result<ImportSection> {
        let mut section = ImportSection::new();
        let mut all: Vec<&Import<'_>> = Vec::new();
        for import in pieces.iter().flat_map(|piece| &piece.imports) {
            if !all.iter().any(|known| known.name == import.name) {
                all.push(import);
            }
        }
        all.sort_by_key(|import| self.globals.iter().position(|name| name == import.name));
        for import in all {
            section.import(import.module, import.name, Plain.entity_type(import.ty).map_err(unreadable)?);
        }
        Ok(section)
    }
}

fn elements(table: &BTreeMap<u32, Function>, places: &Places) -> Result<ElementSection> {
    let mut runs: Vec<(u32, Vec<u32>)> = Vec::new();
    for (entry, function) in table {
        let place = places.of(*function)?;
        match runs.last_mut() {
            Some((start, run)) if *start as usize + run.len() == *entry as usize => run.push(place),
            _ => runs.push((*entry, vec![place])),
        }
    }
    let mut section = ElementSection::new();
    for (start, run) in runs {
        section.active(None, &ConstExpr::i32_const(start.cast_signed()), Elements::Functions(run.into()));
    }
    Ok(section)
}

/// The constants of all modules. Variables begin as noughts, as memory does; they are not written, lest one that lives be lost.
fn constants(pieces: &[Piece<'_>], first_variable: u32) -> Result<DataSection> {
    let mut segments: Vec<(u32, Vec<u8>)> =
        pieces.iter().flat_map(|piece| &piece.data).map(|(start, bytes)| (*start, bytes.to_vec())).collect();
    segments.retain(|(_, bytes)| bytes.iter().any(|byte| *byte != 0));
    segments.sort_by_key(|(start, _)| *start);
    let mut runs: Vec<(u32, Vec<u8>)> = Vec::new();
    for (start, bytes) in segments {
        let end = start as usize + bytes.len();
        ensure!(end <= first_variable as usize, "a part has variables that do not begin as noughts");
        match runs.last_mut() {
            Some((first, run)) if *first as usize + run.len() == start as usize => run.extend(bytes),
            _ => runs.push((start, bytes)),
        }
    }
    let mut section = DataSection::new();
    for (start, bytes) in runs {
        section.active(0, &ConstExpr::i32_const(start.cast_signed()), bytes);
    }
    Ok(section)
}

fn address(kind: &DataKind<'_>) -> Result<u32> {
    match kind {
        DataKind::Active { memory_index: 0, offset_expr } => constant(offset_expr),
        _ => bail!("data without a place in memory"),
    }
}

fn constant(expression: &wasmparser::ConstExpr<'_>) -> Result<u32> {
    match expression.get_operators_reader().read()? {
        Operator::I32Const { value } => Ok(value.cast_unsigned()),
        other => bail!("a place that is no constant: {other:?}"),
    }
}

/// Copies what means the same in every module.
struct Plain;

impl Reencode for Plain {
    type Error = std::convert::Infallible;
}

/// Copies functions, with the numbers of the joined module.
struct Renumber {
    functions: Vec<u32>,
    globals: Vec<u32>,
}

impl Reencode for Renumber {
    type Error = String;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<String>> {
        renumbered(&self.functions, function)
    }

    fn global_index(&mut self, global: u32) -> Result<u32, Error<String>> {
        renumbered(&self.globals, global)
    }
}

fn renumbered(numbers: &[u32], number: u32) -> Result<u32, Error<String>> {
    numbers.get(number as usize).copied().ok_or_else(|| Error::UserError(format!("nothing has the number {number}")))
}

fn unreadable(error: impl std::fmt::Display) -> anyhow::Error {
    anyhow!("a part can't be joined: {error}")
}

#[cfg(test)]
mod tests;
