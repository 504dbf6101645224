//! What is asked before a service is published or retired.

use yew::{Callback, Html, html};

use crate::components::alert::{Alert, Tone};
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::i18n::Messages;

/// Asks before what was edited is published: what changes, and what becomes of the form.
pub fn publish_dialog(
    t: Messages,
    open: bool,
    close: &Callback<()>,
    publish: &Callback<()>,
    changes: &[&'static str],
    next_form: Option<i32>,
    open_requests: Option<u64>,
) -> Html {
    let footer = html! {
        <>
            <Button on_click={close.reform(|_| ())}>{ t.cancel_word() }</Button>
            <Button submit=true weight={Weight::Primary}>{ t.publish() }</Button>
        </>
    };
    let kept = open_requests.map_or_else(|| t.open_keep_theirs().to_owned(), |count| t.open_keep_form(count));
    html! {
        <Dialog {open} on_close={close.clone()} title={t.publish_question()} on_submit={publish.clone()} {footer}>
            <p>{ t.what_changes() }</p>
            <ul class="bullets">{ for changes.iter().map(|change| html! { <li>{ *change }</li> }) }</ul>
            if let Some(version) = next_form {
                <Alert tone={Tone::Info}>{ t.publish_new_form(&version.to_string()) }{ " " }{ kept }</Alert>
            } else {
                <p class="soft">{ t.publish_same_form() }</p>
            }
        </Dialog>
    }
}

/// Asks before a service is retired.
pub fn retire_dialog(t: Messages, open: bool, close: &Callback<()>, retire: &Callback<()>, name: &str) -> Html {
    let footer = html! {
        <>
            <Button on_click={close.reform(|_| ())}>{ t.cancel_word() }</Button>
            <Button submit=true weight={Weight::Danger}>{ t.retire_word() }</Button>
        </>
    };
    html! {
        <Dialog {open} on_close={close.clone()} title={t.retire_question(name)} on_submit={retire.clone()} {footer}>
            <p>{ t.retire_about() }</p>
        </Dialog>
    }
}
