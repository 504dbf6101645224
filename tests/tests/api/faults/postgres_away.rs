//! PostgreSQL goes away and comes back, as in an upgrade or a crash, while people work.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use backend::entity::outbox;
use e2e::{Answer, Call, Desk, Engine, Person, Service, Storage, database::Stop, desk, tickets::request_for};
use futures_util::future::join_all;
use reqwest::Method;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;
use shared::ticket::TicketDetails;
use tokio::sync::watch;
use uuid::Uuid;

use super::evidence::Evidence;

/// How long anything may take, however busy the machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a person does between two requests: without it the outage alone decides how many thousands are filed.
const A_MOMENT: Duration = Duration::from_millis(20);

/// What came of keys under which requests were filed.
#[derive(Debug, Default)]
struct Filed {
    there: BTreeSet<Uuid>,
    unsettled: Vec<String>,
}

async fn file(ana: &Person, key: &str) -> Answer {
    ana.post("/tickets", &request_for(Service::Maintenance)).key(key).await
}

fn is_told_to_come_back(answer: &Answer) {
    answer.clone().expect_problem(503, "unavailable");
    let seconds: Option<u64> = answer.header("retry-after").and_then(|seconds| seconds.parse().ok());
    assert!(seconds.is_some_and(|seconds| (1..=60).contains(&seconds)), "{answer}");
}

/// Files requests until told to stop. Each is filed, or refused in the one way that says to come back.
async fn work(ana: &Person, stop: watch::Receiver<bool>) -> Filed {
    let mut filed = Filed::default();
    while !*stop.borrow() {
        let key = Uuid::new_v4().to_string();
        let answer = file(ana, &key).await;
        if answer.status == 201 {
            filed.there.insert(answer.read::<TicketDetails>().summary.id);
        } else {
            is_told_to_come_back(&answer);
            filed.unsettled.push(key);
        }
        tokio::time::sleep(A_MOMENT).await;
    }
    filed
}

async fn readiness_becomes(desk: &Desk, status: u16) {
    let begun = Instant::now();
    while desk.call(Method::GET, "/readyz").await.status != status {
        assert!(begun.elapsed() < PATIENCE, "/readyz does not become {status}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// While it is away: every call is told to come back, and none hangs.
async fn everybody_is_told(desk: &Desk, ana: &Person, ticket: Uuid) {
    desk.call(Method::GET, "/healthz").await.expect(200);
    is_told_to_come_back(&desk.call(Method::GET, "/readyz").await);
    let begun = Instant::now();
    let code = json!({"email": "ana@example.edu.mx"});
    let calls = [
        ana.get("/tickets"),
        ana.get(&format!("/tickets/{ticket}")),
        ana.post(&format!("/tickets/{ticket}/cancel"), &json!({"reason": "withdrawn"})).if_match(1),
        ana.post("/tickets", &request_for(Service::Maintenance)),
        desk.call(Method::POST, "/auth/codes").json(&code),
        desk.call(Method::GET, "/public/institution"),
    ];
    for answer in join_all(calls.map(Call::send)).await {
        is_told_to_come_back(&answer);
    }
    let took = begun.elapsed();
    println!("refused after {took:?}");
    assert!(took < Duration::from_secs(10), "it took {took:?} to say so");
}

/// Until no letter waits. How many there are depends on the machine, so what has an end is the time without one sent.
async fn everything_goes_out(desk: &Desk) {
    let (mut least, mut last_sent) = (u64::MAX, Instant::now());
    while least > 0 {
        let unsent = outbox::Entity::find().filter(outbox::Column::SentAt.is_null());
        let unsent = unsent.count(desk.app.db.reader()).await.unwrap();
        if unsent < least {
            (least, last_sent) = (unsent, Instant::now());
        }
        assert!(last_sent.elapsed() < PATIENCE, "{unsent} letters do not go out any more");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[test]
fn when_postgres_goes_away_people_are_told_and_it_recovers_by_itself() {
    desk::run(async {
        let begun = Instant::now();
        let mut desk = Desk::on(Storage::on_a_server_of_its_own(), |config| config.jobs = true).await;
        assert_eq!(desk.engine(), Engine::Postgres);
        let server = desk.site().clone();
        let ana = desk.requester("ana").await;
        let first: TicketDetails = file(&ana, "first").await.expect_json(201);
        let mut there = BTreeSet::from([first.summary.id]);
        let mut unsettled = Vec::new();
        for how in [Stop::Fast, Stop::Immediate] {
            let (stop, stopped) = watch::channel(false);
            let people = join_all((0..4).map(|_| work(&ana, stopped.clone())));
            let outage = async {
                let away = server.clone();
                tokio::task::spawn_blocking(move || away.storage().server().goes_away(how)).await.unwrap();
                readiness_becomes(&desk, 503).await;
                everybody_is_told(&desk, &ana, first.summary.id).await;
                let back = server.clone();
                tokio::task::spawn_blocking(move || back.storage().server().comes_back()).await.unwrap();
                let returned = Instant::now();
                readiness_becomes(&desk, 200).await;
                println!("ready {:?} after it came back", returned.elapsed());
                stop.send_replace(true);
            };
            for filed in tokio::join!(people, outage).0 {
                there.extend(filed.there);
                unsettled.extend(filed.unsettled);
            }
        }
        assert!(!unsettled.is_empty(), "nobody noticed");
        // A refusal may hide that it was carried out; a repeat with the same key settles that.
        for key in unsettled {
            there.insert(file(&ana, &key).await.expect_json::<TicketDetails>(201).summary.id);
        }
        // The jobs have recovered too: mail goes out by itself, what was leased in vain when its lease is over.
        desk.advance(chrono::Duration::minutes(16));
        everything_goes_out(&desk).await;
        let evidence = Evidence::of(&desk.app).await;
        let kept: BTreeSet<Uuid> = evidence.tickets.keys().copied().collect();
        assert_eq!(there.difference(&kept).collect::<Vec<_>>(), Vec::<&Uuid>::new(), "acknowledged, and gone");
        assert_eq!(kept.difference(&there).collect::<Vec<_>>(), Vec::<&Uuid>::new(), "there, and filed by nobody");
        desk.stop().await;
        println!("{} requests in {:?}", there.len(), begun.elapsed());
    });
}
