//! Turns what the compiler made into what a browser loads: `wasm-bindgen` as a library, at the version that the web app
//! itself is compiled with (both are pinned in the workspace).

use anyhow::{Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use super::{Mode, names};

/// The module, and the script that connects it to the browser.
pub struct Bindings {
    pub script: String,
    pub module: Vec<u8>,
}

/// Generates both as an ES module that leaves to its caller where the WebAssembly lies.
pub fn generate(main: Vec<u8>, mode: Mode) -> Result<Bindings> {
    let for_people = mode == Mode::Release;
    let mut bindgen = Bindgen::new();
    bindgen
        .input_bytes("ventanilla", main)
        .web(true)?
        .omit_default_module_path(true)
        .typescript(false)
        .debug(!for_people)
        .demangle(!for_people)
        .remove_name_section(for_people)
        .remove_producers_section(for_people)
        // What the parts share with the main module.
        .keep_lld_exports(true);
    let mut output = bindgen.generate_output()?;
    // Such files would need names of their own and imports rewritten; nothing that the web app uses brings any.
    ensure!(
        output.snippets().values().all(Vec::is_empty)
            && output.local_modules().is_empty()
            && output.npm_dependencies().is_empty(),
        "a dependency of the web app brings JavaScript files, which this build has no place for"
    );
    let (script, module) = (output.js().to_owned(), output.wasm_mut().emit_wasm());
    if !for_people {
        return Ok(Bindings { script, module });
    }
    let (script, module) = names::shorten(&script, &module)?;
    Ok(Bindings { script, module })
}
