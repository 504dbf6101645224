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

/// The row as a component.
#[component]
pub fn Segmented<T: Clone + PartialEq + 'static>(props: &SegmentedProps<T>) -> Html {
    segmented(props.choices.clone(), &props.value, &props.on_change, props.label.clone())
}
