//! The parts of a list. An index is in the order of a list under one status, one team, one assignee, and not under several:
//! so a list of several is made of parts, each of them one range of an index, which the engines merge as they read.

use shared::{
    access::Actor,
    priority::Priority,
    status::Status,
    ticket::{Sort, View},
};

use uuid::Uuid;

use super::{C, ListQuery, Whom, teams};

/// Most parts of a list.
const PARTS_MAX: usize = 256;
/// Most values that its parts are given together. An engine takes 32 766 of them, and every one has to be read and planned.
const VALUES_MAX: usize = 10_000;

/// A list and how it is read.
#[derive(Debug)]
pub(super) struct Parts {
    /// They hold the tickets of the list together, and none of them twice.
    pub of: Vec<ListQuery>,
    /// The columns of which each part has one value, and with which its index begins.
    pub by: Vec<C>,
}

/// Divides a list by what the indexes begin with:
///
/// | narrowed to | by the last change | by the filing | as the queue |
/// | --- | --- | --- | --- |
/// | assignees | assignee, status | assignee, status, priority | assignee, status |
/// | statuses | team or none, status | team or none, status, priority | team or none, status |
/// | teams | team | team | |
/// | services, or else categories | service, category | service, category | |
///
/// Whatever else narrows a list is seen row by row, and so is all that narrows what one person asked for or watches.
pub(super) fn parts(actor: &Actor, query: &ListQuery) -> Parts {
    let whole = || Parts { of: vec![query.clone()], by: Vec::new() };
    if matches!(query.view, View::Own | View::Watching) || query.requester.is_some() {
        return whole();
    }
    let (assignees, teams) = (assignees(actor, query), teams(actor, query));
    // So many people or teams are no rare find.
    let ways: [(&[Whom], &[Uuid]); 2] = [(&assignees, &teams), (&[], &[])];
    let mut ways = ways.into_iter().map(|(assignees, teams)| divided(query, assignees, teams));
    ways.find(|parts| parts.are_few(actor)).unwrap_or_else(whole)
}

fn divided(query: &ListQuery, assignees: &[Whom], teams: &[Uuid]) -> Parts {
    let statuses = query.statuses();
    let is_of_every_status = statuses.is_empty() && !assignees.is_empty();
    let statuses = if is_of_every_status { Status::ALL.to_vec() } else { statuses };
    let priorities = match (query.sort, query.priorities.as_slice()) {
        (Sort::LastChangedFirst | Sort::LongestUntouchedFirst, _) => Vec::new(),
        _ if statuses.is_empty() => Vec::new(),
        (Sort::NewestFirst | Sort::OldestFirst, []) => Priority::ALL.to_vec(),
        (_, given) => given.to_vec(),
    };
    // The teams of somebody's tickets are few.
    let teams = if assignees.is_empty() { teams } else { &[] };
    let is_topical = statuses.is_empty() && teams.is_empty();
    let services = if is_topical { query.services.as_slice() } else { &[] };
    let categories = if is_topical && services.is_empty() { query.categories.as_slice() } else { &[] };

    let mut parts = Parts { of: vec![query.clone()], by: Vec::new() };
    parts.divide(C::AssigneeId, assignees, |part, assignee| part.assignees = vec![assignee]);
    parts.divide(C::Status, &statuses, |part, status| part.statuses = vec![status]);
    parts.divide(C::TeamId, teams, |part, team| part.teams = vec![team]);
    parts.divide(C::PriorityRank, &priorities, |part, priority| part.priorities = vec![priority]);
    parts.divide(C::ServiceId, services, |part, service| part.services = vec![service]);
    parts.divide(C::Category, categories, |part, category| part.categories = vec![category]);
    parts
}

impl Parts {
    /// Divides every part by the values of a column; leaves them as they are when there are none.
    fn divide<T: Copy>(&mut self, column: C, values: &[T], narrow: impl Fn(&mut ListQuery, T)) {
        if values.is_empty() {
            return;
        }
        let narrowed = |(part, value): (&ListQuery, &T)| {
            let mut part = part.clone();
            narrow(&mut part, *value);
            part
        };
        let pairs = self.of.iter().flat_map(|part| values.iter().map(move |value| (part, value)));
        self.of = pairs.map(narrowed).collect();
        self.by.push(column);
    }

