//! Where a link leads, and whether it may be followed.

use super::looked_at;
use super::text::{self, trim_start};

/// How deep brackets nest in an address.
const BRACKETS_MAX: usize = 32;

/// The address when it is one that may be followed.
pub fn safe_link(url: &str) -> Option<String> {
    let url = url.trim();
    let follows = |scheme: &&str| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    ["http://", "https://", "mailto:"].iter().any(follows).then(|| url.to_owned())
}

/// The address of `(address "title")` with which a text begins, and how long that is in bytes. The title is dropped.
pub fn target(text: &str) -> Option<(String, usize)> {
    let inside = skip_blank(text.strip_prefix('(')?);
    let (address, rest) = match inside.strip_prefix('<') {
        Some(bracketed) => until(bracketed, b'>', |byte| matches!(byte, b'<' | b'\n'))?,
        None => bare_address(inside)?,
    };
    let after = skip_blank(rest);
    let after = match title(after).filter(|_| after.len() < rest.len()) {
        Some(after) => skip_blank(after),
        None => after,
    };
    let after = after.strip_prefix(')')?;
    Some((without_escapes(address), text.len() - after.len()))
}

fn skip_blank(text: &str) -> &str {
    let after = trim_start(text);
    looked_at(1 + text.len() - after.len());
    after
}

/// What stands before the first of that mark that no backslash escapes, and what follows it.
fn until(text: &str, end: u8, refused: fn(u8) -> bool) -> Option<(&str, &str)> {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        looked_at(1);
        if !escaped && byte == end {
            return Some((text::before(text, at), text::after(text, at + 1)));
        }
        if refused(byte) && (!escaped || byte == b'\n') {
            return None;
        }
        escaped = !escaped && byte == b'\\';
    }
    None
}

fn bare_address(text: &str) -> Option<(&str, &str)> {
    let mut nesting = 0;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        looked_at(1);
        let ends = byte <= b' ' || byte == 0x7f || byte == b')' && !escaped && nesting == 0;
        if ends {
            return (nesting == 0).then(|| (text::before(text, at), text::after(text, at)));
        }
        match byte {
            b'(' if !escaped => nesting += 1,
            b')' if !escaped => nesting -= 1,
            _ => {}
        }
        if nesting > BRACKETS_MAX {
            return None;
        }
        escaped = !escaped && byte == b'\\';
    }
    None
}

/// What follows a title.
fn title(text: &str) -> Option<&str> {
    let inside = text::after(text, 1);
    let titled = match text.bytes().next()? {
        b'(' => until(inside, b')', |byte| byte == b'('),
        quote @ (b'"' | b'\'') => until(inside, quote, |_| false),
        _ => None,
    };
    titled.map(|(_, after)| after)
}

fn without_escapes(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    let mut chars = address.chars().peekable();
    while let Some(c) = chars.next() {
        let escapes = c == '\\' && chars.peek().is_some_and(char::is_ascii_punctuation);
        out.extend(if escapes { chars.next() } else { Some(c) });
    }
    out
}
