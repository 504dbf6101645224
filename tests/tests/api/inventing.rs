//! An invented past: what `ventanilla seed --tickets` loads is what commands would have left, and the same for the same seed.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use backend::{
    audit,
    demo::past::{Plan, invent},
    entity::{
        account, account_email, account_role, attachment, audit_checkpoint, confirmation, event, service_form, setting,
        status_interval, team_member, ticket, ticket_link, ticket_tag, ticket_watcher,
    },
    event::write_canonical,
};
use chrono::{DateTime, Utc};
use e2e::{Desk, Engine, Service, on_both_engines};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Iterable, PaginatorTrait, QueryOrder, Statement,
    Value,
};
use sha2::{Digest, Sha256};
use shared::{
    event::{Audience, EventKind},
    indicator::Indicator,
    lifecycle::Command,
    page::Page,
    priority::Priority,
    service::{Answers, Field, check_answers},
    status::{CancelReason, Closure, Status},
    ticket::TicketSummary,
};
use uuid::Uuid;

const TICKETS: u64 = 400;

/// Noon of a day in the middle of a term.
fn noon() -> DateTime<Utc> {
    "2026-10-06T18:00:00Z".parse().unwrap()
}

async fn invented(desk: &Desk, seed: u64) {
    desk.advance(noon() - desk.now());
    invent(&desk.app, Plan { tickets: TICKETS, seed, until: noon() }, |_| {}).await.expect("it is invented");
}

struct Past {
    tickets: Vec<ticket::Model>,
    events: HashMap<Uuid, Vec<event::Model>>,
    intervals: HashMap<Uuid, Vec<status_interval::Model>>,
}

impl Past {
    async fn of(desk: &Desk) -> Self {
        let (mut events, mut intervals) = (HashMap::<_, Vec<_>>::new(), HashMap::<_, Vec<_>>::new());
        let rows = event::Entity::find().order_by_asc(event::Column::Sequence).all(desk.db()).await.unwrap();
        for row in rows {
            events.entry(row.ticket_id).or_default().push(row);
        }
        let rows = status_interval::Entity::find().order_by_asc(status_interval::Column::FromAt).all(desk.db()).await;
        for row in rows.unwrap() {
            intervals.entry(row.ticket_id).or_default().push(row);
        }
        let tickets = ticket::Entity::find().order_by_asc(ticket::Column::Number).all(desk.db()).await.unwrap();
        Self { tickets, events, intervals }
    }
}

/// Whether some command leads from one status to the other.
fn is_arrow(from: Status, to: Status) -> bool {
    Command::ALL.iter().any(|command| from.apply(*command) == Ok(to))
}

fn status(change: &serde_json::Value, name: &str) -> Option<Status> {
    change.get(name).map(|status| serde_json::from_value(status.clone()).unwrap())
}

/// A ticket's row is what its timeline leads to.
fn agrees(ticket: &ticket::Model, events: &[event::Model], intervals: &[status_interval::Model]) {
    let folio = &ticket.folio;
    let (mut now, mut rejections, mut attendances, mut reminders) = (None, 0, 0, 0);
    for event in events {
        if let Some(to) = status(&event.change, "to_status") {
            let from = status(&event.change, "from_status");
            assert_eq!(from, now, "{folio}");
            if let Some(from) = from {
                assert!(is_arrow(from, to), "{folio}: {from} to {to}");
                rejections += i32::from(from == Status::Attended && to == Status::InProgress);
            }
            attendances += i32::from(to == Status::Attended);
            (now, reminders) = (Some(to), 0);
        }
        reminders += i32::from(event.kind == EventKind::Reminder);
    }
    assert_eq!(now, Some(ticket.status), "{folio}");
    assert_eq!(
        (rejections, attendances, reminders),
        (ticket.rejections, ticket.attendances, ticket.reminders),
        "{folio}"
    );
    let public: BTreeSet<DateTime<Utc>> =
        events.iter().filter(|event| event.audience == Audience::Public).map(|event| event.at).collect();
    assert_eq!((i32::try_from(public.len()), public.last()), (Ok(ticket.version), Some(&ticket.updated_at)), "{folio}");
    assert!(events.is_sorted_by_key(|event| (event.at, event.id)), "{folio}");
    assert_eq!(ticket.priority, Priority::of(ticket.impact, ticket.urgency), "{folio}");
    assert_eq!(ticket.priority_rank, ticket.priority.rank(), "{folio}");
    assert_eq!(ticket.resolved_at.is_some(), ticket.status == Status::Resolved, "{folio}");
    assert_eq!(ticket.closure.is_some(), ticket.status == Status::Resolved, "{folio}");
    assert_eq!(ticket.cancelled_at.is_some(), ticket.status == Status::Cancelled, "{folio}");

    let last = intervals.last().unwrap();
    assert_eq!(intervals.first().unwrap().from_at, ticket.created_at, "{folio}");
    assert_eq!((last.status, last.assignee_id, last.team_id), (ticket.status, ticket.assignee_id, ticket.team_id));
    assert_eq!(last.to_at, None, "{folio}");
    assert!(intervals.windows(2).all(|pair| pair[0].to_at == Some(pair[1].from_at)), "{folio}");
    assert!(last.from_at >= ticket.status_since, "{folio}");
}

