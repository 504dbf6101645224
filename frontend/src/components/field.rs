//! A control with its label, help and error. The control inside learns its id and what describes it from the context.

use shared::problem::FieldCode;
use yew::{AttrValue, Classes, ContextProvider, Html, Properties, classes, component, hook, html, use_context};

use super::icon::{Glyph, icon};
use crate::hooks::use_id::use_id;
use crate::i18n::{Messages, use_messages};

/// Why a text can't be taken, in the words that the server would use: left out where it must be there, or too long.
pub fn text_fault(t: Messages, text: &str, most: u64, required: bool) -> Option<AttrValue> {
    let text = text.trim();
    if text.is_empty() {
        return required.then(|| FieldCode::Required.message(t.0, None).into());
    }
    let too_long = text.chars().count() as u64 > most;
    too_long.then(|| FieldCode::TooLong.message(t.0, Some(&most.to_string())).into())
}

/// What a control takes over from the field around it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FieldContext {
    /// The id that the label points at.
    pub id: Option<AttrValue>,
    /// The ids of help and error.
    pub described_by: Option<AttrValue>,
    /// `true` when there is an error.
    pub invalid: Option<AttrValue>,
    /// `true` unless the field is optional.
    pub required: Option<AttrValue>,
}

/// The field around a control.
#[hook]
pub fn use_field() -> FieldContext {
    use_context::<FieldContext>().unwrap_or_default()
}

/// Properties of [`Field`] and [`FieldGroup`].
#[derive(Properties, PartialEq)]
pub struct FieldProps {
    /// What is asked.
    pub label: AttrValue,
    /// The control's id, when something links to it; else one is made.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// Marks the label with '(opcional)'.
    #[prop_or_default]
    pub optional: bool,
    /// The label is for screen readers only.
    #[prop_or_default]
    pub label_hidden: bool,
    /// What helps to answer.
    #[prop_or_default]
    pub help: Option<AttrValue>,
    /// What stands at the end of the help line, such as a count of characters.
    #[prop_or_default]
    pub note: Option<AttrValue>,
    /// What is wrong and how to mend it.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// Further classes, for placement only.
    #[prop_or_default]
    pub class: Classes,
    /// The control.
    pub children: Html,
}

/// One control.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    let (id, context) = use_field_parts(props);
    html! {
        <div class={classes!("field", props.class.clone())}>
            <label for={id.clone()} class={classes!(props.label_hidden.then_some("sr"))}>
                { &props.label }
                <Optional shown={props.optional} />
            </label>
            <ContextProvider<FieldContext> {context}>{ props.children.clone() }</ContextProvider<FieldContext>>
            { notes(&id, props) }
        </div>
    }
}

/// Several controls that answer one question: radios, checkboxes, stars.
#[component]
pub fn FieldGroup(props: &FieldProps) -> Html {
    let (id, context) = use_field_parts(props);
    // The id is the group's own; each control inside has another or none.
    let context = FieldContext { id: None, ..context };
    html! {
        <fieldset id={id.clone()} class={classes!("field", props.class.clone())} aria-describedby={context.described_by.clone()}>
            <legend class={classes!(props.label_hidden.then_some("sr"))}>
                { &props.label }
                <Optional shown={props.optional} />
            </legend>
            <ContextProvider<FieldContext> {context}>{ props.children.clone() }</ContextProvider<FieldContext>>
            { notes(&id, props) }
        </fieldset>
    }
}

#[hook]
fn use_field_parts(props: &FieldProps) -> (AttrValue, FieldContext) {
    let made = use_id("f");
    let id = props.id.clone().unwrap_or(made);
    let mut described = Vec::new();
    if props.error.is_some() {
        described.push(format!("{id}-e"));
    }
    if props.help.is_some() || props.note.is_some() {
        described.push(format!("{id}-h"));
    }
    let context = FieldContext {
        id: Some(id.clone()),
        described_by: (!described.is_empty()).then(|| described.join(" ").into()),
        invalid: props.error.is_some().then(|| "true".into()),
        required: (!props.optional).then(|| "true".into()),
    };
    (id, context)
}

fn notes(id: &AttrValue, props: &FieldProps) -> Html {
    html! {
        <>
            if let Some(error) = &props.error {
                <p class="err" id={format!("{id}-e")}>{ icon(Glyph::Error) }<span>{ error }</span></p>
            }
            if props.help.is_some() || props.note.is_some() {
                <p class="help row between" id={format!("{id}-h")}>
                    <span>{ props.help.clone().unwrap_or_default() }</span>
                    if let Some(note) = &props.note { <span class="num">{ note }</span> }
                </p>
            }
        </>
    }
}

/// Properties of [`Optional`].
#[derive(Properties, PartialEq)]
struct OptionalProps {
    shown: bool,
}

#[component]
fn Optional(props: &OptionalProps) -> Html {
    let t = use_messages();
    html! { if props.shown { <span class="opt">{ " " }{ t.optional() }</span> } }
}
