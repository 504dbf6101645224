//! backend
pub mod entity;
