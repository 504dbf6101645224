//! Appearance and language.

use yew::{Html, component, html};

use crate::components::card::Card;
use crate::components::choice::Choice;
use crate::components::segmented::segmented;
use crate::i18n::{Lang, own_name, use_messages};
use crate::state::preferences::{Theme, use_preferences};

/// The card.
#[component]
pub fn Look() -> Html {
    let t = use_messages();
    let preferences = use_preferences();
    let themes = vec![
        Choice::new(Theme::System, t.theme_system()),
        Choice::new(Theme::Light, t.theme_light()),
        Choice::new(Theme::Dark, t.theme_dark()),
    ];
    let languages: Vec<Choice<Lang>> = Lang::ALL.iter().map(|lang| Choice::new(*lang, own_name(*lang))).collect();
    html! {
        <Card title={t.look_and_language()}>
            <div class="row between">
                <span class="label">{ t.theme() }</span>
                { segmented(themes, &preferences.theme, &preferences.set_theme, t.theme()) }
            </div>
            <div class="row between">
                <span class="label">{ t.language() }</span>
                { segmented(languages, &preferences.lang, &preferences.set_lang, t.language()) }
            </div>
            <p class="small muted">{ t.language_also_mail() }</p>
        </Card>
    }
}
