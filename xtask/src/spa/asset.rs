//! One file of the web app: its name, which may carry its content's hash, its bytes, and their compressed forms.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

/// Hexadecimal digits of a hash in a file's name: 64 bits tell one build's file from another's.
pub const DIGITS: usize = 16;

/// A file below `dist/`.
pub struct Asset {
    /// Its path below `dist/`, with `/`.
    pub path: String,
    pub content: Vec<u8>,
    /// Absent when compressing makes it no smaller, or was not asked for.
    pub brotli: Option<Vec<u8>>,
    pub gzip: Option<Vec<u8>>,
}

impl Asset {
    /// A file that keeps its name.
    pub fn plain(path: &str, content: Vec<u8>) -> Self {
        Self { path: path.to_owned(), content, brotli: None, gzip: None }
    }

    /// A file in `assets/` that is named by its content, so that it may be cached for ever.
    pub fn hashed(stem: &str, extension: &str, content: Vec<u8>) -> Self {
        Self::plain(&format!("assets/{}", named(stem, &hash(&[&content]), extension)), content)
    }

    /// Where a page finds it.
    pub fn url(&self) -> String {
        format!("/{}", self.path)
    }

    /// Its name without the folder, as a file beside it refers to it.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// Whether its text refers to another by where a page finds it.
    pub fn names(&self, other: &Self) -> bool {
        String::from_utf8_lossy(&self.content).contains(&format!("\"{}\"", other.url()))
    }

    /// Compresses as hard as it gets: once per build, for every download.
    pub fn compress(&mut self) -> Result<()> {
        let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
        let mut brotli = Vec::new();
        brotli::BrotliCompress(&mut Cursor::new(&self.content), &mut brotli, &parameters)?;
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(&self.content)?;
        let smaller = |compressed: Vec<u8>| (compressed.len() < self.content.len()).then_some(compressed);
        (self.brotli, self.gzip) = (smaller(brotli), smaller(gzip.finish()?));
        Ok(())
    }

    /// Bytes that a current browser downloads for it.
    pub fn wire_size(&self) -> usize {
        self.brotli.as_ref().unwrap_or(&self.content).len()
    }
}

/// A file's name with a hash in it.
pub fn named(stem: &str, hash: &str, extension: &str) -> String {
    let hash: String = hash.chars().take(DIGITS).collect();
    format!("{stem}-{hash}.{extension}")
}

/// SHA-256 over the parts, each preceded by its length so that the borders count.
pub fn hash(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    hasher.finalize().iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_follows_the_content() {
        let one = Asset::hashed("ventanilla", "css", b"a{}".to_vec());
        let same = Asset::hashed("ventanilla", "css", b"a{}".to_vec());
        let other = Asset::hashed("ventanilla", "css", b"b{}".to_vec());
        assert_eq!(one.path, same.path);
        assert_ne!(one.path, other.path);
        assert!(one.path.starts_with("assets/ventanilla-"), "{}", one.path);
        assert_eq!(one.name().len(), "ventanilla-.css".len() + DIGITS);
        assert_eq!(one.url(), format!("/assets/{}", one.name()));
    }

    #[test]
    fn a_border_that_moves_changes_the_hash() {
        assert_ne!(hash(&[b"ab", b"c"]), hash(&[b"a", b"bc"]));
        assert_eq!(hash(&[]).len(), 64);
    }

    #[test]
    fn what_compresses_is_smaller_on_the_wire_and_comes_back_whole() {
        let text = "el mismo texto ".repeat(200).into_bytes();
        let mut asset = Asset::plain("texto.txt", text.clone());
        asset.compress().unwrap();
        assert!(asset.wire_size() < text.len() / 10);
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut Cursor::new(asset.brotli.unwrap()), &mut unpacked).unwrap();
        assert_eq!(unpacked, text);
    }

    #[test]
    fn what_does_not_compress_stays_as_it_is() {
        let mut asset = Asset::plain("punto.png", vec![7]);
        asset.compress().unwrap();
        assert!(asset.brotli.is_none() && asset.gzip.is_none());
        assert_eq!(asset.wire_size(), 1);
    }
}
