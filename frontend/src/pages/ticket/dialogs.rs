//! What a requester can still do to a request: correct it while it is new, withdraw it, take it up again.

use std::rc::Rc;

use shared::limits::{BODY_MAX, REASON_MAX, SUBJECT_MAX};
use shared::problem::FieldCode;
use shared::status::CancelReason;
use shared::ticket::{Cancel, Reason, TicketDetails, TicketPatch};
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state};

use crate::api::error::ApiError;
use crate::api::tickets::TicketCommand;
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::components::field::{Field, text_fault};
use crate::components::text_area::TextArea;
use crate::components::text_input::TextInput;
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_query::Query;
use crate::i18n::use_messages;
use crate::state::toasts::use_toaster;
use crate::tickets::command_error::CommandError;
use crate::tickets::use_ticket::{reload, use_change, use_command};

/// Which dialog is open.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Asking {
    /// None.
    #[default]
    Nothing,
    /// Correct subject and description.
    Edit,
    /// Withdraw it.
    Withdraw,
    /// Take it up again.
    Reopen,
}

/// Properties of [`RequesterDialogs`].
#[derive(Clone, Properties, PartialEq)]
pub struct RequesterDialogsProps {
    /// Which one is open.
    pub asking: Asking,
    /// Closes it.
    pub on_close: Callback<()>,
    /// The ticket.
    pub ticket: Rc<TicketDetails>,
    /// Its query.
    pub query: Query<TicketDetails>,
}

/// The three dialogs; one is open at most.
#[component]
pub fn RequesterDialogs(props: &RequesterDialogsProps) -> Html {
    html! {
        <>
            <EditDialog ..props_of(props, Asking::Edit) />
            <WithdrawDialog ..props_of(props, Asking::Withdraw) />
            <ReopenDialog ..props_of(props, Asking::Reopen) />
        </>
    }
}

fn props_of(props: &RequesterDialogsProps, which: Asking) -> OneDialogProps {
    OneDialogProps {
        open: props.asking == which,
        on_close: props.on_close.clone(),
        ticket: props.ticket.clone(),
        query: props.query.clone(),
    }
}

/// Properties of each dialog.
#[derive(Properties, PartialEq)]
struct OneDialogProps {
    open: bool,
    on_close: Callback<()>,
    ticket: Rc<TicketDetails>,
    query: Query<TicketDetails>,
}

#[component]
fn EditDialog(props: &OneDialogProps) -> Html {
    let t = use_messages();
    let toaster = use_toaster();
    let summary = &props.ticket.summary;
    let subject = use_state(String::new);
    let description = use_state(String::new);
    {
        let (subject, description) = (subject.setter(), description.setter());
        let (now_subject, now_description) = (summary.subject.clone(), props.ticket.description.clone());
        // Taken over when the dialog opens, and not again: a newer version must not overwrite what is typed.
        use_effect_with(props.open, move |open| {
            if *open {
                subject.set(now_subject);
                description.set(now_description);
            }
        });
    }
    let change = {
        let on_close = props.on_close.clone();
        use_change(&props.query, move |_| {
            toaster.ok(t.request_corrected());
            on_close.emit(());
        })
    };
    let save = {
        let (run, subject, description) = (change.run.clone(), subject.clone(), description.clone());
        Callback::from(move |()| {
            run.emit(TicketPatch {
                subject: Some((*subject).clone()),
                description: Some((*description).clone()),
                ..TicketPatch::default()
            });
        })
    };
    let subject_error =
        text_fault(t, &subject, SUBJECT_MAX, false).or_else(|| field_error(change.error.as_ref(), "/subject"));
    let text_error =
        text_fault(t, &description, BODY_MAX, false).or_else(|| field_error(change.error.as_ref(), "/description"));
    let shown_beside =
        change.error.as_ref().is_some_and(|error| error.at("/subject").is_some() || error.at("/description").is_some());
    html! {
        <Dialog
            open={props.open}
            on_close={props.on_close.clone()}
            title={t.correct_request()}
            on_submit={save}
            footer={footer(&props.on_close, t.cancel_word(), t.save_changes(), change.busy, Weight::Primary)}
        >
            <CommandError error={change.error.clone().filter(|_| !shown_beside)} on_reload={reload(&props.query)} />
            <Field label={t.subject()} error={subject_error}>
                <TextInput value={AttrValue::from((*subject).clone())} on_input={setting(&subject)} />
            </Field>
            <Field label={t.description()} error={text_error}>
                <TextArea value={AttrValue::from((*description).clone())} on_input={setting(&description)} />
            </Field>
        </Dialog>
    }
}

