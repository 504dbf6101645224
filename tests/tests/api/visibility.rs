//! What SQL lists is what the rule allows, and every list is what a plain filter leaves of that: over generated people,
//! tickets and questions, row by row and page by page.

use backend::{
    entity::{account_role, team_member, ticket, ticket_watcher},
    tickets::queries::access::{facts, scope},
};
use chrono::{DateTime, Duration, Utc};
use e2e::{Desk, Person, Service, on_both_engines, seeded};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};
use shared::{
    access::{Action, Actor, Facts, decide},
    category::Category,
    page::Page,
    person::Role,
    priority::Priority,
    status::Status,
    ticket::{Sort, TicketSummary, View},
};
use uuid::Uuid;

const TEAMS: [Uuid; 3] = [seeded::SUPPORT, seeded::NETWORKS, seeded::PLATFORMS];
const NAMES: [&str; 6] = ["ana", "ben", "cleo", "dan", "eva", "fer"];
const TICKETS: usize = 12;

/// A ticket by its people, who are places among the names, and by what lists narrow and order it by.
#[derive(Debug, Clone)]
struct Told {
    requester: usize,
    registrar: usize,
    team: Uuid,
    assignee: Option<usize>,
    watchers: Vec<usize>,
    status: Status,
    category: Category,
    priority: Priority,
    /// Minutes after the beginning. Few, so that many are of one instant.
    created: i64,
    updated: i64,
}

/// People by their roles and teams, tickets, and what each of the people asks for.
#[derive(Debug, Clone)]
struct World {
    people: Vec<(Vec<Role>, Vec<Uuid>)>,
    tickets: Vec<Told>,
    questions: Vec<Question>,
}

/// A list. Empty means any.
#[derive(Debug, Clone)]
struct Question {
    view: View,
    statuses: Vec<Status>,
    categories: Vec<Category>,
    priorities: Vec<Priority>,
    teams: Vec<Uuid>,
    /// Places among the names; past them nobody, and then the one who asks.
    assignees: Vec<usize>,
    requester: Option<usize>,
    sort: Sort,
    limit: usize,
}

fn worlds() -> impl Strategy<Value = World> {
    let person = (some(&[Role::Agent, Role::Supervisor, Role::Quality, Role::Admin], 2), some(&TEAMS, 2));
    let people = (0..6_usize, 0..6_usize, prop::option::of(0..6_usize), prop::collection::vec(0..6_usize, 0..3));
    let matter = (one(&TEAMS), one(Status::ALL), one(Category::ALL), one(Priority::ALL), 0..4_i64, 0..4_i64);
    let ticket = (people, matter).prop_map(|((requester, registrar, assignee, watchers), matter)| {
        let (team, status, category, priority, created, updated) = matter;
        Told { requester, registrar, team, assignee, watchers, status, category, priority, created, updated }
    });
    let people = prop::collection::vec(person, NAMES.len());
    let questions = prop::collection::vec(questions(), NAMES.len());
    (people, prop::collection::vec(ticket, TICKETS), questions).prop_map(|(people, tickets, questions)| World {
        people,
        tickets,
        questions,
    })
}

fn questions() -> impl Strategy<Value = Question> {
    let view = one(&[View::Own, View::Watching, View::Team, View::All, View::Team, View::All]);
    let assignees = prop::sample::subsequence((0..8_usize).collect::<Vec<_>>(), 0..=8);
    let who = (prop_oneof![2 => Just(Vec::new()), 1 => assignees], prop::option::weighted(0.1, 0..6_usize));
    let what = (some(Status::ALL, 4), some(Category::ALL, 4), some(Priority::ALL, 3), some(&TEAMS, 2));
    (view, who, what, one(Sort::ALL), 1..6_usize).prop_map(|(view, (assignees, requester), what, sort, limit)| {
        let (statuses, categories, priorities, teams) = what;
        Question { view, statuses, categories, priorities, teams, assignees, requester, sort, limit }
    })
}

/// One of these.
fn one<T: Copy + std::fmt::Debug + 'static>(values: &[T]) -> impl Strategy<Value = T> + use<T> {
    prop::sample::select(values.to_vec())
}

/// None of these as often as some of them.
fn some<T: Copy + std::fmt::Debug + 'static>(values: &[T], most: usize) -> impl Strategy<Value = Vec<T>> + use<T> {
    prop_oneof![Just(Vec::new()), prop::sample::subsequence(values.to_vec(), 1..=most)]
}

/// Who and what there is before any world: it turns into one after the other.
struct Stage {
    accounts: Vec<Person>,
    tickets: Vec<Uuid>,
    begun: DateTime<Utc>,
}

