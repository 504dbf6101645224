//! Signing in, attacked: guessed codes, raced tries, stolen and repeated refresh tokens, roles that were taken away.

use chrono::Duration;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use shared::{
    access::Scope,
    person::{Email, Language, Role},
    problem::FieldCode,
    session::{CodeChallenge, NewSession, NewToken},
};
use uuid::Uuid;

use super::{authenticate, codes, invitations, proofs, refresh, sessions, sessions::Device, tokens};
use crate::{
    app::App,
    config::Config,
    directory,
    entity::{account, account_email, challenge, invitation, session},
    error::{Error, Result},
    http::request::Caller,
    trial::Trial,
};

const ANA: &str = "ana.lopez@example.edu.mx";

async fn ask(app: &App, email: &str) -> Result<CodeChallenge> {
    codes::request_code(app, email, Some([10, 0, 0, 9].into()), Language::Es, app.clock.now()).await
}

async fn sign_in(app: &App, challenge_id: Uuid, code: &str) -> Result<sessions::Opened> {
    let new = NewSession { challenge_id, code: code.into(), remember: false };
    sessions::sign_in(app, &new, &Device::default(), Language::Es, app.clock.now()).await
}

async fn signed_in(trial: &Trial, email: &str) -> sessions::Opened {
    let challenge = ask(&trial.app, email).await.unwrap();
    let code = trial.last_code().await;
    sign_in(&trial.app, challenge.challenge_id, &code).await.unwrap()
}

fn is_refused_code<T>(outcome: &Result<T>) -> bool {
    matches!(outcome, Err(Error::Validation(faults)) if faults.len() == 1
        && faults.iter().all(|fault| fault.pointer == "/code" && fault.code == FieldCode::Code))
}

fn another_than(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
}

#[actix_web::test]
async fn a_valid_code_opens_one_session_and_makes_the_account() {
    let trial = Trial::new().await;
    let challenge = ask(&trial.app, " Ana.Lopez@EXAMPLE.edu.mx ").await.unwrap();
    let (to, _) = trial.last_letter().await;
    assert_eq!(to, ANA);
    let code = trial.last_code().await;
    let opened = sign_in(&trial.app, challenge.challenge_id, &format!("{} {}", &code[..3], &code[3..])).await.unwrap();
    assert_eq!(opened.token.account.name, "Ana Lopez");
    assert_eq!(opened.token.account.roles, [Role::Requester]);
    let known = authenticate(&trial.app, &opened.token.access_token, trial.app.clock.now()).await.unwrap();
    assert_eq!(known.actor.account_id, opened.token.account.id);
    let addresses = account_email::Entity::find().all(trial.app.db.reader()).await.unwrap();
    assert_eq!(addresses.len(), 1);
    assert!(is_refused_code(&sign_in(&trial.app, challenge.challenge_id, &code).await), "a code is used once");
}

#[actix_web::test]
async fn a_code_serves_its_own_challenge_only_and_for_ten_minutes() {
    let trial = Trial::new().await;
    let first = ask(&trial.app, ANA).await.unwrap();
    let first_code = trial.last_code().await;
    let second = ask(&trial.app, "beto.ruiz@example.edu.mx").await.unwrap();
    let second_code = trial.last_code().await;
    assert!(is_refused_code(&sign_in(&trial.app, second.challenge_id, &first_code).await) || first_code == second_code);
    assert!(is_refused_code(&sign_in(&trial.app, Uuid::now_v7(), &first_code).await));
    trial.app.clock.advance(Duration::minutes(10));
    assert!(is_refused_code(&sign_in(&trial.app, first.challenge_id, &first_code).await));
}

#[actix_web::test]
async fn raced_guesses_never_exceed_five() {
    let trial = Trial::new().await;
    let challenge = ask(&trial.app, ANA).await.unwrap();
    let code = trial.last_code().await;
    let wrong = another_than(&code);
    let guesses = (0..40).map(|_| sign_in(&trial.app, challenge.challenge_id, &wrong));
    let outcomes = futures_util::future::join_all(guesses).await;
    assert!(outcomes.iter().all(is_refused_code));
    let row = challenge::Entity::find_by_id(challenge.challenge_id).one(trial.app.db.reader()).await.unwrap().unwrap();
    assert_eq!(row.tries, 5);
    assert!(is_refused_code(&sign_in(&trial.app, challenge.challenge_id, &code).await), "the right one comes too late");
}

