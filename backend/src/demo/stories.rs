//! What happened at the demo's institution, by topic.

mod connectivity;
mod hardware;
mod platforms;
mod software;
mod web_and_labs;

use super::script::{Act, Story};

/// Every story.
pub(super) fn all() -> impl Iterator<Item = &'static Story> {
    [hardware::STORIES, connectivity::STORIES, software::STORIES, web_and_labs::STORIES, platforms::STORIES]
        .into_iter()
        .flatten()
}

/// Stories that have an end and need no other, so that they can happen again.
pub(super) fn finished() -> impl Iterator<Item = &'static Story> {
    all().filter(|story| {
        let ends =
            matches!(story.acts.last(), Some((_, _, Act::Confirm(..) | Act::Cancel(..) | Act::CloseUnanswered(_))));
        let on_days = std::iter::once(story.filed)
            .chain(story.acts.iter().map(|(when, ..)| *when))
            .all(|when| matches!(when, super::script::When::Day(..)));
        // A wait until a named day would be over before it began.
        let without_dates = !story.acts.iter().any(|(_, _, act)| matches!(act, Act::Wait(_, Some(_), _)));
        ends && on_days && without_dates
    })
}
