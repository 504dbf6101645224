//! The addresses of the app. Filters and the open ticket of the queue live in the query, so that every view is a link.

use shared::access::Operation;
use uuid::Uuid;
use yew_router::Routable;

/// A page and what its address says.
#[derive(Clone, PartialEq, Eq, Debug, Routable)]
pub enum Route {
    /// What waits for me, the categories, my open requests.
    #[at("/")]
    Home,
    /// E-mail, then code; `?next=` leads back.
    #[at("/sign-in")]
    SignIn,
    /// Choose a category and a service; `?category=` opens one.
    #[at("/new")]
    NewRequest,
    /// The form of one service.
    #[at("/new/:service_id")]
    NewRequestFor {
        /// The service asked for.
        service_id: Uuid,
    },
    /// My requests; `?show=` open, waiting for me, closed.
    #[at("/requests")]
    MyRequests,
    /// One ticket.
    #[at("/t/:folio")]
    Ticket {
        /// Its folio, or its id.
        folio: String,
    },
    /// The work queue; filters and `?ticket=` in the query.
    #[at("/queue")]
    Queue,
    /// The quality indicator; range and grouping in the query.
    #[at("/indicator")]
    Indicator,
    /// The catalogue of services, for admins.
    #[at("/admin/services")]
    Services,
    /// A service that is not there yet.
    #[at("/admin/services/new")]
    NewService,
    /// One service with its form, for admins.
    #[at("/admin/services/:service_id")]
    Service {
        /// The service.
        service_id: Uuid,
    },
    /// Accounts, for admins; search and filters in the query.
    #[at("/admin/accounts")]
    Accounts,
    /// The institution's directory comes in from a file.
    #[at("/admin/accounts/import")]
    AccountImport,
    /// One account, for admins.
    #[at("/admin/accounts/:account_id")]
    AccountAdmin {
        /// The account.
        account_id: Uuid,
    },
    /// Teams, for admins.
    #[at("/admin/teams")]
    Teams,
    /// A team that is not there yet.
    #[at("/admin/teams/new")]
    NewTeam,
    /// One team, for admins.
    #[at("/admin/teams/:team_id")]
    Team {
        /// The team.
        team_id: Uuid,
    },
    /// Mail that could not be delivered, for admins.
    #[at("/admin/outbox")]
    Outbox,
    /// The settings of the institution, for admins.
    #[at("/admin/settings")]
    Settings,
    /// Confirm or reject by the link in the mail; no session needed.
    #[at("/confirm/:token")]
    Confirm {
        /// The signed, single-use token.
        token: String,
    },
    /// Mail that would have gone out, in demo mode.
    #[at("/demo/mailbox")]
    Mailbox,
    /// Every component in every state, in demo mode.
    #[at("/gallery")]
    Gallery,
    /// Whoever was invited accepts: the first administrator by a printed link, everybody else by mail.
    #[at("/invite/:token")]
    Invite {
        /// The single-use token.
        token: String,
    },
    /// The privacy notice.
    #[at("/privacy")]
    Privacy,
    /// Profile, mail, language, theme, sessions.
    #[at("/account")]
    Account,
    /// The own API tokens.
    #[at("/account/tokens")]
    Tokens,
    /// Anything else.
    #[not_found]
    #[at("/404")]
    NotFound,
}

impl Route {
    /// Whether the page can be shown to somebody who has not signed in.
    pub fn is_public(&self) -> bool {
        matches!(
            self,
            Self::SignIn
                | Self::Confirm { .. }
                | Self::Mailbox
                | Self::Gallery
                | Self::Invite { .. }
                | Self::Privacy
                | Self::NotFound
        )
    }

    /// Whether the page belongs to the desk of T.I.: shown with the rail and in the dense measure.
    pub fn is_desk(&self) -> bool {
        matches!(self, Self::Queue | Self::Indicator) || self.administers().is_some()
    }

    /// What somebody must be allowed to do to see a page of the administration; nothing for any other page.
    pub fn administers(&self) -> Option<Operation> {
        match self {
            Self::Services | Self::NewService | Self::Service { .. } => Some(Operation::ManageCatalog),
            Self::Accounts
            | Self::AccountImport
            | Self::AccountAdmin { .. }
            | Self::Teams
            | Self::NewTeam
            | Self::Team { .. } => Some(Operation::ManageDirectory),
            Self::Outbox => Some(Operation::ManageDeadLetters),
            Self::Settings => Some(Operation::ManageSettings),
            _ => None,
        }
    }
}
