//! Addresses that both sides must agree on.

/// Where the versioned API begins.
pub const API: &str = "/api/v1";
/// The OpenAPI document.
pub const OPENAPI: &str = "/api/openapi.json";
/// The API's documentation for people.
pub const DOCS: &str = "/api/docs";

/// The picture of the institution's logo. Its digest is part of the address, so the address means one picture for ever.
pub fn logo(digest: &str) -> String {
    format!("{API}/public/logo/{digest}")
}

/// The page of the own account in the web app, where one chooses which mail one gets.
pub const ACCOUNT_PAGE: &str = "/account";

/// The page of a ticket in the web app.
pub fn ticket_page(folio: &str) -> String {
    format!("/t/{folio}")
}

/// The public page behind the confirm link of a mail.
pub fn confirm_page(token: &str) -> String {
    format!("/confirm/{token}")
}

/// The public page behind an invitation.
pub fn invitation_page(token: &str) -> String {
    format!("/invite/{token}")
}
