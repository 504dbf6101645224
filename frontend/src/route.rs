//! The addresses of the app. Filters and the open ticket of the queue live in the query, so that every view is a link.

use js_sys::{decode_uri_component, encode_uri_component};
use shared::access::Operation;
use uuid::Uuid;

/// A page and what its address says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Route {
    /// What waits for me, the categories, my open requests.
    Home,
    /// E-mail, then code; `?next=` leads back.
    SignIn,
    /// Choose a category and a service; `?category=` opens one.
    NewRequest,
    /// The form of one service.
    NewRequestFor {
        /// The service asked for.
        service_id: Uuid,
    },
    /// My requests; `?show=` open, waiting for me, closed.
    MyRequests,
    /// One ticket.
    Ticket {
        /// Its folio, or its id.
        folio: String,
    },
    /// The work queue; filters and `?ticket=` in the query.
    Queue,
    /// The quality indicator; range and grouping in the query.
    Indicator,
    /// The catalogue of services, for admins.
    Services,
    /// A service that is not there yet.
    NewService,
    /// One service with its form, for admins.
    Service {
        /// The service.
        service_id: Uuid,
    },
    /// Accounts, for admins; search and filters in the query.
    Accounts,
    /// The institution's directory comes in from a file.
    AccountImport,
    /// One account, for admins.
    AccountAdmin {
        /// The account.
        account_id: Uuid,
    },
    /// Teams, for admins.
    Teams,
    /// A team that is not there yet.
    NewTeam,
    /// One team, for admins.
    Team {
        /// The team.
        team_id: Uuid,
    },
    /// Mail that could not be delivered, for admins.
    Outbox,
    /// The settings of the institution, for admins.
    Settings,
    /// Confirm or reject by the link in the mail; no session needed.
    Confirm {
        /// The signed, single-use token.
        token: String,
    },
    /// Mail that would have gone out, in demo mode.
    Mailbox,
    /// Every component in every state, in demo mode.
    Gallery,
    /// Whoever was invited accepts: the first administrator by a printed link, everybody else by mail.
    Invite {
        /// The single-use token.
        token: String,
    },
    /// The privacy notice.
    Privacy,
    /// Profile, mail, language, theme, sessions.
    Account,
    /// The own API tokens.
    Tokens,
    /// Anything else.
    NotFound,
}

impl Route {
    /// Its path.
    pub fn to_path(&self) -> String {
        let (fixed, value) = match self {
            Self::Home => ("/", None),
            Self::SignIn => ("/sign-in", None),
            Self::NewRequest => ("/new", None),
            Self::NewRequestFor { service_id } => ("/new/", Some(service_id.to_string())),
            Self::MyRequests => ("/requests", None),
            Self::Ticket { folio } => ("/t/", Some(folio.clone())),
            Self::Queue => ("/queue", None),
            Self::Indicator => ("/indicator", None),
            Self::Services => ("/admin/services", None),
            Self::NewService => ("/admin/services/new", None),
            Self::Service { service_id } => ("/admin/services/", Some(service_id.to_string())),
            Self::Accounts => ("/admin/accounts", None),
            Self::AccountImport => ("/admin/accounts/import", None),
            Self::AccountAdmin { account_id } => ("/admin/accounts/", Some(account_id.to_string())),
            Self::Teams => ("/admin/teams", None),
            Self::NewTeam => ("/admin/teams/new", None),
            Self::Team { team_id } => ("/admin/teams/", Some(team_id.to_string())),
            Self::Outbox => ("/admin/outbox", None),
            Self::Settings => ("/admin/settings", None),
            Self::Confirm { token } => ("/confirm/", Some(token.clone())),
            Self::Mailbox => ("/demo/mailbox", None),
            Self::Gallery => ("/gallery", None),
            Self::Invite { token } => ("/invite/", Some(token.clone())),
            Self::Privacy => ("/privacy", None),
            Self::Account => ("/account", None),
            Self::Tokens => ("/account/tokens", None),
            Self::NotFound => ("/404", None),
        };
        value.map_or_else(|| fixed.to_owned(), |value| [fixed, &String::from(encode_uri_component(&value))].concat())
    }

    /// The page at a path.
    pub fn recognize(path: &str) -> Self {
        let segments: Vec<&str> = path.trim_matches('/').split('/').collect();
        known(&segments).unwrap_or(Self::NotFound)
    }
}

fn known(segments: &[&str]) -> Option<Route> {
    Some(match segments {
        [""] => Route::Home,
        ["sign-in"] => Route::SignIn,
        ["new"] => Route::NewRequest,
        ["new", service_id] => Route::NewRequestFor { service_id: service_id.parse().ok()? },
        ["requests"] => Route::MyRequests,
        ["t", folio] => Route::Ticket { folio: decoded(folio)? },
        ["queue"] => Route::Queue,
        ["indicator"] => Route::Indicator,
        ["admin", "services"] => Route::Services,
        ["admin", "services", "new"] => Route::NewService,
        ["admin", "services", service_id] => Route::Service { service_id: service_id.parse().ok()? },
        ["admin", "accounts"] => Route::Accounts,
        ["admin", "accounts", "import"] => Route::AccountImport,
        ["admin", "accounts", account_id] => Route::AccountAdmin { account_id: account_id.parse().ok()? },
        ["admin", "teams"] => Route::Teams,
        ["admin", "teams", "new"] => Route::NewTeam,
        ["admin", "teams", team_id] => Route::Team { team_id: team_id.parse().ok()? },
        ["admin", "outbox"] => Route::Outbox,
        ["admin", "settings"] => Route::Settings,
        ["confirm", token] => Route::Confirm { token: decoded(token)? },
        ["demo", "mailbox"] => Route::Mailbox,
        ["gallery"] => Route::Gallery,
        ["invite", token] => Route::Invite { token: decoded(token)? },
        ["privacy"] => Route::Privacy,
        ["account"] => Route::Account,
        ["account", "tokens"] => Route::Tokens,
        _ => return None,
    })
}

fn decoded(segment: &str) -> Option<String> {
    decode_uri_component(segment).ok().map(String::from)
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
