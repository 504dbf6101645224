//! The session ended while a page was open: sign in again in place and go on.

use std::rc::Rc;

use shared::session::Me;
use yew::{AttrValue, Html, Properties, component, html};

use super::signing_out::use_sign_out;
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::i18n::use_messages;
use crate::pages::sign_in::form::SignInForm;

/// Properties of [`ExpiredDialog`].
#[derive(Properties, PartialEq)]
pub struct ExpiredDialogProps {
    /// Who was signed in.
    pub me: Rc<Me>,
}

/// The dialog over the page.
#[component]
pub fn ExpiredDialog(props: &ExpiredDialogProps) -> Html {
    let t = use_messages();
    let leave = use_sign_out();
    html! {
        <Dialog
            open=true
            must_answer=true
            on_close={leave.clone()}
            title={t.session_expired_title()}
            footer={html! {
                <Button weight={Weight::Ghost} on_click={leave.reform(|_| ())}>{ t.leave_session() }</Button>
            }}
        >
            <p class="soft">{ t.session_expired_text() }</p>
            <SignInForm email={AttrValue::from(props.me.email.clone())} fixed=true />
        </Dialog>
    }
}
