//! The server of Ventanilla: one slice a domain concept, and the few rooms they share.

pub mod api;
pub mod app;
pub mod attachments;
pub mod audit;
pub mod backup;
pub mod catalog;
pub mod cli;
pub mod clock;
pub mod config;
pub mod db;
pub mod demo;
pub mod directory;
pub mod entity;
pub mod error;
pub mod event;
pub mod http;
pub mod identity;
pub mod jobs;
pub mod keys;
pub mod mail;
pub mod reports;
pub mod serve;
pub mod telemetry;
pub mod tickets;
#[cfg(test)]
mod trial;
pub mod words;
