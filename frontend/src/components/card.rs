//! A box of its own, with or without a heading.

use yew::{AttrValue, Classes, Html, Properties, classes, component, html};

use crate::hooks::use_id::use_id;

/// Properties of [`Card`].
#[derive(Properties, PartialEq)]
pub struct CardProps {
    /// The heading; it also names the section.
    #[prop_or_default]
    pub title: Option<AttrValue>,
    /// What stands at the end of the heading.
    #[prop_or_default]
    pub actions: Html,
    /// The heading gets a line of its own with a rule below; the content goes to the edges.
    #[prop_or_default]
    pub headed: bool,
    /// Asks to be acted on.
    #[prop_or_default]
    pub urgent: bool,
    /// Further classes, for placement only.
    #[prop_or_default]
    pub class: Classes,
    /// The content.
    pub children: Html,
}

/// A section in a box.
#[component]
pub fn Card(props: &CardProps) -> Html {
    let id = use_id("k");
    let labelled = props.title.is_some().then(|| id.clone());
    let heading = props.title.as_ref().map(|title| html! { <h2 class="h-c" id={id.clone()}>{ title }</h2> });
    let urgent = props.urgent.then_some("card-go");
    if props.headed {
        return html! {
            <section class={classes!("card", urgent, props.class.clone())} aria-labelledby={labelled}>
                <header>{ heading }{ props.actions.clone() }</header>
                { props.children.clone() }
            </section>
        };
    }
    html! {
        <section class={classes!("card", "card-p", "stack", "g-4", urgent, props.class.clone())} aria-labelledby={labelled}>
            if heading.is_some() {
                <div class="row between">{ heading }{ props.actions.clone() }</div>
            }
            { props.children.clone() }
        </section>
    }
}
