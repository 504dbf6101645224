//! A throw-away application on an empty database, for the tests inside the slices.

use std::sync::Arc;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    sea_query::Expr,
};
use shared::{
    access::Actor,
    person::{Email, Language, Role},
};
use tempfile::TempDir;
use uuid::Uuid;

use crate::{
    app::App,
    clock::Clock,
    config::Config,
    directory,
    entity::{account, outbox, team, team_member},
    http::request::Caller,
    keys::Purpose,
};

/// The application; its folder goes when it does.
pub struct Trial {
    pub app: Arc<App>,
    _folder: TempDir,
}

impl Trial {
    pub async fn new() -> Self {
        Self::with(Config::default()).await
    }

    pub async fn with(config: Config) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = Config {
            data: folder.path().to_owned(),
            secret_key: Some(URL_SAFE_NO_PAD.encode([7; 32])),
            public_url: "https://mesa.example.edu.mx".into(),
            ..config
        };
        let app = App::open(config, Clock::default()).await.unwrap();
        app.db.migrate(&app.config.data).await.unwrap();
        Self { app: Arc::new(app), _folder: folder }
    }

    /// An account with roles.
    pub async fn person(&self, local: &str, roles: &[Role]) -> account::Model {
        let email: Email = format!("{local}@example.edu.mx").parse().unwrap();
        let now = self.app.clock.now();
        let app = &self.app;
        let enrolled = app.db.write(async |tx| {
            let (account, _) = directory::enrol(app, tx, &email, Language::Es, now).await?;
            directory::grant(tx, account, roles, None, now).await
        });
        enrolled.await.unwrap()
    }

    /// Gives an account another name.
    pub async fn rename(&self, id: Uuid, name: &str) {
        let renamed = self.app.db.write(async |tx| {
            account::Entity::update_many()
                .col_expr(account::Column::Name, Expr::value(name))
                .filter(account::Column::Id.eq(id))
                .exec(tx)
                .await?;
            Ok(())
        });
        renamed.await.unwrap();
    }

    /// A team with members.
    pub async fn team(&self, name: &str, members: &[Uuid]) -> Uuid {
        let now = self.app.clock.now();
        let id = Uuid::now_v7();
        let written = self.app.db.write(async |tx| {
            let row = team::Model { id, name: name.into(), active: true, version: 1, created_at: now };
            row.into_active_model().insert(tx).await?;
            for member in members {
                team_member::ActiveModel { team_id: Set(id), account_id: Set(*member), added_at: Set(now) }
                    .insert(tx)
                    .await?;
            }
            Ok(())
        });
        written.await.unwrap();
        id
    }

    /// The account as a caller with a session, with the roles and teams of now.
    pub async fn caller(&self, account: &account::Model) -> Caller {
        let db = self.app.db.reader();
        let actor = Actor {
            account_id: account.id,
            roles: directory::roles(db, account.id).await.unwrap(),
            teams: directory::team_ids(db, account.id).await.unwrap(),
            scopes: None,
        };
        Caller { actor, session_id: Some(Uuid::now_v7()), language: account.language, now: self.app.clock.now() }
    }

    /// The last letter in the outbox: to whom, and what it says.
    pub async fn last_letter(&self) -> (String, serde_json::Value) {
        let row = outbox::Entity::find()
            .order_by_desc(outbox::Column::Id)
            .one(self.app.db.reader())
            .await
            .unwrap()
            .expect("a letter");
        let bytes = self.app.keys.open(Purpose::Outbox, row.id.as_bytes(), &row.payload.unwrap()).unwrap();
        (row.recipient, serde_json::from_slice(&bytes).unwrap())
    }

    /// The code in the last letter.
    pub async fn last_code(&self) -> String {
        let (_, letter) = self.last_letter().await;
        letter.pointer("/letter/code").and_then(serde_json::Value::as_str).unwrap().to_owned()
    }
}
