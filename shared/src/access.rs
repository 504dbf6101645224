//! Who may do what, decided in this one place by pure functions. The server calls them to allow, the app to show.
//!
//! [`decide`] looks at who asks and how the person is related to the ticket, never at the ticket's status: 'forbidden'
//! depends on who you are, 'conflict' on where the ticket stands ([`crate::lifecycle`]).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    lifecycle::Command,
    person::Role,
    status::{CancelReason, Status},
};

/// What an API token may be used for. A session has no such limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Scope {
    /// Read tickets, timelines, attachments and the catalogue.
    #[serde(rename = "tickets:read")]
    TicketsRead,
    /// File requests and give commands; the tickets they are given on can be read.
    #[serde(rename = "tickets:write")]
    TicketsWrite,
    /// Read the indicator and its evidence.
    #[serde(rename = "reports:read")]
    ReportsRead,
    /// Read laboratories and bookings.
    #[serde(rename = "labs:read")]
    LabsRead,
    /// Book laboratories.
    #[serde(rename = "labs:write")]
    LabsWrite,
    /// Read accounts and teams.
    #[serde(rename = "directory:read")]
    DirectoryRead,
    /// Change accounts and teams.
    #[serde(rename = "directory:write")]
    DirectoryWrite,
    /// Configure.
    #[serde(rename = "admin")]
    Admin,
}

impl Scope {
    /// Every scope.
    pub const ALL: &'static [Self] = &[
        Self::TicketsRead,
        Self::TicketsWrite,
        Self::ReportsRead,
        Self::LabsRead,
        Self::LabsWrite,
        Self::DirectoryRead,
        Self::DirectoryWrite,
        Self::Admin,
    ];

    /// The scope's word on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TicketsRead => "tickets:read",
            Self::TicketsWrite => "tickets:write",
            Self::ReportsRead => "reports:read",
            Self::LabsRead => "labs:read",
            Self::LabsWrite => "labs:write",
            Self::DirectoryRead => "directory:read",
            Self::DirectoryWrite => "directory:write",
            Self::Admin => "admin",
        }
    }
}

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The account.
    pub account_id: Uuid,
    /// Its roles now; `Requester` is implied.
    pub roles: Vec<Role>,
    /// The teams it belongs to.
    pub teams: Vec<Uuid>,
    /// The limits of the API token it came with; `None` for a person's own session.
    pub scopes: Option<Vec<Scope>>,
}

impl Actor {
    /// Whether the account has a role.
    pub fn is(&self, role: Role) -> bool {
        role == Role::Requester || self.roles.contains(&role)
    }

    /// Whether the person works for the IT department: agent or supervisor.
    pub fn is_staff(&self) -> bool {
        self.is(Role::Agent) || self.is(Role::Supervisor)
    }

    /// Whether the person belongs to a team.
    pub fn belongs_to(&self, team: Uuid) -> bool {
        self.teams.contains(&team)
    }

    /// Whether the person may read every ticket: supervisors and admins.
    pub fn sees_every_ticket(&self) -> bool {
        self.is(Role::Supervisor) || self.is(Role::Admin)
    }

    fn may_use(&self, scope: Scope) -> bool {
        self.scopes.as_ref().is_none_or(|scopes| scopes.contains(&scope))
    }
}

/// How the asking person is related to a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Facts {
    /// The person asked for it (is the one who is helped).
    pub requester: bool,
    /// The person watches it.
    pub watcher: bool,
    /// The person registered it for somebody else.
    pub registrar: bool,
    /// The person has it.
    pub assignee: bool,
    /// The person belongs to the team that serves it.
    pub team_member: bool,
}

/// An act on one ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Read it: subject, description, public timeline.
    See,
    /// Read notes, tags, reasons of assignment, the requester's contact data.
    SeeStaffSide,
    /// Change subject and description.
    Edit,
    /// Change impact and urgency.
    Prioritise,
    /// Change the service.
    ChangeService,
    /// Change the tags.
    Tag,
    /// Reply in public.
    Reply,
    /// Leave an internal note.
    Note,
    /// Add or remove a watcher.
    ManageWatchers,
    /// Say which others it is related to.
    Link,
    /// Give it to somebody else.
    Assign,
    /// Take it.
    Take,
    /// Put it back to review.
    Unassign,
    /// Give it to another team.
    Transfer,
    /// Begin.
    Start,
    /// Stop for a reason.
    Wait,
    /// Go on.
    Resume,
    /// Say that it is done.
    Attend,
    /// Agree that it is done.
    Confirm,
    /// Say that it is not.
    Reject,
    /// Close it without an answer.
    CloseUnanswered,
    /// Take it up again.
    Reopen,
    /// Cancel it for a reason.
    Cancel(CancelReason),
}

