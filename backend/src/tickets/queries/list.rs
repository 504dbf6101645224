//! Lists of tickets: keyset pages on the indexes of the `ticket` table, so that a page costs the same at any size.

mod parts;

use std::cmp::Ordering;

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, IdenStatic, Order, PaginatorTrait, QueryFilter, Select,
    sea_query::{Expr, Query, SelectStatement, UnionType},
};
use serde::{Deserialize, Serialize};
use shared::{
    access::{Actor, Operation},
    category::Category,
    page::Page,
    person::Language,
    priority::Priority,
    status::Status,
    ticket::{Sort, TicketSummary, View},
};
use uuid::Uuid;

use self::parts::{Parts, parts};
use super::{
    access::watched_by,
    rows::{Names, Row},
};
use crate::{
    app::App,
    entity::ticket::{self, Column as C},
    error::Result,
    http::cursor,
};

/// Somebody, the caller, or nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom {
    /// The caller.
    Me,
    /// Nobody.
    Nobody,
    /// This account.
    Account(Uuid),
}

impl std::str::FromStr for Whom {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, uuid::Error> {
        match text {
            "me" => Ok(Self::Me),
            "none" => Ok(Self::Nobody),
            id => Uuid::parse_str(id).map(Self::Account),
        }
    }
}

/// Which tickets, in which order, from where.
#[derive(Debug, Clone)]
pub struct ListQuery {
    /// Whose.
    pub view: View,
    /// Statuses; any when empty.
    pub statuses: Vec<Status>,
    /// Categories; any when empty.
    pub categories: Vec<Category>,
    /// Priorities; any when empty.
    pub priorities: Vec<Priority>,
    /// Services; any when empty.
    pub services: Vec<Uuid>,
    /// Teams; any when empty.
    pub teams: Vec<Uuid>,
    /// Who has them; anyone when empty.
    pub assignees: Vec<Whom>,
    /// Who asked.
    pub requester: Option<Whom>,
    /// Changed at or after.
    pub updated_since: Option<DateTime<Utc>>,
    /// Filed at or after.
    pub created_since: Option<DateTime<Utc>>,
    /// Filed before.
    pub created_before: Option<DateTime<Utc>>,
    /// The order.
    pub sort: Sort,
    /// Rows of the page.
    pub limit: u64,
    /// Where the page begins.
    pub cursor: Option<String>,
    /// Whether to count them all.
    pub count: bool,
}

impl ListQuery {
    /// The statuses that are listed, any when empty: the order of the queue is that of what is open, unless others are named.
    fn statuses(&self) -> Vec<Status> {
        if self.statuses.is_empty() && self.sort == Sort::Queue {
            return Status::ALL.iter().copied().filter(|status| status.is_open()).collect();
        }
        self.statuses.clone()
    }
}

/// One's own, last changed first, nothing of them.
impl Default for ListQuery {
    fn default() -> Self {
        Self {
            view: View::Own,
            statuses: Vec::new(),
            categories: Vec::new(),
            priorities: Vec::new(),
            services: Vec::new(),
            teams: Vec::new(),
            assignees: Vec::new(),
            requester: None,
            updated_since: None,
            created_since: None,
            created_before: None,
            sort: Sort::LastChangedFirst,
            limit: 0,
            cursor: None,
            count: false,
        }
    }
}

/// What the caller must be allowed to do for a view.
pub const fn operation(view: View) -> Operation {
    match view {
        View::Own | View::Watching => Operation::ListOwn,
        View::Team => Operation::ListTeam,
        View::All => Operation::ListAll,
    }
}

/// A position in a list: the order's columns of the last row, and its id.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Position {
    /// `Priority::rank`.
    pub rank: i16,
    /// When it was filed or last changed, by the order.
    pub at: DateTime<Utc>,
    /// The ticket.
    pub id: Uuid,
}

