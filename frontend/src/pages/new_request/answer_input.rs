//! One field of a service's form, drawn from its kind.

use chrono::{NaiveDate, NaiveTime};
use serde_json::{Number, Value};
use shared::instant;
use shared::service::{CatalogField, FieldKind, clock_time};
use yew::{AttrValue, Callback, Html, Properties, component, html};

use super::secondary_email::SecondaryEmail;
use crate::components::checkbox::Checkbox;
use crate::components::choice::Choice;
use crate::components::choice_cards::{choice_cards, optional_cards};
use crate::components::date_input::{DateInput, TimeInput};
use crate::components::field::{Field, FieldGroup};
use crate::components::select::{optional_select, select};
use crate::components::text_area::TextArea;
use crate::components::text_input::TextInput;
use crate::i18n::{Messages, intl, use_messages};

/// As many options as cards can show at a glance; more go into a select.
const CARDS_MAX: usize = 4;

/// Properties of [`AnswerInput`].
#[derive(Properties, PartialEq)]
pub struct AnswerInputProps {
    /// What is asked.
    pub field: CatalogField,
    /// The answer so far.
    pub value: Option<Value>,
    /// What is wrong with it.
    pub error: Option<AttrValue>,
    /// Another answer.
    pub on_change: Callback<Value>,
    /// The secondary address that was proved, for the field that asks for one.
    pub proven_email: Option<String>,
    /// An address was proved.
    pub on_proven: Callback<String>,
}

/// The id of a field's control, for the summary of errors to lead to.
pub fn control_id(pointer: &str) -> AttrValue {
    format!("field{}", pointer.replace('/', "-")).into()
}

/// A field with its control.
#[component]
pub fn AnswerInput(props: &AnswerInputProps) -> Html {
    let t = use_messages();
    let field = &props.field;
    let id = control_id(&format!("/answers/{}", field.key));
    if field.constraints.secondary_email {
        return html! {
            <SecondaryEmail
                {id}
                field={field.clone()}
                value={AttrValue::from(text_of(props.value.as_ref()))}
                error={props.error.clone()}
                proven={props.proven_email.clone()}
                on_input={props.on_change.reform(Value::String)}
                on_proven={props.on_proven.clone()}
            />
        };
    }
    let help = Some(AttrValue::from(field.help.clone())).filter(|help| !help.is_empty());
    let control = control(t, props);
    let grouped = match field.kind {
        FieldKind::MultiChoice | FieldKind::YesNo => true,
        FieldKind::Choice => field.options.len() <= CARDS_MAX,
        _ => false,
    };
    let (label, optional, error) = (AttrValue::from(field.label.clone()), !field.required, props.error.clone());
    if grouped {
        html! { <FieldGroup {id} {label} {optional} {help} {error}>{ control }</FieldGroup> }
    } else {
        html! { <Field {id} {label} {optional} {help} {error}>{ control }</Field> }
    }
}

