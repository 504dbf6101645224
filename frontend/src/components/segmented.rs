//! Choose one of two to four short words. Real radios underneath.

use yew::{AttrValue, Callback, Html, Properties, component, html};

use super::choice::{Choice, Place, places};
use crate::hooks::use_id::use_id;

/// A row of radios; `label` says what is being chosen.
pub fn segmented<T: Clone + PartialEq + 'static>(
    choices: Vec<Choice<T>>,
    value: &T,
    on_change: &Callback<T>,
    label: impl Into<AttrValue>,
) -> Html {
    let (places, chosen, on_place) = places(choices, Some(value), on_change);
    html! { <Segments {places} {chosen} {on_place} label={label.into()} /> }
}

/// Properties of [`Segments`].
#[derive(Properties, PartialEq)]
struct SegmentsProps {
    places: Vec<Place>,
    chosen: Option<usize>,
    on_place: Callback<usize>,
    label: AttrValue,
}

#[component]
fn Segments(props: &SegmentsProps) -> Html {
    let name = use_id("s");
    html! {
        <div class="seg" role="radiogroup" aria-label={props.label.clone()}>
            { for props.places.iter().enumerate().map(|(at, place)| html! {
                <label key={at}>
                    <input
                        type="radio"
                        name={name.clone()}
                        checked={props.chosen == Some(at)}
                        disabled={place.disabled}
                        onchange={props.on_place.reform(move |_| at)}
                    />
                    { &place.label }
                </label>
            }) }
        </div>
    }
}
