//! Accounts, teams and settings as admins change them, and what must not happen.

use serde_json::json;
use shared::{
    account::{AccountPatch, NewAccount, NewTeam, TeamPatch},
    institution::SettingsPatch,
    person::{Community, Role},
    problem::FieldCode,
};
use uuid::Uuid;

use super::{accounts, members, settings, teams};
use crate::{
    entity::account,
    error::{Conflict, Error, Result},
    http::{etag::IfMatch, request::Caller},
    trial::Trial,
};

async fn admin(trial: &Trial, local: &str) -> (account::Model, Caller) {
    let account = trial.person(local, &[Role::Admin]).await;
    let caller = trial.caller(&account).await;
    (account, caller)
}

fn seen(account: &account::Model) -> IfMatch {
    IfMatch(Some(account.version))
}

fn fault_of<T>(outcome: Result<T>) -> (String, FieldCode) {
    match outcome {
        Err(Error::Validation(faults)) => faults.into_iter().next().map(|fault| (fault.pointer, fault.code)).unwrap(),
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it was accepted"),
    }
}

#[actix_web::test]
async fn the_last_admin_stays() {
    let trial = Trial::new().await;
    let (eva, caller) = admin(&trial, "eva").await;
    let lay_down = AccountPatch { roles: Some(vec![Role::Agent]), ..AccountPatch::default() };
    let disable = AccountPatch { active: Some(false), ..AccountPatch::default() };
    for patch in [&lay_down, &disable] {
        let outcome = accounts::change(&trial.app, &caller, eva.id, seen(&eva), patch).await;
        assert!(matches!(outcome, Err(Error::Conflict(Conflict::LastAdmin))));
    }
    let (fermin, _) = admin(&trial, "fermin").await;
    accounts::change(&trial.app, &caller, fermin.id, seen(&fermin), &disable).await.unwrap();
    let outcome = accounts::change(&trial.app, &caller, eva.id, seen(&eva), &lay_down).await;
    assert!(matches!(outcome, Err(Error::Conflict(Conflict::LastAdmin))), "a disabled admin is none");
}

#[actix_web::test]
async fn two_admins_can_not_dethrone_each_other() {
    let trial = Trial::new().await;
    let (eva, as_eva) = admin(&trial, "eva").await;
    let (fermin, as_fermin) = admin(&trial, "fermin").await;
    let lay_down = AccountPatch { roles: Some(vec![]), ..AccountPatch::default() };
    let (a, b) = tokio::join!(
        accounts::change(&trial.app, &as_eva, fermin.id, seen(&fermin), &lay_down),
        accounts::change(&trial.app, &as_fermin, eva.id, seen(&eva), &lay_down),
    );
    assert_eq!([a.is_ok(), b.is_ok()].iter().filter(|ok| **ok).count(), 1);
}

#[actix_web::test]
async fn an_account_is_changed_by_whoever_saw_it() {
    let trial = Trial::new().await;
    let (_, caller) = admin(&trial, "eva").await;
    let ana = trial.person("ana.lopez", &[Role::Agent]).await;
    let patch = AccountPatch {
        roles: Some(vec![Role::Supervisor, Role::Requester]),
        community: Some(Community::Faculty),
        ..AccountPatch::default()
    };
    let change = async |seen| accounts::change(&trial.app, &caller, ana.id, seen, &patch).await;
    assert!(matches!(change(IfMatch(None)).await, Err(Error::VersionRequired)));
    assert!(matches!(change(IfMatch(Some(ana.version + 1))).await, Err(Error::Stale { .. })));
    let changed = change(seen(&ana)).await.unwrap();
    assert_eq!(changed.roles, [Role::Supervisor]);
    assert!(changed.community_verified && changed.version == ana.version + 1);
    assert!(matches!(change(seen(&ana)).await, Err(Error::Stale { .. })));
}

#[actix_web::test]
async fn an_address_has_one_account() {
    let trial = Trial::new().await;
    let (_, caller) = admin(&trial, "eva").await;
    let create = async |email: &str| {
        let new = NewAccount {
            email: email.into(),
            name: Some("  Carla   Méndez ".into()),
            community: None,
            institutional_id: None,
            unit: None,
            phone_extension: None,
            language: None,
            roles: vec![Role::Agent],
        };
        trial.app.db.write(async |tx| accounts::create(&trial.app, tx, &caller, &new).await).await
    };
    let id = create("Carla@example.edu.mx").await.unwrap();
    let carla = accounts::get(trial.app.db.reader(), id).await.unwrap();
    assert_eq!((carla.name.as_str(), carla.roles.as_slice()), ("Carla Méndez", [Role::Agent].as_slice()));
    assert_eq!(fault_of(create("carla@EXAMPLE.edu.mx").await), ("/email".into(), FieldCode::Duplicate));
    assert_eq!(fault_of(create("carla@gmail.com").await), ("/email".into(), FieldCode::ForeignDomain));
}

