//! What the tickets of a period were at a cut-off, as SQL that both engines read alike: counted for the figures and listed
//! as evidence by the same words.
//!
//! A ticket whose status has not changed since the cut-off is what its row says; only the others are looked up in the
//! intervals and the events, and only one whose service has changed since in what was kept of the services before. `$1` is
//! the cut-off, `$2` and `$3` are the first instant of the period and the first after it.

use shared::{category::Category, indicator::Figure, status::CancelReason};

/// Narrows to the tickets that were registered in the period and before the cut-off.
const REGISTERED: &str = "t.created_at >= $2 AND t.created_at < $3 AND t.created_at <= $1";

/// The status at the cut-off.
const STATUS: &str = "COALESCE(CASE WHEN t.status_since <= $1 THEN t.status ELSE \
     (SELECT i.status FROM status_interval i WHERE i.ticket_id = t.id AND i.from_at <= $1 \
     AND (i.to_at IS NULL OR i.to_at > $1) ORDER BY i.from_at DESC LIMIT 1) END, 'new')";

/// The closure of the last resolution before the cut-off. It holds only where the status is `resolved`.
const CLOSURE: &str = "CASE WHEN t.status_since <= $1 OR t.resolved_at <= $1 THEN t.closure ELSE \
     (SELECT e.change ->> 'closure' FROM event e WHERE e.ticket_id = t.id AND e.kind = 'status' AND e.at <= $1 \
     AND e.change ->> 'to_status' = 'resolved' ORDER BY e.sequence DESC LIMIT 1) END";

/// Whether the requester had rejected the result by the cut-off: no other way leads from attended to in progress. As an `EXISTS`,
/// PostgreSQL might look it up for the tickets of all years at once.
const REJECTED: &str = "CASE WHEN t.rejections > 0 AND (t.status_since <= $1 OR \
     (SELECT 1 FROM status_interval a JOIN status_interval b ON b.ticket_id = a.ticket_id AND b.from_at = a.to_at \
     WHERE a.ticket_id = t.id AND a.status = 'attended' AND b.status = 'in_progress' AND a.to_at <= $1 LIMIT 1) \
     IS NOT NULL) THEN 1 ELSE 0 END";

/// When it was attended for the last time before the cut-off.
const ATTENDED_AT: &str = "CASE WHEN t.attended_at <= $1 THEN t.attended_at ELSE \
     (SELECT MAX(i.from_at) FROM status_interval i WHERE i.ticket_id = t.id AND i.status = 'attended' \
     AND i.from_at <= $1) END";

/// When it was resolved for the last time before the cut-off. It holds only where the status is `resolved`.
const RESOLVED_AT: &str = "CASE WHEN t.resolved_at <= $1 THEN t.resolved_at ELSE \
     (SELECT MAX(i.from_at) FROM status_interval i WHERE i.ticket_id = t.id AND i.status = 'resolved' \
     AND i.from_at <= $1) END";

/// The last rating before the cut-off that no reopening before the cut-off made void.
const RATING: &str = "CASE WHEN t.status_since <= $1 THEN CAST(t.rating AS INTEGER) ELSE \
     (SELECT CAST(e.change ->> 'rating' AS INTEGER) FROM event e WHERE e.ticket_id = t.id AND e.kind = 'rating' \
     AND e.at <= $1 AND NOT EXISTS (SELECT 1 FROM event r WHERE r.ticket_id = t.id AND r.kind = 'status' \
     AND r.sequence > e.sequence AND r.at <= $1 AND r.change ->> 'from_status' = 'resolved') \
     ORDER BY e.sequence DESC LIMIT 1) END";

/// How many tickets of each category were alike at the cut-off.
pub fn counted() -> String {
    let category = category();
    format!(
        "SELECT s.category, s.status, \
         CASE WHEN s.status = 'resolved' THEN s.closure END AS closure, \
         CASE WHEN s.status = 'cancelled' THEN s.cancel_reason END AS cancel_reason, \
         s.rejected, COUNT(*) AS tickets \
         FROM (SELECT {category} AS category, {STATUS} AS status, {CLOSURE} AS closure, t.cancel_reason, \
         {REJECTED} AS rejected FROM ticket t WHERE {REGISTERED}) s \
         GROUP BY 1, 2, 3, 4, 5"
    )
}

