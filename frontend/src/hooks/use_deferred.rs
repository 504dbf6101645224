//! A value that follows a moment later, so that what was pressed is painted before what takes the browser long to lay out.

use gloo_timers::callback::Timeout;
use yew::{hook, use_state};

use crate::hooks::use_effect::use_effect_with;

/// Milliseconds in which a screen shows a frame, and a little more.
const A_FRAME: u32 = 20;

/// The value once it has stood for a frame; until then the one before it.
#[hook]
pub fn use_deferred<T: Clone + PartialEq + 'static>(value: T) -> T {
    let shown = use_state(|| value.clone());
    {
        let shown = shown.clone();
        use_effect_with(value, move |value| {
            let value = value.clone();
            let follow = (*shown != value).then(|| Timeout::new(A_FRAME, move || shown.set(value)));
            move || drop(follow)
        });
    }
    (*shown).clone()
}
