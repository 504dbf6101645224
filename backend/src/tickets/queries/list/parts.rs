//! The parts of a list. An index is in the order of a list under one status, one team, one assignee, and not under several:
//! so a list of several is made of parts, each of them one range of an index, which the engines merge as they read.

use shared::{
    access::Actor,
    priority::Priority,
    status::Status,
    ticket::{Sort, View},
};

use super::{C, ListQuery, Whom, is_among, teams};

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

/// Divides a list by what the indexes begin with, the narrowest that it is narrowed to:
///
/// | narrowed to | by the last change | by the filing | as the queue |
/// | --- | --- | --- | --- |
/// | assignees | assignee, status | assignee, status, priority | assignee, status |
/// | else services | service, status | service, status, priority | service, status |
/// | else categories | category, status | category, status, priority | category, status |
/// | else teams | team | team | |
/// | teams or none, and statuses | team or none, status | team or none, status, priority | team or none, status |
/// | teams or none, and priorities | | team or none, status, priority | |
///
/// Whatever else narrows a list is seen row by row, and so is all that narrows what one person asked for or watches.
pub(super) fn parts(actor: &Actor, query: &ListQuery) -> Parts {
    let whole = || Parts { of: vec![query.clone()], by: Vec::new() };
    if matches!(query.view, View::Own | View::Watching) || query.requester.is_some() {
        return whole();
    }
    let ways = [
        whole().divided(C::AssigneeId, &assignees(actor, query), |part, assignee| part.assignees = vec![assignee]),
        whole().divided(C::ServiceId, &query.services, |part, service| part.services = vec![service]),
        whole().divided(C::Category, &query.categories, |part, category| part.categories = vec![category]),
        whole().divided(C::TeamId, &teams(actor, query), |part, team| part.teams = vec![team]),
    ];
    // What is narrowed to very many people, services or teams is no rare find.
    let ways = ways.into_iter().filter(|way| !way.by.is_empty()).chain([whole()]);
    let mut ways = ways.map(|way| by_status(way, query));
    ways.find(|parts| parts.are_few(actor)).unwrap_or_else(whole)
}

/// Divides them further by the columns that stand behind the first of their index.
fn by_status(parts: Parts, query: &ListQuery) -> Parts {
    let is_by_filing = matches!(query.sort, Sort::NewestFirst | Sort::OldestFirst);
    let is_of_one_kind = [C::AssigneeId, C::ServiceId, C::Category].iter().any(|column| is_among(&parts.by, *column));
    let statuses = match query.statuses() {
        given if !given.is_empty() => given,
        _ if is_of_one_kind || (is_by_filing && !query.priorities.is_empty()) => Status::ALL.to_vec(),
        _ => return parts,
    };
    let priorities: &[Priority] = match (query.sort, query.priorities.as_slice()) {
        (Sort::LastChangedFirst | Sort::LongestUntouchedFirst, _) => &[],
        (Sort::NewestFirst | Sort::OldestFirst, []) => Priority::ALL,
        (_, given) => given,
    };
    parts.divided(C::Status, &statuses, |part, status| part.statuses = vec![status]).divided(
        C::PriorityRank,
        priorities,
        |part, priority| part.priorities = vec![priority],
    )
}

impl Parts {
    /// Divides every part by the values of a column; leaves them as they are when there are none.
    fn divided<T: Copy>(mut self, column: C, values: &[T], narrow: impl Fn(&mut ListQuery, T)) -> Self {
        if values.is_empty() {
            return self;
        }
        let narrowed = |(part, value): (&ListQuery, &T)| {
            let mut part = part.clone();
            narrow(&mut part, *value);
            part
        };
        let pairs = self.of.iter().flat_map(|part| values.iter().map(move |value| (part, value)));
        self.of = pairs.map(narrowed).collect();
        self.by.push(column);
        self
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
    use shared::category::Category;
    use uuid::Uuid;

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
    fn what_is_asked_for_is_narrower_than_who_does_it() {
        let of =
            |sort| ListQuery { view: View::Team, sort, categories: vec![Category::Website], ..ListQuery::default() };
        let sorts = [Sort::Queue, Sort::LastChangedFirst, Sort::NewestFirst];
        assert_eq!(sorts.map(|sort| count(&of(sort))), [4, 7, 28]);
        let (hers, resolved) = (vec![Whom::Account(Uuid::from_u128(8))], vec![Status::Resolved]);
        let hers = |sort| ListQuery { assignees: hers.clone(), statuses: resolved.clone(), ..of(sort) };
        assert_eq!(sorts.map(|sort| count(&hers(sort))), [1, 1, 4]);
        let services = |sort| ListQuery { services: [1, 2].map(Uuid::from_u128).to_vec(), ..of(sort) };
        assert_eq!(sorts.map(|sort| count(&services(sort))), [8, 14, 56]);

        let urgent =
            |sort| ListQuery { view: View::All, priorities: vec![Priority::Critical], sort, ..ListQuery::default() };
        assert_eq!(sorts.map(|sort| count(&urgent(sort))), [4, 1, 7]);
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
        let of = |count| ListQuery { services: services(count), ..query.clone() };
        assert_eq!([29, 30, 32].map(|services| count(&of(services))), [252, 210, 1]);
    }
}