fn control(t: Messages, props: &AnswerInputProps) -> Html {
    let field = &props.field;
    let text = AttrValue::from(text_of(props.value.as_ref()));
    let on_text = props.on_change.reform(Value::String);
    match field.kind {
        FieldKind::LongText => html! { <TextArea value={text} on_input={on_text} /> },
        FieldKind::Number => number(props),
        FieldKind::Date => {
            let today = intl::local_day(chrono::Utc::now()).filter(|_| field.constraints.not_past);
            let value = instant::day(&text);
            let on_change =
                props.on_change.reform(|day: Option<NaiveDate>| text_or_null(day.map(|day| day.to_string())));
            html! { <DateInput {value} min={today} {on_change} /> }
        }
        FieldKind::Time => {
            let value = instant::time(&text);
            let on_change = props.on_change.reform(|time: Option<NaiveTime>| text_or_null(time.map(clock_time)));
            html! { <TimeInput {value} {on_change} /> }
        }
        FieldKind::Choice => {
            let choices: Vec<Choice<String>> =
                field.options.iter().map(|option| Choice::new(option.value.clone(), option.label.clone())).collect();
            let value = Some(text.to_string()).filter(|text| !text.is_empty());
            let on_choice = props.on_change.reform(text_or_null);
            if choices.len() <= CARDS_MAX {
                // Four in two rows of two: three and one would leave a gap.
                let width = if choices.len() == CARDS_MAX { "min-14" } else { "min-11" };
                cards(field, choices, value.as_ref(), &on_choice, width)
            } else if field.required {
                select(choices, value.as_ref(), &on_text, Some(t.choose_one().into()))
            } else {
                optional_select(choices, value.as_ref(), &on_choice, t.choose_one().into())
            }
        }
        FieldKind::MultiChoice => several(props),
        FieldKind::YesNo => {
            let choices = vec![Choice::new(true, t.yes()), Choice::new(false, t.no())];
            let value = props.value.as_ref().and_then(Value::as_bool);
            let on_change = props.on_change.reform(|yes: Option<bool>| yes.map_or(Value::Null, Value::Bool));
            cards(field, choices, value.as_ref(), &on_change, "min-9")
        }
        FieldKind::Email => html! {
            <TextInput kind="email" inputmode="email" autocomplete="email" spellcheck=false value={text} on_input={on_text} />
        },
        FieldKind::Url => html! {
            <TextInput kind="url" inputmode="url" spellcheck=false placeholder="https://" value={text} on_input={on_text} />
        },
        FieldKind::Text | FieldKind::LabSlot => html! { <TextInput value={text} on_input={on_text} /> },
    }
}

/// What must be answered can be changed, but not taken back.
fn cards<T: Clone + PartialEq + 'static>(
    field: &CatalogField,
    choices: Vec<Choice<T>>,
    value: Option<&T>,
    on_change: &Callback<Option<T>>,
    width: &'static str,
) -> Html {
    if field.required {
        choice_cards(choices, value, &on_change.reform(Some), width)
    } else {
        optional_cards(choices, value, on_change, width)
    }
}

fn number(props: &AnswerInputProps) -> Html {
    let constraints = &props.field.constraints;
    let bound = |bound: Option<f64>| bound.map(|bound| AttrValue::from(intl::digits(bound)));
    let value = match &props.value {
        Some(Value::Number(number)) => number.to_string(),
        other => text_of(other.as_ref()),
    };
    // What is no number stays as text: the check names it, and nothing typed is lost.
    let on_input = props.on_change.reform(|text: String| {
        let number = text.parse::<i64>().map(Number::from).ok();
        let number = number.or_else(|| intl::number(&text).and_then(Number::from_f64));
        number.map_or(Value::String(text), Value::Number)
    });
    html! {
        <TextInput
            kind="number"
            inputmode={if constraints.integer { "numeric" } else { "decimal" }}
            class="max-12"
            min={bound(constraints.min)}
            max={bound(constraints.max)}
            step={if constraints.integer { "1" } else { "any" }}
            value={AttrValue::from(value)}
            {on_input}
        />
    }
}

fn several(props: &AnswerInputProps) -> Html {
    let chosen: Vec<String> = props
        .value
        .as_ref()
        .and_then(Value::as_array)
        .map(|values| values.iter().filter_map(Value::as_str).map(str::to_owned).collect())
        .unwrap_or_default();
    html! {
        <div class="stack g-2">
            { for props.field.options.iter().map(|option| {
                let checked = chosen.contains(&option.value);
                let (value, chosen) = (option.value.clone(), chosen.clone());
                let on_change = props.on_change.reform(move |on: bool| {
                    let mut next: Vec<Value> =
                        chosen.iter().filter(|other| **other != value).cloned().map(Value::String).collect();
                    if on {
                        next.push(Value::String(value.clone()));
                    }
                    Value::Array(next)
                });
                html! { <Checkbox key={option.value.clone()} {checked} {on_change}>{ &option.label }</Checkbox> }
            }) }
        </div>
    }
}

fn text_of(value: Option<&Value>) -> String {
    value.and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn text_or_null(text: Option<String>) -> Value {
    text.map_or(Value::Null, Value::String)
}
