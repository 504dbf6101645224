//! The secondary address of the recovery services: typed, then proved by a code that is sent there.

use shared::person::Email;
use shared::problem::FieldCode;
use shared::service::CatalogField;
use uuid::Uuid;
use web_sys::HtmlInputElement;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_node_ref, use_state};

use crate::components::button::Button;
use crate::components::error_region::ErrorAlert;
use crate::components::field::Field;
use crate::components::icon::{Glyph, icon_sm};
use crate::components::otp_input::OtpInput;
use crate::components::text_input::TextInput;
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_mutation::use_mutation;
use crate::i18n::use_messages;
use crate::state::announcer::announce;
use crate::state::institution::use_institution;

/// Properties of [`SecondaryEmail`].
#[derive(Properties, PartialEq)]
pub struct SecondaryEmailProps {
    /// The id of the address' control.
    pub id: AttrValue,
    /// What is asked.
    pub field: CatalogField,
    /// The address so far.
    pub value: AttrValue,
    /// What is wrong with it.
    pub error: Option<AttrValue>,
    /// The address that was proved.
    pub proven: Option<String>,
    /// Another address.
    pub on_input: Callback<String>,
    /// It was proved.
    pub on_proven: Callback<String>,
}

/// The address, and below it the code.
#[component]
pub fn SecondaryEmail(props: &SecondaryEmailProps) -> Html {
    let t = use_messages();
    let challenge = use_state(|| None::<(Uuid, String)>);
    let refused = use_state(|| None::<AttrValue>);
    let institution = use_institution();
    let email = props.value.parse::<Email>().ok().map(|email| email.as_str().to_owned());
    let proven = email.is_some() && email == props.proven;
    let send = {
        let challenge = challenge.setter();
        use_mutation(
            |client, email: String, _key| async move {
                client.request_secondary_code(email.clone()).await.map(|sent| (sent.challenge_id, email))
            },
            move |sent| challenge.set(Some(sent)),
        )
    };
    let on_send = {
        let (run, refused) = (send.run.clone(), refused.setter());
        let (email, typed) = (email.clone(), props.value.clone());
        Callback::from(move |_| {
            let parsed = typed.parse::<Email>().ok();
            let domains = institution.as_ref().map(|institution| institution.domains.clone()).unwrap_or_default();
            let code = match &parsed {
                None => Some(FieldCode::Email),
                Some(address) if address.is_within(&domains) => Some(FieldCode::InstitutionDomain),
                Some(_) => None,
            };
            refused.set(code.map(|code| code.message(t.0, None).into()));
            if let (None, Some(email)) = (code, email.clone()) {
                run.emit(email);
            }
        })
    };
    let on_input = {
        let (refused, reset, challenge) = (refused.setter(), send.reset.clone(), challenge.setter());
        props.on_input.reform(move |text: String| {
            refused.set(None);
            reset.emit(());
            challenge.set(None);
            text
        })
    };
    let send_error = send.error.as_ref().and_then(|error| error.at("/email"));
    let error = (*refused).clone().or(send_error.clone()).or_else(|| props.error.clone()).filter(|_| !proven);
    let help = Some(AttrValue::from(props.field.help.clone())).filter(|help| !help.is_empty());
    html! {
        <div class="stack g-3">
            <Field
                id={props.id.clone()}
                label={AttrValue::from(props.field.label.clone())}
                optional={!props.field.required}
                {help}
                {error}
            >
                <TextInput
                    kind="email"
                    inputmode="email"
                    autocomplete="off"
                    spellcheck=false
                    value={props.value.clone()}
                    {on_input}
                />
            </Field>
            <ErrorAlert error={send.error.clone().filter(|_| send_error.is_none())} />
            if proven {
                <p class="row g-q small" data-tone="ok">
                    <span class="tone">{ icon_sm(Glyph::Ok) }</span>{ t.address_is_proven() }
                </p>
            } else if let Some((id, sent_to)) = (*challenge).clone() {
                <Proof challenge={id} email={sent_to} on_proven={props.on_proven.clone()} on_again={on_send.clone()} />
            } else {
                <div class="row g-3">
                    <Button busy={send.busy} on_click={on_send}>{ t.send_code_there() }</Button>
                    <span class="small muted">{ t.send_code_there_why() }</span>
                </div>
            }
        </div>
    }
}

/// Properties of [`Proof`].
#[derive(Properties, PartialEq)]
struct ProofProps {
    challenge: Uuid,
    email: String,
    on_proven: Callback<String>,
    on_again: Callback<web_sys::MouseEvent>,
}

/// The code that was sent to the address.
#[component]
fn Proof(props: &ProofProps) -> Html {
    let t = use_messages();
    let digits = use_state(AttrValue::default);
    let input = use_node_ref();
    let challenge = props.challenge;
    let prove = {
        let (on_proven, email) = (props.on_proven.clone(), props.email.clone());
        use_mutation(
            move |client, code: String, _key| async move { client.prove_secondary(challenge, code).await },
            move |()| {
                announce(t.address_is_proven());
                on_proven.emit(email.clone());
            },
        )
    };
    {
        let input = input.clone();
        use_effect_with((challenge, prove.error.clone()), move |(_, error)| {
            if let Some(input) = input.cast::<HtmlInputElement>() {
                input.focus().ok();
                if error.is_some() {
                    input.select();
                }
            }
        });
    }
    let on_input = {
        let (digits, reset) = (digits.setter(), prove.reset.clone());
        Callback::from(move |text: String| {
            digits.set(text.into());
            reset.emit(());
        })
    };
    let error = prove.error.as_ref().and_then(|error| error.at("/code"));
    html! {
        <div class="card card-p stack g-3">
            <Field label={t.code_sent_there(&props.email)} error={error.clone()} help={t.code_can_be_pasted()}>
                <OtpInput
                    node_ref={input}
                    value={(*digits).clone()}
                    {on_input}
                    on_complete={prove.run.clone()}
                    readonly={prove.busy}
                />
            </Field>
            <ErrorAlert error={prove.error.clone().filter(|_| error.is_none())} />
            <div class="row">
                <button type="button" class="text-link ui" onclick={props.on_again.clone()}>{ t.another_code() }</button>
            </div>
        </div>
    }
}
