//! One call of the API, and what came back, with the expectations that every answer can be held against.

use std::{fmt::Write, sync::Arc};

use reqwest::{Method, StatusCode, header::HeaderMap};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use shared::problem::{self, Problem};

use crate::{contract, people::Session};

/// A call that has not been sent yet.
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct Call {
    request: reqwest::RequestBuilder,
    method: Method,
    path: String,
    title: String,
    session: Option<Arc<Session>>,
}

impl Call {
    /// A call of an address.
    pub fn new(client: &reqwest::Client, method: Method, url: &str) -> Self {
        let path = url.split_once("://").and_then(|(_, rest)| rest.find('/').and_then(|start| rest.get(start..)));
        let path = path.unwrap_or("/").to_owned();
        let request = client.request(method.clone(), url);
        Self { title: format!("{method} {path}"), request, method, path, session: None }
    }

    /// With a JSON body.
    pub fn json(mut self, body: &impl Serialize) -> Self {
        let text = serde_json::to_string(body).expect("the body can be written");
        let _ = write!(self.title, " {text}");
        self.bytes("application/json", text)
    }

    /// With any body.
    pub fn bytes(mut self, media_type: &str, body: impl Into<reqwest::Body>) -> Self {
        self.request = self.request.header("content-type", media_type).body(body);
        self
    }

    /// With a file as multipart form data.
    pub fn file(mut self, name: &str, media_type: &str, bytes: Vec<u8>) -> Self {
        let part = reqwest::multipart::Part::bytes(bytes).file_name(name.to_owned());
        let part = part.mime_str(media_type).expect("a media type");
        self.request = self.request.multipart(reqwest::multipart::Form::new().part("file", part));
        self
    }

    /// With the version that the caller saw.
    pub fn if_match(self, seen: impl Tag) -> Self {
        self.header("if-match", &seen.tag())
    }

    /// With an idempotency key.
    pub fn key(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }

    /// With a bearer credential.
    pub fn bearer(self, credential: &str) -> Self {
        self.header("authorization", &format!("Bearer {credential}"))
    }

    /// As somebody who is signed in.
    pub fn as_person(mut self, session: &Arc<Session>) -> Self {
        self.session = Some(session.clone());
        self
    }

    /// With a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.request = self.request.header(name, value);
        self
    }

    /// Sends it.
    pub async fn send(self) -> Answer {
        let title = self.title.clone();
        Box::pin(self.attempt()).await.unwrap_or_else(|error| panic!("{title}: {error:?}"))
    }

    /// Sends it to a server that may be gone before it has answered.
    pub async fn attempt(self) -> reqwest::Result<Answer> {
        let request = match self.session {
            None => self.request,
            Some(session) => self.request.header("authorization", format!("Bearer {}", session.credential().await)),
        };
        let answer = request.send().await?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let body = answer.bytes().await?;
        let answer = Answer { title: self.title, status, headers, body: body.to_vec() };
        if let Some(operation) = contract::operation_of(&self.method, &self.path) {
            let documented = operation.statuses.contains(&status.as_u16());
            assert!(documented, "{} is not documented to answer this: {answer}", operation.id);
        }
        Ok(answer)
    }
}

impl IntoFuture for Call {
    type Output = Answer;
    type IntoFuture = std::pin::Pin<Box<dyn Future<Output = Answer>>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

/// What can stand in `If-Match`.
pub trait Tag {
    /// As it is sent.
    fn tag(&self) -> String;
}

impl Tag for i32 {
    fn tag(&self) -> String {
        format!("\"{self}\"")
    }
}

impl Tag for &str {
    fn tag(&self) -> String {
        (*self).to_owned()
    }
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    title: String,
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The entity tag.
    pub fn etag(&self) -> String {
        self.header("etag").unwrap_or_else(|| panic!("{}: no ETag", self.title)).to_owned()
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as a value of the contract.
    pub fn read<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{self}: {error}"))
    }

    /// The body as JSON.
    pub fn value(&self) -> Value {
        self.read()
    }

    /// It has this status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{self}");
        self
    }

    /// It has this status and this kind of body.
    #[track_caller]
    pub fn expect_json<T: DeserializeOwned>(self, status: u16) -> T {
        let answer = self.expect(status);
        assert_eq!(answer.header("content-type"), Some("application/json"), "{answer}");
        answer.read()
    }

    /// It is a problem of this status and kind, with everything that a problem owes its reader.
    #[track_caller]
    pub fn expect_problem(self, status: u16, kind: &str) -> Problem {
        let answer = self.expect(status);
        let problem = answer.problem();
        assert_eq!(problem.type_, format!("urn:ventanilla:problem:{kind}"), "{answer}");
        problem
    }

    /// It is a validation problem that points here, with these codes, in any order.
    #[track_caller]
    pub fn expect_faults(self, faults: &[(&str, &str)]) -> Problem {
        let shown = self.to_string();
        let problem = self.expect_problem(422, "validation");
        let mut found: Vec<(String, String)> =
            problem.errors.iter().map(|error| (error.pointer.clone(), error.code.to_string())).collect();
        found.sort();
        let mut expected: Vec<(String, String)> =
            faults.iter().map(|(pointer, code)| ((*pointer).to_owned(), (*code).to_owned())).collect();
        expected.sort();
        assert_eq!(found, expected, "{shown}");
        problem
    }

    /// The body as problem details, whose parts agree with the answer's.
    #[track_caller]
    pub fn problem(&self) -> Problem {
        assert_eq!(self.header("content-type"), Some(problem::MEDIA_TYPE), "{self}");
        let problem: Problem = self.read();
        assert_eq!(problem.status, self.status.as_u16(), "{self}");
        assert!(problem.kind().is_some(), "an unknown kind: {self}");
        assert!(!problem.title.is_empty() && !problem.detail.is_empty(), "{self}");
        assert!(problem.instance.starts_with('/'), "{self}");
        assert_eq!(Some(problem.request_id.as_str()), self.header("x-request-id"), "{self}");
        problem
    }
}

impl std::fmt::Display for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{}\n-> {}", self.title, self.status)?;
        for (name, value) in &self.headers {
            writeln!(f, "   {name}: {}", value.to_str().unwrap_or("…"))?;
        }
        f.write_str(&self.text())
    }
}
