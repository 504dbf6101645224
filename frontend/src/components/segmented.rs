//! Choose one of two to four short words. Real radios underneath.

use yew::{AttrValue, Callback, Html, Properties, component, html};

use super::choice::Choice;
use crate::hooks::use_id::use_id;

/// Properties of [`Segmented`].
#[derive(Properties, PartialEq)]
pub struct SegmentedProps<T: Clone + PartialEq + 'static> {
    /// What can be chosen.
    pub choices: Vec<Choice<T>>,
    /// What is chosen.
    pub value: T,
    /// Another choice.
    pub on_change: Callback<T>,
    /// What is being chosen.
    pub label: AttrValue,
}

/// A row of radios.
#[component]
pub fn Segmented<T: Clone + PartialEq + 'static>(props: &SegmentedProps<T>) -> Html {
    let name = use_id("s");
    html! {
        <div class="seg" role="radiogroup" aria-label={props.label.clone()}>
            { for props.choices.iter().map(|choice| {
                let value = choice.value.clone();
                let onchange = props.on_change.reform(move |_| value.clone());
                html! {
                    <label key={choice.label.to_string()}>
                        <input
                            type="radio"
                            name={name.clone()}
                            checked={props.value == choice.value}
                            disabled={choice.disabled}
                            {onchange}
                        />
                        { &choice.label }
                    </label>
                }
            }) }
        </div>
    }
}
