//! How HTTP becomes calls and back: problems, bodies, queries, versions, repeats, the caller.

pub mod body;
pub mod compression;
mod connections;
pub mod cursor;
pub mod docs;
pub mod documented;
pub mod etag;
pub mod guest;
pub mod health;
pub mod idempotency;
pub mod limits;
pub mod method;
pub mod observe;
pub mod problem;
pub mod query;
pub mod refusals;
pub mod request;
pub mod routes;
pub mod security;
pub mod server;
mod shape;
pub mod spa;
mod tree;
pub mod unknown;
