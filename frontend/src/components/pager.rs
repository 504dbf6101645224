//! 'Show more' below a list with a cursor.

use yew::{Callback, Html, Properties, component, html};

use super::button::Button;
use crate::i18n::use_messages;

/// Properties of [`Pager`].
#[derive(Properties, PartialEq)]
pub struct PagerProps {
    /// There is another page.
    pub more: bool,
    /// It is on its way.
    #[prop_or_default]
    pub busy: bool,
    /// Asks for it.
    pub on_more: Callback<()>,
}

/// The button for the next page; nothing on the last one.
#[component]
pub fn Pager(props: &PagerProps) -> Html {
    let t = use_messages();
    if !props.more {
        return Html::default();
    }
    html! {
        <div class="row center pad-3">
            <Button busy={props.busy} on_click={props.on_more.reform(|_| ())}>{ t.show_more() }</Button>
        </div>
    }
}
