//! File names: what is left of a sender's name once it can harm nobody, and how it is written into a header.

use shared::{limits, text};

/// The name of a file whose sender gave none that can be kept.
const NAMELESS: &str = "archivo";

/// Endings that a double click runs on the computers of those who receive the file.
const RUNNABLE: &[&str] = &[
    "appref-ms",
    "bat",
    "cmd",
    "com",
    "cpl",
    "exe",
    "hta",
    "jar",
    "js",
    "jse",
    "lnk",
    "msc",
    "msi",
    "msp",
    "pif",
    "ps1",
    "reg",
    "scf",
    "scr",
    "url",
    "vb",
    "vbe",
    "vbs",
    "wsf",
    "wsh",
];

/// The last part of a name, without paths, controls, invisible or direction-turning marks, and without what a file
/// system, a shell, a web page or a spreadsheet would read as more than a name.
pub fn tidy(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last
        .chars()
        .filter(|c| !text::is_forbidden(*c) && !is_nothing(*c))
        .map(|c| if matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '%' | '`' | '$') { '_' } else { c })
        .collect();
    let line = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = line.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let safe = match bare.chars().next() {
        None => NAMELESS.to_owned(),
        // A spreadsheet takes it for a formula, a shell for an option.
        Some('=' | '+' | '-' | '@' | '~') => format!("_{bare}"),
        Some(_) if is_device(bare) => format!("_{bare}"),
        Some(_) => bare.to_owned(),
    };
    shorten(safe)
}

/// Besides what shows nothing: line ends, private use, and what is no character.
fn is_nothing(c: char) -> bool {
    text::is_invisible(c)
        || matches!(c, '\t' | '\n' | '\r' | '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{ffff}' | '\u{e0000}'..='\u{10ffff}')
}

/// Names that Windows gives to devices, with whatever ending.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul")
        || matches!(stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt")), Some(digit) if digit.len() == 1 && digit.chars().all(|c| c.is_ascii_digit()))
}

/// The longest name that is kept, with the ending that it had.
fn shorten(name: String) -> String {
    let most = usize::try_from(limits::FILE_NAME_MAX).unwrap_or(usize::MAX);
    if name.chars().count() <= most {
        return name;
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending).filter(|ending| ending.chars().count() <= 16);
    let tail = ending.map(|ending| format!(".{ending}")).unwrap_or_default();
    let room = most.saturating_sub(tail.chars().count());
    let head: String = name.chars().take(room).collect();
    format!("{}{tail}", head.trim_end_matches(|c: char| c == '.' || c.is_whitespace()))
}

/// Whether a double click would run the file.
pub fn is_runnable(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| {
        let ending = ending.trim().to_ascii_lowercase();
        RUNNABLE.contains(&ending.as_str())
    })
}

/// `Content-Disposition` with the name in ASCII for old programs and in UTF-8 for all others (RFC 6266, RFC 8187).
pub fn disposition(kind: &str, name: &str) -> String {
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '\\' | '%');
    let ascii: String = name.chars().map(|c| if plain(c) || c == ' ' { c } else { '_' }).collect();
    let mut extended = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            extended.push(char::from(byte));
        } else {
            extended.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("{kind}; filename=\"{ascii}\"; filename*=UTF-8''{extended}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_honest_name_stays() {
        for name in ["mensaje de error.png", "Ñandú – oficio 3 (final).pdf", "a.b.c.txt", "宿題.docx", "README"] {
            assert_eq!(tidy(name), name);
        }
    }

    #[test]
    fn paths_and_hidden_marks_go() {
        for (given, kept) in [
            ("../../etc/passwd", "passwd"),
            ("C:\\Windows\\system32\\x.png", "x.png"),
            ("..", NAMELESS),
            ("", NAMELESS),
            ("/", NAMELESS),
            (".htaccess", "htaccess"),
            ("a\0b.png", "ab.png"),
            ("factura\u{202e}gpj.pdf", "facturagpj.pdf"),
            ("a\u{200b}\u{feff}b.png", "ab.png"),
            ("a\r\nSet-Cookie: x.png", "aSet-Cookie_ x.png"),
            ("<img src=x onerror=alert(1)>.png", "_img src=x onerror=alert(1)_.png"),
            ("=cmd|' /C calc'!A0.csv", "C calc'!A0.csv"),
            ("=cmd|'calc'!A0.csv", "_=cmd_'calc'!A0.csv"),
            ("=SUM(A1).csv", "_=SUM(A1).csv"),
            ("-rf.txt", "_-rf.txt"),
            ("NUL.txt", "_NUL.txt"),
            ("com1", "_com1"),
            ("combo.txt", "combo.txt"),
            ("trailing. . ", "trailing"),
        ] {
            assert_eq!(tidy(given), kept, "{given:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let name = tidy(&format!("{}.pdf", "ñ".repeat(500)));
        assert_eq!(name.chars().count(), 200);
        assert!(name.ends_with("ñ.pdf"));
    }

    #[test]
    fn what_a_double_click_runs_is_known_by_its_ending() {
        for name in ["a.exe", "a.pdf.EXE", "x.Js", "y.lnk"] {
            assert!(is_runnable(name), "{name}");
        }
        for name in ["a.exe.pdf", "exe", "a.json", "notas.txt"] {
            assert!(!is_runnable(name), "{name}");
        }
    }

    #[test]
    fn a_name_can_not_leave_its_header() {
        assert_eq!(
            disposition("attachment", "a\"; x=ñ.png"),
            "attachment; filename=\"a_; x=_.png\"; filename*=UTF-8''a%22%3B%20x%3D%C3%B1.png"
        );
    }

    /// What a name may hide behind, in any order, and any text.
    fn names() -> impl Strategy<Value = String> {
        const PIECES: [&str; 28] = [
            "=", "+", "-", "@", "~", "%", ":", "|", "$", "/", "\\", ".", "..", " ", "\t", "\r", "\0", "\u{202e}",
            "\u{200b}", "\u{feff}", "\u{a0}", "\u{3000}", "con", "LPT1", "exe", "ñ", "a", "\"",
        ];
        let pieces = proptest::collection::vec(proptest::sample::select(PIECES.to_vec()), 0..12);
        prop_oneof![any::<String>(), pieces.prop_map(|pieces| pieces.concat())]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        #[test]
        fn whatever_is_sent_a_plain_name_is_kept(given in names()) {
            let name = tidy(&given);
            prop_assert!(!name.starts_with(['=', '+', '-', '@', '~']) && !is_device(&name), "{:?}", name);
            prop_assert!(!name.contains(|c| text::is_forbidden(c) || is_nothing(c)), "{:?}", name);
            prop_assert!(!name.is_empty() && name.chars().count() <= 200);
            prop_assert!(!name.contains(['/', '\\', '<', '>', '"', ':', '|', '%', '\0', '\n']));
            prop_assert!(!name.starts_with('.') && !name.ends_with('.') && name.trim() == name);
            prop_assert_eq!(tidy(&name), name.clone());
            let header = disposition("attachment", &name);
            prop_assert!(header.bytes().all(|byte| (32..127).contains(&byte)));
            prop_assert_eq!(header.matches('"').count(), 2);
        }
    }
}
