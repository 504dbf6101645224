//! Choose one of many. The native select.

use web_sys::{Event, HtmlSelectElement};
use yew::{AttrValue, Callback, Classes, Html, Properties, TargetCast, classes, component, html};

use super::choice::Choice;
use super::field::use_field;

/// Properties of [`Select`].
#[derive(Properties, PartialEq)]
pub struct SelectProps<T: Clone + PartialEq + 'static> {
    /// What can be chosen.
    pub choices: Vec<Choice<T>>,
    /// What is chosen.
    pub value: Option<T>,
    /// Another choice.
    pub on_change: Callback<T>,
    /// The first line, while nothing is chosen.
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// The name where no field gives one.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// Not to be used now.
    #[prop_or_default]
    pub disabled: bool,
    /// Further classes, for placement only.
    #[prop_or_default]
    pub class: Classes,
}

/// A native select over typed values.
#[component]
pub fn Select<T: Clone + PartialEq + 'static>(props: &SelectProps<T>) -> Html {
    let field = use_field();
    let values: Vec<T> = props.choices.iter().map(|choice| choice.value.clone()).collect();
    let on_change = props.on_change.clone();
    let onchange = Callback::from(move |event: Event| {
        let text = event.target_unchecked_into::<HtmlSelectElement>().value();
        if let Some(value) = text.parse::<usize>().ok().and_then(|at| values.get(at)) {
            on_change.emit(value.clone());
        }
    });
    html! {
        <select
            class={classes!("input", props.class.clone())}
            id={field.id}
            disabled={props.disabled}
            aria-label={props.label.clone()}
            aria-required={field.required}
            aria-describedby={field.described_by}
            aria-invalid={field.invalid}
            {onchange}
        >
            if let Some(placeholder) = &props.placeholder {
                <option value="" selected={props.value.is_none()} disabled=true>{ placeholder }</option>
            }
            { for props.choices.iter().enumerate().map(|(at, choice)| html! {
                <option
                    key={at}
                    value={at.to_string()}
                    selected={props.value.as_ref() == Some(&choice.value)}
                    disabled={choice.disabled}
                >
                    { &choice.label }
                </option>
            }) }
        </select>
    }
}
