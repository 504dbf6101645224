//! A new request: choose a service, then fill in its form.

pub mod answer_input;
mod choose;
mod draft;
mod form;
mod helped;
mod parts;
mod secondary_email;
mod service_page;

pub use choose::ChooseServicePage;
pub use service_page::ServicePage;
