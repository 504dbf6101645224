//! What stands around every page: bars, rail, banners, toasts, the live region.

pub mod account_menu;
pub mod brand;
pub mod connection;
pub mod delivery;
pub mod desk_tools;
pub mod expired;
pub mod frame;
pub mod leaving;
pub mod palette;
pub mod rail;
pub mod shortcuts;
pub mod signing_out;
pub mod top_bar;
pub mod updates;
