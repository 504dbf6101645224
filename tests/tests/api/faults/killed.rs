//! `kill -9` of the real program while many people work: what it acknowledged is there, what it did not is there whole or
//! not at all, and a repeat of it settles which.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant,
};

use backend::{clock::Clock, jobs, serve};
use chrono::Duration;
use e2e::{Answer, Desk, Person, Program, Service, on_both_engines, program, seeded, tickets::request_for};
use futures_util::future::join_all;
use serde_json::{Value, json};
use shared::{status::Status, ticket::TicketDetails};
use tokio::sync::Notify;
use uuid::Uuid;

use super::evidence::Evidence;

/// People who work at once.
const CLIENTS: usize = 8;
/// Acknowledgements after which the program is killed, each time.
const ENOUGH: [usize; 3] = [20, 60, 35];
/// How often it is looked whether a letter has come.
const SOON: std::time::Duration = std::time::Duration::from_millis(1);
/// In which time it is there again. The fastest of several starts, because whatever else the machine does is in the others.
const RESTART: std::time::Duration = std::time::Duration::from_secs(1);

/// A call with all that it needs to be repeated to the letter.
#[derive(Debug, Clone)]
struct Sent {
    who: Person,
    path: String,
    body: Value,
    version: Option<i32>,
    key: String,
}

impl Sent {
    fn new(who: &Person, path: String, body: Value, version: Option<i32>) -> Self {
        Self { who: who.clone(), path, body, version, key: Uuid::new_v4().to_string() }
    }

    async fn send(&self) -> reqwest::Result<Answer> {
        let mut call = self.who.post(&self.path, &self.body).key(&self.key);
        if let Some(version) = self.version {
            call = call.if_match(version);
        }
        call.attempt().await
    }
}

/// What came of the calls.
#[derive(Debug, Default)]
struct Diary {
    /// The newest version of each ticket that anybody was told.
    acknowledged: Mutex<BTreeMap<Uuid, i32>>,
    unanswered: Mutex<Vec<Sent>>,
    count: AtomicUsize,
    enough: Notify,
}

impl Diary {
    fn note(&self, answer: Answer) -> TicketDetails {
        assert!(answer.status.is_success(), "{answer}");
        let told: TicketDetails = answer.read();
        let mut acknowledged = self.acknowledged.lock().unwrap();
        let version = acknowledged.entry(told.summary.id).or_default();
        *version = told.summary.version.max(*version);
        self.count.fetch_add(1, Ordering::SeqCst);
        self.enough.notify_one();
        told
    }

    /// Sends a call; nothing when the program is gone.
    async fn send(&self, sent: Sent) -> Option<TicketDetails> {
        match sent.send().await {
            Ok(answer) => Some(self.note(answer)),
            Err(_) => {
                self.unanswered.lock().unwrap().push(sent);
                None
            }
        }
    }

    /// Whoever got no answer asks again with the same key, as a careful program would.
    async fn settle(&self) -> usize {
        let again = std::mem::take(&mut *self.unanswered.lock().unwrap());
        for sent in &again {
            self.note(sent.send().await.expect("the program is there again"));
        }
        again.len()
    }

    async fn has_grown_by(&self, more: usize) {
        let until = self.count.load(Ordering::SeqCst) + more;
        while self.count.load(Ordering::SeqCst) < until {
            self.enough.notified().await;
        }
    }
}

/// Files requests and brings each to its end, until the program is gone.
async fn work(diary: &Diary, ana: &Person, carla: &Person) {
    loop {
        let file = Sent::new(ana, "/tickets".to_owned(), request_for(Service::Maintenance), None);
        let Some(mut told) = diary.send(file).await else { return };
        for (who, command, body) in [
            (carla, "assign", json!({"assignee_id": carla.id})),
            (carla, "start", json!({})),
            (carla, "attend", json!({"summary": "Se cambió la lámpara."})),
            (ana, "confirm", json!({"rating": 5})),
        ] {
            let path = format!("/tickets/{}/{command}", told.summary.id);
            match diary.send(Sent::new(who, path, body, Some(told.summary.version))).await {
                Some(now) => told = now,
                None => return,
            }
        }
    }
}

