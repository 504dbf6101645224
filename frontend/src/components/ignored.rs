//! What an address asks for and nobody understands: said, so that nobody takes a whole list for a narrowed one.

use yew::{Html, html};

use super::alert::{Alert, Tone};
use super::link::Link;
use crate::i18n::Messages;
use crate::route::Route;

/// The notice, and the way to the same page with the `query` that is left; nothing without such `words`.
pub fn ignored(t: Messages, words: &[String], to: Route, query: String) -> Html {
    if words.is_empty() {
        return Html::default();
    }
    html! {
        <Alert tone={Tone::Warn}>
            { for words.iter().map(|word| html! { <p class="anywhere">{ t.filter_ignored(word) }</p> }) }
            <Link {to} {query}>{ t.clean_address() }</Link>
        </Alert>
    }
}
