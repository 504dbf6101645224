//! What stands around every page: bars, rail, banners, toasts, the live region.

pub mod account_menu;
pub mod connection;
pub mod expired;
pub mod frame;
pub mod rail;
pub mod top_bar;
pub mod updates;
