//! Makes sure that the folder of the web app exists, so that the server compiles before the web app was ever built, and has
//! Cargo embed it anew when it changed (release) or leaves that to run time (debug, where the files are read live).

use std::path::Path;
use std::time::SystemTime;
use std::{env, fs, io};

/// What a person sees who starts the server without having built the web app.
const PLACEHOLDER: &str = r#"<!doctype html>
<html lang="es-MX">
<head><meta charset="utf-8"><title>Ventanilla</title></head>
<body><p>La aplicación web no está construida: ejecuta <code>cargo xtask run</code>.</p></body>
</html>
"#;

fn main() -> io::Result<()> {
    let dist = Path::new("../frontend/dist");
    fs::create_dir_all(dist)?;
    let index = dist.join("index.html");
    if !index.exists() {
        fs::write(&index, PLACEHOLDER)?;
    }
    println!("cargo:rerun-if-changed=build.rs");
    if env::var_os("CARGO_CFG_DEBUG_ASSERTIONS").is_some() {
        // The web app's builds must not recompile the server; only a lost folder must. Nothing ever changes this file.
        let keep = dist.join(".keep");
        if !keep.exists() {
            // Born old: a file younger than this run would have Cargo run it again.
            fs::File::create(&keep)?.set_modified(SystemTime::UNIX_EPOCH)?;
        }
        println!("cargo:rerun-if-changed={}", keep.display());
    } else {
        println!("cargo:rerun-if-changed={}", dist.display());
    }
    Ok(())
}