impl Stage {
    async fn at(desk: &Desk) -> Self {
        let mut accounts = Vec::new();
        for name in NAMES {
            accounts.push(desk.requester(name).await);
        }
        let mut tickets = Vec::new();
        for _ in 0..TICKETS {
            tickets.push(accounts[0].files(Service::Maintenance).await.id);
        }
        Self { accounts, tickets, begun: desk.now() }
    }

    async fn becomes(&self, desk: &Desk, world: &World) {
        let db = desk.db();
        ticket_watcher::Entity::delete_many().exec(db).await.unwrap();
        for (id, told) in self.tickets.iter().zip(&world.tickets) {
            let row = ticket::Entity::find_by_id(*id).one(db).await.unwrap().unwrap();
            let mut row = row.into_active_model();
            row.requester_id = Set(self.accounts[told.requester].id);
            row.registered_by_id = Set((told.registrar != told.requester).then(|| self.accounts[told.registrar].id));
            row.team_id = Set(told.team);
            row.assignee_id = Set(told.assignee.map(|place| self.accounts[place].id));
            row.status = Set(told.status);
            row.category = Set(told.category);
            row.priority = Set(told.priority);
            row.priority_rank = Set(told.priority.rank());
            row.created_at = Set(self.begun + Duration::minutes(told.created));
            row.updated_at = Set(self.begun + Duration::minutes(told.updated));
            row.update(db).await.unwrap();
            let mut watchers = told.watchers.clone();
            watchers.sort_unstable();
            watchers.dedup();
            for place in watchers {
                let row = ticket_watcher::ActiveModel {
                    ticket_id: Set(*id),
                    account_id: Set(self.accounts[place].id),
                    added_by: Set(self.accounts[place].id),
                    added_at: Set(desk.now()),
                };
                row.insert(db).await.unwrap();
            }
        }
        account_role::Entity::delete_many().exec(db).await.unwrap();
        team_member::Entity::delete_many().exec(db).await.unwrap();
        for (account, (roles, teams)) in self.accounts.iter().zip(&world.people) {
            for role in roles {
                let (account_id, granted_at) = (Set(account.id), Set(desk.now()));
                let row = account_role::ActiveModel { account_id, role: Set(*role), granted_at, granted_by: Set(None) };
                row.insert(db).await.unwrap();
            }
            for team in teams {
                let (account_id, added_at) = (Set(account.id), Set(desk.now()));
                let row = team_member::ActiveModel { team_id: Set(*team), account_id, added_at };
                row.insert(db).await.unwrap();
            }
        }
    }

    fn actors(&self, world: &World) -> Vec<(&Person, Actor)> {
        let actor = |account: &Person, (roles, teams): &(Vec<Role>, Vec<Uuid>)| Actor {
            account_id: account.id,
            roles: roles.clone(),
            teams: teams.clone(),
            scopes: None,
        };
        self.accounts.iter().zip(&world.people).map(|(account, person)| (account, actor(account, person))).collect()
    }

    /// Whom a place among the names means: the account, or nobody.
    fn whom(&self, place: usize, me: Uuid) -> Option<Uuid> {
        if place == NAMES.len() { None } else { Some(self.accounts.get(place).map_or(me, |account| account.id)) }
    }
}

impl Question {
    fn path(&self, stage: &Stage) -> String {
        let mut pairs = vec![format!("view={}&sort={}&limit={}", self.view, self.sort.as_str(), self.limit)];
        let mut several = |name: &str, values: Vec<String>| {
            if !values.is_empty() {
                pairs.push(format!("{name}={}", values.join(",")));
            }
        };
        several("status", self.statuses.iter().map(ToString::to_string).collect());
        several("category", self.categories.iter().map(ToString::to_string).collect());
        several("priority", self.priorities.iter().map(ToString::to_string).collect());
        several("team", self.teams.iter().map(ToString::to_string).collect());
        let assignee = |place: &usize| match *place {
            6 => "none".to_owned(),
            7 => "me".to_owned(),
            place => stage.accounts[place].id.to_string(),
        };
        several("assignee", self.assignees.iter().map(assignee).collect());
        several("requester", self.requester.iter().map(|place| stage.accounts[*place].id.to_string()).collect());
        format!("/tickets?{}&count=true", pairs.join("&"))
    }

    fn is_for(&self, actor: &Actor) -> bool {
        match self.view {
            View::Own | View::Watching => true,
            View::Team => actor.is_staff(),
            View::All => actor.sees_every_ticket(),
        }
    }

