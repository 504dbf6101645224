//! Choose one of a few, each with a word of explanation. Real radios underneath.

use yew::{Callback, Classes, Html, Properties, classes, component, html};

use super::choice::Choice;
use super::field::use_field;
use crate::hooks::use_id::use_id;

/// Properties of [`ChoiceCards`].
#[derive(Properties, PartialEq)]
pub struct ChoiceCardsProps<T: Clone + PartialEq + 'static> {
    /// What can be chosen.
    pub choices: Vec<Choice<T>>,
    /// What is chosen.
    pub value: Option<T>,
    /// Another choice.
    pub on_change: Callback<T>,
    /// Classes of the grid, such as `min-14`.
    #[prop_or(classes!("min-13"))]
    pub class: Classes,
}

/// Radio cards in a grid.
#[component]
pub fn ChoiceCards<T: Clone + PartialEq + 'static>(props: &ChoiceCardsProps<T>) -> Html {
    let name = use_id("c");
    let field = use_field();
    html! {
        <div class={classes!("grid", "g-2", props.class.clone())}>
            { for props.choices.iter().map(|choice| {
                let value = choice.value.clone();
                let onchange = props.on_change.reform(move |_| value.clone());
                html! {
                    <label class="choice" key={choice.label.to_string()}>
                        <input
                            type="radio"
                            name={name.clone()}
                            checked={props.value.as_ref() == Some(&choice.value)}
                            disabled={choice.disabled}
                            aria-invalid={field.invalid.clone()}
                            {onchange}
                        />
                        <span>
                            <b>{ &choice.label }</b>
                            if let Some(detail) = &choice.detail { <small>{ detail }</small> }
                        </span>
                    </label>
                }
            }) }
        </div>
    }
}
