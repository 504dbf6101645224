//! Somebody signs in as another, or finds out who may.

use std::collections::{BTreeMap, BTreeSet};

use backend::entity::account;
use chrono::Duration;
use e2e::{Desk, Device, Engine, on_both_engines};
use futures_util::future::join_all;
use reqwest::Method;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait, IntoActiveModel, Statement};
use serde_json::{Value, json};
use shared::session::CodeChallenge;

const ANA: &str = "ana.lopez@example.edu.mx";

/// A code that the mail does not hold.
fn wrong(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
}

async fn disable(desk: &Desk, email: &str) {
    let id = Device::at(desk).signs_in(desk, email).await.account.id;
    let row = account::Entity::find_by_id(id).one(desk.db()).await.unwrap().unwrap();
    let mut row = row.into_active_model();
    row.active = Set(false);
    row.update(desk.db()).await.unwrap();
}

on_both_engines! {
    /// Forty guesses at the same instant, one of them right and the last to be sent: it may win only among the first five.
    async fn otp_tries_raced_in_parallel(desk: &Desk) {
        use backend::entity::challenge;

        let browser = Device::at(desk);
        for _ in 0..3 {
            let challenge = browser.asks_for_code(ANA).await;
            let code = desk.mail_to(ANA).await.code();
            let guesses = (0..40).map(|n| {
                let guess = if n == 39 { code.clone() } else { wrong(&code) };
                let mut browser = browser.clone();
                async move { browser.enters(challenge, &guess).await.status.as_u16() }
            });
            let statuses = join_all(guesses).await;
            assert!(statuses.iter().all(|status| [200, 422].contains(status)), "{statuses:?}");
            let row = challenge::Entity::find_by_id(challenge).one(desk.db()).await.unwrap().unwrap();
            assert!(row.tries <= 5, "{} tries were counted", row.tries);
            if statuses[39] == 200 {
                assert!(row.used_at.is_some());
            } else {
                // Whoever had the right code was too late: the tries are spent, and it can't be used any more.
                assert_eq!(row.tries, 5);
                browser.clone().enters(challenge, &code).await.expect_faults(&[("/code", "code")]);
            }
        }
    }

    /// A code proves the address that it was sent to, for what it was asked for, to whoever asked.
    async fn otp_not_bound_to_the_proven_address(desk: &Desk) {
        let mut browser = Device::at(desk);
        let first = browser.asks_for_code(ANA).await;
        let code = desk.mail_to(ANA).await.code();
        let mut thief = Device::at(desk);
        let other = thief.asks_for_code("eve@example.edu.mx").await;
        let own = desk.mail_to("eve@example.edu.mx").await.code();
        thief.enters(other, &code).await.expect_faults(&[("/code", "code")]);
        thief.enters(first, &own).await.expect_faults(&[("/code", "code")]);
        thief.enters(uuid::Uuid::now_v7(), &code).await.expect_faults(&[("/code", "code")]);
        // Whose session it is follows from the challenge alone: no address is taken beside it.
        let body = json!({"challenge_id": other, "code": own, "email": ANA});
        desk.call(Method::POST, "/auth/sessions").json(&body).await.expect_faults(&[("/email", "unknown")]);
        let eve = thief.enters(other, &own).await.expect(200).value();
        assert_eq!(eve["account"]["email"], "eve@example.edu.mx");

        // A code for another address of Eve's opens no session, and one to sign in with proves no other address.
        let eve = desk.requester("eve").await;
        let proof: CodeChallenge =
            eve.post("/email-proofs", &json!({"email": "eve@correo.example"})).await.expect_json(202);
        let code_of_proof = desk.mail_to("eve@correo.example").await.code();
        thief.enters(proof.challenge_id, &code_of_proof).await.expect_faults(&[("/code", "code")]);
        let place = format!("/email-proofs/{first}/verify");
        eve.post(&place, &json!({"code": code})).await.expect_problem(404, "not-found");
        browser.enters(first, &code).await.expect(200);
    }

    async fn code_reuse(desk: &Desk) {
        let mut browser = Device::at(desk);
        let challenge = browser.asks_for_code(ANA).await;
        let code = desk.mail_to(ANA).await.code();
        browser.enters(challenge, &code).await.expect(200);
        browser.enters(challenge, &code).await.expect_faults(&[("/code", "code")]);
        // Nor of several at once more than one.
        let challenge = browser.asks_for_code(ANA).await;
        let code = desk.mail_to(ANA).await.code();
        let entries = (0..5).map(|_| {
            let (mut browser, code) = (browser.clone(), code.clone());
            async move { browser.enters(challenge, &code).await.status.as_u16() }
        });
        let statuses = join_all(entries).await;
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
    }

    /// Codes that were mailed one after the other: no digit is likelier in any place, and none follows from the one before.
    async fn predictable_codes(engine: Engine) {
        let mut desk = Desk::with(engine, |config| config.codes_per_address = 1_000).await;
        let browser = Device::at(&desk);
        for n in 0..300 {
            browser.asks_for_code(&format!("persona{}@example.edu.mx", n % 30)).await;
        }
        let mut mails = Vec::new();
        while mails.len() < 300 {
            desk.tick().await;
            let now = desk.relay.mails();
            assert!(now.len() > mails.len(), "{} codes came", now.len());
            mails = now;
        }
        let codes: Vec<u32> = mails.iter().map(|mail| mail.code().parse().unwrap()).collect();
        let distinct: BTreeSet<u32> = codes.iter().copied().collect();
        assert!(distinct.len() > 290, "{} of 300 codes are distinct", distinct.len());
        let steps: BTreeSet<i64> = codes.windows(2).map(|two| i64::from(two[1]) - i64::from(two[0])).collect();
        assert!(steps.len() > 290, "{} of 299 steps are distinct", steps.len());
        for place in 0..6 {
            let mut seen = [0_i32; 10];
            for code in &codes {
                seen[(code / 10_u32.pow(place) % 10) as usize] += 1;
            }
            // Chi-squared with nine degrees of freedom: past 60 once in 700 million times.
            let chance: f64 = seen.iter().map(|count| f64::from((count - 30) * (count - 30)) / 30.0).sum();
            assert!(chance < 60.0, "digit {place} from the right: {seen:?}");
        }
        desk.stop().await;
    }

    /// Whoever exists, is new, works here, was disabled or is invited: one answer.
    async fn account_enumeration_by_answer(desk: &Desk) {
        desk.requester("known").await;
        desk.admin("chief").await.post("/invitations", &json!({"email": "invited@example.edu.mx"})).await.expect(201);
        disable(desk, "disabled@example.edu.mx").await;
        let (mut asked, mut entered, mut limited) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for name in ["known", "chief", "invited", "disabled", "nobody"] {
            let email = json!({"email": format!("{name}@example.edu.mx")});
            let ask = || desk.call(Method::POST, "/auth/codes").json(&email);
            let answer = ask().await.expect(202);
            let challenge = answer.value()["challenge_id"].clone();
            asked.insert(shown(answer, &challenge));
            let wrong = json!({"challenge_id": challenge, "code": "000000"});
            let answer = desk.call(Method::POST, "/auth/sessions").json(&wrong).await.expect(422);
            entered.insert(shown(answer, &challenge));
            while ask().await.status == 202 {}
            limited.insert(shown(ask().await.expect(429), &challenge));
        }
        for answers in [asked, entered, limited] {
            assert_eq!(answers.len(), 1, "{answers:#?}");
        }
    }
}

