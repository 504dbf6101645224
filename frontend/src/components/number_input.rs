//! A number as it is being typed: what is no number yet changes nothing, and gives way to the number once one leaves.

use web_sys::FocusEvent;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state};

use super::text_input::TextInput;
use crate::i18n::intl;

/// Properties of [`NumberInput`].
#[derive(Properties, PartialEq)]
pub struct NumberInputProps {
    /// The number now.
    pub value: f64,
    /// Another number.
    pub on_change: Callback<f64>,
    /// Whole numbers only.
    #[prop_or_default]
    pub whole: bool,
}

/// A short text input that takes numbers.
#[component]
pub fn NumberInput(props: &NumberInputProps) -> Html {
    let value = props.value;
    // What is typed, and the number that there was then.
    let typed = use_state(|| None::<(String, f64)>);
    let shown = match &*typed {
        Some((text, then)) if same(*then, value) => text.clone(),
        _ => intl::digits(value),
    };
    let whole = props.whole;
    let on_input = {
        let (typed, on_change) = (typed.setter(), props.on_change.clone());
        Callback::from(move |text: String| {
            let number = intl::number(&text.trim().replace(',', "."));
            let number = number.filter(|number| !whole || number.fract().abs() < f64::EPSILON);
            typed.set(Some((text, number.unwrap_or(value))));
            if let Some(number) = number {
                on_change.emit(number);
            }
        })
    };
    let on_blur = {
        let typed = typed.setter();
        Callback::from(move |_: FocusEvent| typed.set(None))
    };
    let inputmode = if whole { "numeric" } else { "decimal" };
    html! {
        <TextInput {inputmode} class="max-10" spellcheck=false autocomplete="off" value={AttrValue::from(shown)} {on_input} {on_blur} />
    }
}

fn same(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}
