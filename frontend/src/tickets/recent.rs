//! The tickets that changed of late among those one works on: where something is looked for by its words.

use std::collections::HashSet;

use js_sys::JsString;
use shared::access::Operation;
use shared::ticket::{Sort, TicketSummary, View};
use uuid::Uuid;
use yew::hook;

use crate::api::tickets::TicketFilter;
use crate::hooks::use_query::{Query, use_query};
use crate::state::session::{can, use_account};

/// How many are looked through: one page at its longest.
pub const LOOKED_THROUGH: u32 = 200;

/// What changed last in one's teams (everywhere, for whoever sees every ticket; among one's own, for whoever sees no team's),
/// newest change first. With `requester`, what that person asked for comes first, however old. Nothing is asked for while
/// `wanted` is false.
#[hook]
pub fn use_recent(wanted: bool, requester: Option<Uuid>) -> Query<Vec<TicketSummary>> {
    let me = use_account();
    let may = |operation| me.as_ref().is_some_and(|me| can(me, operation));
    let view = if may(Operation::ListAll) {
        View::All
    } else if may(Operation::ListTeam) {
        View::Team
    } else {
        View::Own
    };
    let filter = TicketFilter {
        view: Some(view),
        sort: Some(Sort::LastChangedFirst),
        limit: Some(LOOKED_THROUGH),
        ..TicketFilter::default()
    };
    let key = if wanted { format!("{}&{requester:?}", filter.key()) } else { String::new() };
    use_query(key, move |client| async move {
        let mut found = Vec::new();
        if requester.is_some() {
            found = client.tickets(&TicketFilter { requester, ..filter.clone() }, None).await?.items;
        }
        found.extend(client.tickets(&filter, None).await?.items);
        let mut known = HashSet::new();
        found.retain(|ticket| known.insert(ticket.id));
        Ok(found)
    })
}

/// Whether each of the words stands in the folio, the subject, the service or the requester's name, whatever case and accents.
pub fn speaks_of(ticket: &TicketSummary, words: &str) -> bool {
    let text = [&ticket.folio, &ticket.subject, &ticket.service.name, &ticket.requester.name];
    let text = folded(&text.map(String::as_str).join(" "));
    folded(words).split_whitespace().all(|word| text.contains(word))
}

/// Without case and accents, by the browser's tables of Unicode.
pub fn folded(text: &str) -> String {
    let apart = String::from(JsString::from(text).normalize("NFD").to_lower_case());
    apart.chars().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).collect()
}
