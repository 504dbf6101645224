//! The web app's files: inside the program when it is released, read from their folder while it is developed.
//!
//! Files under `assets/` have their content's hash in their name and never change; the page and the service worker are asked for
//! anew each time. Every address without a file is the page's: the web app knows its own routes.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{
        Method,
        header::{self, AcceptEncoding, ContentEncoding, Encoding, Header},
    },
};
use rust_embed::Embed;

use crate::error::{Error, Result};

#[derive(Embed)]
#[folder = "../frontend/dist/"]
#[exclude = ".keep"]
struct Files;

/// The page.
const PAGE: &str = "index.html";
/// A year, the longest that is of use.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
const AN_HOUR: &str = "public, max-age=3600";
const ASK: &str = "no-cache";
/// By it browsers learn of a new version.
const WORKER: &str = "service-worker.js";

/// Answers a file, or the page.
///
/// # Errors
/// `NotFound` for a file that does not exist, `MethodNotAllowed` for anything but reading.
pub async fn serve(request: HttpRequest) -> Result<HttpResponse> {
    if request.method() != Method::GET {
        return Ok(HttpResponse::MethodNotAllowed().insert_header((header::ALLOW, "GET, HEAD")).finish());
    }
    let path = request.path().trim_start_matches('/');
    // Their forms are answered in their place, never by name.
    let is_form = path.ends_with(".br") || path.ends_with(".gz");
    if !path.is_empty() && !is_form && path != PAGE && Files::get(path).is_some() {
        let caching = match path {
            WORKER => ASK,
            _ if path.starts_with("assets/") => FOR_EVER,
            _ => AN_HOUR,
        };
        return file(&request, path, caching).ok_or(Error::NotFound);
    }
    // The name of a file that is not there: a page in its place would only confuse who asked for it.
    let is_file = path.starts_with("assets/") || path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    if is_file && path != PAGE && !is_page(path) {
        return Err(Error::NotFound);
    }
    file(&request, PAGE, ASK).ok_or(Error::NotFound)
}

/// Whether an address with a dot is the page's all the same: tokens in links may hold one.
fn is_page(path: &str) -> bool {
    ["confirm/", "invite/", "t/"].iter().any(|start| path.starts_with(start))
}

fn file(request: &HttpRequest, path: &str, caching: &'static str) -> Option<HttpResponse> {
    let accepted = AcceptEncoding::parse(request).ok();
    let accepts = |encoding: Encoding| {
        let negotiated = accepted.as_ref().and_then(|accepted| accepted.negotiate([&encoding].into_iter()));
        negotiated == Some(encoding)
    };
    let forms = [
        (".br", Encoding::brotli(), Some(ContentEncoding::Brotli)),
        (".gz", Encoding::gzip(), Some(ContentEncoding::Gzip)),
    ];
    let compressed = forms.into_iter().find_map(|(suffix, encoding, coding)| {
        let found = Files::get(&format!("{path}{suffix}"))?;
        accepts(encoding).then_some((found, suffix, coding))
    });
    let (found, suffix, coding) = match compressed {
        Some(compressed) => compressed,
        None => (Files::get(path)?, "", None),
    };
    let digest: String = found.metadata.sha256_hash().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let etag = format!("\"{digest}{}\"", suffix.replace('.', "-"));
    let known = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let has_it = known.is_some_and(|tags| tags.split(',').any(|tag| tag.trim().trim_start_matches("W/") == etag));
    let mut answer = if has_it { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer.insert_header((header::ETAG, etag)).insert_header((header::CACHE_CONTROL, caching));
    // Where there is no compressed form, the compressor says so when it makes one.
    if Files::get(&format!("{path}.br")).is_some() {
        answer.insert_header((header::VARY, "Accept-Encoding"));
    }
    if has_it {
        return Some(answer.finish());
    }
    if let Some(coding) = coding {
        answer.insert_header(coding);
    }
    Some(answer.content_type(media_type(path)).body(found.data.into_owned()))
}

fn media_type(path: &str) -> String {
    let guessed = mime_guess::from_path(path).first_or_octet_stream();
    let is_text = guessed.type_() == "text" || guessed.subtype() == "javascript";
    if is_text { format!("{guessed}; charset=utf-8") } else { guessed.to_string() }
}
