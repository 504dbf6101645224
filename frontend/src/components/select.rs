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

/// The same where no answer is one too: the first line takes the choice back.
pub fn optional_select<T: Clone + PartialEq + 'static>(
    choices: Vec<Choice<T>>,
    value: Option<&T>,
    on_change: &Callback<Option<T>>,
    placeholder: AttrValue,
) -> Html {
    let (places, chosen, on_place) = places(choices, value, &on_change.reform(Some));
    html! { <PlaceSelect {places} {chosen} {on_place} {placeholder} on_clear={on_change.reform(|()| None)} /> }
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
    /// With it, the first line takes the choice back.
    #[prop_or_default]
    pub on_clear: Option<Callback<()>>,
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
    let (on_place, on_clear) = (props.on_place.clone(), props.on_clear.clone());
    let onchange = Callback::from(move |event: Event| {
        match (event.target_unchecked_into::<HtmlSelectElement>().value().parse::<usize>(), &on_clear) {
            (Ok(at), _) => on_place.emit(at),
            (Err(_), Some(on_clear)) => on_clear.emit(()),
            (Err(_), None) => {}
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
                <option value="" selected={props.chosen.is_none()} disabled={props.on_clear.is_none()}>{ placeholder }</option>
            }
            { for props.places.iter().enumerate().map(|(at, place)| html! {
                <option key={at} value={at.to_string()} selected={props.chosen == Some(at)} disabled={place.disabled}>
                    { &place.label }
                </option>
            }) }
        </select>
    }
}