#[component]
fn WithdrawDialog(props: &OneDialogProps) -> Html {
    let t = use_messages();
    let toaster = use_toaster();
    let note = use_state(String::new);
    let command = {
        let on_close = props.on_close.clone();
        use_command(&props.query, move |_| {
            toaster.ok(t.request_withdrawn());
            on_close.emit(());
        })
    };
    let withdraw = {
        let (run, note) = (command.run.clone(), note.clone());
        Callback::from(move |()| {
            let note = Some(note.trim().to_owned()).filter(|note| !note.is_empty());
            run.emit(TicketCommand::Cancel(Cancel { reason: CancelReason::Withdrawn, duplicate_of: None, note }));
        })
    };
    let error = text_fault(t, &note, REASON_MAX, false).or_else(|| field_error(command.error.as_ref(), "/note"));
    html! {
        <Dialog
            open={props.open}
            on_close={props.on_close.clone()}
            title={t.withdraw_question()}
            on_submit={withdraw}
            footer={footer(&props.on_close, t.go_back(), t.withdraw(), command.busy, Weight::Danger)}
        >
            <p>{ t.withdraw_about() }</p>
            <CommandError error={command.error.clone()} on_reload={reload(&props.query)} />
            <Field label={t.withdraw_why()} optional=true {error}>
                <TextInput value={AttrValue::from((*note).clone())} on_input={setting(&note)} />
            </Field>
        </Dialog>
    }
}

#[component]
fn ReopenDialog(props: &OneDialogProps) -> Html {
    let t = use_messages();
    let toaster = use_toaster();
    let reason = use_state(String::new);
    let missing = use_state(|| false);
    let command = {
        let (on_close, reason) = (props.on_close.clone(), reason.setter());
        use_command(&props.query, move |_| {
            reason.set(String::new());
            toaster.ok(t.request_reopened());
            on_close.emit(());
        })
    };
    let reopen = {
        let (run, reason, missing) = (command.run.clone(), reason.clone(), missing.setter());
        Callback::from(move |()| {
            let reason = reason.trim().to_owned();
            missing.set(reason.is_empty());
            if !reason.is_empty() {
                run.emit(TicketCommand::Reopen(Reason { reason }));
            }
        })
    };
    let error = (*missing && reason.trim().is_empty())
        .then(|| AttrValue::from(FieldCode::Required.message(t.0, None)))
        .or_else(|| text_fault(t, &reason, REASON_MAX, false))
        .or_else(|| field_error(command.error.as_ref(), "/reason"));
    html! {
        <Dialog
            open={props.open}
            on_close={props.on_close.clone()}
            title={t.reopen_question()}
            on_submit={reopen}
            footer={footer(&props.on_close, t.cancel_word(), t.reopen(), command.busy, Weight::Primary)}
        >
            <p>{ t.reopen_about() }</p>
            <CommandError
                error={command.error.clone().filter(|error| error.at("/reason").is_none())}
                on_reload={reload(&props.query)}
            />
            <Field label={t.what_is_missing()} {error}>
                <TextArea value={AttrValue::from((*reason).clone())} on_input={setting(&reason)} />
            </Field>
        </Dialog>
    }
}

fn footer(on_close: &Callback<()>, no: &'static str, verb: &'static str, busy: bool, weight: Weight) -> Html {
    html! {
        <>
            <Button on_click={on_close.reform(|_| ())}>{ no }</Button>
            <Button submit=true {weight} {busy}>{ verb }</Button>
        </>
    }
}

fn field_error(error: Option<&ApiError>, pointer: &str) -> Option<AttrValue> {
    error.and_then(|error| error.at(pointer))
}

fn setting(state: &yew::UseStateHandle<String>) -> Callback<String> {
    let setter = state.setter();
    Callback::from(move |text| setter.set(text))
}
