//! The demo: a database of its own, a small institution in it, personas and a mailbox.

pub mod mark;
