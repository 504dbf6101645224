//! Inviting somebody by mail, to roles and to the help desk at all.

use shared::person::Role;
use shared::session::{Invitation, NewInvitation};
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state};

use super::address::email_fault;
use super::editor::RoleBoxes;
use super::standing::buttons;
use crate::components::button::Weight;
use crate::components::dialog::Dialog;
use crate::components::error_region::ErrorAlert;
use crate::components::field::{Field, FieldGroup};
use crate::components::text_input::TextInput;
use crate::hooks::query_cache;
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_mutation::use_mutation;
use crate::i18n::use_messages;
use crate::state::toasts::use_toaster;

/// Properties of [`InviteDialog`].
#[derive(Properties, PartialEq)]
pub struct InviteDialogProps {
    /// Shown or not.
    pub open: bool,
    /// Not now, or done.
    pub on_close: Callback<()>,
}

/// Asks for the address and the roles.
#[component]
pub fn InviteDialog(props: &InviteDialogProps) -> Html {
    let t = use_messages();
    let toaster = use_toaster();
    let email = use_state(String::new);
    let roles = use_state(Vec::<Role>::new);
    let tried = use_state(|| false);
    let invite = {
        let on_close = props.on_close.clone();
        use_mutation(
            |client, new: NewInvitation, key| async move { client.invite(&new, &key).await },
            move |invitation: Invitation| {
                toaster.ok(t.invitation_sent(&invitation.email));
                query_cache::invalidate("accounts");
                on_close.emit(());
            },
        )
    };
    {
        let (email, roles, tried, reset) = (email.setter(), roles.setter(), tried.setter(), invite.reset.clone());
        use_effect_with(props.open, move |_| {
            email.set(String::new());
            roles.set(Vec::new());
            tried.set(false);
            reset.emit(());
        });
    }
    let fault = email_fault(t, &email);
    let on_submit = {
        let (run, email, roles) = (invite.run.clone(), email.clone(), roles.clone());
        let (tried, sound) = (tried.setter(), fault.is_none());
        Callback::from(move |()| {
            tried.set(true);
            if sound {
                run.emit(NewInvitation { email: email.trim().to_owned(), roles: (*roles).clone() });
            }
        })
    };
    let on_input = {
        let (email, reset) = (email.setter(), invite.reset.clone());
        Callback::from(move |text| {
            reset.emit(());
            email.set(text);
        })
    };
    let on_roles = {
        let roles = roles.setter();
        Callback::from(move |chosen| roles.set(chosen))
    };
    let error = invite.error.as_ref();
    let at_email = fault.filter(|_| *tried).or_else(|| error.and_then(|error| error.at("/email")));
    let footer = buttons(t, &props.on_close, Weight::Primary, t.send_invitation(), invite.busy);
    html! {
        <Dialog open={props.open} on_close={props.on_close.clone()} title={t.invite_somebody()} {on_submit} {footer}>
            <ErrorAlert error={error.and_then(|error| error.beside_none(&["/email", "/roles"]))} />
            <p class="soft">{ t.invite_about() }</p>
            <Field label={t.institutional_email()} error={at_email}>
                <TextInput kind="email" autocomplete="off" spellcheck=false value={AttrValue::from((*email).clone())} {on_input} />
            </Field>
            <FieldGroup label={t.roles()} optional=true error={error.and_then(|error| error.at("/roles"))}>
                <RoleBoxes chosen={(*roles).clone()} on_change={on_roles} />
            </FieldGroup>
        </Dialog>
    }
}
