//! The parts of the form: the summary of what is wrong, the service's own fields, the words, the two questions.

use serde_json::Value;
use shared::limits::BODY_MAX;
use shared::priority::{ImpactAnswer, UrgencyAnswer};
use shared::service::{Answers, CatalogService};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, MouseEvent};
use yew::{AttrValue, Callback, Html, Properties, component, html};

use super::answer_input::{AnswerInput, control_id};
use super::draft::{Faults, RequestDraft};
use super::helped;
use crate::components::alert::{Alert, Tone};
use crate::components::card::Card;
use crate::components::choice::Choice;
use crate::components::choice_cards::optional_cards;
use crate::components::field::{Field, FieldGroup};
use crate::components::icon::{Glyph, icon_sm};
use crate::components::text_area::TextArea;
use crate::components::text_input::TextInput;
use crate::hooks::use_draft::Draft;
use crate::i18n::intl::{self, Style};
use crate::i18n::{Messages, use_messages};

/// The id of the region that says what went wrong.
pub const SUMMARY: &str = "form-summary";
/// The pointer of the files.
pub const FILES: &str = "/attachment_ids";

/// What is wrong, each with a link to its field; nothing while all is well.
pub fn summary(t: Messages, faults: &Faults, service: &CatalogService) -> Html {
    let faults = &faults.0;
    if faults.is_empty() {
        return Html::default();
    }
    html! {
        <Alert tone={Tone::Danger} title={t.check_before_sending(faults.len() as u64)} live=true>
            <ul>
                { for faults.iter().map(|(pointer, message)| {
                    let id = control_id(pointer);
                    let href = format!("#{id}");
                    // The focus moves by hand: the address stays, and a group leads to its first control.
                    let onclick = Callback::from(move |event: MouseEvent| {
                        event.prevent_default();
                        focus(&id);
                    });
                    html! {
                        <li key={pointer.clone()}>
                            <a {href} {onclick}>{ name_of(t, service, pointer) }{ message }</a>
                        </li>
                    }
                }) }
            </ul>
        </Alert>
    }
}

/// What the form calls a field, the words above it, ready to be followed by what is wrong.
fn name_of(t: Messages, service: &CatalogService, pointer: &str) -> String {
    let own = pointer.strip_prefix("/answers/").and_then(|key| service.fields.iter().find(|field| field.key == key));
    let name = match (own, pointer) {
        (Some(field), _) => field.label.as_str(),
        (None, helped::POINTER) => t.who_needs_it(),
        (None, "/subject") => t.subject(),
        (None, FILES) => t.files(),
        _ => t.tell_what_happened(),
    };
    // A question ends with a mark of its own.
    format!("{name}{} ", if name.ends_with('?') { "" } else { ":" })
}

/// Puts the focus on a control, or on the first one of its group.
pub fn focus(id: &str) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let Some(element) = document.get_element_by_id(id) else { return };
    let inner = element.query_selector("input:not([hidden]),select,textarea").ok().flatten();
    let target = if element.has_attribute("tabindex") { element } else { inner.unwrap_or(element) };
    if let Ok(target) = target.dyn_into::<HtmlElement>() {
        target.focus().ok();
    }
}

/// Properties of [`OwnFields`].
#[derive(Properties, PartialEq)]
pub struct OwnFieldsProps {
    /// The service with its form.
    pub service: CatalogService,
    /// What is typed so far.
    pub draft: Draft<RequestDraft>,
    /// What the account answers by itself.
    pub known: Answers,
    /// What is wrong.
    pub faults: Faults,
}

/// The fields that this service asks for; nothing where it asks for none.
#[component]
pub fn OwnFields(props: &OwnFieldsProps) -> Html {
    let t = use_messages();
    if props.service.fields.is_empty() {
        return Html::default();
    }
    let proven = |email: String, draft: &mut RequestDraft| draft.proven_email = Some(email);
    let on_proven = props.draft.change.reform(move |email: String| {
        Box::new(move |draft: &mut RequestDraft| proven(email, draft)) as Box<dyn FnOnce(&mut RequestDraft)>
    });
    html! {
        <Card title={t.data_we_need()}>
            { for props.service.fields.iter().map(|field| {
                let key = field.key.clone();
                let on_change = props.draft.change.reform(move |value: Value| {
                    let key = key.clone();
                    Box::new(move |draft: &mut RequestDraft| {
                        draft.answers.insert(key, value);
                    }) as Box<dyn FnOnce(&mut RequestDraft)>
                });
                html! {
                    <AnswerInput
                        key={field.key.clone()}
                        field={field.clone()}
                        value={props.draft.value.answer(&field.key, &props.known).cloned()}
                        error={props.faults.at(&format!("/answers/{}", field.key))}
                        {on_change}
                        proven_email={props.draft.value.proven_email.clone()}
                        on_proven={on_proven.clone()}
                    />
                }
            }) }
        </Card>
    }
}

