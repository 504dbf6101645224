//! The statements of every operation and of every job, and how the engines find their rows: none walks through a table that grows
//! with use. That every kind of list is read along the right index, and in its order, is in `list_plans`.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
};

use chrono::Duration;
use e2e::{Desk, Device, Engine, Service, Ticket, contract, mail::Mood, on_both_engines};
use reqwest::Method;
use sea_orm::{ConnectionTrait, DatabaseTransaction, Statement, TransactionTrait, Value};
use serde_json::json;
use shared::{
    account::DeadLetter,
    attachment::{Attachment, AttachmentLink},
    institution::Settings,
    page::Page,
    session::{CodeChallenge, SessionInfo, TokenSecret},
    status::WaitReason,
};

use crate::world::{PICTURE, World};

/// Tables that an institution has a few rows of, however long it works.
const SMALL: [&str; 12] = [
    "account_role",
    "folio_counter",
    "invitation",
    "job",
    "logo",
    "seaql_migrations",
    "service",
    "service_form",
    "setting",
    "sqlite_master",
    "team",
    "team_member",
];

/// What reads all of an index on purpose: a part of the statement, one of the engine's step, and the engines that do.
const WHOLE: [(&str, &str, &[Engine]); 4] = [
    // The day's checkpoint is over the heads of all chains.
    ("n.sequence = e.sequence + 1", "ix_event_sequence", &[Engine::Sqlite]),
    // An admin asks how many accounts there are.
    (r#"COUNT(*) AS num_items FROM (SELECT "account"."id""#, " account ", &Engine::ALL),
    // The last checkpoint is the first that is met.
    (r#""next"."previous_mac" = "#, "ix_audit_checkpoint_covers", &Engine::ALL),
    // A page of evidence: all rejections at once, among a few.
    ("b.status = 'in_progress'", "ix_status_interval_ticket", &[Engine::Postgres]),
];

/// A statement by its text, with the values that it had when it was first given.
type Heard = Arc<Mutex<BTreeMap<String, Vec<Value>>>>;

/// What nobody does here: only the demo has it, nobody has written it yet, or it takes two reminders.
const NEVER: [&str; 5] =
    ["read_mailbox", "list_personas", "open_demo_session", "get_privacy_notice", "close_ticket_unanswered"];

/// Operations that somebody was answered well.
type Done = BTreeSet<String>;

/// Requests go through their life.
async fn requests_live(world: &World<'_>, done: &mut Done) -> Ticket {
    let (nico, max) = (&world.nico, &world.max);
    let ticket = nico.files(Service::Maintenance).await;
    max.takes(&ticket).await;
    max.unassigns(&ticket).await;
    max.takes(&ticket).await;
    max.starts(&ticket).await;
    max.waits_for(&ticket, WaitReason::ThirdParty).await;
    max.resumes(&ticket).await;
    max.attends(&ticket, "Listo.").await;
    nico.rejects(&ticket, "Sigue igual.").await;
    max.attends(&ticket, "Ahora sí.").await;
    nico.confirms(&ticket, 5).await;
    nico.reopens(&ticket, "Volvió.").await;
    let other = nico.files(Service::Maintenance).await;
    max.tries(&ticket, "links", json!({"folio": other.folio, "kind": "related"})).await.expect(200);
    let seen = max.get(&ticket.path("")).await.expect(200).etag();
    max.delete(&ticket.path(&format!("/links/{}", other.id))).if_match(seen.as_str()).await.expect(200);
    nico.post(&ticket.path("/watchers"), &json!({"account_id": max.id})).await.expect(200);
    nico.delete(&ticket.path(&format!("/watchers/{}", max.id))).await;
    // What waits for its requester, and what is attended, is reminded of and closed.
    max.waits_for(&ticket, WaitReason::Requester).await;
    max.takes(&other).await;
    max.attends(&other, "Listo.").await;
    done.extend(
        ["unassign", "start", "wait", "resume", "attend", "reject", "confirm", "reopen", "unlink"]
            .map(|command| format!("{command}_ticket")),
    );
    done.insert("remove_watcher".to_owned());
    ticket
}

/// People sign in, prove addresses, are invited and answer by mail.
async fn people_come_and_go(desk: &Desk, world: &World<'_>, done: &mut Done) {
    let (nico, max) = (&world.nico, &world.max);
    let (mut here, mut there) = (Device::at(desk), Device::at(desk));
    for device in [&mut here, &mut there] {
        device.signs_in(desk, "lola@example.edu.mx").await;
    }
    here.renews().await.expect(200);
    let sessions: Page<SessionInfo> = here.call(Method::GET, "/auth/sessions").await.expect_json(200);
    let other = sessions.items.iter().find(|session| !session.current).expect("another session");
    here.call(Method::DELETE, &format!("/auth/sessions/{}", other.id)).await.expect(204);
    let own = "nico@example.com";
    let asked: CodeChallenge = nico.post("/email-proofs", &json!({"email": own})).await.expect_json(202);
    let code = json!({"code": desk.mail_to(own).await.code()});
    nico.post(&format!("/email-proofs/{}/verify", asked.challenge_id), &code).await.expect(204);
    let token = json!({"name": "Uno", "scopes": ["tickets:read"]});
    let token: TokenSecret = nico.post("/tokens", &token).await.expect_json(201);
    desk.call(Method::GET, "/me").bearer(&token.token).await.expect(200);
    nico.delete(&format!("/tokens/{}", token.info.id)).await.expect(204);

    let nora = "nora.paz@example.edu.mx";
    max.post("/invitations", &json!({"email": nora, "roles": ["agent"]})).await.expect(201);
    let invitation = format!("/invitations/{}", desk.mail_to(nora).await.token("/invite/"));
    desk.call(Method::GET, &invitation).await.expect(200);
    let challenge_id = there.asks_for_code(nora).await;
    let accept = json!({"challenge_id": challenge_id, "code": desk.mail_to(nora).await.code()});
    desk.call(Method::POST, &invitation).json(&accept).await.expect(200);

    let ticket = nico.files(Service::Maintenance).await;
    max.takes(&ticket).await;
    max.attends(&ticket, "Listo.").await;
    let confirmation = format!("/confirmations/{}", desk.mail_to(&nico.email).await.token("/confirm/"));
    desk.call(Method::GET, &confirmation).await.expect(200);
    desk.call(Method::POST, &confirmation).json(&json!({"decision": "confirm", "rating": 4})).await.expect(200);

    desk.relay.becomes(Mood::Refuses);
    nico.files(Service::Maintenance).await;
    desk.tick().await;
    desk.relay.becomes(Mood::Accepts);
    let letters: Page<DeadLetter> = max.get("/outbox/dead-letters").await.expect_json(200);
    let retry = format!("/outbox/dead-letters/{}/retry", letters.items[0].id);
    max.call(Method::POST, &retry).await.expect(204);
    done.extend(
        [
            "request_code",
            "open_session",
            "refresh_session",
            "end_session",
            "verify_email_proof",
            "revoke_token",
            "get_invitation",
            "accept_invitation",
            "show_confirmation",
            "answer_confirmation",
            "retry_dead_letter",
        ]
        .map(str::to_owned),
    );
}

/// Files come, are shown by a link, and one is thrown away; and the institution has a logo.
async fn files_come(desk: &Desk, world: &World<'_>, done: &mut Done) {
    let nico = &world.nico;
    let sent = nico.call(Method::POST, "/attachments").file("nota.txt", "text/plain", b"Hola.".to_vec());
    let file: Attachment = sent.await.expect_json(201);
    let link: AttachmentLink =
        nico.call(Method::POST, &format!("/attachments/{}/link", file.id)).await.expect_json(200);
    desk.call(Method::GET, &link.url).await.expect(200);
    nico.delete(&format!("/attachments/{}", file.id)).await.expect(204);
    let seen = world.max.get("/settings").await.expect(200).etag();
    let sent = world.max.call(Method::PUT, "/settings/logo").if_match(seen.as_str()).bytes("image/png", PICTURE);
    let settings: Settings = sent.await.expect_json(200);
    desk.call(Method::GET, &settings.logo.expect("a logo")).await.expect(200);
    done.extend(["read_linked_attachment", "discard_attachment", "read_logo"].map(str::to_owned));
}

/// Every operation is called by everybody; a list page by page, and counted.
async fn everybody_tries_everything(world: &World<'_>, ticket: &Ticket, done: &mut Done) {
    let (last, first): (Vec<_>, Vec<_>) =
        contract::operations().iter().partition(|operation| operation.id == "end_current_session");
    for operation in first.into_iter().chain(last) {
        for person in world.people.iter().map(|(_, person)| person).chain([&world.max]) {
            if world.attempt(operation, |method, path| person.call(method, path)).await.starts_with('2') {
                done.insert(operation.id.clone());
            }
            if operation.method == Method::GET {
                let path = world.path(operation, Some(ticket)).await;
                let path = format!("{path}{}limit=1", if path.contains('?') { '&' } else { '?' });
                person.get(&format!("{path}&count=true")).await;
                let page = person.get(&path).await;
                let is_page =
                    page.status == 200 && page.header("content-type").is_some_and(|kind| kind.contains("json"));
                let page = if is_page { page.value() } else { serde_json::Value::Null };
                if let Some(next) = page["next_cursor"].as_str() {
                    person.get(&format!("{path}&cursor={next}")).await.expect(200);
                }
            }
        }
    }
}

/// What the engine says of its indexes.
struct Indexes {
    /// Those of some rows only.
    partial: BTreeSet<String>,
    /// The first column of each, as PostgreSQL names it in a condition.
    first: BTreeMap<String, String>,
}

impl Indexes {
    async fn of(engine: Engine, tx: &DatabaseTransaction) -> Self {
        let asked = match engine {
            Engine::Sqlite => "SELECT name, sql LIKE '% WHERE %', '' FROM sqlite_master WHERE type = 'index'",
            Engine::Postgres => {
                "SELECT c.relname::text, i.indpred IS NOT NULL, pg_get_indexdef(i.indexrelid, 1, true) FROM pg_index i \
                 JOIN pg_class c ON c.oid = i.indexrelid"
            }
        };
        let rows = tx.query_all_raw(Statement::from_string(tx.get_database_backend(), asked)).await.unwrap();
        let mut indexes = Self { partial: BTreeSet::new(), first: BTreeMap::new() };
        for row in rows {
            let name: String = row.try_get_by_index(0).unwrap();
            if row.try_get_by_index::<Option<bool>>(1).unwrap() == Some(true) {
                indexes.partial.insert(name.clone());
            }
            indexes.first.insert(name, row.try_get_by_index(2).unwrap());
        }
        indexes
    }

    /// Whether reading all of an index is no walk: it stops after a page, or the index has but some rows.
    fn is_narrow(&self, index: Option<&str>, is_page: bool) -> bool {
        index.is_some_and(|index| is_page || self.partial.contains(index))
    }

    /// How an engine walks through tables for a statement.
    async fn walks(&self, engine: Engine, tx: &DatabaseTransaction, sql: &str, values: &[Value]) -> Vec<String> {
        let explain = if engine == Engine::Sqlite { "EXPLAIN QUERY PLAN" } else { "EXPLAIN (FORMAT JSON)" };
        let asked = format!("{explain} {sql}");
        let asked = Statement::from_sql_and_values(tx.get_database_backend(), asked, values.iter().cloned());
        let rows = tx.query_all_raw(asked).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
        // How many rows are wanted is the only number of this type.
        let is_page = values.iter().any(|value| matches!(value, Value::BigUnsigned(Some(rows)) if *rows > 1));
        let mut found = Vec::new();
        for row in rows {
            match engine {
                Engine::Sqlite => {
                    let step: String = row.try_get_by_index(3).unwrap();
                    let words: Vec<&str> = step.split(' ').collect();
                    let index = words.iter().position(|word| *word == "INDEX").map(|place| words[place + 1]);
                    let is_all = words[0] == "SCAN" || words.contains(&"AUTOMATIC");
                    if is_all && is_grown(words[1]) && !self.is_narrow(index, is_page) {
                        found.push(step);
                    }
                }
                Engine::Postgres => {
                    let plan: serde_json::Value = row.try_get_by_index(0).unwrap();
                    steps(&plan[0]["Plan"], None, &mut |step, table| {
                        let index = step["Index Name"].as_str();
                        let first = index.and_then(|index| self.first.get(index));
                        let reaches =
                            step["Index Cond"].as_str().zip(first).is_some_and(|(by, first)| by.contains(first));
                        let kind = step["Node Type"].as_str().unwrap_or_default();
                        let is_all = !reaches && kind.contains("Scan") && kind != "Bitmap Heap Scan";
                        if let Some(table) = table
                            && is_all
                            && is_grown(table)
                            && !self.is_narrow(index, is_page)
                        {
                            found.push(format!("{kind} {table} {}", step["Index Name"]));
                        }
                    });
                }
            }
        }
        found
    }
}

/// Whether it is a table, and no query or list within the statement, and grows.
fn is_grown(table: &str) -> bool {
    let is_table = !(table.starts_with('(') || ["sub_query", "part", "keys", "CONSTANT"].contains(&table));
    is_table && !SMALL.contains(&table)
}

/// Goes through the steps of PostgreSQL's plan, each with the table that it is about.
fn steps<'a>(
    step: &'a serde_json::Value,
    within: Option<&'a str>,
    told: &mut impl FnMut(&'a serde_json::Value, Option<&'a str>),
) {
    let table = step["Relation Name"].as_str().or(within);
    told(step, table);
    let is_bitmap = step["Node Type"].as_str().is_some_and(|kind| kind.starts_with("Bitmap"));
    for next in step["Plans"].as_array().into_iter().flatten() {
        steps(next, if is_bitmap { table } else { None }, told);
    }
}

on_both_engines! {
    async fn no_statement_walks_through_a_table_that_grows(engine: Engine) {
        let heard = Heard::default();
        let hears = heard.clone();
        let mut desk = Desk::overheard(engine, move |statement| {
            let values = || statement.values.clone().map(|values| values.0).unwrap_or_default();
            hears.lock().unwrap().entry(statement.sql.clone()).or_insert_with(values);
        })
        .await;
        // Without those of the migration.
        heard.lock().unwrap().clear();
        let (world, mut done) = (World::make(&desk).await, Done::new());
        let ticket = requests_live(&world, &mut done).await;
        people_come_and_go(&desk, &world, &mut done).await;
        files_come(&desk, &world, &mut done).await;
        everybody_tries_everything(&world, &ticket, &mut done).await;
        for days in [1, 1, 1, 2, 3, 5, 8, 30, 400, 400] {
            desk.later(Duration::days(days)).await;
        }
        let heard = std::mem::take(&mut *heard.lock().unwrap());
        let all = contract::operations().iter().map(|operation| operation.id.clone());
        let never: Vec<String> = all.filter(|id| !done.contains(id)).collect();
        assert_eq!(never, NEVER, "nobody was answered well");

        let tx = desk.db().begin().await.unwrap();
        let indexes = Indexes::of(engine, &tx).await;
        if engine == Engine::Postgres {
            // It would rather read a small table whole; now it does so only where there is no other way.
            for way in ["seqscan", "hashjoin", "mergejoin"] {
                tx.execute_unprepared(&format!("SET LOCAL enable_{way} = off")).await.unwrap();
            }
        }
        // A new row is not looked for; what SQLite would do about references to it, it does only for those that were deferred.
        let looks = |sql: &str| ["SELECT", "UPDATE", "DELETE", "WITH"].iter().any(|word| sql.starts_with(word));
        let (mut wrong, mut meant) = (Vec::new(), BTreeSet::new());
        for (sql, values) in heard.iter().filter(|(sql, _)| looks(sql)) {
            for step in indexes.walks(engine, &tx, sql, values).await {
                match WHOLE.iter().find(|(part, way, _)| sql.contains(part) && step.contains(way)) {
                    Some((part, ..)) => drop(meant.insert(*part)),
                    None => wrong.push(format!("{step}: {sql}")),
                }
            }
        }
        tx.rollback().await.unwrap();
        assert!(wrong.is_empty(), "{} of {} statements:\n{}", wrong.len(), heard.len(), wrong.join("\n"));
        let excused = WHOLE.iter().filter(|(.., engines)| engines.contains(&engine)).map(|(part, ..)| *part);
        assert_eq!(meant, excused.collect(), "what is excused walks no more");
        desk.stop().await;
    }
}
