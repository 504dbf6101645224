//! The life of a ticket as one exhaustive table (product rules, §4). Who may give a command is not decided here.

use crate::status::Status;

wire_enum! {
    /// What can be done to a ticket's status or assignee.
    Command {
        /// A supervisor or the system gives it to someone.
        Assign = "assign",
        /// An agent of the team takes it from review.
        Take = "take",
        /// Back to review.
        Unassign = "unassign",
        /// The assignee or a supervisor gives it to another team's review.
        Transfer = "transfer",
        /// An agent of the team gives it to another team, from review.
        Route = "route",
        /// Work begins.
        Start = "start",
        /// Work stops for a reason.
        Wait = "wait",
        /// Work goes on.
        Resume = "resume",
        /// IT says that it is done.
        Attend = "attend",
        /// The requester says that it is done.
        Confirm = "confirm",
        /// The requester says that it is not.
        Reject = "reject",
        /// Closed without the requester's answer.
        CloseUnanswered = "close_unanswered",
        /// Taken up again after it was resolved.
        Reopen = "reopen",
        /// Will not be performed.
        Cancel = "cancel",
    }
}

/// The life cycle does not allow the command from this status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAllowed {
    /// Where the ticket stands.
    pub status: Status,
    /// What was asked for.
    pub command: Command,
    /// What is allowed from there.
    pub allowed: Vec<Command>,
}

impl Status {
    /// The status that a command leads to, and nothing where the life cycle has no such arrow.
    const fn next(self, command: Command) -> Option<Self> {
        match command {
            Command::Assign => match self {
                Self::New | Self::Assigned => Some(Self::Assigned),
                Self::InProgress | Self::Waiting => Some(self),
                Self::Attended | Self::Resolved | Self::Cancelled => None,
            },
            Command::Take => match self {
                Self::New => Some(Self::Assigned),
                _ => None,
            },
            Command::Unassign => match self {
                Self::Assigned | Self::InProgress | Self::Waiting => Some(Self::New),
                _ => None,
            },
            Command::Transfer => match self {
                Self::New | Self::Assigned | Self::InProgress | Self::Waiting => Some(Self::New),
                _ => None,
            },
            Command::Route => match self {
                Self::New => Some(Self::New),
                _ => None,
            },
            Command::Start => match self {
                Self::Assigned => Some(Self::InProgress),
                _ => None,
            },
            Command::Wait => match self {
                Self::Assigned | Self::InProgress => Some(Self::Waiting),
                _ => None,
            },
            Command::Resume => match self {
                Self::Waiting => Some(Self::InProgress),
                _ => None,
            },
            Command::Attend => match self {
                Self::Assigned | Self::InProgress | Self::Waiting => Some(Self::Attended),
                _ => None,
            },
            Command::Confirm | Command::CloseUnanswered => match self {
                Self::Attended => Some(Self::Resolved),
                _ => None,
            },
            Command::Reject => match self {
                Self::Attended => Some(Self::InProgress),
                _ => None,
            },
            Command::Reopen => match self {
                Self::Resolved => Some(Self::InProgress),
                _ => None,
            },
            Command::Cancel => match self {
                Self::New | Self::Assigned | Self::InProgress | Self::Waiting => Some(Self::Cancelled),
                _ => None,
            },
        }
    }

    /// The status that a command leads to.
    ///
    /// # Errors
    /// When the life cycle does not allow the command from here; the error names what is allowed.
    pub fn apply(self, command: Command) -> Result<Self, NotAllowed> {
        self.next(command).ok_or_else(|| NotAllowed { status: self, command, allowed: self.allowed() })
    }

    /// Whether the life cycle knows the command from here.
    pub const fn allows(self, command: Command) -> bool {
        self.next(command).is_some()
    }

    /// Every command that the life cycle knows from here, whoever gives it.
    pub fn allowed(self) -> Vec<Command> {
        Command::ALL.iter().copied().filter(|command| self.allows(*command)).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;

    #[test]
    fn the_table_is_the_reviewed_one() {
        let mut table = String::new();
        for command in Command::ALL {
            write!(table, "{command:<17}").unwrap();
            for status in Status::ALL {
                let cell = status.apply(*command).map_or("-".to_owned(), |next| next.to_string());
                write!(table, "{status} -> {cell:<12} ").unwrap();
            }
            table.push('\n');
        }
        insta::assert_snapshot!("lifecycle", table);
    }

    #[test]
    fn a_refusal_names_where_the_ticket_stands_and_what_is_possible() {
        let refusal = Status::Attended.apply(Command::Start).unwrap_err();
        assert_eq!(refusal.status, Status::Attended);
        assert_eq!(refusal.allowed, [Command::Confirm, Command::Reject, Command::CloseUnanswered]);
    }

    #[test]
    fn only_a_reopening_leaves_resolved_and_nothing_leaves_cancelled() {
        assert_eq!(Status::Resolved.allowed(), [Command::Reopen]);
        assert_eq!(Status::Cancelled.allowed(), []);
    }
}
