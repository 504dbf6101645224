//! The marks with which a line begins a block.

use super::text::{after, before, count, find, is_blank, trim_end, trim_start};

/// What begins an item.
pub struct ListMark {
    /// `-`, `*` or `+`; what follows the number in a numbered list.
    pub kind: u8,
    /// In bytes.
    pub length: usize,
    /// It begins a list within a paragraph.
    pub interrupts: bool,
}

/// The mark of an item: a bullet, or a number of nine digits at most with a point or a bracket.
pub fn list_mark(words: &str) -> Option<ListMark> {
    let mut digits = 0;
    let mut number = 0;
    let mut bytes = words.bytes();
    let kind = loop {
        match bytes.next()? {
            digit @ b'0'..=b'9' if digits < 9 => {
                digits += 1;
                number = number * 10 + u32::from(digit - b'0');
            }
            b'-' | b'*' | b'+' if digits > 0 => return None,
            kind @ (b'-' | b'*' | b'+') => break kind,
            kind @ (b'.' | b')') if digits > 0 => break kind,
            _ => return None,
        }
    };
    let length = digits + 1;
    if !bytes.next().is_none_or(is_blank) {
        return None;
    }
    let interrupts = (digits == 0 || number == 1) && !trim_start(after(words, length)).is_empty();
    Some(ListMark { kind, length, interrupts })
}

/// The words of a heading, of one to six `#`.
pub fn heading(words: &str) -> Option<&str> {
    let level = count(words, b'#');
    let rest = after(words, level);
    if !matches!(level, 1..=6) || !rest.bytes().next().is_none_or(is_blank) {
        return None;
    }
    let rest = trim_end(rest);
    let end = rest.bytes().rposition(|byte| byte != b'#').map_or(0, |last| last + 1);
    let without_end = before(rest, end);
    Some(if without_end.bytes().next_back().is_none_or(is_blank) { without_end } else { rest })
}

/// What begins a block of code: three backticks or tildes and more.
pub fn fence(words: &str) -> Option<(u8, usize)> {
    let mark = words.bytes().next().filter(|mark| matches!(mark, b'`' | b'~'))?;
    let length = count(words, mark);
    let told = after(words, length);
    let is_inline = mark == b'`' && find(told, |byte| byte == b'`') < told.len();
    (length >= 3 && !is_inline).then_some((mark, length))
}

/// Whether the line ends a block that began with such a fence.
pub fn ends_fence(words: &str, mark: u8, length: usize) -> bool {
    let found = count(words, mark);
    found >= length && trim_start(after(words, found)).is_empty()
}

/// Whether the line makes a heading of the paragraph above it.
pub fn underlines(words: &str) -> bool {
    let length = trim_end(words).len();
    count(words, b'=') == length || count(words, b'-') == length
}

/// Three and more of the same mark, and nothing else.
pub fn is_rule(words: &str) -> bool {
    let Some(mark) = words.bytes().next().filter(|mark| matches!(mark, b'-' | b'*' | b'_')) else { return false };
    let mut count = 0;
    for byte in words.bytes() {
        if byte == mark {
            count += 1;
        } else if !is_blank(byte) {
            return false;
        }
    }
    count >= 3
}
