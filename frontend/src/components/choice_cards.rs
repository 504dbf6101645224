//! Choose one of a few, each with a word of explanation; where none is needed, the choice can be taken back. Real radios
//! underneath.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, MouseEvent};
use yew::{AttrValue, Callback, Html, Properties, TargetCast, classes, component, html};

use super::button::{Button, Size, Weight};
use super::choice::{Choice, Place, places};
use super::field::use_field;
use crate::hooks::use_id::use_id;
use crate::i18n::{Messages, use_messages};

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

/// The same where no answer is one too.
pub fn optional_cards<T: Clone + PartialEq + 'static>(
    choices: Vec<Choice<T>>,
    value: Option<&T>,
    on_change: &Callback<Option<T>>,
    class: impl Into<AttrValue>,
) -> Html {
    let (places, chosen, on_place) = places(choices, value, &on_change.reform(Some));
    let on_clear = on_change.reform(|()| None);
    html! { <Cards {places} {chosen} {on_place} {on_clear} class={class.into()} /> }
}

/// Properties of [`Cards`].
#[derive(Properties, PartialEq)]
struct CardsProps {
    places: Vec<Place>,
    chosen: Option<usize>,
    on_place: Callback<usize>,
    #[prop_or_default]
    on_clear: Option<Callback<()>>,
    class: AttrValue,
}

#[component]
fn Cards(props: &CardsProps) -> Html {
    let t = use_messages();
    let name = use_id("c");
    let field = use_field();
    html! {
        <>
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
            if let Some(on_clear) = props.on_clear.as_ref().filter(|_| props.chosen.is_some()) {
                <div class="row">{ clear(t, on_clear) }</div>
            }
        </>
    }
}

/// Takes a choice back, as radios alone do not let one. It goes with the choice, so the focus goes to the first of them.
pub(super) fn clear(t: Messages, on_clear: &Callback<()>) -> Html {
    let on_click = on_clear.reform(|event: MouseEvent| {
        let group = event.target_dyn_into::<Element>().and_then(|pressed| pressed.closest("fieldset").ok().flatten());
        let first = group.and_then(|group| group.query_selector("input").ok().flatten());
        if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
            first.focus().ok();
        }
    });
    html! { <Button weight={Weight::Ghost} size={Size::Small} {on_click}>{ t.clear_answer() }</Button> }
}
