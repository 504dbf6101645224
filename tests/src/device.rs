//! A browser on which somebody signs in by code: it keeps the challenge, the cookie and the access token, as the web app does.

use std::sync::Arc;

use reqwest::Method;
use serde_json::json;
use shared::session::{CodeChallenge, SessionToken};
use uuid::Uuid;

use crate::{Answer, Call, Desk, desk::Site};

/// A browser, before and after somebody signs in.
#[derive(Debug, Clone)]
pub struct Device {
    site: Arc<Site>,
    /// The refresh cookie as it is sent back: `name=value`.
    pub cookie: Option<String>,
    /// The access token.
    pub access_token: Option<String>,
}

impl Device {
    /// Nobody has signed in on it.
    pub fn at(desk: &Desk) -> Self {
        Self { site: desk.site().clone(), cookie: None, access_token: None }
    }

    /// Asks for a code. The answer is expected to be 202.
    pub async fn asks_for_code(&self, email: &str) -> Uuid {
        let asked = self.site.call(Method::POST, "/auth/codes").json(&json!({"email": email}));
        asked.await.expect_json::<CodeChallenge>(202).challenge_id
    }

    /// Enters a code, whatever comes of it.
    pub async fn enters(&mut self, challenge: Uuid, code: &str) -> Answer {
        let body = json!({"challenge_id": challenge, "code": code});
        let answer = self.site.call(Method::POST, "/auth/sessions").json(&body).await;
        self.remember(&answer);
        answer
    }

    /// Signs in with the code from the mail.
    pub async fn signs_in(&mut self, desk: &Desk, email: &str) -> SessionToken {
        let challenge = self.asks_for_code(email).await;
        let code = desk.mail_to(email).await.code();
        self.enters(challenge, &code).await.expect_json(200)
    }

    /// Renews the session by the cookie, whatever comes of it.
    pub async fn renews(&mut self) -> Answer {
        let answer = self.renewal().await;
        self.remember(&answer);
        answer
    }

    /// The call that renews the session, not sent yet.
    pub fn renewal(&self) -> Call {
        let call = self.site.call(Method::POST, "/auth/sessions/refresh").header("origin", &self.site.origin);
        match &self.cookie {
            Some(cookie) => call.header("cookie", cookie),
            None => call,
        }
    }

    /// A call with the access token.
    pub fn call(&self, method: Method, path: &str) -> Call {
        let call = self.site.call(method, path);
        match &self.access_token {
            Some(token) => call.bearer(token),
            None => call,
        }
    }

    fn remember(&mut self, answer: &Answer) {
        if answer.status != 200 {
            return;
        }
        self.access_token = Some(answer.read::<SessionToken>().access_token);
        let given = answer.header("set-cookie").expect("a cookie");
        self.cookie = given.split(';').next().map(str::to_owned);
    }
}
