//! How HTTP becomes calls and back: problems, bodies, queries, versions, repeats, the caller.

pub mod body;
pub mod cursor;
pub mod documented;
pub mod etag;
pub mod health;
pub mod idempotency;
pub mod problem;
pub mod query;
pub mod refusals;
pub mod request;
pub mod server;
