//! One to five stars, with the word for each, or none. Real radios underneath.

use shared::limits::RATING_MAX;
use yew::{Callback, Html, Properties, component, html};

use super::choice_cards::clear;
use super::icon::{Glyph, icon};
use crate::hooks::use_id::use_id;
use crate::i18n::use_messages;

/// Properties of [`RatingStars`].
#[derive(Properties, PartialEq)]
pub struct RatingStarsProps {
    /// The rating so far.
    pub value: Option<u8>,
    /// Another rating, or none after all.
    pub on_change: Callback<Option<u8>>,
}

/// A row of stars to choose from.
#[component]
pub fn RatingStars(props: &RatingStarsProps) -> Html {
    let t = use_messages();
    let name = use_id("r");
    html! {
        <div class="row g-3">
            <div class="rating">
                { for (1..=RATING_MAX).map(|stars| {
                    let onchange = props.on_change.reform(move |_| Some(stars));
                    html! {
                        <label key={stars}>
                            <input
                                type="radio"
                                name={name.clone()}
                                checked={props.value == Some(stars)}
                                aria-label={t.rating_named(stars, t.rating_word(stars))}
                                {onchange}
                            />
                            { icon(Glyph::Star) }
                        </label>
                    }
                }) }
            </div>
            if let Some(stars) = props.value {
                <span class="ui soft" aria-hidden="true">{ t.rating_word(stars) }</span>
                { clear(t, &props.on_change.reform(|()| None)) }
            }
        </div>
    }
}