/// Properties of [`Words`].
#[derive(Properties, PartialEq)]
pub struct WordsProps {
    /// The subject when nobody writes a better one: the service's name.
    pub placeholder: AttrValue,
    /// What is typed so far.
    pub draft: Draft<RequestDraft>,
    /// What is wrong.
    pub faults: Faults,
}

/// Description and subject.
#[component]
pub fn Words(props: &WordsProps) -> Html {
    let t = use_messages();
    let draft = &props.draft;
    let written = draft.value.description.chars().count() as u64;
    // A count from the first letter on would only distract.
    let count = (written * 10 > BODY_MAX * 8)
        .then(|| AttrValue::from(t.count_of(&intl::integer(t.0, written), &intl::integer(t.0, BODY_MAX))));
    html! {
        <>
            <Field
                id={control_id("/description")}
                label={t.tell_what_happened()}
                help={t.no_passwords_here()}
                note={count}
                error={props.faults.at("/description")}
            >
                <TextArea
                    value={AttrValue::from(draft.value.description.clone())}
                    on_input={draft.setter(|draft: &mut RequestDraft, text: String| draft.description = text)}
                />
            </Field>
            <Field
                id={control_id("/subject")}
                label={t.subject()}
                optional=true
                help={t.subject_help()}
                error={props.faults.at("/subject")}
            >
                <TextInput
                    value={AttrValue::from(draft.value.subject.clone())}
                    placeholder={props.placeholder.clone()}
                    on_input={draft.setter(|draft: &mut RequestDraft, text: String| draft.subject = text)}
                />
            </Field>
        </>
    }
}

/// Properties of [`Questions`] and [`Saved`].
#[derive(Properties, PartialEq)]
pub struct DraftProps {
    /// What is typed so far.
    pub draft: Draft<RequestDraft>,
}

/// Whom does it affect, and can you work meanwhile? Plain words; the reviewer sets impact and urgency.
#[component]
pub fn Questions(props: &DraftProps) -> Html {
    let t = use_messages();
    let draft = &props.draft;
    let whom = vec![
        Choice::new(ImpactAnswer::Me, t.affects_me()).detail(t.affects_me_detail()),
        Choice::new(ImpactAnswer::MyGroup, t.affects_group()).detail(t.affects_group_detail()),
        Choice::new(ImpactAnswer::Everyone, t.affects_everyone()).detail(t.affects_everyone_detail()),
    ];
    let work = vec![
        Choice::new(UrgencyAnswer::CannotWork, t.cannot_work()).detail(t.cannot_work_detail()),
        Choice::new(UrgencyAnswer::WithDifficulty, t.with_difficulty()).detail(t.with_difficulty_detail()),
        Choice::new(UrgencyAnswer::CanWork, t.can_work()).detail(t.can_work_detail()),
    ];
    let on_whom = draft.setter(|draft: &mut RequestDraft, answer| draft.impact = answer);
    let on_work = draft.setter(|draft: &mut RequestDraft, answer| draft.urgency = answer);
    html! {
        <>
            <FieldGroup label={t.whom_does_it_affect()} optional=true>
                { optional_cards(whom, draft.value.impact.as_ref(), &on_whom, "min-11") }
            </FieldGroup>
            <FieldGroup label={t.can_you_work()} optional=true>
                { optional_cards(work, draft.value.urgency.as_ref(), &on_work, "min-11") }
            </FieldGroup>
        </>
    }
}

/// When the draft was last kept.
#[component]
pub fn Saved(props: &DraftProps) -> Html {
    let t = use_messages();
    let saved = props.draft.saved_at.filter(|_| !props.draft.value.is_blank());
    html! {
        <span class="small muted row g-q end" role="status">
            if let Some(at) = saved {
                { icon_sm(Glyph::Ok) }{ t.draft_saved(&intl::instant(t.0, at, Style::Time)) }
            }
        </span>
    }
}
