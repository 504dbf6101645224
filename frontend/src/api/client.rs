//! One client for the whole app: adds the access token, renews it before it ends, sends version and idempotency key, reads
//! answers and problems. Cookies travel only with the calls that open, renew and end a session.

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;

use gloo_net::http::{Method, RequestBuilder, Response};
use js_sys::{Uint8Array, encode_uri_component};
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::json;
use shared::paths::API;
use shared::problem::Problem;
use wasm_bindgen::JsValue;
use web_sys::{AbortSignal, RequestCredentials};
use yew::Callback;

use super::error::ApiError;
use super::refresh;
use crate::i18n::Lang;
use shared::session::SessionToken;

/// The answer of a call.
pub type Answer<T> = Result<T, ApiError>;

/// A text from an address of the app as one part of a path: with a `/` in it, it would else ask for another place, in the
/// name of whoever followed somebody's link.
pub(super) fn part(text: &str) -> String {
    String::from(encode_uri_component(text))
}

/// What happens to the session while calls are made.
#[derive(Clone, Debug)]
pub enum SessionEvent {
    /// Somebody has signed in here.
    Started(Box<SessionToken>),
    /// The browser's cookie gave another token. Whose it is the listener looks at: another tab may have changed hands.
    Renewed(Box<SessionToken>),
    /// The server no longer takes the session.
    Lost,
}

/// The access token, in memory only.
struct Token {
    value: String,
    /// Milliseconds since 1970, by this browser's clock.
    ends_at: f64,
}

pub(super) struct Shared {
    token: RefCell<Option<Token>>,
    lang: Cell<Lang>,
    on_session: RefCell<Callback<SessionEvent>>,
    pub(super) refreshing: RefCell<Option<js_sys::Promise>>,
}

/// A handle to the one client; cheap to clone. A handle may be bound to a signal that cancels its calls.
#[derive(Clone)]
pub struct Client {
    pub(super) shared: Rc<Shared>,
    signal: Option<AbortSignal>,
}

impl PartialEq for Client {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.shared, &other.shared)
    }
}

impl Default for Client {
    fn default() -> Self {
        let shared = Shared {
            token: RefCell::default(),
            lang: Cell::default(),
            on_session: RefCell::new(Callback::noop()),
            refreshing: RefCell::default(),
        };
        Self { shared: Rc::new(shared), signal: None }
    }
}

impl Client {
    /// Renewed this long before its end, so that no call starts with a token that dies on the way.
    const MARGIN_MS: f64 = 30_000.0;

    /// The same client, whose calls end with `signal`.
    #[must_use]
    pub fn until(&self, signal: Option<AbortSignal>) -> Self {
        Self { shared: self.shared.clone(), signal }
    }

    /// The language of the server's texts from now on.
    pub fn speak(&self, lang: Lang) {
        self.shared.lang.set(lang);
    }

    /// The language of the server's texts.
    pub fn language(&self) -> Lang {
        self.shared.lang.get()
    }

    /// Who is told when the session starts, is renewed or lost.
    pub fn on_session(&self, listener: Callback<SessionEvent>) {
        self.shared.on_session.replace(listener);
    }

    /// Takes over a session that has just been opened.
    pub(super) fn begin(&self, session: SessionToken) {
        self.hold(&session);
        self.tell(SessionEvent::Started(Box::new(session)));
    }

    /// Goes on with a session that was renewed. Says whether it goes on: not when the listener has had the token forgotten.
    pub(super) fn go_on(&self, session: SessionToken) -> bool {
        self.hold(&session);
        self.tell(SessionEvent::Renewed(Box::new(session)));
        self.held_token().is_some()
    }

    fn hold(&self, session: &SessionToken) {
        let life = f64::from(session.expires_in) * 1_000.0;
        let token = Token { value: session.access_token.clone(), ends_at: js_sys::Date::now() + life };
        self.shared.token.replace(Some(token));
    }

