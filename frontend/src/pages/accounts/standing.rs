//! Disabling an account and letting it in again, each after saying what follows.

use std::rc::Rc;

use shared::account::{AccountDetails, AccountPatch};
use yew::{AttrValue, Callback, Html, Properties, component, hook, html, use_state};

use super::address::email_field;
use crate::api::error::ApiError;
use crate::components::alert::{Alert, Tone};
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::components::error_region::ErrorAlert;
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_mutation::{Mutation, use_mutation};
use crate::hooks::use_query::{Query, use_query};
use crate::i18n::{Messages, use_messages};

/// Properties of the dialogs that change an account at once.
#[derive(Properties, PartialEq)]
pub struct AccountDialogProps {
    /// Shown or not.
    pub open: bool,
    /// The account is one's own.
    pub is_me: bool,
    /// The account.
    pub account: Rc<AccountDetails>,
    /// Its query.
    pub query: Query<AccountDetails>,
    /// Not now.
    pub on_close: Callback<()>,
    /// It was changed, and what to say about it.
    pub on_done: Callback<(Rc<AccountDetails>, AttrValue)>,
}

/// Changes an account at once. When somebody was quicker, what there is now is shown, and the question stays open.
#[hook]
pub fn use_change(props: &AccountDialogProps, told: fn(Messages, &str) -> String) -> Mutation<AccountPatch> {
    let t = use_messages();
    let (id, version) = (props.account.id, props.account.version);
    let on_done = props.on_done.clone();
    let change = use_mutation(
        move |client, patch: AccountPatch, _key| async move { client.change_account(id, version, &patch).await },
        move |account: AccountDetails| {
            let told = told(t, &account.name);
            on_done.emit((Rc::new(account), told.into()));
        },
    );
    let refetch = props.query.refetch.clone();
    use_effect_with(change.error.clone(), move |error| {
        if error.as_ref().is_some_and(ApiError::is_stale) {
            refetch.emit(());
        }
    });
    let reset = change.reset.clone();
    use_effect_with(props.open, move |_| reset.emit(()));
    change
}

/// The buttons of such a dialog.
pub fn buttons(t: Messages, close: &Callback<()>, weight: Weight, verb: &'static str, busy: bool) -> Html {
    html! {
        <>
            <Button on_click={close.reform(|_| ())}>{ t.cancel_word() }</Button>
            <Button submit=true {weight} {busy}>{ verb }</Button>
        </>
    }
}

/// The account may no longer sign in.
#[component]
pub fn DisableDialog(props: &AccountDialogProps) -> Html {
    let t = use_messages();
    let change = use_change(props, Messages::account_was_disabled);
    let id = props.account.id;
    let key = if props.open { format!("assigned-to/{id}") } else { String::new() };
    let assigned = use_query(key, move |client| async move { client.open_requests_of(id).await });
    let on_submit = change.run.reform(|()| AccountPatch { active: Some(false), ..AccountPatch::default() });
    let footer = buttons(t, &props.on_close, Weight::Danger, t.disable_word(), change.busy);
    let open_ones = assigned.data.as_deref().copied().filter(|count| *count > 0);
    html! {
        <Dialog open={props.open} on_close={props.on_close.clone()} title={t.disable_question(&props.account.name)} {on_submit} {footer}>
            <ErrorAlert error={change.error.clone()} />
            <ul class="bullets">
                <li>{ t.disable_signs_out() }</li>
                <li>{ t.disable_keeps_history() }</li>
                <li>{ t.disable_can_be_undone() }</li>
            </ul>
            if let Some(count) = open_ones {
                <Alert tone={Tone::Warn}>{ t.disable_has_open(count) }</Alert>
            }
            if props.is_me { <Alert tone={Tone::Warn}>{ t.disable_yourself() }</Alert> }
        </Dialog>
    }
}

/// The account may sign in again; one whose address was released needs another.
#[component]
pub fn EnableDialog(props: &AccountDialogProps) -> Html {
    let t = use_messages();
    let change = use_change(props, Messages::account_was_enabled);
    let email = use_state(String::new);
    let asks_address = use_state(|| false);
    {
        let asks_address = asks_address.setter();
        use_effect_with(change.error.clone(), move |error| {
            if error.as_ref().is_some_and(|error| error.at("/email").is_some()) {
                asks_address.set(true);
            }
        });
    }
    {
        let (email, asks_address) = (email.setter(), asks_address.setter());
        use_effect_with(props.open, move |_| {
            email.set(String::new());
            asks_address.set(false);
        });
    }
    let on_submit = {
        let email = Some(email.trim().to_owned()).filter(|_| *asks_address);
        change.run.reform(move |()| AccountPatch {
            active: Some(true),
            email: email.clone().filter(|email| !email.is_empty()),
            ..AccountPatch::default()
        })
    };
    let footer = buttons(t, &props.on_close, Weight::Primary, t.enable_word(), change.busy);
    html! {
        <Dialog open={props.open} on_close={props.on_close.clone()} title={t.enable_question(&props.account.name)} {on_submit} {footer}>
            <ErrorAlert error={change.error.as_ref().and_then(|error| error.beside_none(&["/email"]))} />
            <p>{ t.enable_about() }</p>
            if *asks_address {
                <p>{ t.enable_needs_address() }</p>
                { email_field(t, &email, change.error.as_ref()) }
            }
        </Dialog>
    }
}
