//! The six-digit code, in one input: pasting works, the phone offers it, the sixth digit sends it.

use shared::limits::CODE_DIGITS;
use web_sys::{HtmlInputElement, InputEvent};
use yew::{AttrValue, Callback, Html, NodeRef, Properties, TargetCast, component, html};

use super::field::use_field;

/// Properties of [`OtpInput`].
#[derive(Properties, PartialEq)]
pub struct OtpInputProps {
    /// The digits so far.
    pub value: AttrValue,
    /// Each change; digits only.
    pub on_input: Callback<String>,
    /// The last digit is in.
    #[prop_or_default]
    pub on_complete: Callback<String>,
    /// The code is being checked.
    #[prop_or_default]
    pub readonly: bool,
    /// The element, to give it the focus.
    #[prop_or_default]
    pub node_ref: NodeRef,
}

/// A code input.
#[component]
pub fn OtpInput(props: &OtpInputProps) -> Html {
    let field = use_field();
    let (on_input, on_complete) = (props.on_input.clone(), props.on_complete.clone());
    let before = props.value.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        let input = event.target_unchecked_into::<HtmlInputElement>();
        let digits: String = input.value().chars().filter(char::is_ascii_digit).take(CODE_DIGITS).collect();
        // Spaces and dashes of a pasted code leave at once, also when the digits stay the same.
        input.set_value(&digits);
        if digits == before.as_str() {
            return;
        }
        on_input.emit(digits.clone());
        if digits.len() == CODE_DIGITS {
            on_complete.emit(digits);
        }
    });
    html! {
        // The strokes and the ring are the frame's: the input is wider, so that the caret after the last digit moves nothing.
        <span class="otp-frame">
            <input
                ref={props.node_ref.clone()}
                class="otp"
                id={field.id}
                type="text"
                inputmode="numeric"
                autocomplete="one-time-code"
                spellcheck="false"
                value={props.value.clone()}
                readonly={props.readonly}
                aria-required={field.required}
                aria-describedby={field.described_by}
                aria-invalid={field.invalid}
                {oninput}
            />
        </span>
    }
}