    /// Whether a ticket that may be seen is on the list.
    fn holds(&self, stage: &Stage, actor: &Actor, facts: Facts, row: &ticket::Model) -> bool {
        let is_of = match self.view {
            View::Own => facts.requester,
            View::Watching => facts.watcher,
            View::Team => facts.team_member,
            View::All => true,
        };
        let any = |found: bool, is_any: bool| found || is_any;
        let whom = |place: &usize| stage.whom(*place, actor.account_id);
        let closed = self.statuses.iter().any(|status| !status.is_open());
        is_of
            && any(self.statuses.contains(&row.status), self.statuses.is_empty())
            && any(self.categories.contains(&row.category), self.categories.is_empty())
            && any(self.priorities.contains(&row.priority), self.priorities.is_empty())
            && any(self.teams.contains(&row.team_id), self.teams.is_empty())
            && any(self.assignees.iter().any(|place| whom(place) == row.assignee_id), self.assignees.is_empty())
            && self.requester.is_none_or(|place| stage.accounts[place].id == row.requester_id)
            && (self.sort != Sort::Queue || closed || row.status.is_open())
    }

    fn sort(&self, rows: &mut [ticket::Model]) {
        match self.sort {
            Sort::Queue => rows.sort_by_key(|row| (row.priority_rank, row.created_at, row.id)),
            Sort::OldestFirst | Sort::NewestFirst => rows.sort_by_key(|row| (row.created_at, row.id)),
            Sort::LongestUntouchedFirst | Sort::LastChangedFirst => rows.sort_by_key(|row| (row.updated_at, row.id)),
        }
        if matches!(self.sort, Sort::NewestFirst | Sort::LastChangedFirst) {
            rows.reverse();
        }
    }
}

on_both_engines! {
    async fn what_sql_lists_is_what_the_rule_allows(desk: &Desk) {
        let (db, stage) = (desk.db(), Stage::at(desk).await);
        let mut runner = TestRunner::deterministic();
        for _ in 0..25 {
            let world = worlds().new_tree(&mut runner).unwrap().current();
            stage.becomes(desk, &world).await;
            for (_, actor) in stage.actors(&world) {
                let listed = ticket::Entity::find().filter(scope(&actor)).all(db).await.unwrap();
                let mut listed: Vec<Uuid> = listed.into_iter().map(|ticket| ticket.id).collect();
                listed.sort_unstable();
                let mut allowed = Vec::new();
                for row in ticket::Entity::find().all(db).await.unwrap() {
                    let facts = facts(db, &actor, &row).await.unwrap();
                    if decide(&actor, Action::See, &facts).is_allowed() {
                        allowed.push(row.id);
                    }
                }
                allowed.sort_unstable();
                assert_eq!(listed, allowed, "{actor:?} in {world:?}");
                let counted = ticket::Entity::find().filter(scope(&actor)).count(db).await.unwrap();
                assert_eq!(counted, allowed.len() as u64);
            }
        }
    }

    async fn a_list_is_a_plain_filter_of_what_may_be_seen(desk: &Desk) {
        let (db, stage) = (desk.db(), Stage::at(desk).await);
        let mut runner = TestRunner::deterministic();
        let (mut refused, mut listed) = (0, 0);
        for _ in 0..40 {
            let world = worlds().new_tree(&mut runner).unwrap().current();
            stage.becomes(desk, &world).await;
            for ((person, actor), question) in stage.actors(&world).into_iter().zip(&world.questions) {
                let path = question.path(&stage);
                if !question.is_for(&actor) {
                    person.get(&path).await.expect_problem(403, "forbidden");
                    refused += 1;
                    continue;
                }
                let mut expected = Vec::new();
                for row in ticket::Entity::find().all(db).await.unwrap() {
                    let facts = facts(db, &actor, &row).await.unwrap();
                    if decide(&actor, Action::See, &facts).is_allowed() && question.holds(&stage, &actor, facts, &row) {
                        expected.push(row);
                    }
                }
                question.sort(&mut expected);
                let expected: Vec<Uuid> = expected.into_iter().map(|row| row.id).collect();
                let (mut rows, mut cursor) = (Vec::new(), String::new());
                loop {
                    let page: Page<TicketSummary> = person.get(&format!("{path}{cursor}")).await.expect_json(200);
                    assert_eq!(page.total, Some(expected.len() as u64), "{path}");
                    assert!(page.items.len() <= question.limit, "{path}");
                    rows.extend(page.items.into_iter().map(|ticket| ticket.id));
                    match page.next_cursor {
                        Some(next) => cursor = format!("&cursor={next}"),
                        None => break,
                    }
                }
                assert_eq!(rows, expected, "{path} by {actor:?} in {world:?}");
                listed += rows.len();
            }
        }
        // The worlds have something to show.
        assert!(refused > 20 && listed > 150, "{refused} refused, {listed} listed");
    }
}
