//! What a picture tells beside what it shows: where it was taken, with what and by whom. All of it is left out before the
//! picture is stored, save which side is up; what it shows is not touched, nor a picture that tells nothing.

use actix_web::web::Bytes;
use img_parts::{
    ImageEXIF,
    jpeg::{Jpeg, JpegSegment, markers},
    png::Png,
    riff::{RiffChunk, RiffContent},
    webp::{CHUNK_EXIF, CHUNK_VP8X, CHUNK_XMP, WebP},
};

/// EXIF's tag of which side is up.
const ORIENTATION: u16 = 0x0112;
/// The bit of a WebP's first chunk that announces XMP.
const XMP_FLAG: u8 = 0b0000_0100;

/// Whether pictures of this media type may tell something.
pub fn may_tell(media_type: &str) -> bool {
    matches!(media_type, "image/jpeg" | "image/png" | "image/webp")
}

/// The picture without what it tells. What is broken and can't be taken apart is left as it is.
pub fn silenced(bytes: Bytes, media_type: &str) -> Bytes {
    let silenced = match media_type {
        "image/jpeg" => jpeg(&bytes),
        "image/png" => png(&bytes),
        "image/webp" => webp(&bytes),
        _ => None,
    };
    silenced.unwrap_or(bytes)
}

fn jpeg(bytes: &Bytes) -> Option<Bytes> {
    // Behind its end a camera may hang further pictures, each with a story of its own.
    let end = end_of_jpeg(bytes).unwrap_or(bytes.len());
    let mut picture = Jpeg::from_bytes(bytes.slice(..end)).ok()?;
    if end == bytes.len() && !picture.segments().iter().any(tells) {
        return None;
    }
    let upright = picture.exif().and_then(|exif| upright(&exif));
    picture.segments_mut().retain(|segment| !tells(segment));
    picture.set_exif(upright);
    Some(picture.encoder().bytes())
}

/// EXIF, XMP, what press agencies write, comments, and the list of further pictures.
fn tells(segment: &JpegSegment) -> bool {
    match segment.marker() {
        markers::APP1 | markers::APP13 | markers::COM => true,
        markers::APP2 => segment.contents().starts_with(b"MPF\0"),
        _ => false,
    }
}

/// Where the first picture ends.
fn end_of_jpeg(bytes: &[u8]) -> Option<usize> {
    let mut at = 2;
    loop {
        let start = at + bytes.get(at..)?.iter().position(|byte| *byte == markers::P)?;
        match *bytes.get(start + 1)? {
            markers::EOI => return Some(start + 2),
            // Filled up, or a byte of the picture itself.
            markers::P => at = start + 1,
            0x00 | 0x01 | 0xD0..=0xD8 => at = start + 2,
            _ => {
                let length = [*bytes.get(start + 2)?, *bytes.get(start + 3)?];
                at = start + 2 + usize::from(u16::from_be_bytes(length));
            }
        }
    }
}

fn png(bytes: &Bytes) -> Option<Bytes> {
    let mut picture = Png::from_bytes(bytes.clone()).ok()?;
    let tells = |kind: [u8; 4]| matches!(&kind, b"eXIf" | b"tEXt" | b"zTXt" | b"iTXt" | b"tIME");
    if !picture.chunks().iter().any(|chunk| tells(chunk.kind())) {
        return None;
    }
    let upright = picture.exif().and_then(|exif| upright(&exif));
    picture.chunks_mut().retain(|chunk| !tells(chunk.kind()));
    picture.set_exif(upright);
    Some(picture.encoder().bytes())
}

fn webp(bytes: &Bytes) -> Option<Bytes> {
    let mut picture = WebP::from_bytes(bytes.clone()).ok()?;
    if !picture.has_chunk(CHUNK_EXIF) && !picture.has_chunk(CHUNK_XMP) {
        return None;
    }
    let upright = picture.exif().and_then(|exif| upright(&exif));
    picture.remove_chunks_by_id(CHUNK_XMP);
    if let Some(head) = picture.chunks_mut().iter_mut().find(|chunk| chunk.id() == CHUNK_VP8X)
        && let Some(mut flags) = head.content().data().map(|data| data.to_vec())
        && let Some(first) = flags.first_mut()
    {
        *first &= !XMP_FLAG;
        *head = RiffChunk::new(CHUNK_VP8X, RiffContent::Data(flags.into()));
    }
    picture.set_exif(upright);
    Some(picture.encoder().bytes())
}

/// EXIF that says which side is up and nothing else, unless that is the usual one.
fn upright(exif: &[u8]) -> Option<Bytes> {
    let side = orientation(exif).filter(|side| (2..=8).contains(side))?;
    let mut said = b"MM\0*\0\0\0\x08\0\x01".to_vec();
    said.extend(ORIENTATION.to_be_bytes());
    // One short number, then the end of the list.
    said.extend([0, 3, 0, 0, 0, 1]);
    said.extend(side.to_be_bytes());
    said.extend([0; 6]);
    Some(said.into())
}

