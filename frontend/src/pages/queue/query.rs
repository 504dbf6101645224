//! What the address of the queue says: which tickets, in which order, which one is open. Every view is a link.

use shared::category::Category;
use shared::priority::Priority;
use shared::status::Status;
use shared::ticket::{Sort, View};

use crate::api::tickets::TicketFilter;
use crate::components::icon::Glyph;
use crate::components::link::Pairs;
use crate::i18n::Messages;

/// Rows of a page of the list.
pub const ROWS: u32 = 50;

/// Whom a list is narrowed to: somebody's work, or what nobody has.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Holder {
    /// The person who looks.
    Me,
    /// Nobody.
    Nobody,
    /// An account, by its id.
    Account(String),
}

impl Holder {
    /// The word in the address and on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Me => "me",
            Self::Nobody => "none",
            Self::Account(id) => id,
        }
    }

    fn read(word: &str) -> Option<Self> {
        match word {
            "me" => Some(Self::Me),
            "none" => Some(Self::Nobody),
            id => uuid::Uuid::parse_str(id).ok().map(|id| Self::Account(id.to_string())),
        }
    }
}

/// What the address says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct QueueQuery {
    /// `All` reaches beyond one's own teams.
    pub view: Option<View>,
    /// In these statuses; none is 'open'.
    pub status: Vec<Status>,
    /// Of these priorities; none is any.
    pub priority: Vec<Priority>,
    /// Of these categories; none is any.
    pub category: Vec<Category>,
    /// Who has them.
    pub holder: Option<Holder>,
    /// The order; without one, the view's own.
    pub sort: Option<Sort>,
    /// The folio of the ticket in the reading pane.
    pub ticket: Option<String>,
}

impl QueueQuery {
    /// Reads it. What nobody understands is left aside.
    pub fn read(query: &str) -> Self {
        let pairs = Pairs::read(query);
        Self {
            view: pairs.get("view").and_then(|word| word.parse().ok()).filter(|view| *view == View::All),
            status: pairs.words("status"),
            priority: pairs.words("priority"),
            category: pairs.words("category"),
            holder: pairs.get("assignee").and_then(Holder::read),
            sort: pairs.get("sort").and_then(|word| word.parse().ok()),
            ticket: pairs.get("ticket").filter(|folio| !folio.is_empty()).map(str::to_owned),
        }
    }

    /// What the address asks for and nobody understands.
    pub fn not_understood(query: &str) -> Vec<String> {
        Pairs::read(query).without_sense(|name, word| match name {
            "view" => matches!(word.parse(), Ok(View::All | View::Team)),
            "status" => word.parse::<Status>().is_ok(),
            "priority" => word.parse::<Priority>().is_ok(),
            "category" => word.parse::<Category>().is_ok(),
            "assignee" => Holder::read(word).is_some(),
            "sort" => word.parse::<Sort>().is_ok(),
            name => name == "ticket",
        })
    }

    /// As the query of an address.
    pub fn to_query(&self) -> String {
        Pairs::default()
            .with("view", self.view.map(View::as_str))
            .with("status", joined(&self.status, Status::as_str).as_deref())
            .with("assignee", self.holder.as_ref().map(Holder::as_str))
            .with("priority", joined(&self.priority, Priority::as_str).as_deref())
            .with("category", joined(&self.category, Category::as_str).as_deref())
            .with("sort", self.sort.map(Sort::as_str))
            .with("ticket", self.ticket.as_deref())
            .to_query()
    }

    /// The same with another ticket open, or none.
    #[must_use]
    pub fn with_ticket(&self, folio: Option<&str>) -> Self {
        Self { ticket: folio.map(str::to_owned), ..self.clone() }
    }

    /// Whether the other one lists the same, whatever ticket is open.
    pub fn lists_as(&self, other: &Self) -> bool {
        self.with_ticket(None) == other.with_ticket(None)
    }

    /// The statuses that are listed.
    pub fn statuses(&self) -> Vec<Status> {
        if self.status.is_empty() {
            Status::ALL.iter().copied().filter(|status| status.is_open()).collect()
        } else {
            self.status.clone()
        }
    }

    /// The order that is used: what to do next, while something is to be done.
    pub fn order(&self) -> Sort {
        self.sort.unwrap_or_else(|| {
            if self.statuses().iter().all(|status| status.is_open()) { Sort::Queue } else { Sort::LastChangedFirst }
        })
    }

    /// What the API is asked for. Whoever is of no team sees all of them.
    pub fn filter(&self, own_teams: View) -> TicketFilter {
        TicketFilter {
            view: Some(self.view.unwrap_or(own_teams)),
            status: self.statuses(),
            assignee: self.holder.as_ref().map(|holder| holder.as_str().to_owned()),
            priority: self.priority.clone(),
            category: self.category.clone(),
            sort: Some(self.order()),
            count: true,
            limit: Some(ROWS),
            ..TicketFilter::default()
        }
    }

    /// The view of the rail that this is, however it is narrowed and sorted further.
    pub fn shelf(&self) -> Option<Shelf> {
        Shelf::ALL.iter().copied().find(|shelf| {
            let base = shelf.query();
            base.view == self.view && base.status == self.status && base.holder == self.holder
        })
    }

    /// Whether anything narrows the view.
    pub fn is_narrowed(&self) -> bool {
        self.shelf().is_none() || !self.priority.is_empty() || !self.category.is_empty()
    }
}

fn joined<T: Copy>(values: &[T], word: fn(T) -> &'static str) -> Option<String> {
    (!values.is_empty()).then(|| values.iter().map(|value| word(*value)).collect::<Vec<_>>().join(","))
}

/// A view of the queue that stands in the rail.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shelf {
    /// What I have.
    Mine,
    /// What nobody has.
    Unassigned,
    /// What waits.
    Waiting,
    /// What waits for the requester's word.
    ToConfirm,
    /// Everything open of my teams.
    Open,
    /// Everything open of every team.
    Everywhere,
}

impl Shelf {
    /// Every view.
    pub const ALL: &'static [Self] =
        &[Self::Mine, Self::Unassigned, Self::Waiting, Self::ToConfirm, Self::Open, Self::Everywhere];

    /// What it lists.
    pub fn query(self) -> QueueQuery {
        let empty = QueueQuery::default();
        match self {
            Self::Mine => QueueQuery { holder: Some(Holder::Me), ..empty },
            Self::Unassigned => QueueQuery { status: vec![Status::New], ..empty },
            Self::Waiting => QueueQuery { status: vec![Status::Waiting], ..empty },
            Self::ToConfirm => QueueQuery { status: vec![Status::Attended], ..empty },
            Self::Open => empty,
            Self::Everywhere => QueueQuery { view: Some(View::All), ..empty },
        }
    }

    /// Its name.
    pub fn words(self, t: Messages) -> &'static str {
        match self {
            Self::Mine => t.nav_mine(),
            Self::Unassigned => t.nav_unassigned(),
            Self::Waiting => t.nav_waiting(),
            Self::ToConfirm => t.nav_to_confirm(),
            Self::Open => t.nav_all_open(),
            Self::Everywhere => t.nav_every_team(),
        }
    }

    /// Its icon.
    pub fn glyph(self) -> Glyph {
        match self {
            Self::Mine => Glyph::User,
            Self::Unassigned => Glyph::Inbox,
            Self::Waiting => Glyph::Waiting,
            Self::ToConfirm => Glyph::Attended,
            Self::Open => Glyph::Users,
            Self::Everywhere => Glyph::Grid,
        }
    }
}