/// How every index and constraint is made.
async fn schema(desk: &Desk) -> BTreeSet<String> {
    let sql = match desk.engine() {
        Engine::Sqlite => "SELECT sql AS made FROM sqlite_master WHERE sql IS NOT NULL",
        Engine::Postgres => {
            "SELECT indexdef AS made FROM pg_indexes WHERE schemaname = 'public' UNION ALL \
             SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint \
             WHERE connamespace = 'public'::regnamespace"
        }
    };
    let rows = desk.db().query_all_raw(Statement::from_string(desk.db().get_database_backend(), sql)).await.unwrap();
    rows.iter().map(|row| row.try_get("", "made").unwrap()).collect()
}

/// A digest of all rows of a table, whatever the order of a JSON object's members is: each engine has its own.
async fn digest<E>(desk: &Desk) -> String
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelTrait<Entity = E>,
{
    let mut lines = Vec::new();
    for row in E::find().all(desk.db()).await.unwrap() {
        let row = row.into_active_model();
        let values = E::Column::iter().map(|column| match row.get(column).into_value() {
            Some(Value::Json(Some(json))) => {
                let mut canonical = String::new();
                write_canonical(&json, &mut canonical);
                canonical
            }
            value => format!("{value:?}"),
        });
        lines.push(values.collect::<Vec<_>>().join(" "));
    }
    lines.sort();
    Sha256::digest(lines.join("\n")).iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn digests(engine: Engine, seed: u64) -> BTreeMap<&'static str, String> {
    // The links and the checkpoints are keyed.
    let mut desk =
        Desk::with(engine, |config| config.secret_key = Some("BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc".into()))
            .await;
    invented(&desk, seed).await;
    let digests = BTreeMap::from([
        ("account", digest::<account::Entity>(&desk).await),
        ("account_email", digest::<account_email::Entity>(&desk).await),
        ("account_role", digest::<account_role::Entity>(&desk).await),
        ("team_member", digest::<team_member::Entity>(&desk).await),
        ("ticket", digest::<ticket::Entity>(&desk).await),
        ("event", digest::<event::Entity>(&desk).await),
        ("status_interval", digest::<status_interval::Entity>(&desk).await),
        ("attachment", digest::<attachment::Entity>(&desk).await),
        ("ticket_watcher", digest::<ticket_watcher::Entity>(&desk).await),
        ("ticket_tag", digest::<ticket_tag::Entity>(&desk).await),
        ("ticket_link", digest::<ticket_link::Entity>(&desk).await),
        ("confirmation", digest::<confirmation::Entity>(&desk).await),
        ("audit_checkpoint", digest::<audit_checkpoint::Entity>(&desk).await),
        ("setting", digest::<setting::Entity>(&desk).await),
    ]);
    desk.stop().await;
    digests
}

