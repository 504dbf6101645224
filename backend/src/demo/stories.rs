//! What happened at the demo's institution, by topic.

mod connectivity;
mod hardware;
mod platforms;
mod software;
mod web_and_labs;

use super::script::Story;

/// Every story.
pub(super) fn all() -> impl Iterator<Item = &'static Story> {
    [hardware::STORIES, connectivity::STORIES, software::STORIES, web_and_labs::STORIES, platforms::STORIES]
        .into_iter()
        .flatten()
}
