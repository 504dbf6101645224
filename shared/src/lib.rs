//! The vocabulary of Ventanilla: the types and rules that the server and the browser compile alike.
//!
//! Everything here is pure: no clock, no randomness, no input or output. Whoever calls passes the instant and the ids.

#[macro_use]
mod wire;

pub mod access;
pub mod account;
pub mod attachment;
pub mod category;
pub mod event;
pub mod indicator;
pub mod instant;
pub mod institution;
pub mod json;
pub mod lifecycle;
pub mod limits;
pub mod markdown;
pub mod notification;
pub mod page;
pub mod paths;
pub mod person;
pub mod priority;
pub mod problem;
pub mod service;
pub mod session;
pub mod status;
pub mod text;
pub mod ticket;
pub mod working_time;
