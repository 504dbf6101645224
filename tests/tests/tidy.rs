//! The house's rules, held: who may import whom, how long a file may be, that it says what lives in it, what a room is called.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// The longest that a source file may be, in lines.
const LINES_MAX: usize = 500;
/// The sources of the house.
const ROOMS: [&str; 7] = ["shared", "backend", "frontend", "migration", "openapi", "tests", "xtask"];
/// Names that say nothing of what lives behind them.
const EMPTY_NAMES: [&str; 8] = ["utils", "util", "common", "helpers", "helper", "misc", "types", "lib2"];

struct Source {
    /// From the top of the repository, with `/`.
    path: String,
    text: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn sources() -> Vec<Source> {
    let mut sources = Vec::new();
    for room in ROOMS {
        gather(&root().join(room), &mut sources);
    }
    assert!(sources.len() > 100, "the sources are not where they were");
    sources
}

fn gather(folder: &Path, sources: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if !matches!(name.as_str(), "target" | "dist" | "node_modules") {
                gather(&path, sources);
            }
        } else if name.ends_with(".rs") {
            let inside = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
            sources.push(Source { path: inside, text: fs::read_to_string(&path).unwrap() });
        }
    }
}

fn expect_none(what: &str, faults: &[String]) {
    assert!(faults.is_empty(), "{what}:\n  {}", faults.join("\n  "));
}

#[test]
fn every_file_says_what_lives_in_it() {
    let silent: Vec<String> = sources()
        .into_iter()
        .filter(|source| !source.text.trim_start_matches("#![cfg(test)]\n").starts_with("//! "))
        .map(|source| source.path)
        .collect();
    expect_none("files that do not open with `//!`", &silent);
}

#[test]
fn no_file_is_too_long() {
    let long: Vec<String> = sources()
        .into_iter()
        .map(|source| (source.text.lines().count(), source.path))
        .filter(|(lines, _)| *lines > LINES_MAX)
        .map(|(lines, path)| format!("{path}: {lines} lines, {LINES_MAX} at most; split it by meaning"))
        .collect();
    expect_none("files that are too long", &long);
}

#[test]
fn every_name_says_something() {
    let empty: Vec<String> = sources()
        .into_iter()
        .map(|source| source.path)
        .filter(|path| path.trim_end_matches(".rs").split('/').any(|part| EMPTY_NAMES.contains(&part)))
        .collect();
    expect_none("names that say nothing", &empty);
}

#[test]
fn no_lint_is_switched_off_without_a_reason() {
    let mut faults = Vec::new();
    for source in sources() {
        for (number, line) in source.text.lines().enumerate() {
            let line = line.trim_start();
            if line.starts_with("#[allow(") || line.starts_with("#![allow(") {
                // In a macro an expectation can't hold for every use.
                if !source.text.contains("macro_rules!") {
                    faults.push(format!("{}:{}: write #[expect(…, reason = \"…\")]", source.path, number + 1));
                }
            }
        }
    }
    expect_none("lints that are allowed", &faults);
}

/// What the compiler then holds: forbidden, it can't be allowed again further in.
#[test]
fn no_crate_may_be_unsafe() {
    let forbids = |manifest: &str| manifest.lines().any(|line| line == "unsafe_code = \"forbid\"");
    let read = |path: &str| fs::read_to_string(root().join(path)).unwrap();
    assert!(forbids(&read("Cargo.toml")), "the workspace does not forbid unsafe code");
    let faults: Vec<String> = ROOMS
        .map(|room| format!("{room}/Cargo.toml"))
        .into_iter()
        .filter(|path| !read(path).contains("[lints]\nworkspace = true") && !forbids(&read(path)))
        .collect();
    expect_none("crates that may be unsafe", &faults);
}

/// Crates of ours that each crate may use.
#[test]
fn crates_import_in_one_direction() {
    let may_use: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("shared", [].as_slice()),
        ("migration", &[]),
        ("frontend", &["shared"]),
        ("backend", &["shared", "migration"]),
        ("openapi", &["backend"]),
        ("tests", &["shared", "migration", "backend", "openapi", "e2e"]),
        ("xtask", &[]),
    ]);
    let ours = ["shared", "migration", "frontend", "backend", "openapi", "e2e"];
    let mut faults = Vec::new();
    for source in sources() {
        let room = source.path.split('/').next().unwrap_or_default();
        for other in ours {
            if other == room || may_use[room].contains(&other) {
                continue;
            }
            for (number, line) in source.text.lines().enumerate() {
                let code = line.trim_start();
                let is_use =
                    code.starts_with(&format!("use {other}::")) || code.starts_with(&format!("pub use {other}::"));
                if is_use {
                    faults.push(format!("{}:{}: {room} may not use {other}", source.path, number + 1));
                }
            }
        }
    }
    expect_none("imports against the arrows", &faults);
}

/// Folders of the backend that are slices by domain.
fn slices() -> Vec<String> {
    let folder = root().join("backend/src");
    let rooms = ["api", "backup", "cli", "config", "db", "entity", "http", "telemetry"];
    let mut slices: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !rooms.contains(&name.as_str()))
        .collect();
    slices.sort();
    slices
}

