//! Parts of a text, by bytes: the marks are ASCII, and what the standard library knows of other characters would weigh more in a
//! browser than all else here.

/// What follows so many bytes.
pub fn after(text: &str, bytes: usize) -> &str {
    text.get(bytes..).unwrap_or_default()
}

/// So many bytes from its beginning.
pub fn before(text: &str, bytes: usize) -> &str {
    text.get(..bytes).unwrap_or_default()
}

/// How often the mark stands at its beginning.
pub fn count(text: &str, mark: u8) -> usize {
    text.bytes().take_while(|byte| *byte == mark).count()
}

/// Where the first such byte stands, or its length.
pub fn find(text: &str, wanted: fn(u8) -> bool) -> usize {
    text.bytes().position(wanted).unwrap_or(text.len())
}

/// Spaces, tabs and line ends.
pub const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n')
}

/// Without what is blank at its beginning.
pub fn trim_start(text: &str) -> &str {
    after(text, find(text, |byte| !is_blank(byte)))
}

/// Without what is blank at its end.
pub fn trim_end(text: &str) -> &str {
    let length = text.bytes().rposition(|byte| !is_blank(byte)).map_or(0, |last| last + 1);
    before(text, length)
}
