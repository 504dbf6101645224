//! The tickets behind a number: folios, statuses and dates, never what people wrote nor who they are.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value};
use serde::{Deserialize, Serialize};
use shared::{
    category::Category,
    indicator::Evidence,
    page::Page,
    person::Language,
    status::{CancelReason, Closure, Status},
};
use uuid::Uuid;

use super::{
    period::{Month, Period},
    states::{self, Part},
};
use crate::{
    app::App,
    catalog, directory,
    error::{Error, Result},
    http::cursor,
};

/// Which tickets are asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// The period.
    pub period: Period,
    /// Those of one month of it.
    pub month: Option<Month>,
    /// What of them.
    pub part: Part,
    /// The instant whose statuses count; now, when it is not said.
    pub as_of: Option<DateTime<Utc>>,
    /// Whether all of them are counted.
    pub is_counted: bool,
    /// Rows of a page.
    pub limit: u64,
    /// Where the page begins.
    pub cursor: Option<String>,
}

/// Where a page begins. It keeps the cut-off of the first page, so that all of them are of one instant.
#[derive(Debug, Serialize, Deserialize)]
struct Position {
    cut_off: DateTime<Utc>,
    created_at: DateTime<Utc>,
    id: Uuid,
}

#[derive(Debug, FromQueryResult)]
struct Row {
    id: Uuid,
    folio: String,
    category: Category,
    service_id: Uuid,
    status: Status,
    closure: Option<Closure>,
    cancel_reason: Option<CancelReason>,
    created_at: DateTime<Utc>,
    attended_at: Option<DateTime<Utc>>,
    resolved_at: Option<DateTime<Utc>>,
    rejected: i32,
    rating: Option<i32>,
}

/// The tickets behind a number, the first registered first.
///
/// # Errors
/// `Validation` of the cursor; else when the database can't be read.
pub async fn evidence(app: &App, asked: &Asked, now: DateTime<Utc>, language: Language) -> Result<Page<Evidence>> {
    let list = name(asked);
    let position: Option<Position> =
        asked.cursor.as_deref().map(|text| cursor::open(&app.keys, &list, text)).transpose()?;
    let cut_off = position.as_ref().map_or(asked.as_of.unwrap_or(now), |position| position.cut_off);
    let period = match asked.month {
        None => Some(asked.period),
        Some(month) => asked.period.within(month),
    };
    let Some(period) = period else { return Ok(empty(asked)) };
    let db = app.db.reader();
    let (from, until) = period.instants(directory::in_force(app, db).await?.zone);
    let most = i64::try_from(asked.limit + 1).unwrap_or(i64::MAX);
    let begins = position.as_ref().map_or(from, |position| position.created_at);
    let mut values: Vec<Value> = vec![cut_off.into(), begins.into(), until.into(), most.into()];
    values.extend(position.as_ref().map(|position| Value::from(position.id)));
    let sql = states::listed(asked.part, position.is_some());
    let mut rows =
        Row::find_by_statement(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).all(db).await?;
    let page = usize::try_from(asked.limit).unwrap_or(usize::MAX);
    let has_more = rows.len() > page;
    rows.truncate(page);
    let next = match rows.last().filter(|_| has_more) {
        Some(last) => {
            let position = Position { cut_off, created_at: last.created_at, id: last.id };
            Some(cursor::seal(&app.keys, &list, &position)?)
        }
        None => None,
    };
    let services = catalog::service_refs(db, rows.iter().map(|row| row.service_id), language).await?;
    let items = rows
        .into_iter()
        .map(|row| {
            let service = services.get(&row.service_id).map(|service| service.name.clone()).unwrap_or_default();
            shown(row, service)
        })
        .collect::<Result<_>>()?;
    let total =
        if asked.is_counted { Some(count(db.apart(), asked.part, cut_off, (from, until)).await?) } else { None };
    Ok(Page { total, ..Page::new(items, next) })
}

fn empty(asked: &Asked) -> Page<Evidence> {
    Page { total: asked.is_counted.then_some(0), ..Page::new(Vec::new(), None) }
}

/// A cursor serves the very list that it was made for.
fn name(asked: &Asked) -> String {
    format!("evidence {:?} {:?} {:?} {:?}", asked.period, asked.month, asked.part, asked.as_of)
}

fn shown(row: Row, service: String) -> Result<Evidence> {
    let rating = row.rating.map(u8::try_from).transpose().map_err(|error| Error::Internal(error.into()))?;
    Ok(Evidence {
        id: row.id,
        folio: row.folio,
        category: row.category,
        service,
        status: row.status,
        closure: row.closure,
        cancel_reason: row.cancel_reason,
        created_at: row.created_at,
        attended_at: row.attended_at,
        resolved_at: row.resolved_at,
        rejected: row.rejected != 0,
        rating,
    })
}

async fn count(
    db: &impl ConnectionTrait,
    part: Part,
    cut_off: DateTime<Utc>,
    (from, until): (DateTime<Utc>, DateTime<Utc>),
) -> Result<u64> {
    let values = [cut_off.into(), from.into(), until.into()];
    let sql = states::totalled(part);
    let row = db.query_one_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await?;
    let tickets: Option<i64> = row.map(|row| row.try_get_by_index(0)).transpose()?;
    Ok(tickets.unwrap_or_default().unsigned_abs())
}
