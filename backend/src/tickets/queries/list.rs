//! Lists of tickets: keyset pages on the indexes of the `ticket` table, so that a page costs the same at any size.

use std::cmp::Ordering;

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    Select, sea_query::Expr,
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

use super::{access::watched_by, rows::Names};
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
struct Position {
    rank: i16,
    at: DateTime<Utc>,
    id: Uuid,
}

/// One page of a list.
///
/// # Errors
/// `Validation` of the cursor; else when the database can't be read.
pub async fn list(app: &App, actor: &Actor, query: &ListQuery, language: Language) -> Result<Page<TicketSummary>> {
    let db = app.db.reader();
    let total = if query.count { Some(matching(actor, query, None).count(db).await?) } else { None };

    let name = query.sort.as_str();
    let begins: Option<Position> = match &query.cursor {
        Some(text) => Some(cursor::open(&app.keys, name, text)?),
        None => None,
    };
    let mut tickets = Vec::new();
    for page in pages(actor, query) {
        let page = match &begins {
            Some(position) => page.filter(after(query.sort, position)),
            None => page,
        };
        tickets.extend(page.all(db).await?);
    }
    tickets.sort_by(|one, other| compare(query.sort, one, other));
    let has_more = tickets.len() as u64 > query.limit;
    tickets.truncate(usize::try_from(query.limit).unwrap_or(usize::MAX));
    let next_cursor = match tickets.last() {
        Some(last) if has_more => Some(cursor::seal(&app.keys, name, &position(query.sort, last))?),
        _ => None,
    };
    let names = Names::of(db, &tickets, language).await?;
    let items = tickets.iter().map(|ticket| names.summary(ticket)).collect();
    Ok(Page { items, next_cursor, total })
}

/// Most teams whose pages are read each by itself.
const PAGES_MAX: usize = 8;

/// The queries whose rows together hold a page of a list: one for each team, because the order of a list lies in an index
/// under one team and not under several.
pub fn pages(actor: &Actor, query: &ListQuery) -> Vec<Select<ticket::Entity>> {
    let teams = teams(actor, query);
    let arms: Vec<Option<Uuid>> = match teams.len() {
        2..=PAGES_MAX => teams.into_iter().map(Some).collect(),
        _ => vec![None],
    };
    let page = |team| ordered(matching(actor, query, team), query.sort).limit(query.limit + 1);
    arms.into_iter().map(page).collect()
}

/// The teams that a list is limited to, each once; none when it is not limited to any.
fn teams(actor: &Actor, query: &ListQuery) -> Vec<Uuid> {
    let mut teams = match query.view {
        View::Own | View::Watching => Vec::new(),
        View::All => query.teams.clone(),
        View::Team => actor.teams.clone(),
    };
    teams.retain(|team| query.teams.is_empty() || query.teams.contains(team));
    teams.sort_unstable();
    teams.dedup();
    teams
}

/// The tickets of a list, or those of one team among them.
fn matching(actor: &Actor, query: &ListQuery, team: Option<Uuid>) -> Select<ticket::Entity> {
    let me = actor.account_id;
    let mut all = Condition::all();
    all = match (query.view, team) {
        (View::Own, _) => all.add(C::RequesterId.eq(me)),
        (View::Watching, _) => all.add(watched_by(me)),
        (View::Team | View::All, Some(team)) => all.add(C::TeamId.eq(team)),
        (View::Team, None) => any_of_teams(all, &actor.teams, &query.teams),
        (View::All, None) => any_of(all, C::TeamId, &query.teams),
    };
    if matches!(query.view, View::Own | View::Watching) {
        all = any_of(all, C::TeamId, &query.teams);
    }
    all = any_of(all, C::Status, &query.statuses);
    all = any_of(all, C::Category, &query.categories);
    all = any_of(all, C::Priority, &query.priorities);
    all = any_of(all, C::ServiceId, &query.services);
    if !query.assignees.is_empty() {
        let mut any = Condition::any();
        for whom in &query.assignees {
            any = any.add(is(C::AssigneeId, *whom, me));
        }
        all = all.add(any);
    }
    if let Some(whom) = query.requester {
        all = all.add(is(C::RequesterId, whom, me));
    }
    if let Some(since) = query.updated_since {
        all = all.add(C::UpdatedAt.gte(since));
    }
    if let Some(since) = query.created_since {
        all = all.add(C::CreatedAt.gte(since));
    }
    if let Some(before) = query.created_before {
        all = all.add(C::CreatedAt.lt(before));
    }
    if query.sort == Sort::Queue && query.statuses.iter().all(|status| status.is_open()) {
        // Word for word the condition of the partial indexes, or the engines would not use them.
        all = all.add(Expr::cust("\"ticket\".\"status\" IN ('new', 'assigned', 'in_progress', 'waiting')"));
    }
    ticket::Entity::find().filter(all)
}

