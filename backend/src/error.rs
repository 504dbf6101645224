//! The one error of the application: every refusal a caller can meet, and faults of ours that it never sees.

use std::fmt;

use actix_web::{HttpResponse, ResponseError, http::StatusCode};
use sea_orm::DbErr;
use shared::{
    lifecycle::{Command, NotAllowed},
    person::Language,
    problem::{FieldCode, FieldError, ProblemKind},
    service::Bilingual,
    status::Status,
    text::TextFault,
};

/// What commands, queries and handlers return.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A wrong field, without its words: they follow the caller's language when the answer is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// JSON Pointer into the body, or `?name` for a query parameter.
    pub pointer: String,
    /// What is wrong.
    pub code: FieldCode,
    /// The limit that was passed.
    pub bound: Option<String>,
}

impl Fault {
    /// A fault of a field.
    pub fn new(pointer: impl Into<String>, code: FieldCode) -> Self {
        Self { pointer: pointer.into(), code, bound: None }
    }

    /// With the limit that was passed.
    #[must_use]
    pub fn bound(mut self, bound: impl fmt::Display) -> Self {
        self.bound = Some(bound.to_string());
        self
    }

    /// A text that can't be kept.
    pub fn of_text(pointer: impl Into<String>, fault: TextFault, max: u64) -> Self {
        match fault {
            TextFault::Empty => Self::new(pointer, FieldCode::Required),
            TextFault::TooLong => Self::new(pointer, FieldCode::TooLong).bound(max),
            TextFault::Forbidden => Self::new(pointer, FieldCode::Characters),
        }
    }

    /// As it is answered.
    pub fn in_language(&self, language: Language) -> FieldError {
        FieldError::new(self.pointer.clone(), self.code, language, self.bound.as_deref())
    }
}

/// Why the state of things does not allow what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conflict {
    /// The life cycle has no such arrow.
    NotFromHere(NotAllowed),
    /// The requester's window to reopen has passed.
    ReopeningOver,
    /// The requester can still answer, so it can't be closed unanswered.
    StillAwaited,
    /// `no_response` needs a wait for the requester and two reminders.
    NotReminded,
    /// The requester of a ticket can't be its assignee.
    RequesterAsAssignee,
    /// Editing is over: the ticket is no longer new.
    NoLongerNew,
    /// The ticket is closed for this change.
    Closed(Status),
    /// The link was used, its attendance is over, or its requester has another address by now.
    LinkSpent,
    /// The same key is being carried out and did not end in time.
    InProgress,
    /// The community is already known from the directory.
    CommunityVerified,
    /// The last admin can't lose the role.
    LastAdmin,
    /// Whoever changes the mail domains would have no address of the institution any more.
    OwnDomain,
    /// The team serves what is offered, or has work in hand.
    TeamNeeded {
        /// The services that it serves.
        services: Vec<Bilingual>,
        /// Its tickets that are open.
        open_tickets: u64,
        /// Its tickets that their requesters may give back to it.
        returning_tickets: u64,
    },
    /// Nobody joins a retired team.
    TeamRetired,
    /// Something is still in use.
    InUse,
    /// The letter expired: nobody has a use for it any more.
    LetterExpired,
    /// The letter could not be delivered for so long that its contents were thrown away.
    LetterPurged,
    /// The same of an audit checkpoint.
    CheckpointPurged,
    /// A person has as many API tokens as anybody may.
    TooManyTokens,
    /// An import would come to something else than its preview said.
    PreviewOutdated,
}

/// Every refusal.
#[derive(Debug)]
pub enum Error {
    /// 422: understood, with values that are not acceptable.
    Validation(Vec<Fault>),
    /// 400: can't be understood.
    Malformed(Vec<Fault>),
    /// 401: no valid credential.
    Unauthenticated,
    /// 403.
    Forbidden,
    /// 403 of a program, whose token may be narrower than its owner's account.
    BeyondToken,
    /// 404: does not exist, or may not be known to.
    NotFound,
    /// 405.
    MethodNotAllowed,
    /// 409.
    Conflict(Conflict),
    /// 412, with the current entity tag when the caller may know it.
    Stale {
        /// The current entity tag.
        etag: Option<String>,
    },
    /// 428: `If-Match` is missing.
    VersionRequired,
    /// 422: the idempotency key was used with another body.
    KeyReused,
    /// 413, with the limit in bytes.
    TooLarge {
        /// Bytes.
        limit: u64,
    },
    /// 415.
    UnsupportedMedia,
    /// 429, with the policy that was passed.
    RateLimited {
        /// Name of the policy.
        policy: &'static str,
        /// Requests in a window.
        limit: u32,
        /// Length of the window, in seconds.
        window: u32,
        /// Seconds until it may be tried again.
        retry_after: u64,
    },
    /// 503.
    Unavailable {
        /// Seconds until it may be tried again.
        retry_after: u64,
    },
    /// 503: the disk is full; what is kept can still be read.
    OutOfSpace,
    /// 500: logged with the request id, never shown.
    Internal(anyhow::Error),
}

