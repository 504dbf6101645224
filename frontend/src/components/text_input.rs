//! One line of text.

use web_sys::{FocusEvent, HtmlInputElement, InputEvent, KeyboardEvent};
use yew::{AttrValue, Callback, Classes, Html, NodeRef, Properties, TargetCast, classes, component, html};

use super::field::use_field;

/// Properties of [`TextInput`].
#[derive(Properties, PartialEq)]
pub struct TextInputProps {
    /// The text now.
    pub value: AttrValue,
    /// Each change.
    #[prop_or_default]
    pub on_input: Callback<String>,
    /// Leaving the field.
    #[prop_or_default]
    pub on_blur: Callback<FocusEvent>,
    /// A key pressed in the field.
    #[prop_or_default]
    pub on_key: Callback<KeyboardEvent>,
    /// `text`, `email`, `url`, `number`, `search`, `date`, `time`.
    #[prop_or(AttrValue::Static("text"))]
    pub kind: AttrValue,
    /// What the browser may fill in.
    #[prop_or_default]
    pub autocomplete: Option<AttrValue>,
    /// Which keyboard a phone shows.
    #[prop_or_default]
    pub inputmode: Option<AttrValue>,
    /// An example.
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// Lowest value or date.
    #[prop_or_default]
    pub min: Option<AttrValue>,
    /// Highest value or date.
    #[prop_or_default]
    pub max: Option<AttrValue>,
    /// Step of a number.
    #[prop_or_default]
    pub step: Option<AttrValue>,
    /// The browser's spelling check.
    #[prop_or(true)]
    pub spellcheck: bool,
    /// Shown but not to be changed.
    #[prop_or_default]
    pub readonly: bool,
    /// Not to be used now.
    #[prop_or_default]
    pub disabled: bool,
    /// The name where no field gives one.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// Further classes, for placement only.
    #[prop_or_default]
    pub class: Classes,
    /// The element, to give it the focus.
    #[prop_or_default]
    pub node_ref: NodeRef,
}

/// A native input.
#[component]
pub fn TextInput(props: &TextInputProps) -> Html {
    let field = use_field();
    let oninput = props.on_input.reform(|event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value());
    html! {
        <input
            ref={props.node_ref.clone()}
            class={classes!("input", props.class.clone())}
            id={field.id}
            type={props.kind.clone()}
            value={props.value.clone()}
            autocomplete={props.autocomplete.clone()}
            inputmode={props.inputmode.clone()}
            placeholder={props.placeholder.clone()}
            min={props.min.clone()}
            max={props.max.clone()}
            step={props.step.clone()}
            spellcheck={(!props.spellcheck).then_some("false")}
            readonly={props.readonly}
            disabled={props.disabled}
            aria-label={props.label.clone()}
            aria-required={field.required}
            aria-describedby={field.described_by}
            aria-invalid={field.invalid}
            {oninput}
            onblur={props.on_blur.clone()}
            onkeydown={props.on_key.clone()}
        />
    }
}
