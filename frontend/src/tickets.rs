//! What requesters and staff see alike of a ticket: its row, its story, its files, its answers, the box to reply in.

pub mod answers;
pub mod category_icon;
pub mod command_error;
pub mod files;
pub mod history;
pub mod printing;
pub mod reply_box;
pub mod rich;
pub mod row;
pub mod use_ticket;