impl Error {
    /// One wrong field.
    pub fn field(pointer: impl Into<String>, code: FieldCode) -> Self {
        Self::Validation(vec![Fault::new(pointer, code)])
    }

    /// Whether the engine gave way to a concurrent write.
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Internal(error) if error.downcast_ref::<DbErr>().is_some_and(crate::db::is_transient))
    }

    /// Whether a unique constraint was violated.
    pub fn is_unique_violation(&self) -> bool {
        matches!(self, Self::Internal(error) if error.downcast_ref::<DbErr>().is_some_and(crate::db::is_unique_violation))
    }

    /// The kind of problem that it is answered as.
    pub fn kind(&self) -> ProblemKind {
        match self {
            Self::Validation(_) | Self::Malformed(_) => ProblemKind::Validation,
            Self::Unauthenticated => ProblemKind::Unauthenticated,
            Self::Forbidden | Self::BeyondToken => ProblemKind::Forbidden,
            Self::NotFound => ProblemKind::NotFound,
            Self::MethodNotAllowed => ProblemKind::MethodNotAllowed,
            Self::Conflict(_) => ProblemKind::Conflict,
            Self::Stale { .. } => ProblemKind::StaleVersion,
            Self::VersionRequired => ProblemKind::VersionRequired,
            Self::KeyReused => ProblemKind::KeyReused,
            Self::TooLarge { .. } => ProblemKind::TooLarge,
            Self::UnsupportedMedia => ProblemKind::UnsupportedMedia,
            Self::RateLimited { .. } => ProblemKind::RateLimited,
            Self::Unavailable { .. } | Self::OutOfSpace => ProblemKind::Unavailable,
            Self::Internal(_) => ProblemKind::Internal,
        }
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Malformed(_) => StatusCode::BAD_REQUEST,
            Self::Validation(_) | Self::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Unauthenticated => StatusCode::UNAUTHORIZED,
            Self::Forbidden | Self::BeyondToken => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Stale { .. } => StatusCode::PRECONDITION_FAILED,
            Self::VersionRequired => StatusCode::PRECONDITION_REQUIRED,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMedia => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::RateLimited { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable { .. } | Self::OutOfSpace => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Seconds until it may be tried again, where that is known.
    pub fn retry_after(&self) -> Option<u64> {
        match self {
            Self::RateLimited { retry_after, .. } | Self::Unavailable { retry_after } => Some(*retry_after),
            // Somebody has to make room first.
            Self::OutOfSpace => Some(60),
            _ => None,
        }
    }

    /// Where the ticket stands and what is allowed from there, on a refused command.
    pub fn refusal(&self) -> Option<(Status, Vec<Command>)> {
        match self {
            Self::Conflict(Conflict::NotFromHere(refusal)) => Some((refusal.status, refusal.allowed.clone())),
            Self::Conflict(Conflict::Closed(status)) => Some((*status, status.allowed())),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Internal(error) => write!(f, "internal: {error:#}"),
            Self::OutOfSpace => f.write_str("the disk is full"),
            other => write!(f, "{}", other.kind()),
        }
    }
}

impl std::error::Error for Error {}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        self.status()
    }

    /// Only the status: the body is written by the middleware that knows the request's language and id.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status())
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        if crate::db::is_unreachable(&error) {
            tracing::warn!(%error, "the database can't be reached");
            return Self::Unavailable { retry_after: 2 };
        }
        if crate::db::gave_up_waiting(&error) {
            tracing::warn!(%error, "another write held on for too long");
            return Self::Unavailable { retry_after: 2 };
        }
        if crate::db::is_full(&error) {
            tracing::error!(%error, "the disk of the database is full");
            return Self::OutOfSpace;
        }
        Self::Internal(error.into())
    }
}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        let mut causes = error.chain().filter_map(|cause| cause.downcast_ref::<std::io::Error>());
        if causes.any(|cause| cause.kind() == std::io::ErrorKind::StorageFull) {
            tracing::error!(error = format!("{error:#}"), "the disk is full");
            return Self::OutOfSpace;
        }
        Self::Internal(error)
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Internal(error.into())
    }
}

impl From<NotAllowed> for Error {
    fn from(refusal: NotAllowed) -> Self {
        Self::Conflict(Conflict::NotFromHere(refusal))
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use anyhow::Context;

    use super::*;

    #[test]
    fn a_file_that_finds_no_room_is_told_from_other_failures() {
        let failed = |kind: io::ErrorKind| {
            let stored = Err::<(), _>(io::Error::from(kind)).context("can't store a file");
            Error::from(stored.unwrap_err())
        };
        assert!(matches!(failed(io::ErrorKind::StorageFull), Error::OutOfSpace));
        assert!(matches!(failed(io::ErrorKind::PermissionDenied), Error::Internal(_)));
    }
}