on_both_engines! {
    async fn every_ticket_is_what_its_timeline_leads_to(desk: &Desk) {
        invented(desk, 7).await;
        let report = audit::verify(&desk.app).await.unwrap();
        assert_eq!(report.faults, []);
        assert_eq!((report.tickets, report.checkpoints), (TICKETS, 2));
        let past = Past::of(desk).await;
        let mut number = 0;
        for ticket in &past.tickets {
            number += 1;
            assert_eq!((ticket.number, ticket.folio.as_str()), (number, format!("TI-{number:06}").as_str()));
            agrees(ticket, &past.events[&ticket.id], &past.intervals[&ticket.id]);
        }
        assert!(past.tickets.is_sorted_by_key(|ticket| ticket.created_at));
        let events = || past.events.values().flatten();
        for word in Status::ALL {
            assert!(events().any(|event| status(&event.change, "to_status") == Some(*word)), "none was {word}");
        }
        let some = |is: &dyn Fn(&ticket::Model) -> bool| past.tickets.iter().any(is);
        assert!(some(&|ticket| ticket.rejections > 0) && some(&|ticket| ticket.rating.is_some()));
        assert!(some(&|ticket| ticket.closure == Some(Closure::Unanswered)));
        assert!(some(&|ticket| ticket.cancel_reason == Some(CancelReason::Duplicate)));
        let reopened = |event: &event::Model| status(&event.change, "from_status") == Some(Status::Resolved);
        assert!(events().any(reopened));
    }

    async fn every_answer_is_one_that_the_form_accepts(desk: &Desk) {
        invented(desk, 7).await;
        let forms = service_form::Entity::find().all(desk.db()).await.unwrap();
        let forms: HashMap<Uuid, Vec<Field>> =
            forms.into_iter().map(|form| (form.service_id, serde_json::from_value(form.fields).unwrap())).collect();
        let domains = &desk.app.config.domains;
        for ticket in ticket::Entity::find().all(desk.db()).await.unwrap() {
            let answers: Answers = serde_json::from_value(ticket.answers).unwrap();
            let day = ticket.created_at.with_timezone(&desk.app.config.time_zone).date_naive();
            let tidy = check_answers(&forms[&ticket.service_id], &answers, day, domains);
            assert_eq!(tidy.as_ref(), Ok(&answers), "{}", ticket.folio);
        }
    }

    /// What was due is done: the clock finds nothing at the instant at which the past ends, and work goes on from there.
    async fn the_present_goes_on_where_the_past_ends(desk: &Desk) {
        invented(desk, 7).await;
        let before = event::Entity::find().count(desk.db()).await.unwrap();
        desk.tick().await;
        assert_eq!(event::Entity::find().count(desk.db()).await.unwrap(), before);
        let ana = desk.requester("ana").await;
        let next = ana.files(Service::Wifi).await;
        assert_eq!(next.folio, format!("TI-{:06}", TICKETS + 1));
        assert_eq!(audit::verify(&desk.app).await.unwrap().faults, []);
    }

    async fn lists_and_figures_agree_with_the_rows(desk: &Desk) {
        invented(desk, 7).await;
        let admin = desk.admin("zoe").await;
        let past = Past::of(desk).await;
        for status in Status::ALL {
            let (mut listed, mut cursor) = (0, String::new());
            loop {
                let path = format!("/tickets?view=all&status={status}&limit=90{cursor}");
                let page: Page<TicketSummary> = admin.get(&path).await.expect_json(200);
                listed += page.items.len();
                match page.next_cursor {
                    Some(next) => cursor = format!("&cursor={next}"),
                    None => break,
                }
            }
            assert_eq!(listed, past.tickets.iter().filter(|ticket| ticket.status == *status).count(), "{status}");
        }
        let indicator: Indicator = admin.get("/reports/indicator?from=2022-01-01&to=2026-12-31").await.expect_json(200);
        let count = |is: &dyn Fn(&ticket::Model) -> bool| past.tickets.iter().filter(|ticket| is(ticket)).count() as u64;
        let duplicates = count(&|ticket| ticket.cancel_reason == Some(CancelReason::Duplicate));
        let counts = &indicator.counts;
        assert_eq!(counts.received, TICKETS - duplicates);
        assert_eq!(counts.attended, count(&|ticket| matches!(ticket.status, Status::Attended | Status::Resolved)));
        assert_eq!(counts.confirmed, count(&|ticket| ticket.closure == Some(Closure::Confirmed)));
        assert_eq!(counts.rejected, count(&|ticket| ticket.rejections > 0));
    }

    /// Indexes and constraints are as the migrations made them.
    async fn a_load_leaves_the_schema_as_it_was(desk: &Desk) {
        let before = schema(desk).await;
        assert!(before.len() > 50, "{before:?}");
        invented(desk, 7).await;
        assert_eq!(schema(desk).await, before);
    }

    async fn a_database_that_is_in_use_is_refused(desk: &Desk) {
        desk.requester("ana").await.files(Service::Wifi).await;
        let plan = Plan { tickets: 10, seed: 1, until: desk.now() };
        assert!(invent(&desk.app, plan, |_| {}).await.is_err());
        assert_eq!(ticket::Entity::find().count(desk.db()).await.unwrap(), 1);
        assert_eq!(audit::verify(&desk.app).await.unwrap().faults, []);
    }

    async fn another_seed_invents_another_past(engine: Engine) {
        let (one, other) = (digests(engine, 1).await, digests(engine, 2).await);
        for table in ["account", "ticket", "event", "status_interval"] {
            assert_ne!(one[table], other[table], "{table}");
        }
    }
}

#[test]
fn the_same_seed_invents_the_same_on_both_engines() {
    e2e::desk::run(async {
        let first = digests(Engine::Sqlite, 7).await;
        assert_eq!(digests(Engine::Sqlite, 7).await, first);
        assert_eq!(digests(Engine::Postgres, 7).await, first);
    });
}
