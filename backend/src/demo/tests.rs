//! The demo fills, keeps to its own database, and tells a past that the rules allow.

use sea_orm::{EntityTrait, PaginatorTrait};
use shared::status::Status;

use super::*;
use crate::{audit, config::Config, entity::ticket, trial::Trial};

async fn demo() -> Trial {
    Trial::with(Config { demo: true, ..Config::default() }).await
}

#[tokio::test]
async fn an_empty_database_becomes_a_believable_institution() {
    let trial = demo().await;
    let before = trial.app.clock.now();
    prepare(&trial.app).await.unwrap();
    let passed = trial.app.clock.now() - before;
    assert!(passed < chrono::Duration::minutes(5), "the clock shows the present again: {passed}");

    let tickets = ticket::Entity::find().all(trial.app.db.reader()).await.unwrap();
    assert!(tickets.len() >= 30, "{}", tickets.len());
    for status in Status::ALL {
        assert!(tickets.iter().any(|ticket| ticket.status == *status), "{status}");
    }
    assert!(tickets.iter().any(|ticket| ticket.rejections > 0));
    assert!(tickets.iter().all(|ticket| ticket.updated_at <= trial.app.clock.now()));
    let report = audit::verify(&trial.app).await.unwrap();
    assert!(report.faults.is_empty(), "{report:?}");

    let mail = queries::mailbox(&trial.app, 200, None).await.unwrap();
    assert!(mail.items.len() > 80, "{}", mail.items.len());
    assert!(mail.items.is_sorted_by(|newer, older| newer.sent_at >= older.sent_at));
    assert_eq!(mark::check(&trial.app).await.unwrap(), Kind::Demo);
    prepare(&trial.app).await.unwrap();
    assert_eq!(ticket::Entity::find().count(trial.app.db.reader()).await.unwrap(), tickets.len() as u64);
}

#[tokio::test]
async fn a_demo_never_takes_a_database_that_is_in_use() {
    let trial = demo().await;
    trial.person("ana.lopez", &[]).await;
    assert!(prepare(&trial.app).await.is_err());
}
