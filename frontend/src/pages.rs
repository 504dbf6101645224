//! One file or folder per page; pages are thin and made of components.

pub mod not_found;
pub mod sign_in;
