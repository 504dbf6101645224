//! The refresh cookie: for this host alone, out of reach of scripts, never sent from another site, read by one operation.
//!
//! The `__Host-` prefix makes the browser refuse the cookie without `Secure` and `Path=/`, so that neither a neighbouring
//! host nor plain HTTP can plant one. Browsers take `http://127.0.0.1` and `http://localhost` for trustworthy, so the demo
//! has the same cookie as production.

use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
    http::header,
};

use crate::{
    app::App,
    error::{Error, Result},
    identity::{Opened, sessions::REMEMBER_DAYS},
};

const NAME: &str = "__Host-ventanilla";

/// The cookie that holds a session's refresh token. It ends with the browser unless the device is to be remembered:
/// laboratory computers are shared.
pub fn holding(opened: &Opened) -> Cookie<'static> {
    let mut cookie = empty();
    cookie.set_value(opened.secret.expose().to_owned());
    if opened.remember {
        cookie.set_max_age(Duration::days(REMEMBER_DAYS));
    }
    cookie
}

/// The cookie that makes the browser forget.
pub fn forgetting() -> Cookie<'static> {
    let mut cookie = empty();
    cookie.set_max_age(Duration::ZERO);
    cookie
}

fn empty() -> Cookie<'static> {
    Cookie::build(NAME, "").path("/").secure(true).http_only(true).same_site(SameSite::Strict).finish()
}

/// The refresh token that a request of our own pages carries.
///
/// # Errors
/// `Forbidden` when another site sent it, or nobody said who did; `Unauthenticated` without a cookie.
pub fn refresh_token(request: &HttpRequest, app: &App) -> Result<String> {
    let given = request.headers().get(header::ORIGIN).and_then(|value| value.to_str().ok());
    if given != Some(origin(&app.config.public_url).as_str()) {
        return Err(Error::Forbidden);
    }
    request.cookie(NAME).map(|cookie| cookie.value().to_owned()).ok_or(Error::Unauthenticated)
}

/// The origin of an address, as browsers write it: scheme, host, and the port unless it is the scheme's own.
fn origin(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let scheme = scheme.to_ascii_lowercase();
    let authority = authority.to_ascii_lowercase();
    let own_port = if scheme == "https" { ":443" } else { ":80" };
    format!("{scheme}://{}", authority.strip_suffix(own_port).unwrap_or(&authority))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_written_as_browsers_do() {
        for (url, expected) in [
            ("https://Mesa.example.edu.mx", "https://mesa.example.edu.mx"),
            ("https://mesa.example.edu.mx:443/ventanilla", "https://mesa.example.edu.mx"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("http://mesa.example.edu.mx:80", "http://mesa.example.edu.mx"),
            ("https://mesa.example.edu.mx:80", "https://mesa.example.edu.mx:80"),
        ] {
            assert_eq!(origin(url), expected);
        }
    }
}
