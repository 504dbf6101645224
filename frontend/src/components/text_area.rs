//! Several lines of text.

use web_sys::{FocusEvent, HtmlTextAreaElement, InputEvent, KeyboardEvent};
use yew::{AttrValue, Callback, Html, NodeRef, Properties, TargetCast, component, html};

use super::field::use_field;

/// Properties of [`TextArea`].
#[derive(Properties, PartialEq)]
pub struct TextAreaProps {
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
    /// An example.
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// The name where no field gives one.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// Not to be used now.
    #[prop_or_default]
    pub disabled: bool,
    /// The element, to give it the focus.
    #[prop_or_default]
    pub node_ref: NodeRef,
}

/// A native text area that grows with its text.
#[component]
pub fn TextArea(props: &TextAreaProps) -> Html {
    let field = use_field();
    let oninput =
        props.on_input.reform(|event: InputEvent| event.target_unchecked_into::<HtmlTextAreaElement>().value());
    html! {
        <textarea
            ref={props.node_ref.clone()}
            class="input"
            id={field.id}
            value={props.value.clone()}
            placeholder={props.placeholder.clone()}
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
