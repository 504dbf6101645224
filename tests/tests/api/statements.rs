//! The statements of every operation and of every job, and how the engines find their rows: none walks through a table that grows
//! with use, for want of an index. That every kind of list is read along the right one, and in its order, is in `list_plans`. A range
//! that takes in everything is not noticed, nor a page that has to look at many rows before it is full.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
};

use chrono::Duration;
use e2e::{Desk, Device, Engine, Service, Ticket, contract, mail::Mood, on_both_engines};
use reqwest::Method;
use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryResult, Statement, TransactionTrait, Value};
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
const WHOLE: [(&str, &str, &[Engine]); 3] = [
    // The day's checkpoint is over the heads of all chains.
    ("n.sequence = e.sequence + 1", "ix_event_sequence", &[Engine::Sqlite]),
    // An admin asks how many accounts there are.
    (r#"COUNT(*) AS num_items FROM (SELECT "account"."id""#, " account ", &Engine::ALL),
    // The last checkpoint is the first that is met.
    (r#""next"."previous_mac" = "#, "ix_audit_checkpoint_covers", &Engine::ALL),
];

/// What the jobs throw away of itself.
const THROWN_AWAY: [&str; 9] = [
    "challenge",
    "confirmation",
    "email_proof",
    "idempotency",
    "invitation",
    "outbox",
    "rate_limit",
    "refresh_token",
    "session",
];

/// A statement by its text, with the values that it had when it was first given.
type Heard = Arc<Mutex<BTreeMap<String, Vec<Value>>>>;

/// What nobody does here: only the demo has it, nobody has written it yet, or it takes two reminders.
const NEVER: [&str; 5] =
    ["read_mailbox", "list_personas", "open_demo_session", "get_privacy_notice", "close_ticket_unanswered"];

/// Requests go through their life.
async fn requests_live(world: &World<'_>) -> Ticket {
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
    let removed = nico.delete(&ticket.path(&format!("/watchers/{}", max.id))).await;
    assert!(removed.status.is_success(), "{removed}");
    // What waits for its requester, and what is attended, is reminded of and closed.
    max.waits_for(&ticket, WaitReason::Requester).await;
    max.takes(&other).await;
    max.attends(&other, "Listo.").await;
    ticket
}

/// People sign in, prove addresses, are invited and answer by mail.
async fn people_come_and_go(desk: &Desk, world: &World<'_>) {
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
}

/// Files come, are shown by a link, and one is thrown away; and the institution has a logo.
async fn files_come(desk: &Desk, world: &World<'_>) {
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
}

/// Every operation is called by everybody; a list page by page, and counted.
async fn everybody_tries_everything(world: &World<'_>, ticket: &Ticket) {
    let mut pages = 0;
    let (last, first): (Vec<_>, Vec<_>) =
        contract::operations().iter().partition(|operation| operation.id == "end_current_session");
    for operation in first.into_iter().chain(last) {
        for person in world.people.iter().map(|(_, person)| person).chain([&world.max]) {
            world.attempt(operation, |method, path| person.call(method, path)).await;
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
                    pages += 1;
                }
            }
        }
    }
    assert!(pages > 20, "{pages} later pages of lists");
}

