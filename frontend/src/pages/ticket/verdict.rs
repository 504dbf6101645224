//! The requester's word on the result: resolved, with a rating if wanted, or not yet, with what is missing.

use shared::limits::REASON_MAX;
use shared::problem::FieldCode;
use shared::ticket::Verdict;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, SubmitEvent};
use yew::{AttrValue, Callback, Html, Properties, component, html, use_node_ref, use_state};

use crate::components::button::{Button, Weight};
use crate::components::choice::Choice;
use crate::components::choice_cards::choice_cards;
use crate::components::field::{Field, FieldGroup};
use crate::components::rating_stars::RatingStars;
use crate::components::text_area::TextArea;
use crate::components::text_input::TextInput;
use crate::hooks::use_effect::use_effect_with;
use crate::i18n::use_messages;

/// What was said.
#[derive(Clone, PartialEq, Debug)]
pub struct VerdictWords {
    /// Done or not.
    pub decision: Verdict,
    /// 1 to 5, when done.
    pub rating: Option<u8>,
    /// In words, when done.
    pub comment: Option<String>,
    /// What is missing, when not.
    pub reason: Option<String>,
}

/// Properties of [`VerdictForm`].
#[derive(Properties, PartialEq)]
pub struct VerdictFormProps {
    /// The heading that asks.
    pub labelled_by: AttrValue,
    /// It is being sent.
    pub busy: bool,
    /// What the server says of the reason.
    pub reason_error: Option<AttrValue>,
    /// A word beside the confirming button: when it closes by itself.
    #[prop_or_default]
    pub note: Option<AttrValue>,
    /// How often 'not yet' was asked for from elsewhere on the page: each time it is chosen and takes the focus.
    #[prop_or_default]
    pub not_yet: u32,
    /// The word, once pressed.
    pub on_verdict: Callback<VerdictWords>,
}

/// The two answers and what belongs to each.
#[component]
pub fn VerdictForm(props: &VerdictFormProps) -> Html {
    let t = use_messages();
    let decision = use_state(|| None::<Verdict>);
    let rating = use_state(|| None::<u8>);
    let comment = use_state(String::new);
    let reason = use_state(String::new);
    let missing = use_state(|| false);
    let form = use_node_ref();
    let reason_field = use_node_ref();
    {
        let (decision, form) = (decision.setter(), form.clone());
        use_effect_with(props.not_yet, move |asked| {
            if *asked > 0 {
                decision.set(Some(Verdict::Reject));
                let last = form.cast::<Element>().and_then(|form| form.query_selector("label:last-of-type>input").ok());
                if let Some(radio) = last.flatten().and_then(|radio| radio.dyn_into::<HtmlElement>().ok()) {
                    radio.focus().ok();
                }
            }
        });
    }
    let choices = vec![
        Choice::new(Verdict::Confirm, t.yes_resolved()).detail(t.yes_resolved_detail()),
        Choice::new(Verdict::Reject, t.not_yet()).detail(t.not_yet_detail()),
    ];
    let reason_error = (*missing && reason.trim().is_empty())
        .then(|| AttrValue::from(FieldCode::Required.message(t.0, None)))
        .or_else(|| {
            let max = REASON_MAX.to_string();
            (reason.chars().count() as u64 > REASON_MAX)
                .then(|| AttrValue::from(FieldCode::TooLong.message(t.0, Some(&max))))
        })
        .or_else(|| props.reason_error.clone());
    let onsubmit = {
        let field = reason_field.clone();
        let (decision, rating, comment, reason, missing, on_verdict) =
            (*decision, *rating, comment.clone(), reason.clone(), missing.setter(), props.on_verdict.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(decision) = decision else { return };
            let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
            let words = match decision {
                Verdict::Confirm => VerdictWords { decision, rating, comment: said(&comment), reason: None },
                Verdict::Reject => VerdictWords { decision, rating: None, comment: None, reason: said(&reason) },
            };
            if decision == Verdict::Reject && words.reason.is_none() {
                missing.set(true);
                if let Some(field) = field.cast::<HtmlElement>() {
                    field.focus().ok();
                }
                return;
            }
            on_verdict.emit(words);
        })
    };
    let choose = {
        let decision = decision.setter();
        Callback::from(move |choice| decision.set(Some(choice)))
    };
    html! {
        <form ref={form} class="stack g-4" {onsubmit} novalidate=true>
            <div role="radiogroup" aria-labelledby={props.labelled_by.clone()}>
                { choice_cards(choices, decision.as_ref(), &choose, "min-14") }
            </div>
            { match *decision {
                Some(Verdict::Confirm) => html! {
                    <>
                        <FieldGroup label={t.how_was_it()} optional=true>
                            <RatingStars value={*rating} on_change={setting(&rating, |stars| stars)} />
                        </FieldGroup>
                        <Field label={t.comment()} optional=true>
                            <TextInput
                                value={AttrValue::from((*comment).clone())}
                                placeholder={t.what_to_improve()}
                                on_input={setting(&comment, |text| text)}
                            />
                        </Field>
                        <div class="row">
                            <Button submit=true weight={Weight::Primary} busy={props.busy}>{ t.confirm_and_close() }</Button>
                            <span class="small muted">{ props.note.clone().unwrap_or_default() }</span>
                        </div>
                    </>
                },
                Some(Verdict::Reject) => html! {
                    <>
                        <Field label={t.what_is_missing()} error={reason_error} help={t.what_is_missing_help()}>
                            <TextArea
                                node_ref={reason_field}
                                value={AttrValue::from((*reason).clone())}
                                placeholder={t.what_is_missing_example()}
                                on_input={setting(&reason, |text| text)}
                            />
                        </Field>
                        <div class="row">
                            <Button submit=true weight={Weight::Primary} busy={props.busy}>{ t.send_back() }</Button>
                            <span class="small muted">{ t.keeps_folio_and_history() }</span>
                        </div>
                    </>
                },
                None => html! {
                    if let Some(note) = &props.note { <p class="small muted">{ note }</p> }
                },
            } }
        </form>
    }
}

fn setting<T: 'static, V: 'static>(state: &yew::UseStateHandle<T>, into: fn(V) -> T) -> Callback<V> {
    let setter = state.setter();
    Callback::from(move |value| setter.set(into(value)))
}
