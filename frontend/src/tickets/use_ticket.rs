//! One ticket on a page: the query, and commands whose answer takes its place.

use std::rc::Rc;

use shared::ticket::{NewTicketLink, TicketDetails, TicketLinkKind, TicketPatch};
use uuid::Uuid;
use yew::{AttrValue, Callback, hook};

use crate::api::tickets::TicketCommand;
use crate::hooks::query_cache;
use crate::hooks::use_mutation::{Mutation, use_mutation};
use crate::hooks::use_query::{Query, use_query};

/// The ticket of a folio.
#[hook]
pub fn use_ticket(folio: &str) -> Query<TicketDetails> {
    let asked = AttrValue::from(folio.to_owned());
    let key = if folio.is_empty() { String::new() } else { format!("ticket/{folio}") };
    use_query(key, move |client| async move { client.ticket(&asked).await })
}

/// Gives commands to a ticket. What it answers replaces the ticket, and everything that shows it elsewhere is asked for
/// again; `done` hears of it: `None` when the caller no longer sees the ticket.
#[hook]
pub fn use_command(
    query: &Query<TicketDetails>,
    done: impl Fn(Option<Rc<TicketDetails>>) + 'static,
) -> Mutation<TicketCommand> {
    let ticket = query.data.clone();
    let replace = query.replace.clone();
    use_mutation(
        move |client, command: TicketCommand, key| {
            let ticket = ticket.clone();
            async move {
                let Some(ticket) = ticket else { return Ok(None) };
                let summary = &ticket.summary;
                client.command(summary.id, summary.version, &command, &key).await
            }
        },
        move |answer: Option<TicketDetails>| {
            let answer = answer.map(Rc::new);
            if let Some(ticket) = &answer {
                replace.emit(ticket.clone());
            }
            refresh_elsewhere();
            done(answer);
        },
    )
}

/// Changes what is not the life cycle: subject, description, impact, urgency, service, tags.
#[hook]
pub fn use_change(query: &Query<TicketDetails>, done: impl Fn(Rc<TicketDetails>) + 'static) -> Mutation<TicketPatch> {
    let ticket = query.data.clone();
    let replace = query.replace.clone();
    use_mutation(
        move |client, patch: TicketPatch, _key| {
            let ticket = ticket.clone();
            async move {
                let Some(ticket) = ticket else { return Ok(None) };
                let summary = &ticket.summary;
                client.change_ticket(summary.id, summary.version, &patch).await.map(Some)
            }
        },
        move |answer: Option<TicketDetails>| {
            if let Some(ticket) = answer.map(Rc::new) {
                replace.emit(ticket.clone());
                refresh_elsewhere();
                done(ticket);
            }
        },
    )
}

/// A link that staff say or take back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Linking {
    /// This other ticket is related.
    Add(Uuid),
    /// It is not, after all.
    Remove(Uuid),
}

/// Says which other tickets this one is related to.
#[hook]
pub fn use_link(query: &Query<TicketDetails>, done: impl Fn(Rc<TicketDetails>) + 'static) -> Mutation<Linking> {
    let ticket = query.data.clone();
    let replace = query.replace.clone();
    use_mutation(
        move |client, linking: Linking, key| {
            let ticket = ticket.clone();
            async move {
                let Some(ticket) = ticket else { return Ok(None) };
                let (id, version) = (ticket.summary.id, ticket.summary.version);
                match linking {
                    Linking::Add(other) => {
                        let link = NewTicketLink { folio: None, id: Some(other), kind: TicketLinkKind::Related };
                        client.link(id, version, &link, &key).await
                    }
                    Linking::Remove(other) => client.unlink(id, version, other).await,
                }
                .map(Some)
            }
        },
        move |answer: Option<TicketDetails>| {
            if let Some(ticket) = answer.map(Rc::new) {
                replace.emit(ticket.clone());
                refresh_elsewhere();
                done(ticket);
            }
        },
    )
}

/// Asks again for lists and timelines that are shown, and forgets those that are not.
pub fn refresh_elsewhere() {
    query_cache::invalidate("tickets?");
    query_cache::invalidate("timeline/");
}

/// Loads the ticket again after somebody else changed it; what was typed stays where it is.
pub fn reload(query: &Query<TicketDetails>) -> Callback<()> {
    let refetch = query.refetch.clone();
    Callback::from(move |()| {
        refetch.emit(());
        refresh_elsewhere();
    })
}
