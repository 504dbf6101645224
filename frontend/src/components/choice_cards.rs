//! Choose one of a few, each with a word of explanation. Real radios underneath.

use yew::{AttrValue, Callback, Html, Properties, classes, component, html};

use super::choice::{Choice, Place, places};
use super::field::use_field;
use crate::hooks::use_id::use_id;

/// Radio cards in a grid; `class` says how narrow a card may get, such as `min-14`.
pub fn choice_cards<T: Clone + PartialEq + 'static>(
    choices: Vec<Choice<T>>,
    value: Option<&T>,
    on_change: &Callback<T>,
    class: impl Into<AttrValue>,
) -> Html {
    let (places, chosen, on_place) = places(choices, value, on_change);
    html! { <Cards {places} {chosen} {on_place} class={class.into()} /> }
}

/// Properties of [`Cards`].
#[derive(Properties, PartialEq)]
struct CardsProps {
    places: Vec<Place>,
    chosen: Option<usize>,
    on_place: Callback<usize>,
    class: AttrValue,
}

#[component]
fn Cards(props: &CardsProps) -> Html {
    let name = use_id("c");
    let field = use_field();
    html! {
        <div class={classes!("grid", "g-2", props.class.to_string())}>
            { for props.places.iter().enumerate().map(|(at, place)| html! {
                <label class="choice" key={at}>
                    <input
                        type="radio"
                        name={name.clone()}
                        checked={props.chosen == Some(at)}
                        disabled={place.disabled}
                        aria-invalid={field.invalid.clone()}
                        onchange={props.on_place.reform(move |_| at)}
                    />
                    <span>
                        <b>{ &place.label }</b>
                        if let Some(detail) = &place.detail { <small>{ detail }</small> }
                    </span>
                </label>
            }) }
        </div>
    }
}
