//! The switch of the single keys: speech input and trembling hands press them by accident.

use shared::session::MePatch;
use yew::{Html, component, html};

use crate::components::checkbox::Checkbox;
use crate::components::error_region::ErrorAlert;
use crate::hooks::use_setting::use_setting;
use crate::i18n::use_messages;

/// The switch, with what it is good for. It follows the person to every device.
#[component]
pub fn SingleKeys() -> Html {
    let t = use_messages();
    let keys = use_setting(|me| me.single_keys, |on| MePatch { single_keys: Some(on), ..MePatch::default() });
    html! {
        <div class="stack g-2">
            <ErrorAlert error={keys.error} />
            <Checkbox switch=true checked={keys.value} on_change={keys.set}>{ t.single_keys() }</Checkbox>
            <p class="small muted">{ t.single_keys_help() }</p>
        </div>
    }
}