/// The operations that nobody was answered well, and the jobs that failed, by what the server counts.
fn missed(desk: &Desk) -> (Vec<&'static str>, Vec<String>) {
    let counted = String::from_utf8(desk.app.metrics.print().unwrap()).unwrap();
    let is_missed = |operation: &&contract::Operation| {
        let well = format!(r#"method="{}",route="{}",status="2"#, operation.method, operation.path);
        !counted.contains(&well)
    };
    let failed =
        counted.lines().filter(|line| line.starts_with("ventanilla_job_failures_total{") && !line.ends_with(" 0"));
    let never = contract::operations().iter().filter(is_missed).map(|operation| operation.id.as_str());
    (never.collect(), failed.map(str::to_owned).collect())
}

/// Indexes of what is still to be done: they stay short, and may be read whole.
const SHORT: [&str; 7] = [
    "ix_attachment_unclaimed",
    "ix_outbox_account",
    "ix_outbox_dead",
    "ix_outbox_due",
    "ix_ticket_close",
    "ix_ticket_remind",
    "ix_ticket_resume",
];

/// The first column of each index, as PostgreSQL names it in a condition.
struct Indexes(BTreeMap<String, String>);

impl Indexes {
    async fn of(engine: Engine, tx: &DatabaseTransaction) -> Self {
        if engine == Engine::Sqlite {
            return Self(BTreeMap::new());
        }
        let asked = "SELECT c.relname::text, pg_get_indexdef(i.indexrelid, 1, true) FROM pg_index i \
                     JOIN pg_class c ON c.oid = i.indexrelid";
        let rows = tx.query_all_raw(Statement::from_string(tx.get_database_backend(), asked)).await.unwrap();
        let named = |row: &QueryResult| (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap());
        Self(rows.iter().map(named).collect())
    }

    /// Whether PostgreSQL's condition compares the first column of an index.
    fn reaches(&self, index: Option<&str>, condition: &serde_json::Value) -> bool {
        let first = index.and_then(|index| self.0.get(index));
        first.zip(condition.as_str()).is_some_and(|(first, condition)| {
            let is_compared = condition.contains(&format!("({first} ")) || condition.contains(&format!("ROW({first},"));
            is_compared && !condition.contains(&format!("({first} IS NOT NULL)"))
        })
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
                    let is_all = words[0] == "SCAN" && !is_narrow(index, is_page);
                    if is_grown(words[1]) && (is_all || words.contains(&"AUTOMATIC")) {
                        found.push(step);
                    }
                }
                Engine::Postgres => {
                    let plan: serde_json::Value = row.try_get_by_index(0).unwrap();
                    steps(&plan[0]["Plan"], None, &mut |step, table| {
                        let index = step["Index Name"].as_str();
                        let kind = step["Node Type"].as_str().unwrap_or_default();
                        let is_scan = kind.contains("Scan") && kind != "Bitmap Heap Scan";
                        let is_all = is_scan && !self.reaches(index, &step["Index Cond"]);
                        if let Some(table) = table
                            && is_all
                            && is_grown(table)
                            && !is_narrow(index, is_page)
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

/// Whether reading all of an index is no walk: it stops after a page, or the index stays short.
fn is_narrow(index: Option<&str>, is_page: bool) -> bool {
    index.is_some_and(|index| is_page || SHORT.contains(&index))
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
        let world = World::make(&desk).await;
        let ticket = requests_live(&world).await;
        people_come_and_go(&desk, &world).await;
        files_come(&desk, &world).await;
        everybody_tries_everything(&world, &ticket).await;
        for days in [1, 1, 1, 2, 3, 5, 8, 30, 400, 400] {
            desk.later(Duration::days(days)).await;
        }
        let heard = std::mem::take(&mut *heard.lock().unwrap());
        assert_eq!(missed(&desk), (NEVER.to_vec(), Vec::new()), "nobody was answered well; jobs failed");
        for table in THROWN_AWAY {
            let is_heard = heard.keys().any(|sql| sql.starts_with(&format!(r#"DELETE FROM "{table}""#)));
            assert!(is_heard, "nothing of {table} was to be thrown away");
        }

        let tx = desk.db().begin().await.unwrap();
        let indexes = Indexes::of(engine, &tx).await;
        if engine == Engine::Postgres {
            // It would rather read a small table whole; now it does so only where there is no other way.
            for way in ["seqscan", "hashjoin", "mergejoin"] {
                tx.execute_unprepared(&format!("SET LOCAL enable_{way} = off")).await.unwrap();
            }
        }
        // A new row is not looked for; what SQLite would do about references to it, it does only for those that were deferred.
        let is_asked = |sql: &str| ["SELECT", "UPDATE", "DELETE", "WITH"].iter().any(|word| sql.starts_with(word));
        let looks = |sql: &str| is_asked(sql) || (sql.starts_with("INSERT") && sql.contains("SELECT "));
        let (mut wrong, mut meant) = (Vec::new(), BTreeSet::new());
        for (sql, values) in heard.iter().filter(|(sql, _)| looks(sql)) {
            for step in indexes.walks(engine, &tx, sql, values).await {
                let is_meant = |(part, way, engines): &&(&str, &str, &[Engine])| {
                    sql.contains(part) && step.contains(way) && engines.contains(&engine)
                };
                match WHOLE.iter().find(is_meant) {
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