    /// Forgets the token.
    pub fn forget(&self) {
        self.shared.token.replace(None);
    }

    pub(super) fn lose(&self) {
        self.forget();
        self.tell(SessionEvent::Lost);
    }

    fn tell(&self, event: SessionEvent) {
        let listener = self.shared.on_session.borrow().clone();
        listener.emit(event);
    }

    /// A token that will live for the call to come, if there is a session.
    pub async fn token(&self) -> Option<String> {
        let ends_at = self.shared.token.borrow().as_ref().map(|token| token.ends_at)?;
        if ends_at - js_sys::Date::now() < Self::MARGIN_MS {
            // A failure shows in the call itself: the old token may still be good, and a lost session answers 401.
            refresh::renew(self).await.ok();
        }
        self.held_token()
    }

    /// The token at hand, which may have ended.
    pub fn held_token(&self) -> Option<String> {
        self.shared.token.borrow().as_ref().map(|token| token.value.clone())
    }

    /// Reads something.
    pub fn get(&self, path: impl Into<String>) -> Call {
        Call::new(self, Method::GET, path.into())
    }

    /// Creates or commands something.
    pub fn post(&self, path: impl Into<String>) -> Call {
        Call::new(self, Method::POST, path.into())
    }

    /// Puts something in the place of what is there.
    pub fn put(&self, path: impl Into<String>) -> Call {
        Call::new(self, Method::PUT, path.into())
    }

    /// Changes something.
    pub fn patch(&self, path: impl Into<String>) -> Call {
        Call::new(self, Method::PATCH, path.into())
    }

    /// Ends or removes something.
    pub fn delete(&self, path: impl Into<String>) -> Call {
        Call::new(self, Method::DELETE, path.into())
    }
}

/// An answer before it is read.
struct Written {
    status: u16,
    text: String,
}

impl Written {
    fn value<T: DeserializeOwned>(&self) -> Answer<T> {
        json::read(&self.text).ok_or(ApiError::Unreadable(self.status))
    }
}