/// The HTTP of a slice is its own: others call its commands and queries.
#[test]
fn a_slice_never_calls_the_http_of_another() {
    let slices = slices();
    assert!(slices.iter().any(|slice| slice == "tickets"), "{slices:?}");
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| source.path.starts_with("backend/src/")) {
        // The one place that puts them all together.
        if source.path == "backend/src/api.rs" {
            continue;
        }
        for slice in &slices {
            let inside = source.path.starts_with(&format!("backend/src/{slice}/"))
                || source.path == format!("backend/src/{slice}.rs");
            if inside {
                continue;
            }
            for (number, line) in source.text.lines().enumerate() {
                if line.contains(&format!("{slice}::http")) {
                    faults.push(format!("{}:{}: {slice}::http", source.path, number + 1));
                }
            }
        }
    }
    expect_none("calls of another slice's HTTP", &faults);
}

/// What is asked over HTTP reaches the rules, never the other way round.
#[test]
fn commands_and_queries_know_nothing_of_http() {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| source.path.starts_with("backend/src/")) {
        let inner = ["/commands", "/queries", "/entity/"].iter().any(|part| source.path.contains(part));
        if !inner {
            continue;
        }
        let code = source.text.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in code.lines().enumerate() {
            let line = line.trim_start();
            if line.starts_with("use actix_web") || line.contains("HttpRequest") || line.contains("HttpResponse") {
                faults.push(format!("{}:{}: {line}", source.path, number + 1));
            }
        }
    }
    expect_none("commands and queries that know HTTP", &faults);
}

/// Whoever makes a component shows it: the gallery names each one, and so do its pictures and its look for barriers.
#[test]
fn the_gallery_shows_every_component() {
    // It stands once in the shell, and what fills it is shown instead.
    let stands_elsewhere = BTreeMap::from([("Toasts", "use_toaster")]);
    let sources = sources();
    let gallery: String = sources
        .iter()
        .filter(|source| source.path.starts_with("frontend/src/pages/gallery"))
        .map(|source| source.text.as_str())
        .collect();
    let mut faults = Vec::new();
    let mut seen = 0;
    for source in sources.iter().filter(|source| source.path.starts_with("frontend/src/components/")) {
        for name in drawn_by(&source.text) {
            seen += 1;
            let named = match stands_elsewhere.get(name) {
                Some(instead) => gallery.contains(instead),
                None => names(&gallery, &format!("<{name}")) || gallery.contains(&format!(" {name}(")),
            };
            if !named {
                faults.push(format!("{}: {name}", source.path));
            }
        }
    }
    assert!(seen > 40, "the components are not where they were: {seen}");
    expect_none("components that the gallery does not show", &faults);
}

/// Whether a text has these letters, and not as the beginning of a longer name.
fn names(text: &str, tag: &str) -> bool {
    text.split(tag).skip(1).any(|rest| !rest.starts_with(|next: char| next.is_ascii_alphanumeric()))
}

/// The public components of a file, and its public functions that draw.
fn drawn_by(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("\npub fn ").filter_map(|(at, start)| {
        let rest = text.get(at + start.len()..)?;
        let (head, _) = rest.split_once(" {\n")?;
        let name = head.split(['(', '<']).next()?;
        head.ends_with("-> Html").then_some(name)
    })
}

/// A dialect's SQL lives in files that say so.
#[test]
fn what_only_one_engine_understands_is_in_its_file() {
    let marks =
        ["FOR UPDATE SKIP LOCKED", "pg_advisory", "nextval(", "PRAGMA ", "json_extract(", "::jsonb", "to_char("];
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| source.path.starts_with("backend/src/")) {
        let named = source.path.ends_with("sqlite.rs") || source.path.ends_with("postgres.rs");
        if named {
            continue;
        }
        for (number, line) in source.text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            if let Some(mark) = marks.iter().find(|mark| line.contains(**mark)) {
                faults.push(format!("{}:{}: {mark}", source.path, number + 1));
            }
        }
    }
    expect_none("SQL of one engine outside of its files", &faults);
}

/// Migrations stay what they were, whatever becomes of the entities.
#[test]
fn migrations_name_no_entity() {
    let faults: Vec<String> = sources()
        .into_iter()
        .filter(|source| source.path.starts_with("migration/") && source.text.contains("backend::"))
        .map(|source| source.path)
        .collect();
    expect_none("migrations that use entities", &faults);
}

/// The clock is turned in tests, so nobody reads another.
#[test]
fn now_comes_from_the_clock() {
    let mut faults = Vec::new();
    for source in
        sources().iter().filter(|source| source.path.starts_with("backend/src/") || source.path.starts_with("shared/"))
    {
        if source.path == "backend/src/clock.rs" {
            continue;
        }
        let code = source.text.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in
            code.lines().enumerate().filter(|(_, line)| line.contains("Utc::now()") || line.contains("Local::now()"))
        {
            faults.push(format!("{}:{}: {}", source.path, number + 1, line.trim()));
        }
    }
    expect_none("readers of another clock", &faults);
}

/// The README's table is what the code reads.
#[test]
fn the_readme_knows_every_key_of_the_configuration() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap_or_default();
    let mut faults = Vec::new();
    for key in backend::config::keys::KEYS {
        let row = format!("| `{}` | {} | {} |", backend::config::keys::variable(key.name), key.default, key.meaning);
        if !readme.contains(&row) {
            faults.push(row);
        }
    }
    let variables = readme.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    for variable in variables.filter_map(|word| word.strip_prefix("VENTANILLA_")) {
        let is_known = variable == "CONFIG"
            || variable.starts_with("TEST_")
            || backend::config::keys::KEYS.iter().any(|key| key.name.to_ascii_uppercase() == variable);
        if !is_known {
            faults.push(format!("VENTANILLA_{variable} does not exist"));
        }
    }
    expect_none("what the README's configuration lacks", &faults);
}
