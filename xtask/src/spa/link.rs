//! The script that fetches the parts of the app, each when the main module first asks for it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::Result;

/// Each part is linked to what the main module shares; whoever waits for it is told, by an entry of the function table, whether
/// it has come, and the style sheet that it needs. What did not come is fetched anew when it is asked for again.
const LOADER: &str = r"
function loads(part) {
    let coming;
    const come = () => load(parts[part]).catch((error) => {
        coming = undefined;
        throw error;
    });
    return async (heard, by) => {
        let here = true;
        try {
            await Promise.all([coming ??= come(), dress(styles[part])]);
        } catch (error) {
            here = false;
            console.error(error);
        }
        initSync().__indirect_function_table.get(heard)(by, here);
    };
}
async function load(path) {
    const answer = await fetch(new URL(path, import.meta.url));
    if (!answer.ok) throw new Error(`${path} answers ${answer.status}`);
    await WebAssembly.instantiateStreaming(answer, { __wasm_split: initSync() });
}
const worn = {};
function dress(path) {
    if (!path) return;
    return worn[path] ??= new Promise((resolve, reject) => {
        const link = document.createElement('link');
        const fail = () => {
            link.remove();
            delete worn[path];
            reject(new Error(`${path} does not arrive`));
        };
        Object.assign(link, { rel: 'stylesheet', href: new URL(path, import.meta.url), onload: resolve, onerror: fail });
        document.head.append(link);
    });
}
";

/// The script; `parts` and `styles` tell each part's files, beside the script, and `main` the main module's script.
pub fn script(parts: &BTreeMap<String, String>, styles: &BTreeMap<String, String>, main: &str) -> Result<String> {
    let mut text = format!(
        "import {{ initSync }} from \"{main}\";\nconst parts = {};\nconst styles = {};{LOADER}",
        serde_json::to_string(parts)?,
        serde_json::to_string(styles)?,
    );
    for part in parts.keys() {
        // The name that the main module imports.
        writeln!(text, "export const __wasm_split_load_{part} = loads(\"{part}\");")?;
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_knows_every_part_and_where_the_main_module_is() {
        let parts = BTreeMap::from([("desk".to_owned(), "./desk-1f.wasm".to_owned())]);
        let styles = BTreeMap::from([("desk".to_owned(), "./desk-2e.css".to_owned())]);
        let script = script(&parts, &styles, "./main.js").unwrap();
        assert!(script.starts_with("import { initSync } from \"./main.js\";\n"), "{script}");
        assert!(script.contains(r#"const parts = {"desk":"./desk-1f.wasm"};"#), "{script}");
        assert!(script.contains(r#"const styles = {"desk":"./desk-2e.css"};"#), "{script}");
        assert!(script.ends_with("\nexport const __wasm_split_load_desk = loads(\"desk\");\n"), "{script}");
    }
}
