//! What can go wrong between a call and its answer, and what to tell the person.

use std::rc::Rc;

use shared::problem::{Problem, ProblemKind};
use yew::AttrValue;

use crate::i18n::Messages;

/// Why a call brought nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ApiError {
    /// No answer came: no connection, or the server is down.
    Network,
    /// Nobody waits for the answer any more.
    Aborted,
    /// The server answered, and said why not.
    Problem(Rc<Problem>),
    /// Something answered that does not speak this API, such as a proxy's error page; its HTTP status.
    Unreadable(u16),
}

impl ApiError {
    /// The problem, when the server described one.
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Problem(problem) => Some(problem),
            _ => None,
        }
    }

    /// The kind of the problem.
    pub fn kind(&self) -> Option<ProblemKind> {
        self.problem().and_then(Problem::kind)
    }

    /// Whether the server refused for good: the same again would be refused again, so a corrected attempt is a new one.
    pub fn is_definite(&self) -> bool {
        self.problem().is_some_and(|problem| problem.status < 500 && !matches!(problem.status, 401 | 408 | 425 | 429))
    }

    /// Whether the same may go well a little later.
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Aborted => false,
            Self::Network | Self::Unreadable(_) => true,
            Self::Problem(_) => !self.is_definite(),
        }
    }

    /// Whether it can go through once there are a connection and a session again.
    pub fn can_wait(&self) -> bool {
        *self == Self::Network || self.kind() == Some(ProblemKind::Unauthenticated)
    }

    /// Whether another call would have failed alike: for want of a connection, or because there were too many.
    pub fn is_common(&self) -> bool {
        *self == Self::Network || self.kind() == Some(ProblemKind::RateLimited)
    }

    /// Whether it does not go on without the person: the session has ended, or this page has.
    pub fn is_over(&self) -> bool {
        *self == Self::Aborted || self.kind() == Some(ProblemKind::Unauthenticated)
    }

    /// Somebody changed the ticket meanwhile.
    pub fn is_stale(&self) -> bool {
        matches!(self.kind(), Some(ProblemKind::StaleVersion | ProblemKind::Conflict))
    }

    /// What to say about one field, by its JSON pointer.
    pub fn at(&self, pointer: &str) -> Option<AttrValue> {
        self.problem().and_then(|problem| problem.error_at(pointer)).map(|error| error.message.clone().into())
    }

    /// Every field error that the form does not show beside a field.
    pub fn elsewhere(&self, shown: impl Fn(&str) -> bool) -> Vec<AttrValue> {
        self.problem()
            .map(|problem| {
                let errors = problem.errors.iter().filter(|error| !shown(&error.pointer));
                errors.map(|error| error.message.clone().into()).collect()
            })
            .unwrap_or_default()
    }

    /// Whether the form shows one of the field errors beside a field.
    pub fn is_beside(&self, shown: impl Fn(&str) -> bool) -> bool {
        self.problem().is_some_and(|problem| problem.errors.iter().any(|error| shown(&error.pointer)))
    }

    /// The error, unless a field at or below one of these pointers shows it.
    pub fn beside_none(&self, fields: &[&str]) -> Option<Self> {
        (!self.is_beside(|pointer| fields.iter().any(|field| pointer.starts_with(field)))).then(|| self.clone())
    }

    /// What failed, in a few words.
    pub fn title(&self, t: Messages) -> AttrValue {
        match self {
            Self::Network => t.error_network().into(),
            Self::Aborted | Self::Unreadable(_) => t.error_unreadable().into(),
            Self::Problem(problem) => problem.title.clone().into(),
        }
    }

    /// How to go on.
    pub fn detail(&self, t: Messages) -> AttrValue {
        match self {
            Self::Network => t.error_network_detail().into(),
            Self::Aborted | Self::Unreadable(_) => t.error_unreadable_detail().into(),
            Self::Problem(problem) if problem.status >= 500 => {
                format!("{} {}", problem.detail, t.error_reference(&problem.request_id)).into()
            }
            Self::Problem(problem) => problem.detail.clone().into(),
        }
    }
}