    /// Whether an engine can be asked for them: every part says again by what it isn't divided.
    fn are_few(&self, actor: &Actor) -> bool {
        // Beside these: the period, the place where a page begins, and its rows.
        let values = |part: &ListQuery| {
            8 + part.statuses().len()
                + part.categories.len()
                + part.priorities.len()
                + part.services.len()
                + part.assignees.len()
                + teams(actor, part).len()
        };
        self.of.len() <= PARTS_MAX && self.of.iter().map(values).sum::<usize>() <= VALUES_MAX
    }
}

/// Who has the tickets, each once.
fn assignees(actor: &Actor, query: &ListQuery) -> Vec<Whom> {
    let mut assignees = Vec::new();
    for whom in &query.assignees {
        let whom = match whom {
            Whom::Me => Whom::Account(actor.account_id),
            Whom::Nobody | Whom::Account(_) => *whom,
        };
        if !assignees.contains(&whom) {
            assignees.push(whom);
        }
    }
    assignees
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(query: &ListQuery) -> usize {
        let teams = [1, 2, 2].map(Uuid::from_u128).to_vec();
        parts(&Actor { account_id: Uuid::from_u128(7), roles: vec![], teams, scopes: None }, query).of.len()
    }

    #[test]
    fn a_list_of_several_is_divided_by_each_of_them_once() {
        let of = |view, sort| ListQuery { view, sort, ..ListQuery::default() };
        let team = of(View::Team, Sort::Queue);
        let with = |teams: &[u128]| teams.iter().copied().map(Uuid::from_u128).collect::<Vec<_>>();
        assert_eq!(
            [&[][..], &[2], &[3]].map(|teams| count(&ListQuery { teams: with(teams), ..team.clone() })),
            [8, 4, 4]
        );
        assert_eq!(count(&ListQuery { teams: with(&[1, 3, 3]), ..of(View::All, Sort::NewestFirst) }), 2);
        assert_eq!(count(&ListQuery { teams: with(&[1, 2]), ..of(View::Own, Sort::Queue) }), 1);

        let statuses = vec![Status::Resolved, Status::Cancelled];
        let closed = |sort| ListQuery { statuses: statuses.clone(), ..of(View::Team, sort) };
        let sorts = [Sort::Queue, Sort::LastChangedFirst, Sort::NewestFirst];
        assert_eq!(sorts.map(|sort| count(&closed(sort))), [4, 4, 16]);
        let (me, somebody) = (Whom::Account(Uuid::from_u128(7)), Whom::Account(Uuid::from_u128(8)));
        let has = |assignees: &[Whom], sort| ListQuery { assignees: assignees.to_vec(), ..of(View::All, sort) };
        assert_eq!(sorts.map(|sort| count(&has(&[Whom::Me, me, somebody], sort))), [8, 14, 56]);
        assert_eq!(count(&has(&[Whom::Me, Whom::Nobody], Sort::LastChangedFirst)), 14);
    }

    #[test]
    fn a_list_of_very_many_people_is_divided_by_something_else() {
        let assignees = |count| (0..count).map(|n| Whom::Account(Uuid::from_u128(n))).collect();
        let query = |count| ListQuery { view: View::All, assignees: assignees(count), ..ListQuery::default() };
        assert_eq!([36, 37].map(|assignees| count(&query(assignees))), [252, 1]);
        let waiting = ListQuery { statuses: vec![Status::New, Status::Waiting], ..query(200) };
        assert_eq!(count(&waiting), 2);
    }

    #[test]
    fn a_list_of_very_many_values_is_divided_less() {
        let services = |count| (0..count).map(Uuid::from_u128).collect();
        let assignees = (0..36).map(|n| Whom::Account(Uuid::from_u128(n))).collect();
        let query = ListQuery { view: View::All, assignees, ..ListQuery::default() };
        assert_eq!(
            [29, 30].map(|count| self::count(&ListQuery { services: services(count), ..query.clone() })),
            [252, 30]
        );
    }
}