/// One page of a list.
///
/// # Errors
/// `Validation` of the cursor; else when the database can't be read.
pub async fn list(app: &App, actor: &Actor, query: &ListQuery, language: Language) -> Result<Page<TicketSummary>> {
    let db = app.db.reader();
    let total = if query.count {
        let matching = matching(actor, query, &parts(actor, query).by);
        Some(ticket::Entity::find().filter(matching).count(db).await?)
    } else {
        None
    };

    let name = query.sort.as_str();
    let begins: Option<Position> = match &query.cursor {
        Some(text) => Some(cursor::open(&app.keys, name, text)?),
        None => None,
    };
    let mut tickets = page(actor, query, begins.as_ref()).into_partial_model::<Row>().all(db).await?;
    tickets.sort_by(|one, other| compare(query.sort, one, other));
    let has_more = tickets.len() as u64 > query.limit;
    tickets.truncate(usize::try_from(query.limit).unwrap_or(usize::MAX));
    let next_cursor = match tickets.last() {
        Some(last) if has_more => Some(cursor::seal(&app.keys, name, &position(query.sort, last))?),
        _ => None,
    };
    let names = Names::of(db, &tickets, [], language).await?;
    let items = tickets.into_iter().map(|ticket| names.summary(ticket)).collect();
    Ok(Page { items, next_cursor, total })
}

/// The rows of a page and one more, in no order. Their ids are found first: of each part as many as the page has, from the place
/// where it begins, by an index that has them in the order of the list; and of these the first.
pub fn page(actor: &Actor, query: &ListQuery, begins: Option<&Position>) -> Select<ticket::Entity> {
    let (direction, columns) = order(query.sort);
    let cut = |mut keys: SelectStatement| {
        for column in columns {
            keys.order_by(*column, direction.clone());
        }
        keys.limit(query.limit + 1).to_owned()
    };
    let Parts { of, by } = parts(actor, query);
    let mut parts = of.iter().map(|part| {
        let mut keys = Query::select();
        keys.columns(columns.iter().map(ColumnTrait::as_column_ref)).from(ticket::Entity);
        keys.cond_where(matching(actor, part, &by).add_option(begins.map(|position| after(query.sort, position))));
        if is_among(&by, C::AssigneeId) && part.assignees.contains(&Whom::Nobody) {
            // To PostgreSQL, having none is not having the same.
            keys.order_by(C::AssigneeId, direction.clone());
        }
        cut(keys)
    });
    // PostgreSQL asks each part of a union for its order, and SQLite takes one only in a query of its own.
    let keys = if of.len() == 1 {
        parts.next().unwrap_or_default()
    } else {
        let mut parts =
            parts.map(|part| Query::select().columns(columns.iter().copied()).from_subquery(part, "part").to_owned());
        let mut keys = parts.next().unwrap_or_default();
        cut(keys.unions(parts.map(|part| (UnionType::All, part))).to_owned())
    };
    let ids = Query::select().column(C::Id).from_subquery(keys, "keys").to_owned();
    ticket::Entity::find().filter(C::Id.in_subquery(ids))
}

/// Which tickets are in a list, to be found by some columns.
fn matching(actor: &Actor, query: &ListQuery, by: &[C]) -> Condition {
    let me = actor.account_id;
    let mut all = match query.view {
        View::Own => Condition::all().add(C::RequesterId.eq(me)),
        View::Watching => Condition::all().add(watched_by(me)),
        View::Team | View::All => Condition::all(),
    };
    let teams = teams(actor, query);
    // Nobody without a team has a team's tickets.
    all = if query.view == View::Team && teams.is_empty() {
        all.add(C::TeamId.is_in(teams))
    } else {
        any_of(all, by, C::TeamId, &teams)
    };
    all = any_of(all, by, C::Status, &query.statuses());
    all = any_of(all, by, C::Category, &query.categories);
    all = any_of(all, by, C::PriorityRank, &query.priorities.iter().map(|one| one.rank()).collect::<Vec<_>>());
    all = any_of(all, by, C::ServiceId, &query.services);
    if !query.assignees.is_empty() {
        let mut any = Condition::any();
        for whom in &query.assignees {
            any = any.add(is(by, C::AssigneeId, *whom, me));
        }
        all = all.add(any);
    }
    if let Some(whom) = query.requester {
        all = all.add(is(&[C::RequesterId], C::RequesterId, whom, me));
    }
    if let Some(since) = query.updated_since {
        all = all.add(C::UpdatedAt.gte(since));
    }
    // Most of the history may lie in such a range, so that only its own order is read by it.
    let is_in_order = matches!(query.sort, Sort::NewestFirst | Sort::OldestFirst);
    if let Some(since) = query.created_since {
        all = all.add(if is_in_order { C::CreatedAt.gte(since) } else { C::CreatedAt.lt(since).not() });
    }
    if let Some(before) = query.created_before {
        all = all.add(if is_in_order { C::CreatedAt.lt(before) } else { C::CreatedAt.gte(before).not() });
    }
    all
}