#[actix_web::test]
async fn the_right_code_sent_in_parallel_opens_one_session() {
    let trial = Trial::new().await;
    let challenge = ask(&trial.app, ANA).await.unwrap();
    let code = trial.last_code().await;
    let tries = (0..5).map(|_| sign_in(&trial.app, challenge.challenge_id, &code));
    let outcomes = futures_util::future::join_all(tries).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    assert_eq!(session::Entity::find().count(trial.app.db.reader()).await.unwrap(), 1);
}

#[actix_web::test]
async fn two_first_sign_ins_at_once_make_one_account() {
    let trial = Trial::new().await;
    let mut tries = Vec::new();
    for _ in 0..3 {
        let challenge = ask(&trial.app, ANA).await.unwrap();
        tries.push((challenge.challenge_id, trial.last_code().await));
    }
    let outcomes = futures_util::future::join_all(tries.iter().map(|(id, code)| sign_in(&trial.app, *id, code))).await;
    assert!(outcomes.iter().all(Result::is_ok));
    assert_eq!(account::Entity::find().count(trial.app.db.reader()).await.unwrap(), 1);
}

#[actix_web::test]
async fn challenges_are_limited_in_any_hour() {
    let trial = Trial::new().await;
    for _ in 0..5 {
        ask(&trial.app, ANA).await.unwrap();
        trial.app.clock.advance(Duration::minutes(10));
    }
    let Err(Error::RateLimited { limit: 5, window: 3_600, retry_after, .. }) = ask(&trial.app, ANA).await else {
        panic!("the sixth was not refused");
    };
    assert!((540..=600).contains(&retry_after), "{retry_after}");
    assert!(ask(&trial.app, "beto.ruiz@example.edu.mx").await.is_ok(), "another address is free");
    trial.app.clock.advance(Duration::minutes(10));
    assert!(ask(&trial.app, ANA).await.is_ok(), "the first has left the hour");
    assert!(ask(&trial.app, ANA).await.is_err(), "the others have not");
}

#[actix_web::test]
async fn raced_challenges_stay_within_the_limit() {
    let trial = Trial::new().await;
    let asked = futures_util::future::join_all((0..20).map(|_| ask(&trial.app, ANA))).await;
    assert_eq!(asked.iter().filter(|asked| asked.is_ok()).count(), 5);
    let trial = Trial::with(Config { codes_per_client: 3, ..Config::default() }).await;
    let addresses: Vec<String> = (0..10).map(|n| format!("p{n}@example.edu.mx")).collect();
    let asked = futures_util::future::join_all(addresses.iter().map(|address| ask(&trial.app, address))).await;
    assert_eq!(asked.iter().filter(|asked| asked.is_ok()).count(), 3);
}

#[actix_web::test]
async fn a_foreign_address_is_refused() {
    let trial = Trial::new().await;
    for address in ["ana@gmail.com", "ana@notexample.edu.mx", "ana@alumnos.example.edu.mx"] {
        let Err(Error::Validation(faults)) = ask(&trial.app, address).await else { panic!("{address} was accepted") };
        assert!(faults.iter().all(|fault| fault.pointer == "/email" && fault.code == FieldCode::ForeignDomain));
    }
}

#[actix_web::test]
async fn a_disabled_account_gets_the_same_answer_and_no_session() {
    let trial = Trial::new().await;
    let opened = signed_in(&trial, ANA).await;
    let id = opened.token.account.id;
    trial
        .app
        .db
        .write(async |tx| {
            account::Entity::update_many()
                .col_expr(account::Column::Active, sea_orm::sea_query::Expr::value(false))
                .filter(account::Column::Id.eq(id))
                .exec(tx)
                .await?;
            Ok(())
        })
        .await
        .unwrap();
    let now = trial.app.clock.now();
    assert!(matches!(authenticate(&trial.app, &opened.token.access_token, now).await, Err(Error::Unauthenticated)));
    assert!(refresh::renew(&trial.app, opened.secret.expose(), now).await.is_err());
    let challenge = ask(&trial.app, ANA).await.unwrap();
    let code = trial.last_code().await;
    assert!(is_refused_code(&sign_in(&trial.app, challenge.challenge_id, &another_than(&code)).await));
    assert!(matches!(sign_in(&trial.app, challenge.challenge_id, &code).await, Err(Error::Forbidden)));
    assert_eq!(session::Entity::find().count(trial.app.db.reader()).await.unwrap(), 1);
}

