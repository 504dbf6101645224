//! Where a page stands: the pages above it, then itself.

use yew::{AttrValue, Html, Properties, component, html};

use super::icon::{Glyph, icon_sm};
use super::link::Link;
use crate::i18n::use_messages;
use crate::route::Route;

/// A page above.
#[derive(Clone, PartialEq)]
pub struct Crumb {
    /// The page.
    pub to: Route,
    /// Its query.
    pub query: AttrValue,
    /// Its name.
    pub label: AttrValue,
}

impl Crumb {
    /// A page without a query.
    pub fn new(to: Route, label: impl Into<AttrValue>) -> Self {
        Self { to, query: AttrValue::default(), label: label.into() }
    }
}

/// Properties of [`Crumbs`].
#[derive(Properties, PartialEq)]
pub struct CrumbsProps {
    /// From the top down.
    pub above: Vec<Crumb>,
    /// This page.
    pub here: AttrValue,
}

/// The line above the heading.
#[component]
pub fn Crumbs(props: &CrumbsProps) -> Html {
    let t = use_messages();
    html! {
        <nav class="small crumbs" aria-label={t.breadcrumb()}>
            { for props.above.iter().map(|crumb| html! {
                <>
                    <Link to={crumb.to.clone()} query={crumb.query.clone()}>{ &crumb.label }</Link>
                    { icon_sm(Glyph::Right) }
                </>
            }) }
            <span aria-current="page">{ &props.here }</span>
        </nav>
    }
}
