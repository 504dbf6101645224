//! Yes or no, as a box or as a switch that applies at once.

use web_sys::{Event, HtmlInputElement};
use yew::{Callback, Html, Properties, TargetCast, component, html};

use super::field::use_field;

/// Properties of [`Checkbox`].
#[derive(Properties, PartialEq)]
pub struct CheckboxProps {
    /// Ticked or not.
    pub checked: bool,
    /// The other way round.
    pub on_change: Callback<bool>,
    /// A switch: the setting applies at once.
    #[prop_or_default]
    pub switch: bool,
    /// Not to be changed now.
    #[prop_or_default]
    pub disabled: bool,
    /// What is agreed to.
    pub children: Html,
}

/// A native checkbox with its words.
#[component]
pub fn Checkbox(props: &CheckboxProps) -> Html {
    let field = use_field();
    let onchange = props.on_change.reform(|event: Event| event.target_unchecked_into::<HtmlInputElement>().checked());
    html! {
        <label class="check">
            <input
                type="checkbox"
                class={props.switch.then_some("switch")}
                role={props.switch.then_some("switch")}
                checked={props.checked}
                disabled={props.disabled}
                aria-invalid={field.invalid}
                {onchange}
            />
            <span>{ props.children.clone() }</span>
        </label>
    }
}