#[actix_web::test]
async fn an_access_token_lives_ten_minutes_and_not_beyond_its_session() {
    let trial = Trial::new().await;
    let opened = signed_in(&trial, ANA).await;
    let token = &opened.token.access_token;
    let known = authenticate(&trial.app, token, trial.app.clock.now()).await.unwrap();
    assert!(authenticate(&trial.app, token, trial.app.clock.now() + Duration::seconds(601)).await.is_err());
    let account = directory::account(trial.app.db.reader(), known.actor.account_id).await.unwrap().unwrap();
    let caller = trial.caller(&account).await;
    sessions::end(&trial.app, &caller, known.session_id.unwrap()).await.unwrap();
    assert!(authenticate(&trial.app, token, trial.app.clock.now()).await.is_err());
    assert!(matches!(sessions::end(&trial.app, &caller, known.session_id.unwrap()).await, Err(Error::NotFound)));
}

#[actix_web::test]
async fn nobody_ends_another_persons_session() {
    let trial = Trial::new().await;
    let ana = signed_in(&trial, ANA).await;
    let known = authenticate(&trial.app, &ana.token.access_token, trial.app.clock.now()).await.unwrap();
    let beto = trial.person("beto.ruiz", &[Role::Admin]).await;
    let beto = trial.caller(&beto).await;
    let outcome = sessions::end(&trial.app, &beto, known.session_id.unwrap()).await;
    assert!(matches!(outcome, Err(Error::NotFound)));
    assert!(sessions::list(&trial.app, &beto, 50, None).await.unwrap().items.is_empty());
}

#[actix_web::test]
async fn a_forged_access_token_is_refused() {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
    let trial = Trial::new().await;
    let opened = signed_in(&trial, ANA).await;
    let now = trial.app.clock.now();
    let [header, claims, signature] = opened.token.access_token.split('.').collect::<Vec<_>>().try_into().unwrap();
    let header_text = String::from_utf8(BASE64.decode(header).unwrap()).unwrap();
    let claims_text = String::from_utf8(BASE64.decode(claims).unwrap()).unwrap();
    assert!(header_text.contains("EdDSA") && header_text.contains("kid"), "{header_text}");
    let with = |header: &str, claims: &str, signature: &str| {
        format!("{}.{}.{signature}", BASE64.encode(header), BASE64.encode(claims))
    };
    let hs256 = header_text.replace("EdDSA", "HS256");
    let kid = header_text.split('"').collect::<Vec<_>>();
    let kid = kid.iter().skip_while(|part| **part != "kid").nth(2).unwrap();
    let other_sub = claims_text.replace(&opened.token.account.id.to_string(), &Uuid::now_v7().to_string());
    for forged in [
        with(&header_text.replace("EdDSA", "none"), &claims_text, ""),
        with(&hs256, &claims_text, signature),
        with(&header_text.replace(kid, "0000000000000000"), &claims_text, signature),
        with(&header_text, &other_sub, signature),
        format!("{header}.{claims}."),
        format!("{header}.{claims}"),
        String::new(),
        "..".into(),
        "vtn_".into(),
    ] {
        assert!(authenticate(&trial.app, &forged, now).await.is_err(), "{forged}");
    }
}

#[actix_web::test]
async fn a_role_that_was_taken_away_is_gone_with_the_next_request() {
    let trial = Trial::new().await;
    let beto = trial.person("beto.ruiz", &[Role::Agent]).await;
    let team = trial.team("Redes", &[beto.id]).await;
    let opened = signed_in(&trial, &beto.email).await;
    let token = &opened.token.access_token;
    let known = authenticate(&trial.app, token, trial.app.clock.now()).await.unwrap();
    assert_eq!((known.actor.roles, known.actor.teams), (vec![Role::Agent], vec![team]));
    trial
        .app
        .db
        .write(async |tx| {
            crate::entity::account_role::Entity::delete_many().exec(tx).await?;
            crate::entity::team_member::Entity::delete_many().exec(tx).await?;
            Ok(())
        })
        .await
        .unwrap();
    let known = authenticate(&trial.app, token, trial.app.clock.now()).await.unwrap();
    assert!(known.actor.roles.is_empty() && known.actor.teams.is_empty());
}

