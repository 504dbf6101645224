//! `cargo xtask contract`: the suite that holds the running API against its document, with more cases than the tests have time
//! for.

use anyhow::Result;

use crate::setup;
use crate::workspace::{Workspace, perform};

/// So many cases of every operation, by everyone, on both engines.
pub fn contract(workspace: &Workspace, examples: u32, seed: u64) -> Result<()> {
    let programs = setup::test_programs(workspace)?;
    let tools = setup::python::tools(workspace)?;
    let mut tests = workspace.cargo(&["test", "--test", "contract", "--no-fail-fast"]);
    tests
        .env("VENTANILLA_TEST_POSTGRES_BIN", &programs.postgres)
        .env("VENTANILLA_TEST_CONTRACT_TOOLS", &tools)
        .env("VENTANILLA_TEST_CONTRACT_EXAMPLES", examples.to_string())
        .env("VENTANILLA_TEST_CONTRACT_SEED", seed.to_string())
        .env("VENTANILLA_TEST_ARTIFACTS", workspace.target("test-artifacts"));
    perform(&mut tests)
}
