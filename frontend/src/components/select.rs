//! Choose one of many. The native select.

use web_sys::{Event, HtmlSelectElement};
use yew::{AttrValue, Callback, Classes, Html, Properties, TargetCast, classes, component, html};

use super::choice::{Choice, Place, places};
use super::field::use_field;

/// A native select over typed values, inside a [`super::field::Field`]. `placeholder` is its first line while nothing is
/// chosen.
pub fn select<T: Clone + PartialEq + 'static>(
    choices: Vec<Choice<T>>,
    value: Option<&T>,
    on_change: &Callback<T>,
    placeholder: Option<AttrValue>,
) -> Html {
    let (places, chosen, on_place) = places(choices, value, on_change);
    html! { <PlaceSelect {places} {chosen} {on_place} {placeholder} /> }
}

/// Properties of [`PlaceSelect`].
#[derive(Properties, PartialEq)]
pub struct PlaceSelectProps {
    /// What can be chosen.
    pub places: Vec<Place>,
    /// What is chosen.
    pub chosen: Option<usize>,
    /// Another choice.
    pub on_place: Callback<usize>,
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

/// The native select; see [`select`] for the typed way in.
#[component]
pub fn PlaceSelect(props: &PlaceSelectProps) -> Html {
    let field = use_field();
    let on_place = props.on_place.clone();
    let onchange = Callback::from(move |event: Event| {
        if let Ok(at) = event.target_unchecked_into::<HtmlSelectElement>().value().parse::<usize>() {
            on_place.emit(at);
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
                <option value="" selected={props.chosen.is_none()} disabled=true>{ placeholder }</option>
            }
            { for props.places.iter().enumerate().map(|(at, place)| html! {
                <option key={at} value={at.to_string()} selected={props.chosen == Some(at)} disabled={place.disabled}>
                    { &place.label }
                </option>
            }) }
        </select>
    }
}