#[actix_web::test]
async fn a_spent_refresh_token_ends_its_family() {
    let trial = Trial::new().await;
    let opened = signed_in(&trial, ANA).await;
    let app = &trial.app;
    let first = opened.secret.expose();
    let second = refresh::renew(app, first, app.clock.now()).await.unwrap();
    let third = refresh::renew(app, second.secret.expose(), app.clock.now()).await.unwrap();
    assert!(refresh::renew(app, first, app.clock.now()).await.is_err(), "its successor was used");
    for secret in [second.secret.expose(), third.secret.expose()] {
        assert!(refresh::renew(app, secret, app.clock.now()).await.is_err(), "the family is over");
    }
    assert!(authenticate(app, &third.token.access_token, app.clock.now()).await.is_err());
    let ended = session::Entity::find().one(app.db.reader()).await.unwrap().unwrap();
    assert_eq!(ended.ended_because.as_deref(), Some("reused_token"));
}

#[actix_web::test]
async fn the_last_spent_one_is_answered_for_half_a_minute() {
    let trial = Trial::new().await;
    let opened = signed_in(&trial, ANA).await;
    let app = &trial.app;
    let first = opened.secret.expose();
    let second = refresh::renew(app, first, app.clock.now()).await.unwrap();
    app.clock.advance(Duration::seconds(29));
    let again = refresh::renew(app, first, app.clock.now()).await.unwrap();
    assert_eq!(again.secret.expose(), second.secret.expose(), "whichever answer is kept, it is the token that counts");
    app.clock.advance(Duration::seconds(2));
    assert!(refresh::renew(app, first, app.clock.now()).await.is_err(), "too late: the family ends");
    assert!(refresh::renew(app, second.secret.expose(), app.clock.now()).await.is_err());
}

#[actix_web::test]
async fn two_tabs_that_renew_at_once_both_stay() {
    let trial = Trial::new().await;
    let opened = signed_in(&trial, ANA).await;
    let app = &trial.app;
    let mut current = opened.secret.expose().to_owned();
    for _ in 0..5 {
        let now = app.clock.now();
        let renewed = futures_util::future::join_all((0..4).map(|_| refresh::renew(app, &current, now))).await;
        let secrets: Vec<String> =
            renewed.into_iter().map(|renewed| renewed.unwrap().secret.expose().to_owned()).collect();
        assert!(secrets.windows(2).all(|pair| pair[0] == pair[1]));
        current = secrets[0].clone();
        app.clock.advance(Duration::minutes(9));
    }
}

#[actix_web::test]
async fn an_idle_session_ends_after_twelve_hours_or_thirty_days() {
    let trial = Trial::new().await;
    let app = &trial.app;
    let short = signed_in(&trial, ANA).await;
    let challenge = ask(app, ANA).await.unwrap();
    let new = NewSession { challenge_id: challenge.challenge_id, code: trial.last_code().await, remember: true };
    let device = Device { user_agent: Some("Firefox".into()), remember: true };
    let long = sessions::sign_in(app, &new, &device, Language::Es, app.clock.now()).await.unwrap();
    app.clock.advance(Duration::hours(11));
    let short = refresh::renew(app, short.secret.expose(), app.clock.now()).await.unwrap();
    app.clock.advance(Duration::hours(12));
    assert!(refresh::renew(app, short.secret.expose(), app.clock.now()).await.is_err());
    app.clock.advance(Duration::days(29));
    let long = refresh::renew(app, long.secret.expose(), app.clock.now()).await.unwrap();
    app.clock.advance(Duration::days(30));
    assert!(refresh::renew(app, long.secret.expose(), app.clock.now()).await.is_err());
}

