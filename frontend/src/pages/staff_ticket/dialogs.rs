//! What a command has to be told before it is given. What was typed stays when the dialog is closed by accident and when the
//! server refuses; it is forgotten once the command is done.

use std::rc::Rc;

use shared::ticket::TicketDetails;
use yew::{AttrValue, Callback, Html, Properties, UseStateHandle, component, html};

use super::asking::{Asking, Outcome};
use super::refusal::Refusal;
use crate::api::error::ApiError;
use crate::components::alert::{Alert, Tone};
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::hooks::use_query::Query;
use crate::i18n::{Messages, use_messages};

mod assign;
mod attend;
mod cancel;
mod finder;
mod link;
mod priority;
mod reason;
mod service;
mod transfer;
mod wait;

use assign::AssignDialog;
use attend::AttendDialog;
use cancel::CancelDialog;
use link::LinkDialog;
use priority::PriorityDialog;
use reason::{CloseUnansweredDialog, ReopenDialog};
use service::ServiceDialog;
use transfer::TransferDialog;
use wait::WaitDialog;

/// Properties of [`Dialogs`].
#[derive(Properties, PartialEq, Clone)]
pub struct DialogsProps {
    /// Which one is open.
    pub asking: Option<Asking>,
    /// The ticket.
    pub ticket: Rc<TicketDetails>,
    /// Its query.
    pub query: Query<TicketDetails>,
    /// Closes it.
    pub on_close: Callback<()>,
    /// The command is done.
    pub on_done: Callback<Outcome>,
}

/// All of them; one is open at most.
#[component]
pub fn Dialogs(props: &DialogsProps) -> Html {
    let of = |which: Asking| AskProps {
        which,
        open: props.asking == Some(which),
        ticket: props.ticket.clone(),
        query: props.query.clone(),
        on_close: props.on_close.clone(),
        on_done: props.on_done.clone(),
    };
    html! {
        <>
            <AssignDialog ..of(Asking::Assign) />
            <TransferDialog ..of(Asking::Transfer) />
            <WaitDialog ..of(Asking::Wait) />
            <AttendDialog ..of(Asking::Attend) />
            <CloseUnansweredDialog ..of(Asking::CloseUnanswered) />
            <ReopenDialog ..of(Asking::Reopen) />
            <CancelDialog ..of(Asking::Cancel) />
            <PriorityDialog ..of(Asking::Priority) />
            <ServiceDialog ..of(Asking::Service) />
            <LinkDialog ..of(Asking::Link) />
        </>
    }
}

/// Properties of each dialog.
#[derive(Properties, PartialEq, Clone)]
pub struct AskProps {
    /// Which dialog it is.
    pub which: Asking,
    /// Shown or not.
    pub open: bool,
    /// The ticket.
    pub ticket: Rc<TicketDetails>,
    /// Its query.
    pub query: Query<TicketDetails>,
    /// Closes it.
    pub on_close: Callback<()>,
    /// The command is done.
    pub on_done: Callback<Outcome>,
}

/// Properties of [`CommandForm`].
#[derive(Properties, PartialEq)]
struct CommandFormProps {
    ask: AskProps,
    title: AttrValue,
    /// What the confirming button says: the title's verb.
    verb: AttrValue,
    #[prop_or(Weight::Primary)]
    weight: Weight,
    busy: bool,
    /// Why it was refused, unless a field says so.
    error: Option<ApiError>,
    seen: Option<Rc<TicketDetails>>,
    on_submit: Callback<()>,
    children: Html,
}

/// The frame of every dialog: why it was refused, the fields, the two buttons.
#[component]
fn CommandForm(props: &CommandFormProps) -> Html {
    let t = use_messages();
    let ask = &props.ask;
    let possible = ask.ticket.can(ask.which.action());
    let submit = props.on_submit.clone();
    let on_submit = Callback::from(move |()| {
        if possible {
            submit.emit(());
        }
    });
    // Where something is cancelled, 'cancel' would say the opposite of what it does.
    let dismiss = if ask.which == Asking::Cancel { t.go_back() } else { t.cancel_word() };
    html! {
        <Dialog
            open={ask.open}
            on_close={ask.on_close.clone()}
            title={props.title.clone()}
            {on_submit}
            footer={html! {
                <>
                    <Button on_click={ask.on_close.reform(|_| ())}>{ dismiss }</Button>
                    <Button submit=true weight={props.weight} busy={props.busy} disabled={!possible}>{ &props.verb }</Button>
                </>
            }}
        >
            <Refusal
                error={props.error.clone()}
                seen={props.seen.clone()}
                now={ask.ticket.clone()}
                advice={if possible { t.check_and_repeat() } else { t.what_you_typed_stays() }}
            />
            if !possible {
                <Alert tone={Tone::Warn} title={t.no_longer_possible(t.status(ask.ticket.summary.status))} live=true />
            }
            { props.children.clone() }
        </Dialog>
    }
}

fn error_at(error: Option<&ApiError>, pointer: &str) -> Option<AttrValue> {
    error.and_then(|error| error.at(pointer))
}

fn setting(state: &UseStateHandle<String>) -> Callback<String> {
    let setter = state.setter();
    Callback::from(move |text| setter.set(text))
}

fn some_text(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// How a command ended: by its words, or that the ticket is gone from sight.
fn outcome(t: Messages, ticket: Option<&TicketDetails>, words: impl FnOnce(&str) -> String) -> Outcome {
    match ticket {
        Some(ticket) => Outcome::Done(words(&ticket.summary.folio)),
        None => Outcome::Gone(t.no_longer_yours().to_owned()),
    }
}
