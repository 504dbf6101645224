//! Status and priority, readable in greyscale: the icon's shape says it, colour repeats it.

use shared::priority::Priority;
use shared::status::Status;
use yew::{AttrValue, Html, Properties, classes, component, html};

use super::icon::{Glyph, icon_named, icon_sm};
use crate::i18n::use_messages;

/// Properties of [`StatusBadge`].
#[derive(Properties, PartialEq)]
pub struct StatusBadgeProps {
    /// The status.
    pub status: Status,
    /// Without the coloured ground, inside a line.
    #[prop_or_default]
    pub plain: bool,
    /// Other words than the status's own, such as 'Cerrada sin respuesta'.
    #[prop_or_default]
    pub text: Option<AttrValue>,
    /// The icon alone, named for screen readers.
    #[prop_or_default]
    pub icon_only: bool,
}

/// Where a ticket stands.
#[component]
pub fn StatusBadge(props: &StatusBadgeProps) -> Html {
    let t = use_messages();
    let text = props.text.clone().unwrap_or_else(|| t.status(props.status).into());
    html! {
        <span class={classes!("badge", props.plain.then_some("plain"))} data-status={props.status.as_str()}>
            if props.icon_only {
                { icon_named(Glyph::from(props.status), &text) }
            } else {
                { icon_sm(Glyph::from(props.status)) }
                { text }
            }
        </span>
    }
}

/// Properties of [`PriorityMark`].
#[derive(Properties, PartialEq)]
pub struct PriorityMarkProps {
    /// The priority.
    pub priority: Priority,
    /// With the coloured ground, standing alone.
    #[prop_or_default]
    pub filled: bool,
    /// In the ticket list: the word is hidden where the list is narrow.
    #[prop_or_default]
    pub in_list: bool,
}

/// How pressing a ticket is.
#[component]
pub fn PriorityMark(props: &PriorityMarkProps) -> Html {
    let t = use_messages();
    let word = t.priority(props.priority);
    html! {
        <span class={classes!("badge", (!props.filled).then_some("plain"))} data-priority={props.priority.as_str()}>
            if props.in_list {
                { icon_named(Glyph::from(props.priority), &t.priority_named(word)) }
                <span class="wide" aria-hidden="true">{ word }</span>
            } else {
                { icon_sm(Glyph::from(props.priority)) }
                { word }
            }
        </span>
    }
}