#[actix_web::test]
async fn accounts_are_filtered_and_counted() {
    let trial = Trial::new().await;
    admin(&trial, "eva").await;
    for n in 0..4 {
        trial.person(&format!("agente{n}"), &[Role::Agent]).await;
    }
    let filter = accounts::Filter { role: Some(Role::Agent), count: true, ..accounts::Filter::default() };
    let page = accounts::list(&trial.app, &filter, 3, None).await.unwrap();
    assert_eq!((page.items.len(), page.total), (3, Some(4)));
    let rest = accounts::list(&trial.app, &filter, 3, page.next_cursor.as_deref()).await.unwrap();
    assert_eq!((rest.items.len(), rest.next_cursor), (1, None));
    let others = accounts::Filter { role: Some(Role::Admin), ..accounts::Filter::default() };
    let refused = accounts::list(&trial.app, &others, 3, page.next_cursor.as_deref()).await;
    assert_eq!(fault_of(refused), ("?cursor".into(), FieldCode::Format), "a cursor serves its own list");
    let disabled = accounts::Filter { active: Some(false), ..accounts::Filter::default() };
    assert!(accounts::list(&trial.app, &disabled, 3, None).await.unwrap().items.is_empty());
}

#[actix_web::test]
async fn a_team_has_a_name_of_its_own_and_known_members() {
    let trial = Trial::new().await;
    let (_, caller) = admin(&trial, "eva").await;
    let carla = trial.person("carla", &[Role::Agent]).await;
    let diego = trial.person("diego", &[Role::Supervisor]).await;
    let create = async |name: &str, member_ids: Vec<Uuid>| {
        let new = NewTeam { name: name.into(), member_ids };
        trial.app.db.write(async |tx| teams::create(tx, &caller, &new).await).await
    };
    let before = teams::list(&trial.app, None, 200, None).await.unwrap().items.len();
    let stranger = Uuid::now_v7();
    assert_eq!(
        fault_of(create("Equipo nuevo", vec![carla.id, stranger]).await),
        ("/member_ids/1".into(), FieldCode::Reference)
    );
    let id = create("Equipo nuevo", vec![carla.id, carla.id]).await.unwrap();
    assert_eq!(teams::list(&trial.app, None, 200, None).await.unwrap().items.len(), before + 1);
    assert_eq!(fault_of(create(" Equipo  nuevo ", vec![]).await), ("/name".into(), FieldCode::Duplicate));
    let other = create("Otro equipo", vec![]).await.unwrap();
    let taken = TeamPatch { name: Some("Equipo nuevo".into()), ..TeamPatch::default() };
    let outcome = teams::change(&trial.app, &caller, other, IfMatch(Some(1)), &taken).await;
    assert_eq!(fault_of(outcome), ("/name".into(), FieldCode::Duplicate));
    let swap = TeamPatch { member_ids: Some(vec![diego.id]), ..TeamPatch::default() };
    let changed = teams::change(&trial.app, &caller, id, IfMatch(Some(1)), &swap).await.unwrap();
    assert_eq!(changed.members.iter().map(|person| person.id).collect::<Vec<_>>(), [diego.id]);
    assert!(matches!(teams::change(&trial.app, &caller, id, IfMatch(Some(1)), &swap).await, Err(Error::Stale { .. })));
    let db = trial.app.db.reader();
    assert_eq!(members(db, id, Some(Role::Supervisor)).await.unwrap().len(), 1);
    assert!(members(db, id, Some(Role::Agent)).await.unwrap().is_empty());
}

#[actix_web::test]
async fn settings_are_kept_by_version() {
    let trial = Trial::new().await;
    let (_, caller) = admin(&trial, "eva").await;
    let app = &trial.app;
    let first = settings::get(app).await.unwrap();
    assert_eq!((first.version, first.name.as_str(), first.folio_prefix.as_str()), (1, "Universidad de Ejemplo", "TI"));
    let patch = |value: serde_json::Value| serde_json::from_value::<SettingsPatch>(value).unwrap();
    let change = async |seen: i32, value| settings::change(app, &caller, IfMatch(Some(seen)), &patch(value)).await;
    let changed = change(1, json!({"name": "UTNG", "folio_prefix": "mesa", "hue": 150})).await.unwrap();
    assert_eq!((changed.version, changed.folio_prefix.as_str(), changed.reminder_working_days), (2, "MESA", 2));
    assert!(matches!(change(1, json!({"hue": 10})).await, Err(Error::Stale { .. })));
    let (a, b) = tokio::join!(change(2, json!({"hue": 10})), change(2, json!({"hue": 20})));
    assert_eq!([a.is_ok(), b.is_ok()].iter().filter(|ok| **ok).count(), 1);
    for (value, pointer) in [
        (json!({"folio_prefix": "T-I"}), "/folio_prefix"),
        (json!({"targets": [{"percent": 101.0, "from": "2026-01-01"}]}), "/targets/0/percent"),
        (json!({"targets": [{"percent": -1.0, "from": "2026-01-01"}]}), "/targets/0/percent"),
        (json!({"targets": [{"percent": 90.0, "from": "2026-02-01", "to": "2026-01-01"}]}), "/targets/0/to"),
        (
            json!({"targets": [{"percent": 90.0, "from": "2026-01-01"}, {"percent": 95.0, "from": "2027-01-01"}]}),
            "/targets/1/from",
        ),
    ] {
        assert_eq!(fault_of(change(3, value).await).0, pointer);
    }
    let targets = json!({"targets": [
        {"percent": 95.0, "from": "2027-01-01"},
        {"percent": 90.0, "from": "2026-01-01", "to": "2026-12-31"}
    ]});
    let changed = change(3, targets).await.unwrap();
    assert_eq!(changed.targets.first().map(|target| target.percent), Some(90.0), "by their first day");
    assert_eq!(settings::institution(app).await.unwrap().name, "UTNG");
}
