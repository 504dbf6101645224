//! E-mail, then the six digits. The same form on the sign-in page and in the dialog of an expired session.

use chrono::{DateTime, Duration, Utc};
use shared::limits::CODE_DIGITS;
use shared::person::Email;
use shared::problem::FieldCode;
use shared::session::NewSession;
use uuid::Uuid;
use web_sys::{HtmlElement, HtmlInputElement, SubmitEvent};
use yew::{
    AttrValue, Callback, Html, NodeRef, Properties, component, hook, html, use_mut_ref, use_node_ref, use_state,
};

use crate::api::error::ApiError;
use crate::components::button::{Button, Size, Weight};
use crate::components::checkbox::Checkbox;
use crate::components::error_region::ErrorAlert;
use crate::components::field::Field;
use crate::components::otp_input::OtpInput;
use crate::components::text_input::TextInput;
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_mutation::{Mutation, use_mutation};
use crate::hooks::use_now::use_seconds;
use crate::hooks::use_title::leave_heading;
use crate::i18n::use_messages;

/// Seconds before another code can be asked for.
const RESEND_AFTER: i64 = 60;

/// A code that was sent.
#[derive(Clone, PartialEq)]
struct Sent {
    email: AttrValue,
    challenge: Uuid,
    at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
}

/// Properties of [`SignInForm`].
#[derive(Properties, PartialEq)]
pub struct SignInFormProps {
    /// The address to begin with.
    #[prop_or_default]
    pub email: AttrValue,
    /// The address cannot be another: of the invited, or of whoever's session expired.
    #[prop_or_default]
    pub fixed: bool,
    /// The token of an invitation that the code accepts.
    #[prop_or_default]
    pub invitation: Option<AttrValue>,
    /// Told which of the two steps is shown: whether a code was sent, and to whom.
    #[prop_or_default]
    pub on_step: Callback<Option<AttrValue>>,
}

/// Both steps of signing in.
#[component]
pub fn SignInForm(props: &SignInFormProps) -> Html {
    let sent = use_state(|| None::<Sent>);
    let email = use_state(|| props.email.clone());
    let on_sent = {
        let (sent, email, on_step) = (sent.setter(), email.setter(), props.on_step.clone());
        Callback::from(move |(code, address): (Option<Sent>, AttrValue)| {
            email.set(address.clone());
            on_step.emit(code.as_ref().map(|_| address));
            sent.set(code);
        })
    };
    match &*sent {
        None => html! { <EmailStep email={(*email).clone()} fixed={props.fixed} {on_sent} /> },
        Some(code) => html! {
            <CodeStep
                key={code.challenge.to_string()}
                sent={code.clone()}
                fixed={props.fixed}
                invitation={props.invitation.clone()}
                {on_sent}
            />
        },
    }
}

type OnSent = Callback<(Option<Sent>, AttrValue)>;

/// Properties of [`EmailStep`].
#[derive(Properties, PartialEq)]
struct EmailStepProps {
    email: AttrValue,
    fixed: bool,
    on_sent: OnSent,
}

#[component]
fn EmailStep(props: &EmailStepProps) -> Html {
    let t = use_messages();
    let typed = use_state(|| props.email.clone());
    let checked = use_state(|| false);
    let input = use_node_ref();
    let ask = use_code_request(&props.on_sent);
    let fault = typed.parse::<Email>().err().map(|_| {
        let code = if typed.trim().is_empty() { FieldCode::Required } else { FieldCode::Email };
        AttrValue::from(code.message(t.0, None))
    });
    let error = fault.clone().filter(|_| *checked).or_else(|| ask.error.as_ref().and_then(|error| error.at("/email")));
    let other_error = ask.error.clone().filter(|error| error.at("/email").is_none());
    let notice = use_focus(!props.fixed, ask.error.as_ref(), other_error.is_none(), &input);
    let onsubmit = {
        let (ask, checked, typed, input, sound) =
            (ask.clone(), checked.clone(), typed.clone(), input.clone(), fault.is_none());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            checked.set(true);
            if sound {
                ask.run.emit((*typed).clone());
            } else if let Some(input) = input.cast::<HtmlInputElement>() {
                input.focus().ok();
            }
        })
    };
    let on_input = {
        let (typed, reset) = (typed.clone(), ask.reset.clone());
        Callback::from(move |text: String| {
            typed.set(text.into());
            reset.emit(());
        })
    };
    let on_blur = {
        let (checked, filled) = (checked.clone(), !typed.is_empty());
        Callback::from(move |_| {
            if filled {
                checked.set(true);
            }
        })
    };
    html! {
        <form class="stack g-5" {onsubmit} novalidate=true>
            <div ref={notice} tabindex="-1" hidden={other_error.is_none()}><ErrorAlert error={other_error} /></div>
            <Field label={t.institutional_email()} help={t.code_is_sent()} {error}>
                <TextInput
                    node_ref={input}
                    kind="email"
                    autocomplete="username"
                    inputmode="email"
                    spellcheck=false
                    value={(*typed).clone()}
                    readonly={props.fixed}
                    {on_input}
                    {on_blur}
                />
            </Field>
            <Button submit=true weight={Weight::Primary} size={Size::Large} busy={ask.busy}>{ t.send_code() }</Button>
        </form>
    }
}

/// Properties of [`CodeStep`].
#[derive(Properties, PartialEq)]
struct CodeStepProps {
    sent: Sent,
    fixed: bool,
    invitation: Option<AttrValue>,
    on_sent: OnSent,
}

