//! Commands on one ticket, raced by several people: whatever the order in which they come through, the history is one that
//! the procedure knows, and of those who saw one version a single one goes on from it.

use std::{collections::BTreeMap, time::Instant};

use backend::{
    entity::{event, ticket},
    event::StoredChange,
};
use e2e::{Answer, Call, Desk, Person, Service, Ticket, on_both_engines, seeded};
use futures_util::future::join_all;
use proptest::{prelude::*, sample::select, strategy::ValueTree, test_runner::TestRunner};
use reqwest::Method;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use shared::{
    access::TicketAction,
    event::{Audience, EventKind},
    person::Role,
    status::{Status, WaitReason},
    ticket::TicketDetails,
};
use uuid::Uuid;

use crate::faults::evidence::Evidence;

/// Histories on each engine.
const HISTORIES: usize = 10;

/// What people do here.
const ACTS: [TicketAction; 14] = [
    TicketAction::Assign,
    TicketAction::Take,
    TicketAction::Unassign,
    TicketAction::Transfer,
    TicketAction::Start,
    TicketAction::Wait,
    TicketAction::Resume,
    TicketAction::Attend,
    TicketAction::Confirm,
    TicketAction::Reject,
    TicketAction::Reopen,
    TicketAction::Cancel,
    TicketAction::Reply,
    TicketAction::Note,
];

/// One call of a round. Everyone in a round reads, and then all send at once.
#[derive(Debug, Clone)]
struct Step {
    /// A place among the people.
    who: usize,
    /// Which of the acts that the page offers.
    pick: usize,
    /// An act that the page may not offer.
    instead: Option<TicketAction>,
    /// The page was opened in an earlier round.
    is_stale: bool,
}

fn schedules() -> impl Strategy<Value = Vec<Vec<Step>>> {
    let instead = prop_oneof![4 => Just(None), 1 => select(ACTS.to_vec()).prop_map(Some)];
    let step = (0..4_usize, 0..64_usize, instead, prop::bool::weighted(0.2));
    let step = step.prop_map(|(who, pick, instead, is_stale)| Step { who, pick, instead, is_stale });
    prop::collection::vec(prop::collection::vec(step, 2..6), 5..10)
}

/// Who takes part. Staff serve both teams, so that nobody loses sight of a ticket.
struct Cast {
    ana: Person,
    carla: Person,
    dora: Person,
    rosa: Person,
}

impl Cast {
    async fn at(desk: &Desk) -> Self {
        let staff = |name, role| desk.person(name).role(role).of(seeded::SUPPORT).of(seeded::NETWORKS).arrives();
        Self {
            ana: desk.requester("ana").await,
            carla: staff("carla", Role::Agent).await,
            dora: staff("dora", Role::Agent).await,
            rosa: staff("rosa", Role::Supervisor).await,
        }
    }

    fn people(&self) -> [&Person; 4] {
        [&self.ana, &self.carla, &self.dora, &self.rosa]
    }

    /// The act as a call by somebody who has this page before them. Who would give it to whoever has it gives it to another:
    /// the former changes nothing.
    fn call(&self, who: &Person, act: TicketAction, ticket: &Ticket, page: &TicketDetails) -> Call {
        let has_it = page.summary.assignee.as_ref().map(|assignee| assignee.id);
        let (command, body) = match act {
            TicketAction::Assign | TicketAction::Take => {
                let oneself = (act == TicketAction::Take && has_it != Some(who.id)).then_some(who.id);
                let other = if has_it == Some(self.carla.id) { self.dora.id } else { self.carla.id };
                ("assign", json!({"assignee_id": oneself.unwrap_or(other)}))
            }
            TicketAction::Transfer => {
                let here = page.summary.team.id == seeded::SUPPORT;
                let there = if here { seeded::NETWORKS } else { seeded::SUPPORT };
                ("transfer", json!({"team_id": there}))
            }
            TicketAction::Wait => {
                let reason = if page.summary.version % 3 == 0 { WaitReason::ThirdParty } else { WaitReason::Requester };
                ("wait", json!({"reason": reason, "note": "¿Qué modelo es?"}))
            }
            TicketAction::Attend => ("attend", json!({"summary": "Se cambió la lámpara."})),
            TicketAction::Confirm => ("confirm", json!({"rating": 4})),
            TicketAction::Reject => ("reject", json!({"reason": "Sigue igual."})),
            TicketAction::Reopen => ("reopen", json!({"reason": "Volvió a fallar."})),
            TicketAction::Cancel if who.id == self.ana.id => ("cancel", json!({"reason": "withdrawn"})),
            TicketAction::Cancel => ("cancel", json!({"reason": "out_of_scope"})),
            TicketAction::Reply => ("replies", json!({"body": "¿Hay noticias?"})),
            TicketAction::Note => ("notes", json!({"body": "Falta una pieza."})),
            plain => (plain.as_str(), Value::Object(serde_json::Map::new())),
        };
        let call = who.call(Method::POST, &ticket.path(&format!("/{command}"))).json(&body);
        if is_message(act) { call } else { call.if_match(page.summary.version) }
    }
}

