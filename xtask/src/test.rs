//! `cargo xtask test`: everything that a change must pass. Format and lints do not keep the tests from running, and the
//! tests come last, so that what a person or a machine reads at the end is their result.

mod summary;

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, Result};

use self::summary::Summary;
use crate::setup;
use crate::spa;
use crate::workspace::{Workspace, announce, perform};

/// Sets up, builds what the tests start, checks, tests. Prints the sum over all suites as its last line.
pub fn test(workspace: &Workspace, further: &[String]) -> Result<ExitCode> {
    setup::wasm_target(workspace)?;
    setup::lint_components(workspace)?;
    let programs = setup::test_programs(workspace)?;
    spa::build(workspace, spa::Mode::Release)?;
    workspace.build_server()?;
    let mut failed_checks = failed_checks(workspace);
    // Without these a suite fails and says so; the others need not wait for it.
    let axe = setup::axe::script(workspace);
    let tools = setup::python::tools(workspace);

    // Screenshots and the like: outside the sources.
    let artifacts = workspace.target("test-artifacts");
    fs::create_dir_all(&artifacts)?;
    // One failing suite must not hide the others' results.
    let mut tests = workspace.cargo(&["test", "--no-fail-fast"]);
    tests
        .args(further)
        // A change is judged by the same invented cases as the one before it. `cargo test` alone invents others each time.
        .env("PROPTEST_RNG_SEED", std::env::var_os("PROPTEST_RNG_SEED").unwrap_or_else(|| "2026".into()))
        .env("VENTANILLA_TEST_POSTGRES_BIN", &programs.postgres)
        .env("VENTANILLA_TEST_CHROMIUM", &programs.chromium)
        .env("VENTANILLA_TEST_CHROMEDRIVER", &programs.chromedriver)
        .env("VENTANILLA_TEST_ARTIFACTS", &artifacts);
    match axe {
        Ok(script) => {
            tests.env("VENTANILLA_TEST_AXE", script);
        }
        Err(error) => failed_checks.push(format!("axe-core ({error:#})")),
    }
    match tools {
        Ok(programs) => {
            tests.env("VENTANILLA_TEST_CONTRACT_TOOLS", programs);
        }
        Err(error) => failed_checks.push(format!("tools of the contract suite ({error:#})")),
    }
    let (summary, ended_well) = run_tests(&mut tests)?;

    for check in &failed_checks {
        println!("check failed: {check}");
    }
    println!("{}", summary.closing_line());
    let passed = ended_well && summary.is_success() && failed_checks.is_empty();
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Format, and lints of the server's side and of the browser's.
fn failed_checks(workspace: &Workspace) -> Vec<String> {
    let checks: [(&str, &[&str]); 3] = [
        ("format", &["fmt", "--all", "--check"]),
        ("lints", &["clippy", "--all-targets", "--", "--deny", "warnings"]),
        (
            "lints of the web app",
            &["clippy", "--package=frontend", "--target=wasm32-unknown-unknown", "--", "--deny", "warnings"],
        ),
    ];
    checks
        .into_iter()
        .filter_map(|(name, arguments)| {
            let error = perform(&mut workspace.cargo(arguments)).err()?;
            Some(format!("{name} ({error:#})"))
        })
        .collect()
}

/// Runs the tests, passing on what they print and adding up their results; says as well whether Cargo was content, which it is
/// not when a suite does not compile, does not start or dies.
fn run_tests(command: &mut Command) -> Result<(Summary, bool)> {
    announce(command);
    let mut tests = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().context("cargo test does not start")?;
    let output = tests.stdout.take().context("the output of cargo test")?;
    let mut summary = Summary::default();
    let mut reader = BufReader::new(output);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line)? > 0 {
        let mut out = std::io::stdout().lock();
        out.write_all(&line)?;
        out.flush()?;
        summary.read(&String::from_utf8_lossy(&line));
        line.clear();
    }
    Ok((summary, tests.wait()?.success()))
}