#[component]
fn CodeStep(props: &CodeStepProps) -> Html {
    let t = use_messages();
    let digits = use_state(AttrValue::default);
    let short = use_state(|| false);
    let remember = use_state(|| false);
    let input = use_node_ref();
    let challenge = props.sent.challenge;
    let invitation = props.invitation.clone();
    let sign_in = use_mutation(
        move |client, session: NewSession, _key| {
            let invitation = invitation.clone();
            async move {
                match invitation {
                    Some(token) => client.accept_invitation(&token, session).await,
                    None => client.sign_in(session).await,
                }
            }
        },
        |()| (),
    );
    let enter = {
        let (run, short, remember) = (sign_in.run.clone(), short.clone(), *remember);
        Callback::from(move |code: String| {
            let whole = code.len() == CODE_DIGITS;
            short.set(!whole);
            if whole {
                run.emit(NewSession { challenge_id: challenge, code, remember });
            }
        })
    };
    let onsubmit = {
        let (enter, digits) = (enter.clone(), digits.clone());
        enter.reform(move |event: SubmitEvent| {
            event.prevent_default();
            digits.to_string()
        })
    };
    let on_input = {
        let (digits, short, reset) = (digits.clone(), short.clone(), sign_in.reset.clone());
        Callback::from(move |text: String| {
            digits.set(text.into());
            short.set(false);
            reset.emit(());
        })
    };
    let on_remember = {
        let remember = remember.setter();
        Callback::from(move |on| remember.set(on))
    };
    let missing = CODE_DIGITS.saturating_sub(digits.len()) as u64;
    let error = (*short && missing > 0)
        .then(|| AttrValue::from(t.digits_missing(missing)))
        .or_else(|| sign_in.error.as_ref().and_then(|error| error.at("/code").or_else(|| error.at("/challenge_id"))));
    let other = sign_in.error.clone().filter(|_| error.is_none());
    let notice = use_focus(true, sign_in.error.as_ref(), other.is_none(), &input);
    let back = {
        let (on_sent, email) = (props.on_sent.clone(), props.sent.email.clone());
        Callback::from(move |_| on_sent.emit((None, email.clone())))
    };
    html! {
        <form class="stack g-5" {onsubmit} novalidate=true>
            <p class="soft">
                { t.code_sent_to() }{ " " }<b>{ &props.sent.email }</b>{ ". " }
                if !props.fixed {
                    <button type="button" class="text-link" onclick={back}>{ t.change_email() }</button>
                }
            </p>
            <div ref={notice} tabindex="-1" hidden={other.is_none()}><ErrorAlert error={other} /></div>
            <Field label={t.six_digits()} {error} help={t.code_can_be_pasted()}>
                <OtpInput
                    node_ref={input}
                    value={(*digits).clone()}
                    {on_input}
                    on_complete={enter}
                    readonly={sign_in.busy}
                />
            </Field>
            <Checkbox checked={*remember} on_change={on_remember}>{ t.remember_device() }</Checkbox>
            <Button submit=true weight={Weight::Primary} size={Size::Large} busy={sign_in.busy}>{ t.sign_in() }</Button>
            <Resend sent={props.sent.clone()} on_sent={props.on_sent.clone()} />
        </form>
    }
}

/// Properties of [`Resend`].
#[derive(Properties, PartialEq)]
struct ResendProps {
    sent: Sent,
    on_sent: OnSent,
}

/// How long the code lives, and another one after a while.
#[component]
fn Resend(props: &ResendProps) -> Html {
    let t = use_messages();
    let now = use_seconds();
    let ask = use_code_request(&props.on_sent);
    let wait = (props.sent.at + Duration::seconds(RESEND_AFTER) - now).num_seconds();
    let left = (props.sent.ends_at - now).num_seconds();
    let email = props.sent.email.clone();
    let again = ask.run.reform(move |_| email.clone());
    html! {
        <div class="stack g-2 ui soft">
            <p>
                if left > 0 { { t.code_ends_in(&clock(left)) } } else { { t.code_has_ended() } }
                { " " }{ t.code_not_there() }
            </p>
            <ErrorAlert error={ask.error.clone()} />
            if wait > 0 {
                <p class="muted num">{ t.another_code_in(&clock(wait)) }</p>
            } else {
                <div class="row"><Button size={Size::Small} busy={ask.busy} on_click={again}>{ t.another_code() }</Button></div>
            }
        </div>
    }
}

/// Asks for a code and tells the form that it is under way.
#[hook]
fn use_code_request(on_sent: &OnSent) -> Mutation<AttrValue> {
    let on_sent = on_sent.clone();
    use_mutation(
        |client, email: AttrValue, _key| async move {
            let challenge = client.request_code(email.trim().to_owned()).await?;
            let at = Utc::now();
            let ends_at = at + Duration::seconds(i64::from(challenge.expires_in));
            Ok(Sent { email, challenge: challenge.challenge_id, at, ends_at })
        },
        move |sent: Sent| {
            let email = sent.email.clone();
            on_sent.emit((Some(sent), email));
        },
    )
}

/// Where the focus goes: at first into the field, where one types; after a refusal to what says why, which is the field with
/// its text selected, so that typing replaces it, or the notice, which gets the reference.
#[hook]
fn use_focus(at_first: bool, error: Option<&ApiError>, at_field: bool, input: &NodeRef) -> NodeRef {
    let notice = use_node_ref();
    let (input, shown) = (input.clone(), notice.clone());
    let first = use_mut_ref(|| true);
    use_effect_with(error.cloned(), move |error| {
        let first = first.replace(false) && at_first;
        if first {
            leave_heading();
        }
        if let Some(input) = input.cast::<HtmlInputElement>().filter(|_| first || (at_field && error.is_some())) {
            input.focus().ok();
            input.select();
        } else if let Some(notice) = shown.cast::<HtmlElement>().filter(|_| error.is_some()) {
            notice.focus().ok();
        }
    });
    notice
}

/// `9:42`
fn clock(seconds: i64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}
