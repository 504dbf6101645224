//! One file or folder per page; pages are thin and made of components.

pub mod account;
pub mod accounts;
pub mod confirm;
pub mod gallery;
pub mod home;
pub mod indicator;
pub mod invite;
pub mod mailbox;
pub mod my_requests;
pub mod new_request;
pub mod not_found;
pub mod outbox;
pub mod privacy;
pub mod queue;
pub mod services;
pub mod settings;
pub mod sign_in;
pub mod staff_ticket;
pub mod teams;
pub mod ticket;
