//! Generated scripts and style sheets without what only their readers need: indentation, empty lines, lines of comment.

/// The same text, shorter. For text in which no string and no template spans lines.
pub fn lean(text: &str) -> String {
    let mut lean = String::with_capacity(text.len());
    let mut in_comment = false;
    for line in text.lines().map(str::trim) {
        in_comment |= line.starts_with("/*") && (line.ends_with("*/") || !line.contains("*/"));
        let is_comment = in_comment || line.starts_with("//");
        in_comment &= !line.ends_with("*/");
        if !is_comment && !line.is_empty() {
            lean.push_str(line);
            lean.push('\n');
        }
    }
    lean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_stays_and_what_is_said_about_it_goes() {
        let script = "/**\n * Says what it does.\n */\nexport function f() {\n    /* @__PURE__ */ g();\n    // why\n\n    return 2\n        * 3; // six\n}\n/** @type {any} */\nlet g;\n";
        assert_eq!(lean(script), "export function f() {\n/* @__PURE__ */ g();\nreturn 2\n* 3; // six\n}\nlet g;\n");
    }

    #[test]
    fn styles_lose_the_same() {
        let styles = "/* Paper:\n   white */\n@media print{\n  a{color:red} /* yes */\n}\n";
        assert_eq!(lean(styles), "@media print{\na{color:red} /* yes */\n}\n");
    }
}
