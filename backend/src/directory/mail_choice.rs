//! What of the mail that people may do without somebody wants. Kept is what is switched off.

use sea_orm::prelude::Json;
use shared::notification::Notification;

use crate::entity::account;

/// Whether somebody wants this.
pub fn wants(account: &account::Model, news: Notification) -> bool {
    // A word of another version of the program means nothing here.
    !account.mail_off.as_array().into_iter().flatten().any(|word| word.as_str() == Some(news.as_str()))
}

/// Everything that somebody wants.
pub fn wanted(account: &account::Model) -> Vec<Notification> {
    Notification::ALL.iter().copied().filter(|news| wants(account, *news)).collect()
}

/// What is kept of somebody who wants this and no more.
pub fn off(wanted: &[Notification]) -> Json {
    Notification::ALL.iter().filter(|news| !wanted.contains(news)).map(|news| news.as_str()).collect()
}
