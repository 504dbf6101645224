//! What was done, in words for the requester. It is kept as a draft until the server has it.

use serde::{Deserialize, Serialize};
use shared::limits::BODY_MAX;
use shared::ticket::Attend;
use yew::{AttrValue, Callback, Html, component, html, use_state};

use super::{AskProps, CommandForm, error_at, outcome};
use crate::api::tickets::TicketCommand;
use crate::components::field::{Field, text_fault};
use crate::components::text_area::TextArea;
use crate::hooks::use_draft::use_draft;
use crate::i18n::use_messages;
use crate::pages::staff_ticket::giving::use_giving;

#[derive(Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
struct Writing {
    summary: String,
}

/// The dialog.
#[component]
pub fn AttendDialog(props: &AskProps) -> Html {
    let t = use_messages();
    let draft = use_draft::<Writing>(format!("attend.{}", props.ticket.summary.id));
    let missing = use_state(|| false);
    let giving = {
        let (on_done, discard) = (props.on_done.clone(), draft.discard.clone());
        use_giving(&props.query, props.open, move |ticket| {
            discard.emit(());
            on_done.emit(outcome(t, ticket.as_deref(), |folio| t.done_attended(folio)));
        })
    };
    let summary = draft.value.summary.clone();
    let on_submit = {
        let (run, summary, missing) = (giving.run.clone(), summary.clone(), missing.setter());
        Callback::from(move |()| {
            let empty = summary.trim().is_empty();
            missing.set(empty);
            if !empty {
                run.emit(TicketCommand::Attend(Attend { summary: summary.clone() }));
            }
        })
    };
    let error = giving.error.as_ref();
    html! {
        <CommandForm
            ask={props.clone()}
            title={t.attend_request()}
            verb={t.attend()}
            busy={giving.busy}
            error={error.and_then(|error| error.beside_none(&["/summary"]))}
            seen={giving.seen.clone()}
            {on_submit}
        >
            <p class="soft">{ t.attend_about(&props.ticket.summary.requester.name) }</p>
            <Field
                label={t.tell_what_was_done()}
                help={t.requester_reads_it()}
                error={text_fault(t, &summary, BODY_MAX, *missing).or_else(|| error_at(error, "/summary"))}
            >
                <TextArea
                    value={AttrValue::from(summary)}
                    on_input={draft.setter(|writing: &mut Writing, text: String| writing.summary = text)}
                />
            </Field>
        </CommandForm>
    }
}
