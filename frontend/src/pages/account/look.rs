//! Appearance and language.

use yew::{Html, component, html};

use crate::components::card::Card;
use crate::i18n::use_messages;
use crate::shell::account_menu::theme_and_language;
use crate::state::preferences::use_preferences;

/// The card.
#[component]
pub fn Look() -> Html {
    let t = use_messages();
    let switches = theme_and_language(t, &use_preferences());
    html! {
        <Card title={t.look_and_language()}>
            { for switches.into_iter().map(|(caption, switch)| html! {
                <div class="row between">
                    <span class="label">{ caption }</span>
                    { switch }
                </div>
            }) }
            <p class="small muted">{ t.language_also_mail() }</p>
        </Card>
    }
}
