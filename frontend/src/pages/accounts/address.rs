//! The address of an account: another one takes its place, or it stops identifying the account.

use shared::account::AccountPatch;
use shared::limits::EMAIL_MAX;
use shared::person::Email;
use shared::problem::FieldCode;
use yew::{AttrValue, Callback, Html, UseStateHandle, component, html, use_state};

use super::standing::{AccountDialogProps, buttons, use_change};
use crate::api::error::ApiError;
use crate::components::alert::{Alert, Tone};
use crate::components::button::Weight;
use crate::components::dialog::Dialog;
use crate::components::error_region::ErrorAlert;
use crate::components::field::{Field, text_fault};
use crate::components::text_input::TextInput;
use crate::hooks::use_effect::use_effect_with;
use crate::i18n::{Messages, use_messages};

/// Where a new institutional address is typed.
pub fn email_field(t: Messages, email: &UseStateHandle<String>, error: Option<&ApiError>) -> Html {
    let on_input = {
        let email = email.setter();
        Callback::from(move |text| email.set(text))
    };
    html! {
        <Field label={t.institutional_email()} error={error.and_then(|error| error.at("/email"))}>
            <TextInput
                kind="email"
                autocomplete="off"
                spellcheck=false
                value={AttrValue::from((**email).clone())}
                {on_input}
            />
        </Field>
    }
}

/// Why an address can't be one, before the server is asked.
pub fn email_fault(t: Messages, email: &str) -> Option<AttrValue> {
    text_fault(t, email, EMAIL_MAX, true)
        .or_else(|| email.parse::<Email>().err().map(|_| FieldCode::Email.message(t.0, None).into()))
}

/// Another address for the account and its history.
#[component]
pub fn AddressDialog(props: &AccountDialogProps) -> Html {
    let t = use_messages();
    let change = use_change(props, Messages::address_was_changed);
    let email = use_state(String::new);
    let tried = use_state(|| false);
    {
        let (email, tried) = (email.setter(), tried.setter());
        use_effect_with(props.open, move |_| {
            email.set(String::new());
            tried.set(false);
        });
    }
    let fault = email_fault(t, &email);
    let on_submit = {
        let (run, email, tried, sound) = (change.run.clone(), email.clone(), tried.setter(), fault.is_none());
        Callback::from(move |()| {
            tried.set(true);
            if sound {
                run.emit(AccountPatch { email: Some(email.trim().to_owned()), ..AccountPatch::default() });
            }
        })
    };
    let error = fault.filter(|_| *tried).or_else(|| change.error.as_ref().and_then(|error| error.at("/email")));
    let on_input = {
        let (email, reset) = (email.setter(), change.reset.clone());
        Callback::from(move |text| {
            reset.emit(());
            email.set(text);
        })
    };
    let footer = buttons(t, &props.on_close, Weight::Primary, t.change_address(), change.busy);
    html! {
        <Dialog open={props.open} on_close={props.on_close.clone()} title={t.change_address_of(&props.account.name)} {on_submit} {footer}>
            <ErrorAlert error={change.error.as_ref().and_then(|error| error.beside_none(&["/email"]))} />
            <Field label={t.new_address()} {error} help={t.address_now(&props.account.email)}>
                <TextInput kind="email" autocomplete="off" spellcheck=false value={AttrValue::from((*email).clone())} {on_input} />
            </Field>
            <ul class="bullets">
                <li>{ t.change_address_history() }</li>
                <li>{ t.change_address_signs_out() }</li>
                <li>{ t.change_address_old() }</li>
            </ul>
            if props.is_me { <Alert tone={Tone::Warn}>{ t.change_own_address() }</Alert> }
        </Dialog>
    }
}

/// The address stops identifying the account: its owner left.
#[component]
pub fn ReleaseDialog(props: &AccountDialogProps) -> Html {
    let t = use_messages();
    let change = use_change(props, Messages::address_was_released);
    let on_submit = change.run.reform(|()| AccountPatch { release_email: true, ..AccountPatch::default() });
    let footer = buttons(t, &props.on_close, Weight::Danger, t.release_word(), change.busy);
    html! {
        <Dialog open={props.open} on_close={props.on_close.clone()} title={t.release_question(&props.account.email)} {on_submit} {footer}>
            <ErrorAlert error={change.error.clone()} />
            <p>{ t.release_when() }</p>
            <ul class="bullets">
                <li>{ t.release_disables() }</li>
                <li>{ t.release_frees() }</li>
                <li>{ t.release_history() }</li>
                <li>{ t.release_back() }</li>
            </ul>
            if props.is_me { <Alert tone={Tone::Warn}>{ t.disable_yourself() }</Alert> }
        </Dialog>
    }
}
