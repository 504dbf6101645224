//! What stands above the form: what the server refused, and what somebody else published meanwhile.

use shared::service::ServiceDetails;
use web_sys::MouseEvent;
use yew::{Callback, Html, html};

use super::focus;
use crate::api::error::ApiError;
use crate::components::alert::{Alert, Tone};
use crate::components::button::Button;
use crate::components::error_region::ErrorAlert;
use crate::i18n::Messages;
use crate::pages::new_request::answer_input::control_id;
use crate::pages::services::draft::{differences, form_of};

/// What the server refused: how much to check, and what no field shows.
pub fn refused(t: Messages, error: Option<&ApiError>) -> Html {
    let count = error.and_then(ApiError::problem).map_or(0, |problem| problem.errors.len());
    if count == 0 {
        return html! { <ErrorAlert error={error.cloned()} /> };
    }
    let errors = error.and_then(ApiError::problem).map(|problem| problem.errors.clone()).unwrap_or_default();
    html! {
        <Alert tone={Tone::Danger} title={t.fix_to_publish(count as u64)} live=true>
            <ul>
                { for errors.into_iter().map(|error| {
                    let id = control_id(&error.pointer);
                    let onclick = Callback::from(move |event: MouseEvent| {
                        event.prevent_default();
                        focus(&id);
                    });
                    html! { <li><a href={format!("#{}", control_id(&error.pointer))} {onclick}>{ &error.message }</a></li> }
                }) }
            </ul>
        </Alert>
    }
}

/// What somebody else published while this was being edited.
pub fn what_changed(
    t: Messages,
    base: Option<&ServiceDetails>,
    now: Option<&ServiceDetails>,
    mine: &[&'static str],
    go_on: &Callback<MouseEvent>,
) -> Html {
    let theirs = base.zip(now).map(|(base, now)| differences(t, &form_of(base), &form_of(now))).unwrap_or_default();
    let both: Vec<&str> = theirs.iter().copied().filter(|part| mine.contains(part)).collect();
    let told =
        if theirs.is_empty() { t.service_changed_elsewhere().to_owned() } else { t.changed_parts(&theirs.join(", ")) };
    html! {
        <Alert tone={Tone::Warn} title={t.service_changed_meanwhile()} live=true>
            <p>{ told }</p>
            if !both.is_empty() { <p>{ t.both_changed(&both.join(", ")) }</p> }
            <p>{ t.yours_is_kept() }</p>
            <Button on_click={go_on.clone()}>{ t.go_on_with_mine() }</Button>
        </Alert>
    }
}
