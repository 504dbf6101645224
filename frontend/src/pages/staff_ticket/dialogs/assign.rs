//! To whom the ticket is given: the members of its team with how much each has.

use shared::limits::REASON_MAX;
use shared::problem::FieldCode;
use shared::ticket::{Assign, Assignee};
use uuid::Uuid;
use yew::{AttrValue, Callback, Html, component, html, use_state};

use super::{AskProps, CommandForm, error_at, outcome, setting, some_text};
use crate::api::tickets::TicketCommand;
use crate::components::avatar::{Avatar, AvatarSize};
use crate::components::field::{Field, FieldGroup, text_fault};
use crate::components::skeleton::SkeletonRows;
use crate::components::text_area::TextArea;
use crate::hooks::use_id::use_id;
use crate::hooks::use_query::use_query;
use crate::i18n::{Messages, use_messages};
use crate::pages::staff_ticket::giving::use_giving;
use crate::tickets::namesakes::{has_namesake, told_apart};

/// The dialog.
#[component]
pub fn AssignDialog(props: &AskProps) -> Html {
    let t = use_messages();
    let chosen = use_state(|| None::<Uuid>);
    let reason = use_state(String::new);
    let missing = use_state(|| false);
    let name = use_id("w");
    let id = props.ticket.summary.id;
    let key = if props.open { format!("assignees/{id}") } else { String::new() };
    let people = use_query(key, move |client| async move { client.assignees(id).await });
    let giving = {
        let (on_done, chosen, reason) = (props.on_done.clone(), chosen.setter(), reason.setter());
        use_giving(&props.query, props.open, move |ticket| {
            chosen.set(None);
            reason.set(String::new());
            let who = ticket.as_ref().and_then(|ticket| ticket.summary.assignee.as_ref());
            let who = who.map(|person| person.name.clone()).unwrap_or_default();
            on_done.emit(outcome(t, ticket.as_deref(), |folio| t.done_assigned(folio, &who)));
        })
    };
    let on_submit = {
        let (run, chosen, reason, missing) = (giving.run.clone(), *chosen, reason.clone(), missing.setter());
        Callback::from(move |()| {
            missing.set(chosen.is_none());
            if let Some(assignee_id) = chosen {
                run.emit(TicketCommand::Assign(Assign { assignee_id, reason: some_text(&reason) }));
            }
        })
    };
    let error = giving.error.as_ref();
    let who_error = (*missing && chosen.is_none())
        .then(|| AttrValue::from(FieldCode::Choice.message(t.0, None)))
        .or_else(|| error_at(error, "/assignee_id"));
    let now = props.ticket.summary.assignee.as_ref().map(|person| person.id);
    let choose = {
        let chosen = chosen.setter();
        Callback::from(move |id| chosen.set(Some(id)))
    };
    html! {
        <CommandForm
            ask={props.clone()}
            title={t.assign_to_whom()}
            verb={if now.is_some() { t.reassign() } else { t.assign() }}
            busy={giving.busy}
            error={error.and_then(|error| error.beside_none(&["/assignee_id", "/reason"]))}
            seen={giving.seen.clone()}
            {on_submit}
        >
            <FieldGroup label={t.assignee()} label_hidden=true error={who_error}>
                { people.view(html! { <SkeletonRows rows={3} /> }, |people| html! {
                    <div class="people" role="radiogroup" aria-label={t.assignee()}>
                        { for people.iter().map(|one| person(t, &name, one, people, *chosen, now, &choose)) }
                        if people.is_empty() { <p class="soft">{ t.nobody_to_assign() }</p> }
                    </div>
                }) }
            </FieldGroup>
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

fn person(
    t: Messages,
    name: &AttrValue,
    one: &Assignee,
    people: &[Assignee],
    chosen: Option<Uuid>,
    now: Option<Uuid>,
    choose: &Callback<Uuid>,
) -> Html {
    let id = one.person.id;
    let has_it = now == Some(id);
    let is_shared = has_namesake(&one.person, people.iter().map(|other| &other.person));
    html! {
        <label class="choice person" key={id.to_string()}>
            <input
                type="radio"
                name={name.clone()}
                checked={chosen == Some(id)}
                disabled={has_it}
                onchange={choose.reform(move |_| id)}
            />
            <Avatar name={AttrValue::from(one.person.name.clone())} size={AvatarSize::Small} />
            <b class="grow anywhere">{ told_apart(&one.person, is_shared.then_some(one.email.as_str())) }</b>
            <span class="small muted num nowrap">{ if has_it { t.has_it_now().to_owned() } else { t.open_requests(one.open_tickets) } }</span>
        </label>
    }
}
