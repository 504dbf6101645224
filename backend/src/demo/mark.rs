//! The mark that tells a demo's database from a real one: the demo lets everyone in, so the two must never meet.

use anyhow::bail;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, PaginatorTrait};

use crate::{
    app::App,
    entity::{account, setting, ticket},
    error::Result,
};

/// The key of the mark among the settings.
const KEY: &str = "demo";

/// Refuses a database of the other kind; an empty one becomes the demo's when the demo asks for it.
///
/// # Errors
/// When the database is not of the kind that was asked for, or can't be read.
pub async fn check(app: &App) -> anyhow::Result<()> {
    let is_marked = is_marked(app.db.reader()).await?;
    match (app.config.demo, is_marked) {
        (true, true) | (false, false) => Ok(()),
        (false, true) => bail!(
            "this database is a demo's: everyone can sign in to it as anyone. \
             Start it with `serve --demo`, or name another (VENTANILLA_DATA, VENTANILLA_DATABASE_URL)"
        ),
        (true, false) => {
            if !mark_if_empty(app).await? {
                bail!(
                    "this database is not a demo's, and the demo would let everyone in. \
                     Name another for the demo (VENTANILLA_DATA, VENTANILLA_DATABASE_URL)"
                );
            }
            Ok(())
        }
    }
}

async fn is_marked(db: &impl ConnectionTrait) -> Result<bool> {
    Ok(setting::Entity::find_by_id(KEY).one(db).await?.is_some())
}

/// Marks the database in the transaction that saw it empty. Another process may have been quicker.
async fn mark_if_empty(app: &App) -> Result<bool> {
    app.db
        .write(async |tx| {
            if is_marked(tx).await? {
                return Ok(true);
            }
            if account::Entity::find().count(tx).await? + ticket::Entity::find().count(tx).await? > 0 {
                return Ok(false);
            }
            let mark = setting::ActiveModel {
                key: Set(KEY.to_owned()),
                value: Set(true.into()),
                version: Set(1),
                updated_at: Set(app.clock.now()),
            };
            setting::Entity::insert(mark).on_conflict_do_nothing().exec_without_returning(tx).await?;
            Ok(true)
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{config::Config, trial::Trial};

    #[tokio::test]
    async fn an_empty_database_becomes_the_demos_and_stays_it() {
        let demo = Trial::with(Config { demo: true, ..Config::default() }).await;
        check(&demo.app).await.unwrap();
        check(&demo.app).await.unwrap();
        assert!(is_marked(demo.app.db.reader()).await.unwrap());
    }

    #[tokio::test]
    async fn somebodys_database_never_becomes_the_demos() {
        let demo = Trial::with(Config { demo: true, ..Config::default() }).await;
        demo.person("ana", &[]).await;
        assert!(check(&demo.app).await.is_err());
        assert!(!is_marked(demo.app.db.reader()).await.unwrap());
    }

    #[tokio::test]
    async fn an_empty_database_is_not_marked_without_the_demo() {
        let real = Trial::new().await;
        check(&real.app).await.unwrap();
        assert!(!is_marked(real.app.db.reader()).await.unwrap());
    }
}
