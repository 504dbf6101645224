//! The commands that need a reason and nothing else: close without an answer, take up again.

use shared::limits::REASON_MAX;
use shared::ticket::Reason;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state};

use super::{AskProps, CommandForm, error_at, outcome, setting};
use crate::api::tickets::TicketCommand;
use crate::components::button::Weight;
use crate::components::field::{Field, text_fault};
use crate::components::text_area::TextArea;
use crate::i18n::{Messages, use_messages};
use crate::pages::staff_ticket::giving::use_giving;

/// Closes it without the requester's answer.
#[component]
pub fn CloseUnansweredDialog(props: &AskProps) -> Html {
    let t = use_messages();
    html! {
        <ReasonDialog
            ask={props.clone()}
            title={t.close_unanswered()}
            verb={t.close_unanswered()}
            about={t.close_unanswered_about()}
            command={Named(TicketCommand::CloseUnanswered)}
            done={Told(Messages::done_closed)}
        />
    }
}

/// Takes it up again.
#[component]
pub fn ReopenDialog(props: &AskProps) -> Html {
    let t = use_messages();
    html! {
        <ReasonDialog
            ask={props.clone()}
            title={t.reopen_question()}
            verb={t.reopen()}
            about={t.reopen_about()}
            command={Named(TicketCommand::Reopen)}
            done={Told(Messages::done_reopened)}
        />
    }
}

/// The command that a reason makes.
#[derive(Clone, Copy)]
struct Named(fn(Reason) -> TicketCommand);

/// The sentence that says it is done.
#[derive(Clone, Copy)]
struct Told(fn(Messages, &str) -> String);

impl PartialEq for Named {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::fn_addr_eq(self.0, other.0)
    }
}

impl PartialEq for Told {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::fn_addr_eq(self.0, other.0)
    }
}

/// Properties of [`ReasonDialog`].
#[derive(Properties, PartialEq)]
struct ReasonDialogProps {
    ask: AskProps,
    title: AttrValue,
    verb: AttrValue,
    about: AttrValue,
    command: Named,
    done: Told,
}

#[component]
fn ReasonDialog(props: &ReasonDialogProps) -> Html {
    let t = use_messages();
    let reason = use_state(String::new);
    let missing = use_state(|| false);
    let giving = {
        let (on_done, reason, done) = (props.ask.on_done.clone(), reason.setter(), props.done);
        use_giving(&props.ask.query, props.ask.open, move |ticket| {
            reason.set(String::new());
            on_done.emit(outcome(t, ticket.as_deref(), |folio| done.0(t, folio)));
        })
    };
    let on_submit = {
        let (run, reason, missing, command) = (giving.run.clone(), reason.clone(), missing.setter(), props.command);
        Callback::from(move |()| {
            let empty = reason.trim().is_empty();
            missing.set(empty);
            if !empty {
                run.emit(command.0(Reason { reason: (*reason).clone() }));
            }
        })
    };
    let error = giving.error.as_ref();
    html! {
        <CommandForm
            ask={props.ask.clone()}
            title={props.title.clone()}
            verb={props.verb.clone()}
            weight={Weight::Primary}
            busy={giving.busy}
            error={error.and_then(|error| error.beside_none(&["/reason"]))}
            seen={giving.seen.clone()}
            {on_submit}
        >
            <p class="soft">{ &props.about }</p>
            <Field
                label={t.why()}
                help={t.requester_reads_it()}
                error={text_fault(t, &reason, REASON_MAX, *missing).or_else(|| error_at(error, "/reason"))}
            >
                <TextArea value={AttrValue::from((*reason).clone())} on_input={setting(&reason)} />
            </Field>
        </CommandForm>
    }
}
