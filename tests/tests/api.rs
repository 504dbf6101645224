//! The API over HTTP, as typed people, on both engines.

#[path = "api/conventions.rs"]
mod conventions;
#[path = "api/delivery.rs"]
mod delivery;
#[path = "api/renewing.rs"]
mod renewing;
#[path = "api/signing_in.rs"]
mod signing_in;
#[path = "api/tokens.rs"]
mod tokens;
