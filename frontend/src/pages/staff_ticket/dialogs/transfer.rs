//! To which team the ticket goes.

use shared::limits::REASON_MAX;
use shared::problem::FieldCode;
use shared::ticket::Transfer;
use uuid::Uuid;
use yew::{AttrValue, Callback, Html, component, html, use_state};

use super::{AskProps, CommandForm, error_at, setting, some_text};
use crate::api::tickets::TicketCommand;
use crate::components::choice::Choice;
use crate::components::field::{Field, text_fault};
use crate::components::select::select;
use crate::components::skeleton::Loading;
use crate::components::text_area::TextArea;
use crate::hooks::use_query::use_query;
use crate::i18n::use_messages;
use crate::pages::staff_ticket::asking::Outcome;
use crate::pages::staff_ticket::giving::use_giving;

/// The dialog.
#[component]
pub fn TransferDialog(props: &AskProps) -> Html {
    let t = use_messages();
    let chosen = use_state(|| None::<Uuid>);
    let reason = use_state(String::new);
    let missing = use_state(|| false);
    let teams = use_query(if props.open { "teams" } else { "" }, |client| async move { client.teams().await });
    let here = props.ticket.summary.team.id;
    let to = teams.data.as_ref().and_then(|teams| teams.iter().find(|team| Some(team.id) == *chosen));
    let to = to.map(|team| team.name.clone()).unwrap_or_default();
    let giving = {
        let (on_done, chosen, reason) = (props.on_done.clone(), chosen.setter(), reason.setter());
        let folio = props.ticket.summary.folio.clone();
        use_giving(&props.query, props.open, move |ticket| {
            chosen.set(None);
            reason.set(String::new());
            let words = t.done_transferred(&folio, &to);
            on_done.emit(if ticket.is_some() { Outcome::Done(words) } else { Outcome::Gone(words) });
        })
    };
    let on_submit = {
        let (run, chosen, reason, missing) = (giving.run.clone(), *chosen, reason.clone(), missing.setter());
        Callback::from(move |()| {
            missing.set(chosen.is_none());
            if let Some(team_id) = chosen {
                run.emit(TicketCommand::Transfer(Transfer { team_id, reason: some_text(&reason) }));
            }
        })
    };
    let error = giving.error.as_ref();
    let team_error = (*missing && chosen.is_none())
        .then(|| AttrValue::from(FieldCode::Choice.message(t.0, None)))
        .or_else(|| error_at(error, "/team_id"));
    let choose = {
        let chosen = chosen.setter();
        Callback::from(move |id| chosen.set(Some(id)))
    };
    html! {
        <CommandForm
            ask={props.clone()}
            title={t.transfer_to_which()}
            verb={t.transfer()}
            busy={giving.busy}
            error={error.and_then(|error| error.beside_none(&["/team_id", "/reason"]))}
            seen={giving.seen.clone()}
            {on_submit}
        >
            <p class="soft">{ t.transfer_about(&props.ticket.summary.team.name) }</p>
            { teams.view(html! { <Loading><span class="skel skel-ctl" /></Loading> }, |teams| {
                let choices: Vec<Choice<Uuid>> = teams
                    .iter()
                    .filter(|team| team.id != here)
                    .map(|team| Choice::new(team.id, team.name.clone()))
                    .collect();
                html! {
                    <Field label={t.team()} error={team_error}>
                        { select(choices, (*chosen).as_ref(), &choose, Some(t.choose_one().into())) }
                    </Field>
                }
            }) }
            <Field
                label={t.why()}
                optional=true
                help={t.staff_only_reason()}
                error={text_fault(t, &reason, REASON_MAX, false).or_else(|| error_at(error, "/reason"))}
            >
                <TextArea value={AttrValue::from((*reason).clone())} on_input={setting(&reason)} />
            </Field>
        </CommandForm>
    }
}
