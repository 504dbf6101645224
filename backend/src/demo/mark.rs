//! The mark that tells a demo's database from a real one, a row among the settings: the demo lets everyone in, so the two
//! must never meet.

use anyhow::bail;
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QuerySelect,
    sea_query::OnConflict,
};
use serde::{Deserialize, Serialize};

use crate::{
    app::App,
    entity::{account, invitation, setting, ticket},
    error::Result,
};

/// The key of the mark among the settings.
const KEY: &str = "demo";

/// Whose a database is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Nobody's yet.
    Empty,
    /// A demo's.
    Demo,
    /// A demo's that is being filled, or was interrupted while it was.
    Unfinished,
    /// An institution's.
    Real,
}

/// What the mark says.
#[derive(Debug, Serialize, Deserialize)]
struct Mark {
    complete: bool,
}

/// Refuses a database of the other kind; answers its kind.
///
/// # Errors
/// When the database is not of the kind that was asked for, or can't be read.
pub async fn check(app: &App) -> anyhow::Result<Kind> {
    let kind = kind(app.db.reader()).await?;
    match (kind, app.config.demo) {
        (Kind::Empty, _) | (Kind::Demo, true) | (Kind::Real, false) => Ok(kind),
        (Kind::Unfinished, true) => bail!(
            "this demo was never completed. Delete its data and start again, unless another process is filling it now"
        ),
        (Kind::Demo | Kind::Unfinished, false) => bail!(
            "this database is a demo's: everyone can sign in to it as anyone. \
             Start it with `serve --demo`, or name another (VENTANILLA_DATA, VENTANILLA_DATABASE_URL)"
        ),
        (Kind::Real, true) => bail!(
            "this database is not a demo's, and the demo would let everyone in. \
             Name another for the demo (VENTANILLA_DATA, VENTANILLA_DATABASE_URL)"
        ),
    }
}

async fn kind(db: &impl ConnectionTrait) -> Result<Kind> {
    if let Some(row) = setting::Entity::find_by_id(KEY).one(db).await? {
        let mark: Mark = serde_json::from_value(row.value)?;
        return Ok(if mark.complete { Kind::Demo } else { Kind::Unfinished });
    }
    // The first trace of an institution is the invitation of its first admin.
    let traces = account::Entity::find().limit(1).count(db).await?
        + invitation::Entity::find().limit(1).count(db).await?
        + ticket::Entity::find().limit(1).count(db).await?;
    Ok(if traces == 0 { Kind::Empty } else { Kind::Real })
}

/// Marks a database as one that is being filled, in the transaction that saw it empty. Another process may have been
/// quicker.
///
/// # Errors
/// When it is not empty, or can't be written.
pub(super) async fn begin(tx: &DatabaseTransaction, now: DateTime<Utc>) -> Result<()> {
    if kind(tx).await? != Kind::Empty {
        return Err(anyhow::anyhow!("only an empty database can be filled with the demo's data").into());
    }
    set(tx, &Mark { complete: false }, now).await
}

/// Marks the database as a demo's.
///
/// # Errors
/// When it can't be written.
pub(super) async fn complete(tx: &DatabaseTransaction, now: DateTime<Utc>) -> Result<()> {
    set(tx, &Mark { complete: true }, now).await
}

async fn set(tx: &DatabaseTransaction, mark: &Mark, now: DateTime<Utc>) -> Result<()> {
    let row = setting::ActiveModel {
        key: Set(KEY.to_owned()),
        value: Set(serde_json::to_value(mark)?),
        version: Set(1),
        updated_at: Set(now),
    };
    let again = OnConflict::column(setting::Column::Key)
        .update_columns([setting::Column::Value, setting::Column::UpdatedAt])
        .to_owned();
    setting::Entity::insert(row).on_conflict(again).exec_without_returning(tx).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{config::Config, trial::Trial};

    fn config(demo: bool) -> Config {
        Config { demo, ..Config::default() }
    }

    async fn marked(trial: &Trial) {
        let now = trial.app.clock.now();
        trial.app.db.write(async |tx| begin(tx, now).await).await.unwrap();
    }

    #[tokio::test]
    async fn a_demo_that_was_interrupted_is_refused_by_both() {
        for demo in [true, false] {
            let trial = Trial::with(config(demo)).await;
            marked(&trial).await;
            assert!(check(&trial.app).await.is_err());
        }
    }

    #[tokio::test]
    async fn a_demo_is_only_for_the_demo() {
        for demo in [true, false] {
            let trial = Trial::with(config(demo)).await;
            marked(&trial).await;
            let now = trial.app.clock.now();
            trial.app.db.write(async |tx| complete(tx, now).await).await.unwrap();
            assert_eq!(check(&trial.app).await.is_ok(), demo);
        }
    }

    #[tokio::test]
    async fn somebodys_database_never_becomes_the_demos() {
        for demo in [true, false] {
            let trial = Trial::with(config(demo)).await;
            trial.person("ana", &[]).await;
            assert_eq!(check(&trial.app).await.is_ok(), !demo);
            let now = trial.app.clock.now();
            assert!(trial.app.db.write(async |tx| begin(tx, now).await).await.is_err());
        }
    }

    #[tokio::test]
    async fn an_empty_database_is_not_marked_without_the_demo() {
        let real = Trial::with(config(false)).await;
        assert_eq!(check(&real.app).await.unwrap(), Kind::Empty);
        assert_eq!(check(&real.app).await.unwrap(), Kind::Empty);
    }
}