/// What is written needs no version: it overwrites nothing.
fn is_message(act: TicketAction) -> bool {
    matches!(act, TicketAction::Reply | TicketAction::Note)
}

/// What came of a schedule.
#[derive(Debug, Default)]
struct Outcome {
    /// The versions from which somebody went on, in the order of the answers.
    wins: Vec<i32>,
    replies: usize,
    refused: BTreeMap<u16, usize>,
}

impl Outcome {
    fn note(&mut self, act: TicketAction, version: i32, answer: Answer) {
        match (answer.status.as_u16(), act) {
            (200, _) => self.wins.push(version),
            (201, TicketAction::Reply) => self.replies += 1,
            (201, TicketAction::Note) => {}
            (403, _) => drop(answer.expect_problem(403, "forbidden")),
            (409, _) => drop(answer.expect_problem(409, "conflict")),
            (412, _) => {
                answer.clone().expect_problem(412, "stale-version");
                *self.refused.entry(412).or_default() += 1;
            }
            _ => panic!("{act:?} of version {version}: {answer}"),
        }
    }
}

async fn play(cast: &Cast, ticket: &Ticket, schedule: &[Vec<Step>]) -> Outcome {
    let people = cast.people();
    let mut pages: [Option<TicketDetails>; 4] = [const { None }; 4];
    let mut outcome = Outcome::default();
    for round in schedule {
        let reads = people.iter().enumerate().map(|(place, person)| {
            let looks = pages[place].is_none() || round.iter().any(|step| step.who == place && !step.is_stale);
            async move { if looks { Some(person.sees(ticket).await) } else { None } }
        });
        let read = join_all(reads).await;
        for (page, read) in pages.iter_mut().zip(read) {
            *page = read.or(page.take());
        }
        if pages.iter().flatten().any(|page| page.summary.status == Status::Cancelled) {
            break;
        }
        let sent = join_all(round.iter().filter_map(|step| {
            let page = pages[step.who].as_ref()?;
            // Nothing comes after a cancellation, so it is no more than what somebody does now and then.
            let goes_on = |act: &TicketAction| page.actions.contains(act) && *act != TicketAction::Cancel;
            let offered: Vec<_> = ACTS.into_iter().filter(goes_on).collect();
            let act = step.instead.or_else(|| offered.get(step.pick % offered.len().max(1)).copied())?;
            let (call, version) = (cast.call(people[step.who], act, ticket, page), page.summary.version);
            Some(async move { (act, version, call.send().await) })
        }));
        for (act, version, answer) in sent.await {
            outcome.note(act, version, answer);
        }
    }
    outcome
}

/// Where a ticket stands by what its events tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Standing {
    status: Status,
    assignee: Option<Uuid>,
    waits_for: Option<WaitReason>,
}

impl Standing {
    /// The arrows of the procedure, and who may go along them: written down from the rules, not from the code.
    fn goes_on(self, cast: &Cast, event: &event::Model) -> Self {
        use Status::{Assigned, Attended, Cancelled, InProgress, New, Resolved, Waiting};
        let change: StoredChange = serde_json::from_value(event.change.clone()).expect("a change");
        let actor = event.actor_id.expect("somebody did it");
        let (is_ana, is_rosa, has_it) = (actor == cast.ana.id, actor == cast.rosa.id, self.assignee == Some(actor));
        let is_staff = !is_ana;
        let from = self.status;
        let told = change.from_status.zip(change.to_status);
        let is_open = matches!(from, New | Assigned | InProgress | Waiting);
        let may_go = match event.kind {
            EventKind::Assigned => {
                let moved = if from == New { Some((New, Assigned)) } else { None };
                is_open && told == moved && (is_rosa || (from == New && change.assignee_id == Some(actor)))
            }
            EventKind::Transferred => {
                let moved = if from == New { None } else { Some((from, New)) };
                is_open && told == moved && (has_it || is_rosa || (from == New && is_staff))
            }
            EventKind::Status => {
                let (before, after) = told.expect("a status before and after");
                let answers = is_ana && self.waits_for == Some(WaitReason::Requester);
                before == from
                    && match (from, after) {
                        (Assigned | InProgress | Waiting, New) => has_it || is_rosa,
                        (Assigned, InProgress) | (Assigned | InProgress, Waiting) => has_it,
                        (Waiting, InProgress) => has_it || answers,
                        (Assigned | InProgress | Waiting, Attended) => has_it,
                        (Attended, Resolved | InProgress) => is_ana,
                        (Resolved, InProgress) => is_ana || is_rosa,
                        (New | Assigned | InProgress | Waiting, Cancelled) => is_ana || is_rosa,
                        _ => false,
                    }
            }
            EventKind::Reply | EventKind::Note => told.is_none(),
            EventKind::Rating => from == Resolved && is_ana,
            other => panic!("nobody did {other}"),
        };
        assert!(may_go, "from {self:?}: {event:?}");
        let status = change.to_status.unwrap_or(from);
        let assignee = match event.kind {
            EventKind::Assigned => change.assignee_id,
            EventKind::Transferred => None,
            _ if status == New => None,
            _ => self.assignee,
        };
        let waits_for = if status == Waiting { change.wait_reason.or(self.waits_for) } else { None };
        Self { status, assignee, waits_for }
    }
}