#[actix_web::test]
async fn an_api_token_is_its_owner_within_its_scopes() {
    let trial = Trial::new().await;
    let app = &trial.app;
    let ana = trial.person("ana.lopez", &[Role::Agent]).await;
    let nowhere = trial.caller(&ana).await;
    let opened = signed_in(&trial, ANA).await;
    let session = authenticate(app, &opened.token.access_token, app.clock.now()).await.unwrap().session_id;
    let caller = Caller { session_id: session, ..trial.caller(&ana).await };
    let new = NewToken {
        name: " Inventario \n de equipo ".into(),
        scopes: vec![Scope::TicketsWrite, Scope::TicketsRead, Scope::TicketsRead],
        expires_at: Some(app.clock.now() + Duration::days(1)),
    };
    assert!(matches!(tokens::create(app, &nowhere, &new).await, Err(Error::Unauthenticated)), "no such session");
    let made = tokens::create(app, &caller, &new).await.unwrap();
    assert_eq!(made.info.name, "Inventario de equipo");
    assert!(made.token.starts_with(&made.info.prefix) && made.info.prefix.len() == 10);
    let known = authenticate(app, &made.token, app.clock.now()).await.unwrap();
    assert_eq!(known.session_id, None);
    assert_eq!(known.actor.roles, [Role::Agent]);
    assert_eq!(known.actor.scopes, Some(vec![Scope::TicketsRead, Scope::TicketsWrite]));

    let last_use = async || tokens::list(app, &caller, 50, None).await.unwrap().items[0].last_used_at.unwrap();
    let first_use = last_use().await;
    app.clock.advance(Duration::seconds(30));
    authenticate(app, &made.token, app.clock.now()).await.unwrap();
    assert_eq!(last_use().await, first_use, "written once a minute at most");
    app.clock.advance(Duration::seconds(31));
    authenticate(app, &made.token, app.clock.now()).await.unwrap();
    assert!(last_use().await > first_use);

    let beto = trial.person("beto.ruiz", &[Role::Admin]).await;
    let beto = trial.caller(&beto).await;
    assert!(matches!(tokens::revoke(app, &beto, made.info.id).await, Err(Error::NotFound)));
    assert!(authenticate(app, &made.token, app.clock.now() + Duration::days(2)).await.is_err());
    tokens::revoke(app, &caller, made.info.id).await.unwrap();
    assert!(authenticate(app, &made.token, app.clock.now()).await.is_err());
}

#[actix_web::test]
async fn a_secondary_address_is_proved_by_its_code_for_an_hour() {
    let trial = Trial::new().await;
    let app = &trial.app;
    let ana = trial.person("ana.lopez", &[]).await;
    let caller = trial.caller(&ana).await;
    for own in ["ana@example.edu.mx", "ana@alumnos.example.edu.mx"] {
        let refused = proofs::begin(app, &caller, own, None).await;
        assert!(matches!(refused, Err(Error::Validation(faults)) if faults[0].code == FieldCode::InstitutionDomain));
    }
    let challenge = proofs::begin(app, &caller, "Ana@Correo.example", None).await.unwrap();
    let (to, _) = trial.last_letter().await;
    assert_eq!(to, "ana@correo.example");
    let code = trial.last_code().await;
    let beto = trial.person("beto.ruiz", &[]).await;
    let beto = trial.caller(&beto).await;
    assert!(matches!(proofs::verify(app, &beto, challenge.challenge_id, &code).await, Err(Error::NotFound)));
    assert!(is_refused_code(&sign_in(app, challenge.challenge_id, &code).await), "it signs nobody in");
    assert!(is_refused_code(&proofs::verify(app, &caller, challenge.challenge_id, &another_than(&code)).await));
    let email: Email = "ana@correo.example".parse().unwrap();
    assert!(!proofs::is_proved(app.db.reader(), ana.id, &email, app.clock.now()).await.unwrap());
    proofs::verify(app, &caller, challenge.challenge_id, &code).await.unwrap();
    assert!(proofs::is_proved(app.db.reader(), ana.id, &email, app.clock.now()).await.unwrap());
    assert!(!proofs::is_proved(app.db.reader(), beto.actor.account_id, &email, app.clock.now()).await.unwrap());
    app.clock.advance(Duration::minutes(61));
    assert!(!proofs::is_proved(app.db.reader(), ana.id, &email, app.clock.now()).await.unwrap());
}