/// An answer without what differs from call to call.
fn shown(answer: e2e::Answer, challenge: &Value) -> String {
    let mut headers: Vec<&str> = answer.headers.keys().map(reqwest::header::HeaderName::as_str).collect();
    headers.sort_unstable();
    let mut body = answer.value();
    for member in ["request_id", "retry_after", "detail"] {
        if body
            .get(member)
            .is_some_and(|value| member != "detail" || value.as_str().is_some_and(|text| text.contains("segundos")))
        {
            body[member] = Value::Null;
        }
    }
    let body = body.to_string().replace(challenge.as_str().unwrap(), "…");
    format!("{} {headers:?} {body}", answer.status)
}

/// The time can't tell what the work does not: the very same statements are run, in the same order, whoever is asked for. (The
/// code is above the engines, so one that writes down what it runs is enough.)
#[test]
fn account_enumeration_by_time() {
    e2e::desk::run(async {
        let mut desk = Desk::with(Engine::Postgres, |config| {
            let url = config.database_url.as_mut().unwrap();
            url.push_str("&options[log_statement]=all");
        })
        .await;
        desk.requester("known").await;
        desk.admin("chief").await;
        disable(&desk, "disabled@example.edu.mx").await;
        desk.tick().await;
        let mut work = BTreeMap::new();
        for name in ["known", "chief", "disabled", "nobody"] {
            let before = statements(&desk).await.len();
            let device = Device::at(&desk);
            let challenge = device.asks_for_code(&format!("{name}@example.edu.mx")).await;
            device.clone().enters(challenge, "000000").await.expect(422);
            let run = statements(&desk).await.split_off(before);
            assert!(run.len() > 8, "{run:?}");
            work.insert(name, run);
            desk.advance(Duration::hours(2));
        }
        let nobody = &work["nobody"];
        for (name, run) in &work {
            assert_eq!(run, nobody, "{name}");
        }
        desk.stop().await;
    });
}

/// What the server of PostgreSQL was told to run by the connections of this desk, in that order. (Its log holds those of the
/// other tests too.)
async fn statements(desk: &Desk) -> Vec<String> {
    let one = async |sql: &str| {
        let statement = Statement::from_string(desk.db().get_database_backend(), sql);
        desk.db().query_one_raw(statement).await.unwrap().unwrap()
    };
    let folder: String = one("SELECT current_setting('data_directory') AS it").await.try_get("", "it").unwrap();
    let ours =
        "SELECT string_agg('[' || pid || ']', ' ') AS it FROM pg_stat_activity WHERE datname = current_database()";
    let ours: String = one(ours).await.try_get("", "it").unwrap();
    let log = std::fs::read_to_string(std::path::Path::new(&folder).with_file_name("log")).unwrap();
    let lines =
        log.lines().filter(|line| line.split_whitespace().any(|word| word.starts_with('[') && ours.contains(word)));
    let run = lines.filter_map(|line| {
        let (_, rest) = line.split_once("LOG:  ")?;
        let (_, statement) = rest.split_once(": ")?;
        Some(statement.to_owned())
    });
    // Not those of this function, nor a pool's trial of a connection.
    run.filter(|statement| !statement.contains("AS it") && statement != "SELECT 1").collect()
}