/// An act that is not about one ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operation {
    /// Read and change one's own account, sessions and tokens.
    ManageSelf,
    /// Read the catalogue.
    ReadCatalog,
    /// File a request for oneself.
    FileTicket,
    /// Register a request for a walk-in or a caller.
    FileOnBehalf,
    /// Upload a file to attach.
    Upload,
    /// Look up people by name, to register for them or to let them watch.
    LookUpPeople,
    /// List one's own tickets and those one watches.
    ListOwn,
    /// List the tickets of one's teams.
    ListTeam,
    /// List every ticket.
    ListAll,
    /// Read the indicator and the tickets behind it.
    ReadIndicator,
    /// Read who serves in which team.
    ReadTeams,
    /// Read accounts, with how people are reached and what they may do.
    ReadAccounts,
    /// Change accounts, roles and teams.
    ManageDirectory,
    /// Change the catalogue of services.
    ManageCatalog,
    /// Read and change the settings of the institution.
    ManageSettings,
    /// Read and retry what could not be delivered.
    ManageDeadLetters,
}

/// The answer to 'may this person do that?'.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Yes.
    Allow,
    /// The person may know of it and may not do that: 403.
    Forbid,
    /// The person may not know that it exists: 404.
    Hide,
}

impl Decision {
    const fn allow_if(yes: bool) -> Self {
        if yes { Self::Allow } else { Self::Forbid }
    }

    /// Whether the answer is yes.
    pub const fn is_allowed(self) -> bool {
        matches!(self, Self::Allow)
    }
}

/// May the actor do this to a ticket to which it stands in this relation?
pub fn decide(actor: &Actor, action: Action, facts: &Facts) -> Decision {
    let staff_of_team = facts.team_member && actor.is_staff();
    let supervisor_of_team = facts.team_member && actor.is(Role::Supervisor);
    // A role that was taken away takes the assignment's rights with it.
    let assignee = facts.assignee && staff_of_team;
    // Staff who registered a walk-in for another team go on seeing what they filed, and no more than that.
    let registrar = facts.registrar && actor.is_staff();

    if !(facts.requester || facts.watcher || registrar || staff_of_team || actor.sees_every_ticket()) {
        return Decision::Hide;
    }
    let in_scope = match action {
        // What is written is shown in the answer, so writing one ticket takes in reading it.
        Action::See | Action::SeeStaffSide => actor.may_use(Scope::TicketsRead) || actor.may_use(Scope::TicketsWrite),
        _ => actor.may_use(Scope::TicketsWrite),
    };
    if !in_scope {
        return Decision::Forbid;
    }
    Decision::allow_if(match action {
        Action::See => true,
        // Staff who asked for something themselves are the requester of that ticket, not its staff.
        Action::SeeStaffSide => !facts.requester && (staff_of_team || actor.sees_every_ticket()),
        Action::Edit | Action::Confirm | Action::Reject => facts.requester,
        Action::Prioritise | Action::ChangeService | Action::Tag | Action::Note | Action::Link => {
            staff_of_team && !facts.requester
        }
        Action::Reply => facts.requester || facts.watcher || staff_of_team,
        Action::ManageWatchers => facts.requester || staff_of_team,
        Action::Assign => supervisor_of_team,
        Action::Take => staff_of_team && !facts.requester,
        Action::Unassign => assignee || supervisor_of_team,
        Action::Transfer => (staff_of_team && !facts.requester) || supervisor_of_team,
        Action::Start | Action::Wait | Action::Resume | Action::Attend => assignee,
        Action::CloseUnanswered => supervisor_of_team && !facts.requester,
        Action::Reopen => facts.requester || supervisor_of_team,
        Action::Cancel(reason) => {
            (facts.requester && reason == CancelReason::Withdrawn) || (supervisor_of_team && !facts.requester)
        }
    })
}

