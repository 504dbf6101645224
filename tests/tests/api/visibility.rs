//! What SQL lists is what the rule allows: over generated people and tickets, row by row.

use backend::{
    entity::{ticket, ticket_watcher},
    tickets::queries::access::{facts, scope},
};
use e2e::{Service, on_both_engines, seeded};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};
use shared::{
    access::{Action, Actor, decide},
    person::Role,
};
use uuid::Uuid;

const TEAMS: [Uuid; 3] = [seeded::SUPPORT, seeded::NETWORKS, seeded::PLATFORMS];

/// People by their roles and teams; tickets by their requester, registrar, team, assignee and watchers.
#[derive(Debug, Clone)]
struct World {
    people: Vec<(Vec<Role>, Vec<Uuid>)>,
    tickets: Vec<(usize, usize, usize, Option<usize>, Vec<usize>)>,
}

fn worlds() -> impl Strategy<Value = World> {
    let roles = prop::sample::subsequence(vec![Role::Agent, Role::Supervisor, Role::Quality, Role::Admin], 0..=2);
    let teams = prop::sample::subsequence(TEAMS.to_vec(), 0..=2);
    let person = (roles, teams);
    let ticket =
        (0..6_usize, 0..6_usize, 0..3_usize, prop::option::of(0..6_usize), prop::collection::vec(0..6_usize, 0..3));
    (prop::collection::vec(person, 6), prop::collection::vec(ticket, 12))
        .prop_map(|(people, tickets)| World { people, tickets })
}

on_both_engines! {
    async fn what_sql_lists_is_what_the_rule_allows(desk: &Desk) {
        let db = desk.db();
        let mut accounts = Vec::new();
        for name in ["ana", "ben", "cleo", "dan", "eva", "fer"] {
            accounts.push(desk.requester(name).await);
        }
        let mut tickets = Vec::new();
        for _ in 0..12 {
            tickets.push(accounts[0].files(Service::Maintenance).await.id);
        }
        let mut runner = TestRunner::deterministic();
        for _ in 0..25 {
            let world = worlds().new_tree(&mut runner).unwrap().current();
            ticket_watcher::Entity::delete_many().exec(db).await.unwrap();
            for (id, (requester, registrar, team, assignee, watchers)) in tickets.iter().zip(&world.tickets) {
                let row = ticket::Entity::find_by_id(*id).one(db).await.unwrap().unwrap();
                let mut row = row.into_active_model();
                row.requester_id = Set(accounts[*requester].id);
                row.registered_by_id = Set((registrar != requester).then(|| accounts[*registrar].id));
                row.team_id = Set(TEAMS[*team]);
                row.assignee_id = Set(assignee.map(|place| accounts[place].id));
                row.update(db).await.unwrap();
                let mut watchers = watchers.clone();
                watchers.sort_unstable();
                watchers.dedup();
                for place in watchers {
                    let row = ticket_watcher::ActiveModel {
                        ticket_id: Set(*id),
                        account_id: Set(accounts[place].id),
                        added_by: Set(accounts[place].id),
                        added_at: Set(desk.now()),
                    };
                    row.insert(db).await.unwrap();
                }
            }
            for (account, (roles, teams)) in accounts.iter().zip(&world.people) {
                let actor = Actor { account_id: account.id, roles: roles.clone(), teams: teams.clone(), scopes: None };
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
}
