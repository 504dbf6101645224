//! A ticket on paper, once its whole story stands on the page. How it looks there is in `frontend/styles/print.css`.

use shared::event::TimelineItem;
use yew::{Callback, hook, use_state};

use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_pages::Pages;

/// Prints the page as soon as all entries of the story are on it; asks again for those that did not come.
#[hook]
pub fn use_print(story: &Pages<TimelineItem>) -> Callback<()> {
    let wanted = use_state(|| false);
    let complete = story.first.data.is_some() && !story.more;
    {
        let wanted_still = wanted.setter();
        use_effect_with(*wanted && complete, move |now| {
            if let (true, Some(window)) = (*now, web_sys::window()) {
                wanted_still.set(false);
                window.print().ok();
            }
        });
    }
    let (wanted, on_more) = (wanted.setter(), story.on_more.clone());
    Callback::from(move |()| {
        on_more.emit(());
        wanted.set(true);
    })
}
