//! `openapi`: writes `openapi/openapi.json` from the code; with `--check` it only says whether they agree.

use std::process::ExitCode;

fn main() -> ExitCode {
    let path = openapi::checked_in();
    let printed = openapi::printed();
    let faults = openapi::lint::lint(&backend::api::document());
    for fault in &faults {
        eprintln!("{fault}");
    }
    if std::env::args().any(|argument| argument == "--check") {
        let agrees = std::fs::read_to_string(&path).is_ok_and(|text| text == printed);
        if !agrees {
            eprintln!("{} is not what the code says; `{}` writes it anew", path.display(), openapi::COMMAND);
        }
        return if agrees && faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    if let Err(error) = std::fs::write(&path, printed) {
        eprintln!("can't write {}: {error}", path.display());
        return ExitCode::FAILURE;
    }
    eprintln!("wrote {}", path.display());
    ExitCode::SUCCESS
}
