//! The form as the requester will see it, drawn by what draws the real one.

use serde_json::Value;
use shared::service::NewService;
use yew::{Callback, ContextProvider, Html, Properties, component, html, use_state};

use crate::components::card::Card;
use crate::components::choice::Choice;
use crate::components::segmented::segmented;
use crate::i18n::{Lang, Messages, own_name, use_messages};
use crate::pages::new_request::answer_input::AnswerInput;

/// Properties of [`Preview`].
#[derive(Properties, PartialEq)]
pub struct PreviewProps {
    /// The service as it is being edited.
    pub form: NewService,
    /// The field that is being edited.
    pub selected: Option<usize>,
}

/// The preview, in either language.
#[component]
pub fn Preview(props: &PreviewProps) -> Html {
    let t = use_messages();
    let chosen = use_state(|| None::<Lang>);
    let lang = chosen.unwrap_or(t.0);
    let shown = Messages(lang);
    let languages: Vec<Choice<Lang>> = Lang::ALL.iter().map(|lang| Choice::new(*lang, own_name(*lang))).collect();
    let choose = {
        let chosen = chosen.setter();
        Callback::from(move |lang| chosen.set(Some(lang)))
    };
    let form = &props.form;
    let help = form.help.get(lang);
    html! {
        <aside class="adm-prev" aria-label={t.preview()}>
            <div class="row between"><h2 class="h-s">{ t.preview() }</h2><span class="small muted">{ t.preview_about() }</span></div>
            <div>{ segmented(languages, &lang, &choose, t.preview_language()) }</div>
            // It is looked at, not filled in: nothing typed here would go anywhere, and no code must be sent.
            <div class="stack g-4" data-density="comfortable" inert=true lang={lang.tag()}>
                <div class="stack g-1">
                    <p class="strong">{ form.name.get(lang) }</p>
                    if !help.is_empty() { <p class="small soft">{ help }</p> }
                </div>
                <ContextProvider<Messages> context={shown}>
                    if !form.fields.is_empty() {
                        <Card title={shown.data_we_need()}>
                            { for form.fields.iter().enumerate().map(|(at, field)| html! {
                                <div key={at} class={(props.selected == Some(at)).then_some("is-target")}>
                                    <AnswerInput
                                        field={field.in_language(lang)}
                                        value={None::<Value>}
                                        error={None}
                                        on_change={Callback::noop()}
                                        proven_email={None}
                                        on_proven={Callback::noop()}
                                    />
                                </div>
                            }) }
                        </Card>
                    }
                </ContextProvider<Messages>>
                <p class="label">{ shown.tell_what_happened() }</p>
            </div>
        </aside>
    }
}
