//! The keys of the desk, and the switch that turns the single ones off.

use yew::{Callback, Html, Properties, component, html};

use crate::components::dialog::Dialog;
use crate::i18n::use_messages;
use crate::pages::account::single_keys::SingleKeys;

/// Properties of [`Shortcuts`].
#[derive(Properties, PartialEq)]
pub struct ShortcutsProps {
    /// Shown or not.
    pub open: bool,
    /// Closes it.
    pub on_close: Callback<()>,
}

/// The list of keys.
#[component]
pub fn Shortcuts(props: &ShortcutsProps) -> Html {
    let t = use_messages();
    let keys = [
        ("J", t.key_next()),
        ("K", t.key_previous()),
        ("↵", t.key_open()),
        ("Esc", t.key_close()),
        ("R", t.key_reply()),
        ("N", t.key_note()),
        ("A", t.key_take()),
        ("⇧ A", t.key_assign()),
        ("P", t.key_priority()),
        ("W", t.key_wait()),
        ("Ctrl ↵", t.key_send()),
        ("?", t.shortcuts()),
    ];
    html! {
        <Dialog open={props.open} on_close={props.on_close.clone()} title={t.shortcuts()}>
            <dl class="dl keys">
                { for keys.iter().map(|(key, words)| html! { <><dt><kbd>{ key }</kbd></dt><dd>{ words }</dd></> }) }
            </dl>
            <SingleKeys />
        </Dialog>
    }
}
