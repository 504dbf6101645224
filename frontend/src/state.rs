//! What the whole app shares: the session, the language and theme, toasts and announcements. Page data stays in the pages.

pub mod announcer;
pub mod desk_actions;
pub mod institution;
pub mod leaving;
pub mod outbox;
pub mod preferences;
pub mod session;
pub mod storage;
pub mod toasts;
