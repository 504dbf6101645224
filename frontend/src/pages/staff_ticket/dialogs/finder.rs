//! Where another request is found: by its folio, or by words among what changed of late; shown back before anything is
//! decided.

use std::rc::Rc;

use shared::problem::ProblemKind;
use shared::status::Status;
use shared::ticket::{Folio, TicketDetails, TicketSummary};
use uuid::Uuid;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state};

use super::setting;
use crate::components::badge::{PriorityMark, StatusBadge};
use crate::components::combobox::{Combobox, Offer, Offers};
use crate::components::error_region::ErrorAlert;
use crate::components::field::Field;
use crate::components::relative_time::RelativeTime;
use crate::hooks::use_effect::use_effect_with;
use crate::i18n::{Messages, use_messages};
use crate::tickets::recent::{LOOKED_THROUGH, speaks_of, use_recent};
use crate::tickets::row::status_text;
use crate::tickets::use_ticket::use_ticket;

/// Offered at once.
const SHOWN: usize = 8;

/// Properties of [`Finder`].
#[derive(Properties, PartialEq)]
pub struct FinderProps {
    /// The request for which another one is looked for.
    pub ticket: Rc<TicketDetails>,
    /// What is looked for.
    pub label: AttrValue,
    /// What becomes of it.
    pub help: AttrValue,
    /// A cancelled one won't do.
    #[prop_or_default]
    pub live: bool,
    /// What won't do because it is there already.
    #[prop_or_default]
    pub known: Vec<Uuid>,
    /// It was left out.
    pub missing: bool,
    /// What the server says of it.
    pub error: Option<AttrValue>,
    /// Which one it is, once found.
    pub on_found: Callback<Option<Uuid>>,
}

/// The field, what fits what is typed, and the request that a folio stands for.
#[component]
pub fn Finder(props: &FinderProps) -> Html {
    let t = use_messages();
    let this = &props.ticket.summary;
    let typed = use_state(String::new);
    let folio = Folio::parse(&typed).map(|folio| folio.to_string());
    let itself = folio.as_deref() == Some(this.folio.as_str());
    let asked = use_ticket(folio.as_deref().filter(|_| !itself).unwrap_or_default());
    let found = asked.data.clone().filter(|_| folio.is_some() && !itself);
    let fault = found.as_ref().and_then(|found| fault_of(t, found, props));
    {
        let on_found = props.on_found.clone();
        let found = found.as_ref().filter(|_| fault.is_none()).map(|ticket| ticket.summary.id);
        use_effect_with(found, move |id| on_found.emit(*id));
    }
    let recent = use_recent(true, Some(this.requester.id));
    let asked_error = asked.error.as_ref().filter(|_| folio.is_some() && !itself);
    let error: Option<AttrValue> = if itself {
        Some(t.found_itself().into())
    } else if let Some(error) = asked_error {
        let unknown = error.kind() == Some(ProblemKind::NotFound);
        Some(if unknown { t.folio_not_found().into() } else { error.title(t) })
    } else if fault.is_some() {
        fault
    } else if props.missing && found.is_none() {
        Some(t.request_needed().into())
    } else {
        props.error.clone()
    };
    let offered: Vec<&TicketSummary> = recent
        .data
        .iter()
        .flat_map(|tickets| tickets.iter())
        .filter(|ticket| folio.is_none() && is_possible(ticket, props) && speaks_of(ticket, &typed))
        .take(SHOWN)
        .collect();
    let (own, others): (Vec<_>, Vec<_>) =
        offered.into_iter().partition(|ticket| ticket.requester.id == this.requester.id);
    let count = own.len() + others.len();
    let of = |heading: AttrValue, tickets: Vec<&TicketSummary>| Offers {
        heading,
        offers: tickets.into_iter().map(|ticket| offer(t, ticket)).collect(),
    };
    let groups = vec![of(t.also_asked_by(&this.requester.name).into(), own), of(t.changed_of_late().into(), others)];
    let on_pick = {
        let typed = typed.setter();
        // The folio in the field is what was picked.
        Callback::from(move |folio: AttrValue| typed.set(folio.to_string()))
    };
    let looked = folio.is_none() && recent.data.is_some();
    html! {
        <div class="stack g-2">
            <Field label={props.label.clone()} help={props.help.clone()} {error}>
                <Combobox
                    value={AttrValue::from((*typed).clone())}
                    placeholder={t.folio_or_words()}
                    on_input={setting(&typed)}
                    {groups}
                    {on_pick}
                    list_label={t.requests_found()}
                    status={if looked { t.requests_listed(count as u64) } else { String::new() }}
                />
            </Field>
            if folio.is_none() {
                if recent.data.is_none() && recent.error.is_none() { <p class="small soft">{ t.loading() }</p> }
                <ErrorAlert error={recent.error.clone()} on_retry={recent.refetch.clone()} />
                if looked && count == 0 { <p class="small soft">{ t.nothing_found_of_late(u64::from(LOOKED_THROUGH)) }</p> }
            }
            if let Some(ticket) = found { <Preview {ticket} /> }
        </div>
    }
}

fn is_possible(other: &TicketSummary, props: &FinderProps) -> bool {
    let cancelled = props.live && other.status == Status::Cancelled;
    other.id != props.ticket.summary.id && !cancelled && !props.known.contains(&other.id)
}

/// Why it won't do, as far as can be seen here.
fn fault_of(t: Messages, found: &TicketDetails, props: &FinderProps) -> Option<AttrValue> {
    if props.known.contains(&found.summary.id) {
        return Some(t.linked_already().into());
    }
    (props.live && found.summary.status == Status::Cancelled).then(|| t.original_cancelled().into())
}

fn offer(t: Messages, ticket: &TicketSummary) -> Offer {
    let content = html! {
        <>
            <StatusBadge status={ticket.status} plain=true icon_only=true text={status_text(t, ticket)} />
            <span class="grow">
                { &ticket.subject }
                <small class="blk">{ &ticket.folio }{ " · " }{ &ticket.requester.name }{ " · " }{ &ticket.service.name }</small>
            </span>
            <RelativeTime at={ticket.updated_at} class="small muted nowrap" />
        </>
    };
    Offer { key: ticket.folio.clone().into(), content }
}

/// Properties of [`Preview`].
#[derive(Properties, PartialEq)]
struct PreviewProps {
    ticket: Rc<TicketDetails>,
}

/// Enough of a request to be sure that it is the one.
#[component]
fn Preview(props: &PreviewProps) -> Html {
    let t = use_messages();
    let ticket = &props.ticket;
    let summary = &ticket.summary;
    let holder = summary.assignee.as_ref().map_or(t.unassigned(), |person| person.name.as_str());
    html! {
        <section class="card card-p stack g-2 preview" role="status" aria-label={t.request_named(&summary.folio)}>
            <b class="anywhere">{ &summary.folio }{ " · " }{ &summary.subject }</b>
            <p class="row">
                <StatusBadge status={summary.status} text={status_text(t, summary)} />
                <PriorityMark priority={summary.priority} filled=true />
                <span class="small soft">{ holder }</span>
            </p>
            <p class="small muted">
                { &summary.requester.name }{ " · " }{ &summary.service.name }{ " · " }<RelativeTime at={summary.created_at} />
            </p>
            <p class="small soft clamp anywhere">{ &ticket.description }</p>
        </section>
    }
}
