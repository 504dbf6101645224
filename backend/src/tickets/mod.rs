//! Tickets: how they are filed, reviewed, assigned, performed, checked and closed, and how they are read.

pub mod clockwork;
pub mod commands;
pub mod confirmations;
pub mod http;
mod notices;
pub mod number;
pub mod queries;
pub mod reopening;
