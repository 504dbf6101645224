//! Nothing here: one icon, what goes here, one action.

use yew::{AttrValue, Html, Properties, component, html};

use super::icon::{Glyph, icon};

/// Properties of [`Empty`].
#[derive(Properties, PartialEq)]
pub struct EmptyProps {
    /// What would be here.
    pub glyph: Glyph,
    /// What is the case.
    pub title: AttrValue,
    /// What happens next.
    #[prop_or_default]
    pub text: Option<AttrValue>,
    /// Framed as a card.
    #[prop_or_default]
    pub card: bool,
    /// It is all that the page has: the title is the page's heading.
    #[prop_or_default]
    pub page: bool,
    /// The one action.
    #[prop_or_default]
    pub children: Html,
}

/// An empty state.
#[component]
pub fn Empty(props: &EmptyProps) -> Html {
    html! {
        <div class={if props.card { "card empty" } else { "empty" }}>
            { icon(props.glyph) }
            if props.page {
                <h1 class="h-p">{ &props.title }</h1>
            } else {
                <h2 class="h-c">{ &props.title }</h2>
            }
            if let Some(text) = &props.text { <p>{ text }</p> }
            { props.children.clone() }
        </div>
    }
}
