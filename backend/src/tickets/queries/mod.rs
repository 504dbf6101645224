//! How tickets are read: who may see one, lists, one alone, its timeline.

pub mod access;
pub mod assignees;
pub mod attendances;
pub mod details;
pub mod links;
pub mod list;
mod rows;
pub mod team_work;
pub mod timeline;
