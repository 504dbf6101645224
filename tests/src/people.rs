//! The people of the tests: each is signed in, and speaks HTTP.

use std::sync::Arc;

use backend::{
    app::App,
    directory,
    entity::{account, account_role, team_member},
    identity::{self, Device},
};
use chrono::{DateTime, Duration, Utc};
use reqwest::Method;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde::Serialize;
use shared::person::{Community, Email, Language, Role};
use tokio::sync::Mutex;
use uuid::Uuid;

use crate::{Call, desk::Site};

/// Somebody who is signed in at a desk.
#[derive(Debug, Clone)]
pub struct Person {
    /// The account.
    pub id: Uuid,
    /// The institutional address.
    pub email: String,
    /// The name that others see.
    pub name: String,
    site: Arc<Site>,
    session: Arc<Session>,
}

impl Person {
    /// A call of the API by this person.
    pub fn call(&self, method: Method, path: &str) -> Call {
        self.site.call(method, path).as_person(&self.session)
    }

    /// Reads.
    pub fn get(&self, path: &str) -> Call {
        self.call(Method::GET, path)
    }

    /// Creates or commands.
    pub fn post(&self, path: &str, body: &impl Serialize) -> Call {
        self.call(Method::POST, path).json(body)
    }

    /// Changes.
    pub fn patch(&self, path: &str, body: &impl Serialize) -> Call {
        self.call(Method::PATCH, path).json(body)
    }

    /// Removes.
    pub fn delete(&self, path: &str) -> Call {
        self.call(Method::DELETE, path)
    }

    /// An access token that is good for some minutes, for programs of others.
    pub async fn credential(&self) -> String {
        self.session.credential().await
    }

    /// The desk at which the person is.
    pub fn site(&self) -> &Site {
        &self.site
    }
}

/// What somebody is before the account is made.
#[derive(Debug)]
#[must_use = "nobody is there until `arrives` is awaited"]
pub struct Newcomer<'a> {
    site: &'a Arc<Site>,
    email: String,
    community: Option<Community>,
    roles: Vec<Role>,
    teams: Vec<Uuid>,
    language: Language,
}

impl Newcomer<'_> {
    /// With a role.
    pub fn role(mut self, role: Role) -> Self {
        self.roles.push(role);
        self
    }

    /// As a member of a team.
    pub fn of(mut self, team: Uuid) -> Self {
        self.teams.push(team);
        self
    }

    /// Of a community.
    pub fn community(mut self, community: Option<Community>) -> Self {
        self.community = community;
        self
    }

    /// Who speaks this language.
    pub fn speaks(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// Makes the account, as the directory would have it, and signs in. (The tests of signing in do it by code.)
    pub async fn arrives(self) -> Person {
        let app = &self.site.app;
        let now = app.clock.now();
        let email: Email = self.email.parse().expect("an address");
        let known = app
            .db
            .write(async |tx| {
                let (known, _) = directory::enrol(app, tx, &email, self.language, now).await?;
                let mut known = known.into_active_model();
                known.community = Set(self.community);
                known.community_verified = Set(self.community.is_some());
                let known = known.update(tx).await?;
                for role in &self.roles {
                    let row = account_role::ActiveModel {
                        account_id: Set(known.id),
                        role: Set(*role),
                        granted_at: Set(now),
                        granted_by: Set(None),
                    };
                    row.insert(tx).await?;
                }
                for team in &self.teams {
                    let row =
                        team_member::ActiveModel { team_id: Set(*team), account_id: Set(known.id), added_at: Set(now) };
                    row.insert(tx).await?;
                }
                Ok(known)
            })
            .await
            .expect("the account is made");
        let session = Session { app: app.clone(), account_id: known.id, token: Mutex::default() };
        Person {
            id: known.id,
            email: self.email,
            name: known.name,
            site: self.site.clone(),
            session: Arc::new(session),
        }
    }
}

/// Who comes to a desk.
impl crate::Desk {
    /// Somebody whose first name is the address (`ana` is `ana@example.edu.mx`), of the administrative community.
    pub fn person(&self, first_name: &str) -> Newcomer<'_> {
        Newcomer {
            site: self.site(),
            email: format!("{first_name}@example.edu.mx"),
            community: Some(Community::Administrative),
            roles: Vec::new(),
            teams: Vec::new(),
            language: Language::Es,
        }
    }

    /// Somebody who only asks for services.
    pub async fn requester(&self, first_name: &str) -> Person {
        self.person(first_name).arrives().await
    }

    /// Somebody who performs services in a team.
    pub async fn agent(&self, first_name: &str, team: Uuid) -> Person {
        self.person(first_name).role(Role::Agent).of(team).arrives().await
    }

    /// Somebody who distributes the work of a team.
    pub async fn supervisor(&self, first_name: &str, team: Uuid) -> Person {
        self.person(first_name).role(Role::Supervisor).of(team).arrives().await
    }

    /// Somebody of the quality office.
    pub async fn quality(&self, first_name: &str) -> Person {
        self.person(first_name).role(Role::Quality).arrives().await
    }

    /// Somebody who configures.
    pub async fn admin(&self, first_name: &str) -> Person {
        self.person(first_name).role(Role::Admin).arrives().await
    }
}

/// A session that never ends: it is opened anew when its access token is about to.
#[derive(Debug)]
pub struct Session {
    app: actix_web::web::Data<App>,
    account_id: Uuid,
    token: Mutex<Option<(String, DateTime<Utc>)>>,
}

impl Session {
    /// A credential that is good now.
    pub async fn credential(&self) -> String {
        let app = &self.app;
        let now = app.clock.now();
        let mut token = self.token.lock().await;
        if let Some((credential, until)) = token.as_ref()
            && now < *until
        {
            return credential.clone();
        }
        let opened = app
            .db
            .write(async |tx| {
                let known = account::Entity::find_by_id(self.account_id).one(tx).await?.expect("the account exists");
                identity::open_session(app, tx, &known, &Device::default(), now).await
            })
            .await
            .expect("a session is opened");
        let until = now + Duration::seconds(i64::from(opened.token.expires_in) - 60);
        let credential = opened.token.access_token;
        *token = Some((credential.clone(), until));
        credential
    }
}