/// The teams that a list is limited to, each once; none when it is not limited to any.
fn teams(actor: &Actor, query: &ListQuery) -> Vec<Uuid> {
    let mut teams = if query.view == View::Team { actor.teams.clone() } else { query.teams.clone() };
    teams.retain(|team| query.teams.is_empty() || query.teams.contains(team));
    teams.sort_unstable();
    teams.dedup();
    teams
}

/// Narrows to some values of a column. Where the tickets are not to be found by it, it is said with two denials: SQLite, which
/// does not know how many rows have which value, would else use whatever index has one of the columns, in no order. To
/// PostgreSQL, which does know, both are the same.
fn any_of<T: Copy + Into<sea_orm::Value>>(all: Condition, by: &[C], column: C, values: &[T]) -> Condition {
    let several = || values.iter().copied();
    match values {
        [] => all,
        [one] if is_among(by, column) => all.add(column.eq(*one)),
        [one] => all.add(column.ne(*one).not()),
        _ if is_among(by, column) => all.add(column.is_in(several())),
        _ => all.add(column.is_not_in(several()).not()),
    }
}

fn is(by: &[C], column: C, whom: Whom, me: Uuid) -> Expr {
    let account = match whom {
        Whom::Nobody if is_among(by, column) => return column.is_null(),
        Whom::Nobody => return column.is_not_null().not(),
        Whom::Me => me,
        Whom::Account(id) => id,
    };
    if is_among(by, column) { column.eq(account) } else { column.ne(account).not() }
}

fn is_among(by: &[C], column: C) -> bool {
    by.iter().any(|one| one.as_str() == column.as_str())
}

/// Which way an order goes, and by what; its columns tell every two tickets apart.
const fn order(sort: Sort) -> (Order, &'static [C]) {
    match sort {
        Sort::Queue => (Order::Asc, &[C::PriorityRank, C::CreatedAt, C::Id]),
        Sort::NewestFirst => (Order::Desc, &[C::CreatedAt, C::Id]),
        Sort::OldestFirst => (Order::Asc, &[C::CreatedAt, C::Id]),
        Sort::LastChangedFirst => (Order::Desc, &[C::UpdatedAt, C::Id]),
        Sort::LongestUntouchedFirst => (Order::Asc, &[C::UpdatedAt, C::Id]),
    }
}

/// The order of a list, among its rows.
fn compare(sort: Sort, one: &Row, other: &Row) -> Ordering {
    let by = |key: fn(&Row) -> (i16, DateTime<Utc>, Uuid)| key(one).cmp(&key(other));
    match sort {
        Sort::Queue => by(|ticket| (ticket.priority_rank, ticket.created_at, ticket.id)),
        Sort::OldestFirst => by(|ticket| (0, ticket.created_at, ticket.id)),
        Sort::NewestFirst => by(|ticket| (0, ticket.created_at, ticket.id)).reverse(),
        Sort::LongestUntouchedFirst => by(|ticket| (0, ticket.updated_at, ticket.id)),
        Sort::LastChangedFirst => by(|ticket| (0, ticket.updated_at, ticket.id)).reverse(),
    }
}

fn position(sort: Sort, last: &Row) -> Position {
    let at = match sort {
        Sort::Queue | Sort::NewestFirst | Sort::OldestFirst => last.created_at,
        Sort::LastChangedFirst | Sort::LongestUntouchedFirst => last.updated_at,
    };
    Position { rank: last.priority_rank, at, id: last.id }
}

/// The rows behind a position, by row comparison: one range of an index.
fn after(sort: Sort, position: &Position) -> Expr {
    let (direction, columns) = order(sort);
    let row = Expr::tuple(columns.iter().map(|column| Expr::col((ticket::Entity, *column))));
    let (at, id) = (Expr::val(position.at), Expr::val(position.id));
    let place = match sort {
        Sort::Queue => Expr::tuple([Expr::val(position.rank), at, id]),
        _ => Expr::tuple([at, id]),
    };
    if matches!(direction, Order::Desc) { row.lt(place) } else { row.gt(place) }
}
