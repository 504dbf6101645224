//! The time, once a minute, for everything that says 'hace 20 min'.

use chrono::{DateTime, Utc};
use gloo_timers::callback::Interval;
use yew::{hook, use_state};

use crate::hooks::use_effect::use_effect_with;

/// The current instant; the component renders again each minute.
#[hook]
pub fn use_now() -> DateTime<Utc> {
    use_clock(60_000)
}

/// The current instant; the component renders again each second. For countdowns.
#[hook]
pub fn use_seconds() -> DateTime<Utc> {
    use_clock(1_000)
}

#[hook]
fn use_clock(milliseconds: u32) -> DateTime<Utc> {
    let now = use_state(Utc::now);
    {
        let now = now.clone();
        use_effect_with((), move |()| {
            let interval = Interval::new(milliseconds, move || now.set(Utc::now()));
            move || drop(interval)
        });
    }
    *now
}
