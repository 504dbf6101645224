//! Every text of the interface, Spanish and English side by side, by part of the app. A message with one text missing does not
//! compile.

mod account;
mod admin;
mod components;
mod desk;
mod domain;
mod gallery;
mod history;
mod indicator;
mod institution;
mod new_request;
mod requests;
mod services;
mod shell;
mod sign_in;
mod tokens;
