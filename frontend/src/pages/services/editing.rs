//! What the parts of the editor share: the service as it is being edited, how to change it, and its controls with their
//! errors by the pointer of what the server refused.

use std::rc::Rc;

use shared::service::NewService;
use shared::ticket::TeamRef;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state};

use super::draft::Edit;
use crate::api::error::ApiError;
use crate::components::checkbox::Checkbox;
use crate::components::choice::Choice;
use crate::components::field::Field;
use crate::components::select::select;
use crate::components::text_area::TextArea;
use crate::components::text_input::TextInput;
use crate::i18n::{Messages, intl};
use crate::pages::new_request::answer_input::control_id;

/// A service under one's hands.
#[derive(Clone)]
pub struct Editing {
    /// The texts.
    pub t: Messages,
    /// As it is now.
    pub form: Rc<NewService>,
    /// The keys that answers may stand under already.
    pub known_keys: Rc<[String]>,
    /// The teams that may serve it.
    pub teams: Rc<Vec<TeamRef>>,
    /// Changes it.
    pub edit: Callback<Edit>,
    /// Why it was refused.
    pub error: Option<ApiError>,
}

impl Editing {
    /// What is wrong at a pointer.
    pub fn error_at(&self, pointer: &str) -> Option<AttrValue> {
        self.error.as_ref().and_then(|error| error.at(pointer))
    }

    /// A callback that puts a value into the service.
    pub fn setter<V: 'static>(&self, set: impl Fn(&mut NewService, V) + 'static) -> Callback<V> {
        let set = Rc::new(set);
        self.edit.reform(move |value: V| {
            let set = set.clone();
            Box::new(move |form: &mut NewService| set(form, value)) as Edit
        })
    }

    /// A line of text.
    pub fn text(
        &self,
        label: impl Into<AttrValue>,
        pointer: &str,
        value: &str,
        optional: bool,
        set: impl Fn(&mut NewService, String) + 'static,
    ) -> Html {
        html! {
            <Field label={label.into()} id={control_id(pointer)} {optional} error={self.error_at(pointer)}>
                <TextInput value={AttrValue::from(value.to_owned())} on_input={self.setter(set)} />
            </Field>
        }
    }

    /// Text of several lines, which may be left empty.
    pub fn lines(
        &self,
        label: impl Into<AttrValue>,
        pointer: &str,
        value: &str,
        set: impl Fn(&mut NewService, String) + 'static,
    ) -> Html {
        html! {
            <Field label={label.into()} id={control_id(pointer)} optional=true error={self.error_at(pointer)}>
                <TextArea value={AttrValue::from(value.to_owned())} on_input={self.setter(set)} />
            </Field>
        }
    }

    /// One of several values.
    pub fn choice<T: Clone + PartialEq + 'static>(
        &self,
        label: impl Into<AttrValue>,
        pointer: &str,
        choices: Vec<Choice<T>>,
        value: Option<&T>,
        set: impl Fn(&mut NewService, T) + 'static,
    ) -> Html {
        html! {
            <Field label={label.into()} id={control_id(pointer)} error={self.error_at(pointer)}>
                { select(choices, value, &self.setter(set), Some(self.t.choose_one().into())) }
            </Field>
        }
    }

    /// A number; `None` while there is none.
    pub fn number(
        &self,
        label: impl Into<AttrValue>,
        pointer: &str,
        value: Option<f64>,
        help: Option<AttrValue>,
        set: impl Fn(&mut NewService, Option<f64>) + 'static,
    ) -> Html {
        html! {
            <Field label={label.into()} id={control_id(pointer)} optional={help.is_none()} {help} error={self.error_at(pointer)}>
                <NumberInput {value} on_change={self.setter(set)} />
            </Field>
        }
    }

    /// Yes or no.
    pub fn switch(
        &self,
        label: impl Into<AttrValue>,
        checked: bool,
        set: impl Fn(&mut NewService, bool) + 'static,
    ) -> Html {
        html! { <Checkbox switch=true {checked} on_change={self.setter(set)}>{ label.into() }</Checkbox> }
    }
}

/// Properties of [`NumberInput`].
#[derive(Properties, PartialEq)]
struct NumberInputProps {
    value: Option<f64>,
    on_change: Callback<Option<f64>>,
}

/// A number as it is being typed: what is no number yet stays as it is.
#[component]
fn NumberInput(props: &NumberInputProps) -> Html {
    let typed = use_state(String::new);
    let shown = if intl::number(typed.trim()) == props.value {
        (*typed).clone()
    } else {
        props.value.map(intl::digits).unwrap_or_default()
    };
    let on_input = {
        let (typed, on_change) = (typed.setter(), props.on_change.clone());
        Callback::from(move |text: String| {
            on_change.emit(intl::number(text.trim()));
            typed.set(text);
        })
    };
    html! { <TextInput inputmode="decimal" class="max-10" spellcheck=false value={AttrValue::from(shown)} {on_input} /> }
}