/// The command of the life cycle that an action amounts to for this person, if it is one.
///
/// Transfer is two commands: the assignee and a supervisor may give it in any open status, any other agent of the team
/// only from review.
pub fn command_of(actor: &Actor, action: Action, facts: &Facts) -> Option<Command> {
    let command = match action {
        Action::Assign => Command::Assign,
        Action::Take => Command::Take,
        Action::Unassign => Command::Unassign,
        Action::Transfer if facts.assignee || actor.is(Role::Supervisor) => Command::Transfer,
        Action::Transfer => Command::Route,
        Action::Start => Command::Start,
        Action::Wait => Command::Wait,
        Action::Resume => Command::Resume,
        Action::Attend => Command::Attend,
        Action::Confirm => Command::Confirm,
        Action::Reject => Command::Reject,
        Action::CloseUnanswered => Command::CloseUnanswered,
        Action::Reopen => Command::Reopen,
        Action::Cancel(_) => Command::Cancel,
        Action::See
        | Action::SeeStaffSide
        | Action::Edit
        | Action::Prioritise
        | Action::ChangeService
        | Action::Tag
        | Action::Reply
        | Action::Note
        | Action::ManageWatchers
        | Action::Link => return None,
    };
    Some(command)
}

/// May the actor do this, whatever the ticket?
pub fn may(actor: &Actor, operation: Operation) -> Decision {
    let scope = match operation {
        // A token never manages its owner's account, sessions or other tokens: it would outlive its own limits.
        Operation::ManageSelf if actor.scopes.is_some() => return Decision::Forbid,
        Operation::ManageSelf => return Decision::Allow,
        Operation::ReadCatalog | Operation::ListOwn | Operation::ListTeam | Operation::ListAll => Scope::TicketsRead,
        Operation::FileTicket | Operation::FileOnBehalf | Operation::Upload | Operation::LookUpPeople => {
            Scope::TicketsWrite
        }
        Operation::ReadIndicator => Scope::ReportsRead,
        Operation::ReadTeams | Operation::ReadAccounts => Scope::DirectoryRead,
        Operation::ManageDirectory => Scope::DirectoryWrite,
        Operation::ManageCatalog | Operation::ManageSettings | Operation::ManageDeadLetters => Scope::Admin,
    };
    if !actor.may_use(scope) {
        return Decision::Forbid;
    }
    Decision::allow_if(match operation {
        Operation::ManageSelf
        | Operation::ReadCatalog
        | Operation::FileTicket
        | Operation::Upload
        | Operation::ListOwn => true,
        Operation::FileOnBehalf | Operation::LookUpPeople | Operation::ListTeam => actor.is_staff(),
        Operation::ListAll => actor.sees_every_ticket(),
        Operation::ReadIndicator => actor.is(Role::Quality) || actor.is(Role::Supervisor) || actor.is(Role::Admin),
        Operation::ReadTeams => actor.is_staff() || actor.is(Role::Admin),
        // Staff look people up one by one ([`Operation::LookUpPeople`]), and read a requester's contact data on the ticket.
        Operation::ReadAccounts
        | Operation::ManageDirectory
        | Operation::ManageCatalog
        | Operation::ManageSettings
        | Operation::ManageDeadLetters => actor.is(Role::Admin),
    })
}

/// Whether a token with this scope alone could do anything for a person: what is worth offering to who makes one.
pub fn is_of_use(person: &Actor, scope: Scope) -> bool {
    let opens: &[Operation] = match scope {
        Scope::TicketsRead => &[Operation::ListOwn],
        Scope::TicketsWrite => &[Operation::FileTicket],
        Scope::ReportsRead => &[Operation::ReadIndicator],
        Scope::DirectoryRead => &[Operation::ReadTeams, Operation::ReadAccounts],
        Scope::DirectoryWrite => &[Operation::ManageDirectory],
        Scope::Admin => &[Operation::ManageCatalog, Operation::ManageSettings, Operation::ManageDeadLetters],
        // No operation asks for them yet.
        Scope::LabsRead | Scope::LabsWrite => &[],
    };
    let with_it = Actor { scopes: Some(vec![scope]), ..person.clone() };
    opens.iter().any(|operation| may(&with_it, *operation).is_allowed())
}