async fn is_a_history(desk: &Desk, cast: &Cast, ticket: &Ticket, outcome: &Outcome) {
    let row = ticket::Entity::find_by_id(ticket.id).one(desk.db()).await.unwrap().unwrap();
    let events = event::Entity::find().filter(event::Column::TicketId.eq(ticket.id));
    let events = events.order_by_asc(event::Column::Sequence).all(desk.db()).await.unwrap();
    let mut standing = Standing { status: Status::New, assignee: None, waits_for: None };
    assert_eq!(events[0].kind, EventKind::Created);
    for event in &events[1..] {
        standing = standing.goes_on(cast, event);
    }
    let stands = Standing { status: row.status, assignee: row.assignee_id, waits_for: row.wait_reason };
    assert_eq!(stands, standing, "what the row says and what the events tell");
    let orderly = events.iter().map(|event| event.sequence).eq(1..=row.event_count);
    assert!(orderly && row.event_count >= 1, "{events:?}");
    let public = events.iter().filter(|event| event.audience == Audience::Public).map(|event| event.at);
    assert!(public.is_sorted(), "time goes back in {events:#?}");

    let mut wins = outcome.wins.clone();
    wins.sort_unstable();
    assert!(wins.is_sorted_by(|one, next| one < next), "two went on from one version: {wins:?}");
    assert!(wins.iter().all(|version| (1..row.version).contains(version)), "{wins:?} of {}", row.version);
    // Every version but the first is of a command that won or of a reply, so none is missing.
    assert_eq!(row.version, 1 + i32::try_from(wins.len() + outcome.replies).unwrap(), "{outcome:?}");
}

on_both_engines! {
    async fn however_commands_race_the_history_is_one_of_the_procedure(desk: &Desk) {
        let begun = Instant::now();
        let cast = Cast::at(desk).await;
        let mut runner = TestRunner::deterministic();
        let (mut won, mut stale) = (0, 0);
        for _ in 0..HISTORIES {
            let schedule = schedules().new_tree(&mut runner).unwrap().current();
            let ticket = cast.ana.files(Service::Maintenance).await;
            let outcome = play(&cast, &ticket, &schedule).await;
            is_a_history(desk, &cast, &ticket, &outcome).await;
            won += outcome.wins.len();
            stale += outcome.refused.get(&412).copied().unwrap_or_default();
        }
        Evidence::of(&desk.app).await;
        println!("{won} commands won and {stale} came too late in {:?}", begun.elapsed());
        // It means something only if people were in each other's way.
        assert!(won > HISTORIES && stale > HISTORIES, "{won} won, {stale} came too late");
    }

    /// Everybody sees the same page and presses a button at once.
    async fn of_many_who_saw_one_version_one_goes_on(desk: &Desk) {
        let cast = Cast::at(desk).await;
        for _ in 0..3 {
            let ticket = cast.ana.files(Service::Maintenance).await;
            let give = |to: &Person| json!({"assignee_id": to.id});
            let acts = [
                (&cast.carla, "assign", give(&cast.carla)),
                (&cast.dora, "assign", give(&cast.dora)),
                (&cast.rosa, "assign", give(&cast.carla)),
                (&cast.rosa, "assign", give(&cast.dora)),
                (&cast.carla, "transfer", json!({"team_id": seeded::NETWORKS})),
                (&cast.ana, "cancel", json!({"reason": "withdrawn"})),
                (&cast.rosa, "cancel", json!({"reason": "out_of_scope"})),
            ];
            let answers = join_all(acts.iter().cycle().take(14).map(|(who, command, body)| {
                who.post(&ticket.path(&format!("/{command}")), body).if_match(1).send()
            }));
            let (won, lost): (Vec<_>, Vec<_>) = answers.await.into_iter().partition(|answer| answer.status == 200);
            assert_eq!(won.len(), 1, "{won:?}");
            for answer in lost {
                assert_eq!(answer.header("etag"), Some("\"2\""), "{answer}");
                answer.expect_problem(412, "stale-version");
            }
            assert_eq!(cast.ana.sees(&ticket).await.summary.version, 2);
        }
        Evidence::of(&desk.app).await;
    }
}
