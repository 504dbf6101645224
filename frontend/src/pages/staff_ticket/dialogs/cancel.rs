//! Why the request will not be performed.

use shared::limits::REASON_MAX;
use shared::problem::FieldCode;
use shared::status::{CancelReason, Status, WaitReason};
use shared::ticket::{Cancel, TicketDetails};
use uuid::Uuid;
use yew::{AttrValue, Callback, Html, component, html, use_state};

use super::finder::Finder;
use super::{AskProps, CommandForm, error_at, outcome, setting, some_text};
use crate::api::tickets::TicketCommand;
use crate::components::button::Weight;
use crate::components::choice::Choice;
use crate::components::choice_cards::choice_cards;
use crate::components::field::{Field, FieldGroup, text_fault};
use crate::components::text_area::TextArea;
use crate::i18n::{Messages, use_messages};
use crate::pages::staff_ticket::giving::use_giving;

/// The dialog.
#[component]
pub fn CancelDialog(props: &AskProps) -> Html {
    let t = use_messages();
    let reason = use_state(|| None::<CancelReason>);
    let original = use_state(|| None::<Uuid>);
    let note = use_state(String::new);
    let missing = use_state(|| false);
    let giving = {
        let (on_done, reason, note) = (props.on_done.clone(), reason.setter(), note.setter());
        use_giving(&props.query, props.open, move |ticket| {
            reason.set(None);
            note.set(String::new());
            on_done.emit(outcome(t, ticket.as_deref(), |folio| t.done_cancelled(folio)));
        })
    };
    let duplicate = *reason == Some(CancelReason::Duplicate);
    let on_submit = {
        let (run, reason, note, missing) = (giving.run.clone(), *reason, note.clone(), missing.setter());
        let original = (*original).filter(|_| duplicate);
        Callback::from(move |()| {
            let lacking = reason.is_none() || (duplicate && original.is_none());
            missing.set(lacking);
            if let (Some(reason), false) = (reason, lacking) {
                run.emit(TicketCommand::Cancel(Cancel { reason, duplicate_of: original, note: some_text(&note) }));
            }
        })
    };
    let error = giving.error.as_ref();
    let reason_error = (*missing && reason.is_none())
        .then(|| AttrValue::from(FieldCode::Choice.message(t.0, None)))
        .or_else(|| error_at(error, "/reason"));
    let choose = {
        let reason = reason.setter();
        Callback::from(move |chosen| reason.set(Some(chosen)))
    };
    let found = {
        let original = original.setter();
        Callback::from(move |id| original.set(id))
    };
    html! {
        <CommandForm
            ask={props.clone()}
            title={t.cancel_request_question()}
            verb={t.cancel_request()}
            weight={Weight::Danger}
            busy={giving.busy}
            error={error.and_then(|error| error.beside_none(&["/reason", "/duplicate_of", "/note"]))}
            seen={giving.seen.clone()}
            {on_submit}
        >
            <FieldGroup label={t.why()} error={reason_error}>
                { choice_cards(reasons(t, &props.ticket), (*reason).as_ref(), &choose, "min-14") }
            </FieldGroup>
            if duplicate {
                <Finder
                    ticket={props.ticket.clone()}
                    label={t.original_request()}
                    help={t.original_help(&props.ticket.summary.folio)}
                    live=true
                    missing={*missing && original.is_none()}
                    error={error_at(error, "/duplicate_of")}
                    on_found={found}
                />
            }
            <Field
                label={t.word_for_requester()}
                optional=true
                help={t.requester_reads_it()}
                error={text_fault(t, &note, REASON_MAX, false).or_else(|| error_at(error, "/note"))}
            >
                <TextArea value={AttrValue::from((*note).clone())} on_input={setting(&note)} />
            </Field>
        </CommandForm>
    }
}

/// No answer is a reason only while an answer is waited for.
fn reasons(t: Messages, ticket: &TicketDetails) -> Vec<Choice<CancelReason>> {
    let summary = &ticket.summary;
    let waits_for_answer = summary.status == Status::Waiting
        && summary.waiting.as_ref().is_some_and(|waiting| waiting.reason == WaitReason::Requester);
    CancelReason::ALL
        .iter()
        .map(|reason| {
            let detail = match reason {
                CancelReason::Withdrawn => t.cancel_withdrawn_detail(),
                CancelReason::Duplicate => t.cancel_duplicate_detail(),
                CancelReason::OutOfScope => t.cancel_out_of_scope_detail(),
                CancelReason::NoResponse => t.cancel_no_response_detail(),
            };
            let disabled = *reason == CancelReason::NoResponse && !waits_for_answer;
            Choice { disabled, ..Choice::new(*reason, t.cancel_reason(*reason)).detail(detail) }
        })
        .collect()
}
