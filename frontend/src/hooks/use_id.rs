//! Ids that are unique in the page, for labels and descriptions.

use std::cell::Cell;

use yew::{AttrValue, hook, use_memo};

thread_local! {
    static NEXT: Cell<u32> = const { Cell::new(1) };
}

/// An id that stays with the component.
#[hook]
pub fn use_id(prefix: &'static str) -> AttrValue {
    let id = use_memo((), |()| {
        let n = NEXT.replace(NEXT.get().wrapping_add(1));
        AttrValue::from(format!("{prefix}{n}"))
    });
    (*id).clone()
}
