//! Packs the modules of a part into one file: one request instead of dozens, and what repeats from module to module is
//! compressed once. What two parts share lies in both files; whichever comes first brings it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Context, Result, ensure};

/// How the splitting fetches a module: before its name, and after.
const LOADER: &str = "() => {\n    const src = fetch(new URL(\"./";
const LOADED: &str = ".wasm\", import.meta.url));\n    src.catch(() => {});\n    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));\n}\n";

/// Reads packs and hands out their modules, each by its name, to the loaders that the splitting wrote.
const READER: &str = r"
const arriving = {};
let asking;
function from(part, load) {
    return async () => {
        asking = part;
        try {
            return await load();
        } finally {
            delete arriving[part];
        }
    };
}
function module(name) {
    return () => {
        const part = asking;
        const pack = (arriving[part] ??= unpack(packs[part]));
        pack.catch(() => {});
        return async (imports) => WebAssembly.instantiate((await pack)[name], imports);
    };
}
async function unpack(path) {
    const answer = await fetch(new URL(path, import.meta.url));
    if (!answer.ok) throw new Error(`${path} answers ${answer.status}`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    let start = bytes.indexOf(10) + 1;
    const lengths = JSON.parse(new TextDecoder().decode(bytes.subarray(0, start)));
    return Object.fromEntries(lengths.map(([name, length]) => [name, bytes.subarray(start, start += length)]));
}
";

/// The modules one after the other, behind a line of JSON that names them with their lengths in bytes.
pub fn pack(modules: &[(&str, &[u8])]) -> Result<Vec<u8>> {
    let lengths: Vec<_> = modules.iter().map(|(name, content)| (name, content.len())).collect();
    let mut packed = serde_json::to_vec(&lengths)?;
    packed.push(b'\n');
    for (_, content) in modules {
        packed.extend_from_slice(content);
    }
    Ok(packed)
}

/// The script that fetches parts, made to take them out of packs; `packs` tells each part's file, beside the script.
pub fn unpacking(link: &str, packs: &BTreeMap<String, String>) -> Result<String> {
    // Imports are hoisted, so this may stand before them.
    let mut text = format!("const packs = {};{READER}", serde_json::to_string(packs)?);
    let mut rest = link;
    while let Some((before, after)) = rest.split_once(LOADER) {
        let (name, after) = after.split_once(LOADED).context("a loader of another form")?;
        write!(text, "{before}module(\"{name}\")")?;
        rest = after;
    }
    text.push_str(rest);
    for part in packs.keys() {
        let (start, end) = (format!("export const __wasm_split_load_{part} = wrapAsyncCb("), "]));\n");
        let at = text.find(&start).with_context(|| format!("nothing loads the part '{part}'"))? + start.len();
        let length = text[at..].find(end).context("a part's loader has no end")?;
        let load = format!("from(\"{part}\", {}])));\n", &text[at..at + length]);
        text.replace_range(at..at + length + end.len(), &load);
    }
    let loads = text.matches("export const __wasm_split_load_").count();
    ensure!(loads == packs.len(), "{loads} parts are loaded, {} were packed", packs.len());
    ensure!(!text.contains(".wasm\""), "a module is still fetched by itself");
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: &str = r#"import { initSync } from "./main.js";
const __chunk_1 = makeLoad(() => {
    const src = fetch(new URL("./chunk_1.wasm", import.meta.url));
    src.catch(() => {});
    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));
}
, []);
export const __wasm_split_load_desk = wrapAsyncCb(makeLoad(() => {
    const src = fetch(new URL("./split_desk.wasm", import.meta.url));
    src.catch(() => {});
    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));
}
, [__chunk_1]));
"#;

    fn packs(part: &str) -> BTreeMap<String, String> {
        BTreeMap::from([(part.to_owned(), format!("./{part}-1f.bin"))])
    }

    #[test]
    fn a_pack_names_its_modules_with_their_lengths() {
        let packed = pack(&[("chunk_1", b"\0asm"), ("split_desk", b"\n\0")]).unwrap();
        assert_eq!(packed, b"[[\"chunk_1\",4],[\"split_desk\",2]]\n\0asm\n\0");
    }

    #[test]
    fn every_module_comes_out_of_its_parts_pack() {
        let script = unpacking(LINK, &packs("desk")).unwrap();
        assert!(script.contains(r#"const packs = {"desk":"./desk-1f.bin"};"#), "{script}");
        assert!(script.contains("const __chunk_1 = makeLoad(module(\"chunk_1\"), []);\n"), "{script}");
        let load =
            "__wasm_split_load_desk = wrapAsyncCb(from(\"desk\", makeLoad(module(\"split_desk\"), [__chunk_1])));\n";
        assert!(script.ends_with(load), "{script}");
        assert!(!script.contains("Streaming"), "{script}");
    }

    #[test]
    fn a_part_without_a_pack_or_a_fetch_of_another_form_stops_the_build() {
        assert!(unpacking(LINK, &packs("another")).is_err());
        assert!(unpacking(&LINK.replace("const src = fetch", "const source = fetch"), &packs("desk")).is_err());
    }
}
