//! Text that people type, made safe to keep: no control characters, no invisible direction marks.

/// Why a text can't be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextFault {
    /// Nothing that can be seen.
    Empty,
    /// More characters than allowed.
    TooLong,
    /// A control character (NUL among them) or a bidirectional override, which can make a text read as another.
    Forbidden,
}

/// Whether a character may never stand in a text: controls other than tab and line ends, and the marks that turn the
/// reading direction (Unicode TR 36, 'bidirectional text spoofing').
pub const fn is_forbidden(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{feff}')
}

/// Whether a text shows nothing: blanks, and characters without width or ink.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_invisible(c))
}

/// Characters that show nothing by themselves (Unicode's default ignorables, and letters that are drawn empty). Within a
/// word they have their uses: soft hyphens, joiners of emoji and of Persian letters.
pub const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// A one-line text (subject, name, reason given in one line): trimmed, runs of blanks and line ends become one blank.
///
/// # Errors
/// When it is empty, longer than `max` characters, or holds a forbidden character.
pub fn line(text: &str, max: u64) -> Result<String, TextFault> {
    if text.chars().any(is_forbidden) {
        return Err(TextFault::Forbidden);
    }
    within(text.split_whitespace().collect::<Vec<_>>().join(" "), max)
}

/// A text of several lines: line ends become `\n`, the whole is trimmed.
///
/// # Errors
/// As [`line`].
pub fn body(text: &str, max: u64) -> Result<String, TextFault> {
    if text.chars().any(is_forbidden) {
        return Err(TextFault::Forbidden);
    }
    within(text.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned(), max)
}

fn within(text: String, max: u64) -> Result<String, TextFault> {
    match text.chars().count() as u64 {
        _ if is_blank(&text) => Err(TextFault::Empty),
        n if n > max => Err(TextFault::TooLong),
        _ => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_line_stays_one_line() {
        assert_eq!(line("  Sin \r\n red\t en  B-204 ", 50).unwrap(), "Sin red en B-204");
    }

    #[test]
    fn what_could_hide_or_break_is_refused() {
        for text in ["a\0b", "a\u{202e}b", "a\u{7}b", "\u{feff}a", "a\u{9b}b"] {
            assert_eq!(line(text, 50), Err(TextFault::Forbidden));
            assert_eq!(body(text, 50), Err(TextFault::Forbidden));
        }
    }

    #[test]
    fn a_text_that_shows_nothing_is_empty() {
        for text in
            ["", " \n ", "\u{200b}", "\u{ad} \u{2060}", "\u{200d}\u{fe0f}", "\u{3164}", "\u{2800}\u{a0}", "\u{e0041}"]
        {
            assert_eq!(line(text, 50), Err(TextFault::Empty), "{text:?}");
            assert_eq!(body(text, 50), Err(TextFault::Empty), "{text:?}");
        }
        for text in ["👩\u{200d}🔧", "me\u{ad}sa", "می\u{200c}خواهم", "❤\u{fe0f}"] {
            assert_eq!(line(text, 50).as_deref(), Ok(text));
        }
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert!(line("ñññ", 3).is_ok());
        assert_eq!(line("ññññ", 3), Err(TextFault::TooLong));
        assert_eq!(body(" \n ", 3), Err(TextFault::Empty));
    }

    /// Texts of odd characters, of which few are letters.
    fn odd_texts() -> impl Strategy<Value = String> {
        prop_oneof![
            any::<String>(),
            "[ \t\r\n a-eñ\u{301}\u{200b}\u{200d}\u{202e}\u{feff}\u{0}\u{7f}\u{85}\u{a0}\u{3164}👩🔧]{0,20}"
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        #[test]
        fn whatever_is_kept_is_kept_as_it_is_read_again(text in odd_texts(), max in 0_u64..30) {
            for (kept, is_line) in [(line(&text, max), true), (body(&text, max), false)] {
                let Ok(kept) = kept else { continue };
                prop_assert!(!is_blank(&kept) && kept.chars().count() as u64 <= max);
                prop_assert!(!kept.chars().any(is_forbidden) && !kept.contains('\r') && kept.trim() == kept);
                prop_assert!(!is_line || !kept.contains(['\n', '\t']));
                prop_assert_eq!(if is_line { line(&kept, max) } else { body(&kept, max) }, Ok(kept));
            }
        }
    }
}
