//! The catalogue: which services there are, who may ask for them, and what their forms ask.

mod commands;
mod form;
pub mod http;
mod queries;

pub use commands::{change, create};
pub use queries::{Offer, answers, details, form, list, offered, served_by, service, service_refs, shown};