/// Nobody without a team has a team's tickets, so an empty list of teams means none here.
fn any_of_teams(all: Condition, mine: &[Uuid], asked: &[Uuid]) -> Condition {
    any_of(all.add(C::TeamId.is_in(mine.iter().copied())), C::TeamId, asked)
}

fn any_of<T: Copy + Into<sea_orm::Value>>(all: Condition, column: C, values: &[T]) -> Condition {
    if values.is_empty() { all } else { all.add(column.is_in(values.iter().copied())) }
}

fn is(column: C, whom: Whom, me: Uuid) -> Expr {
    match whom {
        Whom::Me => column.eq(me),
        Whom::Nobody => column.is_null(),
        Whom::Account(id) => column.eq(id),
    }
}

fn ordered(tickets: Select<ticket::Entity>, sort: Sort) -> Select<ticket::Entity> {
    match sort {
        Sort::Queue => tickets.order_by_asc(C::PriorityRank).order_by_asc(C::CreatedAt).order_by_asc(C::Id),
        Sort::NewestFirst => tickets.order_by(C::CreatedAt, Order::Desc).order_by(C::Id, Order::Desc),
        Sort::OldestFirst => tickets.order_by_asc(C::CreatedAt).order_by_asc(C::Id),
        Sort::LastChangedFirst => tickets.order_by(C::UpdatedAt, Order::Desc).order_by(C::Id, Order::Desc),
        Sort::LongestUntouchedFirst => tickets.order_by_asc(C::UpdatedAt).order_by_asc(C::Id),
    }
}

/// The order of a list, among rows of several queries.
fn compare(sort: Sort, one: &ticket::Model, other: &ticket::Model) -> Ordering {
    let by = |key: fn(&ticket::Model) -> (i16, DateTime<Utc>, Uuid)| key(one).cmp(&key(other));
    match sort {
        Sort::Queue => by(|ticket| (ticket.priority_rank, ticket.created_at, ticket.id)),
        Sort::OldestFirst => by(|ticket| (0, ticket.created_at, ticket.id)),
        Sort::NewestFirst => by(|ticket| (0, ticket.created_at, ticket.id)).reverse(),
        Sort::LongestUntouchedFirst => by(|ticket| (0, ticket.updated_at, ticket.id)),
        Sort::LastChangedFirst => by(|ticket| (0, ticket.updated_at, ticket.id)).reverse(),
    }
}

fn position(sort: Sort, last: &ticket::Model) -> Position {
    let at = match sort {
        Sort::Queue | Sort::NewestFirst | Sort::OldestFirst => last.created_at,
        Sort::LastChangedFirst | Sort::LongestUntouchedFirst => last.updated_at,
    };
    Position { rank: last.priority_rank, at, id: last.id }
}