/// What of the tickets is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The figure that they are counted in.
    pub figure: Figure,
    /// Those of one category.
    pub category: Option<Category>,
    /// Those cancelled for one reason.
    pub cancel_reason: Option<CancelReason>,
}

/// The tickets of a part, the first registered first. `$4` is how many. A page behind another begins after a ticket: `$2` is
/// then when that one was registered, and `$5` its id.
pub fn listed(part: Part, is_continued: bool) -> String {
    let belongs = belongs(part);
    // The one lower bound, so that a page is read from its place and not from the beginning of the period.
    let registered = if is_continued {
        "(t.created_at, t.id) > ($2, $5) AND t.created_at < $3 AND t.created_at <= $1"
    } else {
        REGISTERED
    };
    let (category, service) = (category(), service());
    format!(
        "SELECT s.id, s.folio, s.category, s.service_id, s.status, \
         CASE WHEN s.status = 'resolved' THEN s.closure END AS closure, \
         CASE WHEN s.status = 'cancelled' THEN s.cancel_reason END AS cancel_reason, \
         s.created_at, s.attended_at, \
         CASE WHEN s.status = 'resolved' THEN s.resolved_at END AS resolved_at, \
         s.rejected, s.rating \
         FROM (SELECT t.id, t.folio, {category} AS category, {service} AS service_id, t.created_at, t.cancel_reason, \
         {STATUS} AS status, {CLOSURE} AS closure, {REJECTED} AS rejected, {ATTENDED_AT} AS attended_at, \
         {RESOLVED_AT} AS resolved_at, {RATING} AS rating \
         FROM ticket t WHERE {registered}) s \
         WHERE {belongs} ORDER BY s.created_at, s.id LIMIT $4"
    )
}

/// How many tickets a part has.
pub fn totalled(part: Part) -> String {
    let belongs = belongs(part);
    let category = category();
    format!(
        "SELECT COUNT(*) FROM (SELECT {category} AS category, t.cancel_reason, {STATUS} AS status, {CLOSURE} AS closure, \
         {REJECTED} AS rejected FROM ticket t WHERE {REGISTERED}) s WHERE {belongs}"
    )
}

/// The category at the cut-off. A form that was left before categories were kept with them says that of its service.
fn category() -> String {
    at_cut_off("COALESCE(f.category, v.category)", "t.category")
}

/// The service at the cut-off.
fn service() -> String {
    at_cut_off("f.service_id", "t.service_id")
}

/// What is kept with the form that a ticket left first after the cut-off; of a ticket that left none, what its row says. The
/// few tickets that did are found once for all rows.
fn at_cut_off(kept: &str, now: &str) -> String {
    format!(
        "CASE WHEN t.id IN (SELECT c.ticket_id FROM ticket_seen_form c WHERE c.until_at > $1) THEN \
         (SELECT {kept} FROM ticket_seen_form f JOIN service v ON v.id = f.service_id \
         WHERE f.ticket_id = t.id AND f.until_at > $1 ORDER BY f.until_at LIMIT 1) ELSE {now} END"
    )
}

fn belongs(part: Part) -> String {
    let figure = predicate(part.figure);
    let category = part.category.map(|category| format!(" AND s.category = '{category}'")).unwrap_or_default();
    let reason = part
        .cancel_reason
        .map(|reason| format!(" AND s.status = 'cancelled' AND s.cancel_reason = '{reason}'"))
        .unwrap_or_default();
    format!("NOT (s.status = 'cancelled' AND s.cancel_reason = 'duplicate') AND {figure}{category}{reason}")
}

/// A figure beyond 'received', in SQL. `shared::indicator::Record::counts_in` says the same; a property test holds them
/// together.
const fn predicate(figure: Figure) -> &'static str {
    match figure {
        Figure::Received => "1 = 1",
        Figure::Attended => "s.status IN ('attended', 'resolved')",
        Figure::Confirmed => "s.status = 'resolved' AND s.closure = 'confirmed'",
        Figure::Unanswered => "s.status = 'resolved' AND s.closure = 'unanswered'",
        Figure::Rejected => "s.rejected = 1",
        Figure::Cancelled => "s.status = 'cancelled'",
        Figure::Open => "s.status IN ('new', 'assigned', 'in_progress', 'waiting')",
    }
}