fn orientation(exif: &[u8]) -> Option<u16> {
    let is_little = match exif.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes: [u8; 2] = exif.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if is_little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let first: [u8; 4] = exif.get(4..8)?.try_into().ok()?;
    let list = if is_little { u32::from_le_bytes(first) } else { u32::from_be_bytes(first) };
    let list = usize::try_from(list).ok()?;
    let entries = (0..usize::from(short(list)?)).map(|entry| list + 2 + 12 * entry);
    entries.into_iter().find(|at| short(*at) == Some(ORIENTATION)).and_then(|at| short(at + 8))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// EXIF in the order of bytes of most cameras, with a side and a place.
    fn story(side: u8) -> Vec<u8> {
        let mut exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
        exif.extend([side, 0, 0, 0, 0, 0, 0, 0]);
        exif.extend(b"19.4326 N, 99.1332 W");
        exif
    }

    fn segment(marker: u8, contents: &[u8]) -> Vec<u8> {
        let length = u16::try_from(contents.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, marker], &length[..], contents].concat()
    }

    fn jpeg_with(side: u8) -> Vec<u8> {
        [
            vec![0xFF, 0xD8],
            segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
            segment(0xE1, &[b"Exif\0\0".as_slice(), &story(side)].concat()),
            segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0exif:GPSLatitude"),
            segment(0xFE, b"19.4326"),
            segment(0xE2, b"ICC_PROFILE\0\x01\x01colours"),
            segment(0xDB, &[7; 65]),
            shown(),
            // Another picture behind the first.
            b"\xFF\xD8 19.4326 \xFF\xD9".to_vec(),
        ]
        .concat()
    }

    fn shown() -> Vec<u8> {
        [
            segment(0xC0, b"\x08\0\x01\0\x01\x01\x01\x11\0"),
            segment(0xDA, b"\x01\x01\0\0\x3F\0"),
            b"\x12\xFF\0\x34\xFF\xD9".to_vec(),
        ]
        .concat()
    }

    fn tells_where(bytes: &[u8]) -> bool {
        [b"19.4326".as_slice(), b"GPSLatitude"].iter().any(|told| bytes.windows(told.len()).any(|part| part == *told))
    }

    #[test]
    fn a_jpeg_shows_the_same_the_right_way_up_and_tells_nothing() {
        let told = silenced(jpeg_with(6).into(), "image/jpeg");
        assert!(!tells_where(&told));
        assert!(told.ends_with(&shown()));
        assert!(told.windows(7).any(|part| part == b"colours"));
        let exif = Jpeg::from_bytes(told).unwrap().exif().unwrap();
        assert_eq!(orientation(&exif), Some(6));
        let upright = silenced(jpeg_with(1).into(), "image/jpeg");
        assert!(Jpeg::from_bytes(upright).unwrap().exif().is_none());
    }

    #[test]
    fn a_png_and_a_webp_tell_nothing_either() {
        use img_parts::png::PngChunk;
        let mut picture = Png::from_bytes(Bytes::from_static(
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde\0\0\0\0IEND\xaeB`\x82",
        ))
        .unwrap();
        let plain = picture.clone().encoder().bytes();
        picture.set_exif(Some(story(3).into()));
        picture.chunks_mut().insert(1, PngChunk::new(*b"tEXt", Bytes::from_static(b"Comment\x0019.4326")));
        let told = silenced(picture.encoder().bytes(), "image/png");
        assert!(!tells_where(&told));
        assert_eq!(orientation(&Png::from_bytes(told).unwrap().exif().unwrap()), Some(3));
        assert_eq!(silenced(plain.clone(), "image/png"), plain);

        let chunk = |id, data: &[u8]| RiffChunk::new(id, RiffContent::Data(Bytes::copy_from_slice(data)));
        let subchunks = vec![
            chunk(CHUNK_VP8X, b"\x0C\0\0\0\0\0\0\0\0\0"),
            chunk(*b"VP8 ", b"\x50\x5a\x00\x9d\x01\x2a\x01\x00\x01\x00"),
            chunk(*b"EXIF", &story(8)),
            chunk(CHUNK_XMP, b"exif:GPSLatitude"),
        ];
        let riff = RiffChunk::new(*b"RIFF", RiffContent::List { kind: Some(*b"WEBP"), subchunks });
        let told = silenced(WebP::new(riff).unwrap().encoder().bytes(), "image/webp");
        assert!(!tells_where(&told));
        let picture = WebP::from_bytes(told).unwrap();
        assert_eq!(orientation(&picture.exif().unwrap()), Some(8));
        let flags = picture.chunk_by_id(CHUNK_VP8X).and_then(|head| head.content().data()).unwrap()[0];
        assert_eq!(flags & XMP_FLAG, 0);
    }

    #[test]
    fn what_can_t_be_taken_apart_stays_as_it_is() {
        for (media_type, whole) in
            [("image/jpeg", jpeg_with(6)), ("image/png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec())]
        {
            for length in 0..whole.len().min(60) {
                let part = Bytes::copy_from_slice(&whole[..length]);
                assert_eq!(silenced(part.clone(), media_type), part, "{media_type}, {length} bytes");
            }
        }
        assert_eq!(orientation(b"II*\0\xFF\xFF\xFF\xFF"), None);
        assert_eq!(orientation(b"MM\0*\0\0\0\x08\xFF\xFF"), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        /// Pictures that break off, or whose lengths lie.
        #[test]
        fn whatever_calls_itself_a_picture_is_taken_apart_or_left(
            mark in prop::sample::select(vec![
                &b""[..], b"\xff\xd8", b"\xff\xd8\xff\xe1", b"\xff\xd8\xff\xe1\0\x10Exif\0\0",
                b"\x89PNG\r\n\x1a\n", b"\x89PNG\r\n\x1a\n\0\0\0\x01eXIf",
                b"RIFF\x20\0\0\0WEBP", b"RIFF\x20\0\0\0WEBPVP8X\x0a\0\0\0", b"RIFF\xff\xff\xff\xffWEBPEXIF",
            ]),
            rest in any::<Vec<u8>>(),
        ) {
            let bytes = Bytes::from([mark, &rest].concat());
            for media in ["image/jpeg", "image/png", "image/webp"] {
                let once = silenced(bytes.clone(), media);
                prop_assert_eq!(silenced(once.clone(), media), once);
            }
            let _ = orientation(&bytes);
        }
    }
}