/// The rows behind a position, by row comparison: one range of the index.
fn after(sort: Sort, position: &Position) -> Expr {
    let (rank, at, id) = (Expr::val(position.rank), Expr::val(position.at), Expr::val(position.id));
    let row = |columns: &[C]| Expr::tuple(columns.iter().map(|column| Expr::col((ticket::Entity, *column))));
    match sort {
        Sort::Queue => row(&[C::PriorityRank, C::CreatedAt, C::Id]).gt(Expr::tuple([rank, at, id])),
        Sort::NewestFirst => row(&[C::CreatedAt, C::Id]).lt(Expr::tuple([at, id])),
        Sort::OldestFirst => row(&[C::CreatedAt, C::Id]).gt(Expr::tuple([at, id])),
        Sort::LastChangedFirst => row(&[C::UpdatedAt, C::Id]).lt(Expr::tuple([at, id])),
        Sort::LongestUntouchedFirst => row(&[C::UpdatedAt, C::Id]).gt(Expr::tuple([at, id])),
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::{ConnectionTrait, DbBackend, QueryTrait, Statement};

    use super::*;
    use crate::{config::Config, db::Database};

    fn query(view: View, sort: Sort) -> ListQuery {
        ListQuery { view, sort, limit: 50, ..ListQuery::default() }
    }

    /// How SQLite would read a page somewhere in the middle of a list.
    async fn plan(db: &Database, page: Select<ticket::Entity>) -> String {
        let mut statement = page.build(DbBackend::Sqlite);
        statement.sql = format!("EXPLAIN QUERY PLAN {}", statement.sql);
        let statement = Statement { db_backend: DbBackend::Sqlite, ..statement };
        let rows = db.reader().query_all_raw(statement).await.unwrap();
        rows.iter().map(|row| row.try_get::<String>("", "detail").unwrap()).collect::<Vec<_>>().join("; ")
    }

    #[tokio::test]
    async fn a_page_is_one_range_of_an_index_in_the_order_of_the_list() {
        let folder = tempfile::tempdir().unwrap();
        let config = Config { data: folder.path().into(), ..Config::default() };
        let db = Database::connect(&config).await.unwrap();
        db.migrate(&config.data).await.unwrap();
        let mine =
            |query: ListQuery| ListQuery { assignees: vec![Whom::Me], statuses: vec![Status::InProgress], ..query };
        let cases = [
            (query(View::Own, Sort::LastChangedFirst), "ix_ticket_requester_updated"),
            (query(View::Own, Sort::NewestFirst), "ix_ticket_requester_created"),
            (query(View::Team, Sort::Queue), "ix_ticket_team_queue"),
            (query(View::Team, Sort::LastChangedFirst), "ix_ticket_team_updated"),
            (query(View::Team, Sort::NewestFirst), "ix_ticket_team_created"),
            (query(View::All, Sort::Queue), "ix_ticket_open_queue"),
            (query(View::All, Sort::LastChangedFirst), "ix_ticket_updated"),
            (query(View::All, Sort::OldestFirst), "ix_ticket_created"),
            (mine(query(View::All, Sort::Queue)), "ix_ticket_assignee_status"),
        ];
        let middle = Position { rank: 2, at: "2026-03-13T21:30:00Z".parse().unwrap(), id: Uuid::from_u128(3) };
        for teams in [vec![Uuid::from_u128(2)], vec![Uuid::from_u128(2), Uuid::from_u128(4)]] {
            let actor = Actor { account_id: Uuid::from_u128(1), roles: vec![], teams, scopes: None };
            for (query, index) in &cases {
                for page in pages(&actor, query) {
                    let plan = plan(&db, page.filter(after(query.sort, &middle))).await;
                    let what = format!("{:?} {:?} of {} teams: {plan}", query.view, query.sort, actor.teams.len());
                    assert!(plan.contains(&format!("USING INDEX {index} ")), "{what}");
                    assert!(!plan.contains("TEMP B-TREE"), "{what}");
                }
            }
        }
    }

    #[test]
    fn a_list_of_several_teams_is_a_page_of_each() {
        let [one, two, three] = [1, 2, 3].map(Uuid::from_u128);
        let actor = Actor { account_id: one, roles: vec![], teams: vec![one, two, two], scopes: None };
        let count = |view, teams: &[Uuid]| {
            pages(&actor, &ListQuery { teams: teams.to_vec(), ..query(view, Sort::Queue) }).len()
        };
        assert_eq!((count(View::Team, &[]), count(View::Team, &[two]), count(View::Team, &[three])), (2, 1, 1));
        assert_eq!(
            (count(View::All, &[]), count(View::All, &[one, two, three]), count(View::Own, &[one, two])),
            (1, 3, 1)
        );
        let many: Vec<Uuid> = (0..9).map(Uuid::from_u128).collect();
        assert_eq!(count(View::All, &many), 1);
    }
}
