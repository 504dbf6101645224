//! A mail relay on loopback that keeps what it is given, and misbehaves when it is told to.

mod message;
mod relay;

pub use message::Mail;
pub use relay::{Mood, Relay};
