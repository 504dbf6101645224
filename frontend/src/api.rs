//! The REST API as typed calls. The client carries the session; one file per part of the surface.

pub mod attachments;
pub mod catalog;
pub mod client;
pub mod confirmations;
pub mod demo;
pub mod directory;
pub mod error;
pub mod lock;
pub mod refresh;
pub mod reports;
pub mod services;
pub mod sessions;
pub mod settings;
pub mod tickets;
pub mod tokens;
