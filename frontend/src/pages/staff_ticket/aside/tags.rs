//! The tags of a ticket: staff's own words, added and removed one at a time, seen by nobody else.

use js_sys::JsString;
use shared::limits::{TAG_MAX, TAGS_MAX};
use shared::problem::FieldCode;
use shared::ticket::{TicketDetails, TicketPatch};
use web_sys::{HtmlInputElement, SubmitEvent};
use yew::{AttrValue, Callback, Html, Properties, component, html, use_node_ref, use_state};

use crate::components::button::{Button, Size, Weight};
use crate::components::error_region::ErrorAlert;
use crate::components::field::Field;
use crate::components::icon::{Glyph, icon_sm};
use crate::components::text_input::TextInput;
use crate::hooks::use_query::Query;
use crate::i18n::use_messages;
use crate::state::announcer::announce;
use crate::tickets::use_ticket::use_change;

/// Properties of [`Tags`].
#[derive(Properties, PartialEq)]
pub struct TagsProps {
    /// The tags now.
    pub tags: Vec<String>,
    /// The ticket's query.
    pub query: Query<TicketDetails>,
    /// Whether the person may change them.
    pub editable: bool,
}

/// The list, and where one is added.
#[component]
pub fn Tags(props: &TagsProps) -> Html {
    let t = use_messages();
    let typed = use_state(String::new);
    let input = use_node_ref();
    let change = {
        let (typed, input) = (typed.setter(), input.clone());
        use_change(&props.query, move |_| {
            typed.set(String::new());
            announce(t.tags_saved());
            // The button that was pressed may be gone with its tag.
            if let Some(input) = input.cast::<HtmlInputElement>() {
                input.focus().ok();
            }
        })
    };
    let save = change.run.reform(|tags: Vec<String>| TicketPatch { tags: Some(tags), ..TicketPatch::default() });
    let too_long = typed.trim().chars().count() as u64 > TAG_MAX;
    // The browser's, which has the tables of Unicode already.
    let folded = |text: &str| JsString::from(text).to_lower_case();
    let known = props.tags.iter().any(|tag| folded(tag) == folded(typed.trim()));
    let onsubmit = {
        let (save, typed, tags) = (save.clone(), typed.clone(), props.tags.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let tag = typed.trim().to_owned();
            if !tag.is_empty() && !too_long && !known {
                save.emit(tags.iter().cloned().chain([tag]).collect());
            }
        })
    };
    let error: Option<AttrValue> = if too_long {
        Some(FieldCode::TooLong.message(t.0, Some(&TAG_MAX.to_string())).into())
    } else {
        known.then(|| t.tag_is_there().into())
    };
    let set_typed = typed.setter();
    html! {
        <section class="stack g-q">
            <h3 class="h-s small">{ t.tags() }</h3>
            <ErrorAlert error={change.error.clone()} />
            if props.tags.is_empty() && !props.editable { <p class="small muted">{ t.no_tags() }</p> }
            <ul class="row g-1">
                { for props.tags.iter().map(|tag| {
                    let rest: Vec<String> = props.tags.iter().filter(|other| *other != tag).cloned().collect();
                    html! {
                        <li class="tag" key={tag.clone()}>
                            <span class="trunc">{ tag }</span>
                            if props.editable {
                                <button type="button" aria-label={t.remove_tag(tag)} onclick={save.reform(move |_| rest.clone())}>
                                    { icon_sm(Glyph::Close) }
                                </button>
                            }
                        </li>
                    }
                }) }
            </ul>
            if props.editable && (props.tags.len() as u64) < TAGS_MAX {
                <form {onsubmit} novalidate=true>
                    <Field label={t.add_tag()} label_hidden=true {error}>
                        <div class="row row-n g-1">
                            <TextInput
                                node_ref={input}
                                value={AttrValue::from((*typed).clone())}
                                placeholder={t.add_tag()}
                                on_input={Callback::from(move |text| set_typed.set(text))}
                            />
                            <Button submit=true weight={Weight::Ghost} size={Size::Small} glyph={Glyph::Plus}
                                label={t.add_tag()} busy={change.busy} disabled={typed.trim().is_empty()} />
                        </div>
                    </Field>
                </form>
            }
        </section>
    }
}
