//! What a command still has to be told, and how it ended.

use shared::access::TicketAction;

/// Which dialog is open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Asking {
    /// To whom.
    Assign,
    /// To which team.
    Transfer,
    /// What for, and until when.
    Wait,
    /// What was done.
    Attend,
    /// Why without an answer.
    CloseUnanswered,
    /// Why again.
    Reopen,
    /// Why not at all.
    Cancel,
    /// Impact and urgency.
    Priority,
    /// Which service it is instead.
    Service,
    /// Which other request it belongs with.
    Link,
}

impl Asking {
    /// What the person must be able to do for it.
    pub fn action(self) -> TicketAction {
        match self {
            Self::Assign => TicketAction::Assign,
            Self::Transfer => TicketAction::Transfer,
            Self::Wait => TicketAction::Wait,
            Self::Attend => TicketAction::Attend,
            Self::CloseUnanswered => TicketAction::CloseUnanswered,
            Self::Reopen => TicketAction::Reopen,
            Self::Cancel => TicketAction::Cancel,
            Self::Priority => TicketAction::Prioritise,
            Self::Service => TicketAction::ChangeService,
            Self::Link => TicketAction::Link,
        }
    }

    /// What a single key asks for.
    pub fn of_key(key: &str) -> Option<Self> {
        match key {
            "A" => Some(Self::Assign),
            "p" => Some(Self::Priority),
            "w" => Some(Self::Wait),
            "l" => Some(Self::Link),
            _ => None,
        }
    }
}

/// How a command ended, in words for the person who gave it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Done.
    Done(String),
    /// Done, and the ticket is no longer the person's to see.
    Gone(String),
}
