//! What may be done with the ticket that is shown at the desk, for whoever looks for it by its words: the ticket's bar says it
//! here, the palette reads it.

use std::cell::RefCell;

use yew::{Callback, hook, use_effect};

use crate::components::icon::Glyph;
use crate::hooks::use_effect::use_effect_with;

/// Something that may be done now.
#[derive(Clone, PartialEq)]
pub struct DeskAction {
    /// What it is called.
    pub words: &'static str,
    /// Its icon.
    pub glyph: Glyph,
    /// The key that does the same.
    pub key: Option<&'static str>,
    /// Does it.
    pub run: Callback<()>,
}

/// A ticket and what may be done with it.
#[derive(Clone, PartialEq, Default)]
pub struct DeskActions {
    /// The ticket's folio.
    pub folio: String,
    /// What may be done.
    pub actions: Vec<DeskAction>,
}

thread_local! {
    static SHOWN: RefCell<DeskActions> = RefCell::default();
}

/// Says what may be done, as long as the component that says it is shown.
#[hook]
pub fn use_desk_actions(shown: DeskActions) {
    use_effect(move || {
        SHOWN.set(shown);
    });
    use_effect_with((), |()| || SHOWN.set(DeskActions::default()));
}

/// What may be done now.
pub fn desk_actions() -> DeskActions {
    SHOWN.with_borrow(DeskActions::clone)
}
