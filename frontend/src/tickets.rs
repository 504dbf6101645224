//! What several pages show of tickets: rows, the story, files, answers, followers, the box to reply in, what changed of late.

pub mod answers;
pub mod category_icon;
pub mod command_error;
pub mod files;
pub mod history;
pub mod namesakes;
pub mod pictures;
pub mod printing;
pub mod recent;
pub mod reply;
pub mod reply_box;
pub mod rich;
pub mod row;
pub mod use_ticket;
pub mod waiting;
pub mod watchers;