async fn invite(app: &App, email: &Email) -> Result<invitations::Made> {
    let offer = invitations::Offer { email, roles: &[Role::Admin], by: None };
    app.db.write(async |tx| invitations::invite(app, tx, offer, Language::Es, app.clock.now()).await).await
}

#[actix_web::test]
async fn an_invitation_is_accepted_once_by_its_own_mailbox() {
    let trial = Trial::new().await;
    let app = &trial.app;
    let email: Email = "directora@example.edu.mx".parse().unwrap();
    let link = invite(app, &email).await.unwrap().link(app);
    let token = link.strip_prefix("https://mesa.example.edu.mx/invite/").unwrap();
    for _ in 0..3 {
        let info = invitations::show(app, token, app.clock.now()).await.unwrap();
        assert_eq!((info.email.as_str(), info.roles.as_slice()), (email.as_str(), [Role::Admin].as_slice()));
    }
    let accept = async |challenge_id: Uuid, code: &str| {
        let new = NewSession { challenge_id, code: code.into(), remember: false };
        invitations::accept(app, token, &new, &Device::default(), Language::Es, app.clock.now()).await
    };
    let foreign = ask(app, ANA).await.unwrap();
    let foreign_code = trial.last_code().await;
    assert!(is_refused_code(&accept(foreign.challenge_id, &foreign_code).await), "another mailbox");

    let first = ask(app, email.as_str()).await.unwrap();
    let first_code = trial.last_code().await;
    let second = ask(app, email.as_str()).await.unwrap();
    let second_code = trial.last_code().await;
    let (a, b) = tokio::join!(accept(first.challenge_id, &first_code), accept(second.challenge_id, &second_code));
    assert_eq!([a.is_ok(), b.is_ok()].iter().filter(|ok| **ok).count(), 1, "it works once");
    let opened = a.or(b).unwrap();
    assert_eq!(opened.token.account.roles, [Role::Requester, Role::Admin]);
    assert!(matches!(invitations::show(app, token, app.clock.now()).await, Err(Error::NotFound)));
}

#[actix_web::test]
async fn an_invitation_expires_and_is_for_the_institution() {
    let trial = Trial::new().await;
    let app = &trial.app;
    let foreign: Email = "ana@gmail.com".parse().unwrap();
    assert!(invite(app, &foreign).await.is_err());
    let email: Email = ANA.parse().unwrap();
    let link = invite(app, &email).await.unwrap().link(app);
    let token = link.rsplit('/').next().unwrap();
    app.clock.advance(Duration::hours(72));
    assert!(matches!(invitations::show(app, token, app.clock.now()).await, Err(Error::NotFound)));
}

#[actix_web::test]
async fn what_is_over_is_purged_and_nothing_else() {
    let trial = Trial::new().await;
    let app = &trial.app;
    let opened = signed_in(&trial, ANA).await;
    let email: Email = ANA.parse().unwrap();
    for _ in 0..2 {
        invite(app, &email).await.unwrap();
    }
    let invitations = async || invitation::Entity::find().count(app.db.reader()).await.unwrap();
    super::purge(app, app.clock.now()).await.unwrap();
    assert_eq!(invitations().await, 2);
    let opened = refresh::renew(app, opened.secret.expose(), app.clock.now()).await.unwrap();
    app.clock.advance(Duration::days(9));
    super::purge(app, app.clock.now()).await.unwrap();
    assert!(refresh::renew(app, opened.secret.expose(), app.clock.now()).await.is_err());
    assert_eq!(session::Entity::find().count(app.db.reader()).await.unwrap(), 0);
    assert_eq!(challenge::Entity::find().count(app.db.reader()).await.unwrap(), 0);
    assert_eq!(crate::entity::rate_limit::Entity::find().count(app.db.reader()).await.unwrap(), 0);
    assert_eq!(invitations().await, 1, "the second gave way to nothing and expired six days ago");
    app.clock.advance(Duration::days(2));
    super::purge(app, app.clock.now()).await.unwrap();
    assert_eq!(invitations().await, 0);
}
