//! Two modules that call each other by way of the function table, joined.

use wasm_encoder::{EntityType, Function, GlobalType, Instruction, MemoryType, RefType, TableType, ValType};

use super::*;

/// Where variables begin.
const VARIABLES: u32 = 2_000;

/// A module with these functions, of which the table holds the first from `start` on, and with data at an address.
fn module(functions: &[&[Instruction<'_>]], start: i32, (address, data): (i32, &[u8])) -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([ValType::I32], []);
    let mut imports = ImportSection::new();
    let global = GlobalType { val_type: ValType::I32, mutable: true, shared: false };
    let table = TableType { element_type: RefType::FUNCREF, minimum: 10, maximum: None, table64: false, shared: false };
    let memory = MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None };
    imports.import("app", "stack", EntityType::Global(global));
    imports.import("app", "table", EntityType::Table(table));
    imports.import("app", "memory", EntityType::Memory(memory));
    let (mut kinds, mut code) = (FunctionSection::new(), CodeSection::new());
    for instructions in functions {
        kinds.function(0);
        let mut function = Function::new([]);
        for instruction in *instructions {
            function.instruction(instruction);
        }
        code.function(&function);
    }
    let mut elements = ElementSection::new();
    elements.active(None, &ConstExpr::i32_const(start), Elements::Functions(vec![0].into()));
    let mut segments = DataSection::new();
    segments.active(0, &ConstExpr::i32_const(address), data.iter().copied());
    let mut module = Module::new();
    module.section(&types).section(&imports).section(&kinds).section(&elements).section(&code).section(&segments);
    module.finish()
}

fn passing_on(entry: i32) -> [Instruction<'static>; 4] {
    let call = Instruction::CallIndirect { type_index: 0, table_index: 0 };
    [Instruction::LocalGet(0), Instruction::I32Const(entry), call, Instruction::End]
}

fn calling(function: u32) -> [Instruction<'static>; 5] {
    let value = [Instruction::GlobalGet(0), Instruction::Drop, Instruction::LocalGet(0)];
    let [get, drop, local] = value;
    [get, drop, local, Instruction::Call(function), Instruction::End]
}

/// What each function of a module calls, by itself and by way of the table.
fn calls(module: &[u8]) -> Vec<(Vec<u32>, Option<u32>)> {
    let piece = Piece::read(module).unwrap();
    let calls = |body: &FunctionBody<'_>| {
        let operators = body.get_operators_reader().unwrap().into_iter();
        let called = |operator: wasmparser::Result<_>| match operator.unwrap() {
            Operator::Call { function_index } => Some(function_index),
            _ => None,
        };
        (operators.filter_map(called).collect(), passes_on(body).unwrap())
    };
    piece.functions.iter().map(|(_, body)| calls(body)).collect()
}

#[test]
fn neighbours_call_each_other_directly_and_the_main_module_by_way_of_the_table() {
    // Each calls the other's first function, and one of the main module's.
    let one = module(&[&calling(1), &passing_on(6), &calling(3), &passing_on(2)], 5, (100, b"one"));
    let other = module(&[&calling(2), &passing_on(5), &passing_on(2), &calling(1)], 6, (103, b"other"));
    let joined = join(&[&one, &other], VARIABLES).unwrap();
    // Like beside like: the one that passes on, then those that call.
    let expected = [(vec![], Some(2)), (vec![3], None), (vec![0], None), (vec![0], None), (vec![1], None)];
    assert_eq!(calls(&joined), expected);
    let piece = Piece::read(&joined).unwrap();
    assert_eq!(piece.runs, [(5, vec![1, 3])]);
    assert_eq!(piece.data, [(100, b"oneother".as_slice())]);
    assert_eq!(piece.imports.iter().map(|import| import.name).collect::<Vec<_>>(), ["table", "memory", "stack"]);
}

#[test]
fn a_variable_that_lives_is_not_written_again() {
    let constant = module(&[&calling(0)], 5, (100, b"one"));
    let nought = module(&[&calling(0)], 6, (2_000, &[0; 8]));
    let joined = join(&[&constant, &nought], VARIABLES).unwrap();
    assert_eq!(Piece::read(&joined).unwrap().data, [(100, b"one".as_slice())]);
    let other = module(&[&calling(0)], 6, (2_000, &[0, 1]));
    assert!(join(&[&constant, &other], VARIABLES).unwrap_err().to_string().contains("variables"));
}

#[test]
fn modules_of_different_types_are_not_joined() {
    let one = module(&[&calling(0)], 5, (100, b"one"));
    let mut other = one.clone();
    // The first section, whose only type takes one 32-bit number: now a 64-bit one.
    let at = other.windows(2).position(|bytes| bytes == [1, 0x7F]).unwrap() + 1;
    other[at] = 0x7E;
    assert!(join(&[&one, &other], VARIABLES).is_err());
}
