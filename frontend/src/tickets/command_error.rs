//! A command that was refused: what the server said, and when somebody else changed the ticket, a way to see what changed.

use yew::{Callback, Html, Properties, component, html};

use crate::api::error::ApiError;
use crate::components::alert::{Alert, Tone};
use crate::components::button::{Button, Size};
use crate::components::error_region::ErrorAlert;
use crate::components::icon::Glyph;
use crate::i18n::use_messages;

/// Properties of [`CommandError`].
#[derive(Properties, PartialEq)]
pub struct CommandErrorProps {
    /// Why it was refused; nothing is shown without it.
    pub error: Option<ApiError>,
    /// Loads the ticket as it is now.
    pub on_reload: Callback<()>,
}

/// An alert beside what was typed, which stays.
#[component]
pub fn CommandError(props: &CommandErrorProps) -> Html {
    let t = use_messages();
    let Some(error) = props.error.as_ref().filter(|error| error.is_stale()) else {
        return html! { <ErrorAlert error={props.error.clone()} /> };
    };
    html! {
        <Alert tone={Tone::Warn} title={error.title(t)} live=true>
            <p>{ error.detail(t) }{ " " }{ t.what_you_typed_stays() }</p>
            <Button size={Size::Small} glyph={Glyph::Refresh} on_click={props.on_reload.reform(|_| ())}>{ t.see_it_now() }</Button>
        </Alert>
    }
}
