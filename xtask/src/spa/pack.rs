//! Packs the modules of a part into one file: one request instead of dozens, and what repeats from module to module is
//! compressed once. What two parts share lies in both files; whichever comes first brings it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Result, ensure};

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
async function piece(name) {
    const part = asking;
    arriving[part] ??= unpack(packs[part]);
    return (await arriving[part])[name];
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
    let mut part = None;
    for line in link.lines() {
        if let Some(name) = between(line, "const src = fetch(new URL(\"./", ".wasm\", import.meta.url));") {
            writeln!(text, "    const src = piece(\"{name}\");")?;
        } else if let Some((start, rest)) = line.split_once("WebAssembly.instantiateStreaming(src, imports)") {
            writeln!(text, "{start}WebAssembly.instantiate(await src, imports){rest}")?;
        } else if let Some(name) = between(line, "export const __wasm_split_load_", " = wrapAsyncCb(makeLoad(() => {") {
            ensure!(packs.contains_key(name), "nothing was packed for the part '{name}'");
            writeln!(text, "export const __wasm_split_load_{name} = wrapAsyncCb(from(\"{name}\", makeLoad(() => {{")?;
            part = Some(name);
        } else if let (Some(_), Some(end)) = (part, line.strip_suffix("]));")) {
            writeln!(text, "{end}])));")?;
            part = None;
        } else {
            writeln!(text, "{line}")?;
        }
    }
    ensure!(!text.contains(".wasm\""), "a module is still fetched by itself");
    Ok(text)
}

fn between<'a>(line: &'a str, start: &str, end: &str) -> Option<&'a str> {
    line.trim_start().strip_prefix(start)?.strip_suffix(end)
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
        assert!(script.contains(r#"= wrapAsyncCb(from("desk", makeLoad(() => {"#), "{script}");
        assert!(script.contains("const src = piece(\"chunk_1\");"), "{script}");
        assert!(script.ends_with(", [__chunk_1])));\n") && script.contains("\n, []);\n"), "{script}");
        assert!(!script.contains("Streaming"), "{script}");
    }

    #[test]
    fn a_part_without_a_pack_or_a_fetch_of_another_form_stops_the_build() {
        assert!(unpacking(LINK, &packs("another")).is_err());
        assert!(unpacking(&LINK.replace("const src = fetch", "const source = fetch"), &packs("desk")).is_err());
    }
}