/// A call in the making.
#[must_use]
pub struct Call {
    client: Client,
    method: Method,
    path: String,
    query: Vec<(&'static str, String)>,
    body: Option<(JsValue, &'static str)>,
    version: Option<i32>,
    key: Option<String>,
    bearer: Option<String>,
    public: bool,
    cookies: bool,
}

impl Call {
    fn new(client: &Client, method: Method, path: String) -> Self {
        Self {
            client: client.clone(),
            method,
            path,
            query: Vec::new(),
            body: None,
            version: None,
            key: None,
            bearer: None,
            public: false,
            cookies: false,
        }
    }

    /// Adds a query parameter.
    pub fn query(mut self, name: &'static str, value: impl ToString) -> Self {
        self.query.push((name, value.to_string()));
        self
    }

    /// Adds a query parameter if there is a value.
    pub fn query_if(self, name: &'static str, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.query(name, value),
            None => self,
        }
    }

    /// Sends a JSON body.
    pub fn json(mut self, body: &impl Serialize) -> Self {
        // The types of `shared` have string keys only and always serialise.
        self.body = serde_json::to_string(body).ok().map(|json| (json.into(), "application/json"));
        self
    }

    /// Sends bytes as they are.
    pub fn bytes(mut self, bytes: &Uint8Array, media_type: &'static str) -> Self {
        self.body = Some((bytes.into(), media_type));
        self
    }

    /// Sends a JSON body that was written before.
    pub fn written(mut self, body: String) -> Self {
        self.body = Some((body.into(), "application/json"));
        self
    }

    /// Only if the resource is still at this version.
    pub fn version(mut self, version: i32) -> Self {
        self.version = Some(version);
        self
    }

    /// The idempotency key, born with the form: a repeat does not act twice.
    pub fn key(mut self, key: &str) -> Self {
        self.key = Some(key.to_owned());
        self
    }

    /// Needs no session.
    pub fn public(mut self) -> Self {
        self.public = true;
        self
    }

    /// With this token and no other: nothing is renewed for it.
    pub(super) fn bearer(mut self, token: &str) -> Self {
        self.bearer = Some(token.to_owned());
        self.public()
    }

    /// Opens, renews or ends a session: the refresh cookie travels with it.
    pub(super) fn cookies(mut self) -> Self {
        self.cookies = true;
        self
    }

    /// Sends it and reads the JSON answer.
    pub async fn read<T: DeserializeOwned>(self) -> Answer<T> {
        self.written_answer().await?.value()
    }

    /// Sends it and reads the JSON answer, if there is one: 204 brings none.
    pub async fn read_if_any<T: DeserializeOwned>(self) -> Answer<Option<T>> {
        let answer = self.written_answer().await?;
        if answer.status == 204 { Ok(None) } else { answer.value().map(Some) }
    }

    /// Sends it; what it answers beyond success does not matter.
    pub fn done(self) -> Pin<Box<dyn Future<Output = Answer<()>>>> {
        Box::pin(async move { self.send().await.map(|_| ()) })
    }

    /// The same for every type that is read from it, so that it is compiled once.
    fn written_answer(self) -> Pin<Box<dyn Future<Output = Answer<Written>>>> {
        Box::pin(async move {
            let response = self.send().await?;
            Ok(Written { status: response.status(), text: response.text().await.map_err(from_fetch)? })
        })
    }

    async fn send(self) -> Answer<Response> {
        let token = if self.public { None } else { self.client.token().await };
        let response = self.once(token.as_deref()).await?;
        if response.status() == 401 && !self.public && token.is_some() {
            refresh::renew(&self.client).await?;
            let token = self.client.token().await;
            let again = self.once(token.as_deref()).await?;
            return checked(again).await;
        }
        checked(response).await
    }

    async fn once(&self, token: Option<&str>) -> Answer<Response> {
        let credentials = if self.cookies { RequestCredentials::SameOrigin } else { RequestCredentials::Omit };
        let mut request = RequestBuilder::new(&format!("{API}{}", self.path))
            .method(self.method.clone())
            .credentials(credentials)
            .header("Accept", "application/json, application/problem+json")
            .header("Accept-Language", self.client.shared.lang.get().tag())
            .abort_signal(self.client.signal.as_ref());
        if !self.query.is_empty() {
            request = request.query(self.query.iter().map(|(name, value)| (*name, value.as_str())));
        }
        if let Some(token) = self.bearer.as_deref().or(token) {
            request = request.header("Authorization", &format!("Bearer {token}"));
        }
        if let Some(version) = self.version {
            request = request.header("If-Match", &format!("\"{version}\""));
        }
        if let Some(key) = &self.key {
            request = request.header("Idempotency-Key", key);
        }
        let request = match &self.body {
            Some((body, media_type)) => request.header("Content-Type", media_type).body(body.clone()),
            None => request.build(),
        };
        request.map_err(from_fetch)?.send().await.map_err(from_fetch)
    }
}

async fn checked(response: Response) -> Answer<Response> {
    if response.ok() {
        return Ok(response);
    }
    let text = response.text().await.map_err(from_fetch)?;
    Err(read_problem(response.status(), &text))
}

/// The problem in an error answer's body, or that there is none.
pub(super) fn read_problem(status: u16, body: &str) -> ApiError {
    json::read::<Problem>(body).map_or(ApiError::Unreadable(status), |problem| ApiError::Problem(Rc::new(problem)))
}

fn from_fetch(error: gloo_net::Error) -> ApiError {
    match error {
        gloo_net::Error::JsError(error) if error.name == "AbortError" => ApiError::Aborted,
        _ => ApiError::Network,
    }
}

/// A value of the browser that went wrong in a way that has no words for people.
pub(super) fn broken(_: JsValue) -> ApiError {
    ApiError::Network
}