async fn evidence_is_whole(desk: &Desk) {
    let verified = program::run(&desk.app.config, "audit verify").await;
    let said = String::from_utf8_lossy(&verified.stdout);
    assert!(verified.status.success() && said.contains("Everything is whole"), "{verified:?}");
}

on_both_engines! {
    async fn what_the_program_acknowledged_survives_its_death(desk: &Desk) {
        let begun = Instant::now();
        let (ana, carla) = (desk.requester("ana").await, desk.agent("carla", seeded::SUPPORT).await);
        for person in [&ana, &carla] {
            person.get("/me").await.expect(200);
        }
        desk.breaks_down().await;
        let diary = Diary::default();
        let (mut ready, mut settled) = (Vec::new(), 0);
        for enough in ENOUGH {
            let program = Program::serves(desk).await;
            ready.push(program.was_ready_after);
            settled += diary.settle().await;
            let people = join_all((0..CLIENTS).map(|_| work(&diary, &ana, &carla)));
            let death = async {
                diary.has_grown_by(enough).await;
                // It dies in the moment in which the relay has taken a letter from it.
                let sent = desk.relay.mails().len();
                let takes_one = async {
                    while desk.relay.mails().len() == sent {
                        tokio::time::sleep(SOON).await;
                    }
                };
                tokio::time::timeout(20 * RESTART, takes_one).await.expect("a letter leaves");
                program.is_killed();
            };
            tokio::join!(people, death);
            evidence_is_whole(desk).await;
        }
        let program = Program::serves(desk).await;
        ready.push(program.was_ready_after);
        settled += diary.settle().await;
        assert!(settled > 0, "it was killed while nobody waited for it");
        assert!(ready.iter().any(|took| *took < RESTART), "{ready:?}");
        program.is_killed();
        evidence_is_whole(desk).await;

        // What it had leased for sending is free again when the lease is over.
        let clock = Clock::default();
        clock.advance(Duration::minutes(16));
        let app = serve::prepare(desk.app.config.clone(), clock).await.unwrap();
        jobs::tick(&app).await.unwrap();
        let evidence = Evidence::of(&app).await;
        let acknowledged = diary.acknowledged.lock().unwrap().clone();
        let there: BTreeMap<Uuid, i32> = evidence.tickets.values().map(|ticket| (ticket.id, ticket.version)).collect();
        assert_eq!(there, acknowledged, "the tickets that are there, and those that were acknowledged");
        let resolved = evidence.tickets.values().filter(|ticket| ticket.status == Status::Resolved);
        let letters: BTreeSet<Vec<&str>> = resolved.map(|ticket| evidence.letters_about(ticket.id)).collect();
        assert_eq!(letters.len(), 1, "letters are lost or doubled: {letters:?}");

        assert!(evidence.letters.iter().all(|letter| letter.sent_at.is_some() && letter.dead_at.is_none()));
        let expected: BTreeSet<&str> = evidence.letters.iter().map(|letter| letter.message_id.as_str()).collect();
        let mails = desk.relay.mails();
        let ids: Vec<&str> = mails.iter().map(|mail| mail.header("Message-ID").expect("an id")).collect();
        assert_eq!(ids.iter().copied().collect::<BTreeSet<_>>(), expected, "what was to be sent, and what was");
        // One mail at a time is between the relay's word and our record of it.
        let deaths = ENOUGH.len() + 1;
        assert!(ids.len() <= expected.len() + deaths, "{} mails of {} letters", ids.len(), expected.len());
        app.db.close().await;
        let told = diary.count.load(Ordering::SeqCst);
        println!("{told} acknowledged, {settled} of them when asked again; ready after {ready:?}; {:?}", begun.elapsed());
    }
}
