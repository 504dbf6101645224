//! What the end-to-end tests stand on: databases that are thrown away, the real application with a clock to turn and a
//! mail relay to watch, and the people who use it.

pub mod database;
pub mod mail;
pub mod process;