wire_enum! {
    /// What the caller may do with a ticket now, as the ticket itself tells.
    TicketAction {
        /// `POST …/assign` to somebody: a supervisor.
        Assign = "assign",
        /// `POST …/assign` to oneself.
        Take = "take",
        /// `POST …/unassign`.
        Unassign = "unassign",
        /// `POST …/transfer`.
        Transfer = "transfer",
        /// `POST …/start`.
        Start = "start",
        /// `POST …/wait`.
        Wait = "wait",
        /// `POST …/resume`.
        Resume = "resume",
        /// `POST …/attend`.
        Attend = "attend",
        /// `POST …/confirm`.
        Confirm = "confirm",
        /// `POST …/reject`.
        Reject = "reject",
        /// `POST …/close-unanswered`.
        CloseUnanswered = "close_unanswered",
        /// `POST …/reopen`.
        Reopen = "reopen",
        /// `POST …/cancel`.
        Cancel = "cancel",
        /// `PATCH` subject and description.
        Edit = "edit",
        /// `PATCH` impact and urgency.
        Prioritise = "prioritise",
        /// `PATCH` the service.
        ChangeService = "change_service",
        /// `PATCH` the tags.
        Tag = "tag",
        /// `POST …/replies`.
        Reply = "reply",
        /// `POST …/notes`.
        Note = "note",
        /// `POST …/watchers`.
        ManageWatchers = "manage_watchers",
        /// `POST …/links` and `DELETE …/links/{linked_id}`.
        Link = "link",
    }
}

/// What about a ticket, beside its status, decides whether an action is possible now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conditions {
    /// Where it stands.
    pub status: Status,
    /// The requester's reopening window has not passed.
    pub within_reopening: bool,
    /// The requester can't or won't answer: account disabled, or two reminders without an answer.
    pub closable_unanswered: bool,
}

/// What the actor may do with a ticket now: allowed by [`decide`], by the life cycle and by the ticket's conditions.
pub fn actions(actor: &Actor, facts: &Facts, conditions: &Conditions) -> Vec<TicketAction> {
    let status = conditions.status;
    let supervises = actor.is(Role::Supervisor) && facts.team_member;
    TicketAction::ALL
        .iter()
        .copied()
        .filter(|offered| {
            let action = offered.action(*facts);
            let possible = match (offered, command_of(actor, action, facts)) {
                (TicketAction::Reopen, Some(command)) => {
                    status.allows(command) && (supervises || conditions.within_reopening)
                }
                (TicketAction::CloseUnanswered, Some(command)) => {
                    status.allows(command) && conditions.closable_unanswered
                }
                (_, Some(command)) => status.allows(command),
                (TicketAction::Edit, None) => status == Status::New,
                (TicketAction::Prioritise | TicketAction::ChangeService, None) => !status.is_final(),
                (_, None) => true,
            };
            possible && decide(actor, action, facts).is_allowed()
        })
        .collect()
}

impl TicketAction {
    const fn action(self, facts: Facts) -> Action {
        match self {
            Self::Assign => Action::Assign,
            Self::Take => Action::Take,
            Self::Unassign => Action::Unassign,
            Self::Transfer => Action::Transfer,
            Self::Start => Action::Start,
            Self::Wait => Action::Wait,
            Self::Resume => Action::Resume,
            Self::Attend => Action::Attend,
            Self::Confirm => Action::Confirm,
            Self::Reject => Action::Reject,
            Self::CloseUnanswered => Action::CloseUnanswered,
            Self::Reopen => Action::Reopen,
            Self::Cancel if facts.requester => Action::Cancel(CancelReason::Withdrawn),
            Self::Cancel => Action::Cancel(CancelReason::OutOfScope),
            Self::Edit => Action::Edit,
            Self::Prioritise => Action::Prioritise,
            Self::ChangeService => Action::ChangeService,
            Self::Tag => Action::Tag,
            Self::Reply => Action::Reply,
            Self::Note => Action::Note,
            Self::ManageWatchers => Action::ManageWatchers,
            Self::Link => Action::Link,
        }
    }
}

#[cfg(test)]
mod tests;
