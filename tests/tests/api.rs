//! The API over HTTP, as typed people, on both engines.

#[path = "api/conventions.rs"]
mod conventions;
