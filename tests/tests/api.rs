//! The API over HTTP, as typed people, on both engines.

#[path = "api/conventions.rs"]
mod conventions;
#[path = "api/delivery.rs"]
mod delivery;
#[path = "api/logs.rs"]
mod logs;
#[path = "api/renewing.rs"]
mod renewing;
#[path = "api/serving.rs"]
mod serving;
#[path = "api/signing_in.rs"]
mod signing_in;
#[path = "api/starting.rs"]
mod starting;
#[path = "api/tokens.rs"]
mod tokens;
