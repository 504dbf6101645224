//! What a file is, by its first bytes alone: the sender's word and the name's ending are never believed.

use std::borrow::Cow;

/// How many of the first bytes are looked at.
pub const HEAD_BYTES: usize = 8 * 1024;

/// What is served under its own type. Everything else, HTML, SVG and other markup first of all, is served as a stream of
/// bytes to be saved.
const KNOWN: &[&str] = &[
    "application/gzip",
    "application/msword",
    "application/pdf",
    "application/rtf",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "application/vnd.oasis.opendocument.presentation",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.rar",
    "application/x-7z-compressed",
    "application/zip",
    "audio/m4a",
    "audio/mpeg",
    "audio/ogg",
    "audio/x-wav",
    "image/avif",
    "image/bmp",
    "image/gif",
    "image/heif",
    "image/jpeg",
    "image/png",
    "image/tiff",
    "image/webp",
    "video/mp4",
    "video/quicktime",
    "video/webm",
    "video/x-matroska",
    "video/x-msvideo",
];

/// What runs on somebody's computer.
const PROGRAMS: &[&str] = &[
    "application/java",
    "application/vnd.android.dex",
    "application/vnd.android.dey",
    "application/vnd.debian.binary-package",
    "application/vnd.microsoft.portable-executable",
    "application/wasm",
    "application/x-executable",
    "application/x-google-chrome-extension",
    "application/x-llvm",
    "application/x-mach-binary",
    "application/x-rpm",
];

/// A stream of bytes of which nothing more is known.
const BYTES: &str = "application/octet-stream";

/// What the first bytes tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// The media type to keep and to serve.
    Media(Cow<'static, str>),
    /// A program, whatever it is called.
    Program,
}

/// Looks at the first bytes of a file.
pub fn sniff(head: &[u8]) -> Kind {
    let is_text = is_text(head);
    let found = infer::get(head).map(|kind| kind.mime_type());
    match found {
        // The marks of programs are short; a text may begin with the same letters.
        Some(found) if PROGRAMS.contains(&found) && !is_text => Kind::Program,
        Some(found) if KNOWN.contains(&found) => Kind::Media(found.into()),
        _ if is_text && !is_markup(head) => Kind::Media("text/plain".into()),
        _ => Kind::Media(BYTES.into()),
    }
}

/// UTF-8 without control characters; the last character may be cut off.
fn is_text(head: &[u8]) -> bool {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            let (valid, _) = head.split_at_checked(error.valid_up_to()).unwrap_or_default();
            std::str::from_utf8(valid).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !text.is_empty() && !text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}'))
}

/// HTML, SVG, XML: anything that opens with an angle bracket.
fn is_markup(head: &[u8]) -> bool {
    let start = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    start.trim_ascii_start().starts_with(b"<")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn media(head: &[u8]) -> String {
        match sniff(head) {
            Kind::Media(media) => media.into_owned(),
            Kind::Program => "program".into(),
        }
    }

    #[test]
    fn the_first_bytes_decide() {
        assert_eq!(media(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "image/png");
        assert_eq!(media(b"\xff\xd8\xff\xe0\0\x10JFIF"), "image/jpeg");
        assert_eq!(media(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3"), "application/pdf");
        assert_eq!(media("Señal débil en B-204\r\n".as_bytes()), "text/plain");
        assert_eq!(media(b"\x01\x02\x03\xff"), BYTES);
        assert_eq!(media(b""), BYTES);
    }

    #[test]
    fn a_cut_character_is_still_text() {
        let text = "ñ".repeat(10);
        assert_eq!(media(&text.as_bytes()[..19]), "text/plain");
    }

    #[test]
    fn markup_is_only_bytes() {
        for markup in [
            "<html><script>alert(1)</script>",
            "  <!DOCTYPE html>",
            "\u{feff}<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
            "<?xml version=\"1.0\"?><svg/>",
            "<x>",
        ] {
            assert_eq!(media(markup.as_bytes()), BYTES, "{markup}");
        }
    }

    #[test]
    fn a_program_is_known_under_any_name() {
        assert_eq!(media(b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0"), "program");
        let mut elf = [0; 64];
        elf[..4].copy_from_slice(b"\x7fELF");
        assert_eq!(media(&elf), "program");
        assert_eq!(media(b"MZ son mis iniciales"), "text/plain");
    }

    #[test]
    fn a_picture_that_is_also_a_page_is_a_picture() {
        assert_eq!(media(b"GIF89a/*<script>alert(1)</script>*/"), "image/gif");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        #[test]
        fn nothing_is_served_under_a_type_that_runs(
            mark in prop::sample::select(vec![
                "", "MZ", "\u{7f}ELF", "%PDF-", "PK\u{3}\u{4}", "<svg ", "<!doctype html>", "GIF89a", "Rar!", "RIFF....WEBP",
            ]),
            rest in any::<Vec<u8>>(),
        ) {
            let head = [mark.as_bytes(), &rest].concat();
            if let Kind::Media(media) = sniff(&head) {
                prop_assert!(KNOWN.contains(&media.as_ref()) || media == BYTES || media == "text/plain", "{}", media);
            }
        }
    }
}
