//! The indicator over HTTP.

use actix_web::{HttpResponse, get, http::header, web::Data};
use chrono::{DateTime, Datelike, SubsecRound, Utc};
use shared::{
    access::Operation,
    category::Category,
    indicator::{Evidence, Figure, GroupBy, Indicator},
    page::Page,
    problem::FieldCode,
    status::CancelReason,
};
use tokio::sync::SemaphorePermit;

use super::{
    evidence::{Asked, evidence},
    figures::indicator,
    period::{Month, Period},
    states::Part,
};
use crate::{
    app::App,
    directory,
    error::{Error, Fault, Result},
    http::{
        query::{self, Params},
        request::Caller,
        routes::Routes,
    },
};

/// Every operation on reports.
pub fn routes(config: &mut Routes) {
    config.service(read_indicator).service(list_indicator_tickets);
}

/// Reads the quality indicator of a period
///
/// Attended ÷ received × 100 over the tickets that were registered from the first to the last local day, inclusive, with the
/// statuses that they had at the cut-off. For quality, supervisors and admins.
#[utoipa::path(
    tag = "reports",
    security(("bearer" = ["reports:read"])),
    params(
        ("from" = NaiveDate, Query, description = "First day, in the institution's time zone", example = "2026-11-01"),
        ("to" = NaiveDate, Query, description = "Last day, inclusive", example = "2026-11-30"),
        ("group_by" = Option<Vec<GroupBy>>, Query, description = "Parts, repeated or separated by commas", explode = false),
        ("as_of" = Option<DateTime<Utc>>, Query, description = "The cut-off; now when absent"),
    ),
    responses((status = 200, description = "The figures", body = Indicator, example = json!({
        "from": "2026-11-01",
        "to": "2026-11-30",
        "cut_off": "2026-12-03T18:00:00Z",
        "definition": "attended / received * 100; …",
        "received": 128,
        "attended": 118,
        "confirmed": 103,
        "unanswered": 6,
        "rejected": 5,
        "cancelled": 4,
        "open": 6,
        "indicator": 92.19,
        "target": 90.0,
        "cancelled_by": [
            {"reason": "withdrawn", "count": 3},
            {"reason": "out_of_scope", "count": 1},
            {"reason": "no_response", "count": 0}
        ],
        "groups": []
    }))),
)]
#[get("/reports/indicator")]
pub async fn read_indicator(caller: Caller, app: Data<App>, mut params: Params) -> Result<HttpResponse> {
    let (from, to) = (params.required("from"), params.required("to"));
    let mut group_by: Vec<GroupBy> = params.list("group_by");
    let as_of = params.instant("as_of");
    params.finish()?;
    group_by.sort_unstable();
    group_by.dedup();
    caller.require(Operation::ReadIndicator)?;
    let period = Period::new(from, to)?;
    let cut_off = cut_off(as_of, caller.now)?.unwrap_or(caller.now);
    let turn = turn(&app).await?;
    let in_force = directory::in_force(&app, app.db.reader()).await?;
    let apart = app.db.reader().apart();
    let report =
        indicator(apart, in_force.zone, period, cut_off, &group_by, &in_force.targets, caller.language).await?;
    drop(turn);
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "private, no-cache")).json(report))
}

/// Waits until few enough reports are being read.
async fn turn(app: &App) -> Result<SemaphorePermit<'_>> {
    // Nobody ever closes it.
    app.reports.acquire().await.map_err(|_| Error::Unavailable { retry_after: 1 })
}

/// Lists the tickets behind a number of the indicator
///
/// The very tickets that the figure counts, first registered first: folios, statuses, dates and ratings, never what people
/// wrote nor who they are. For quality, supervisors and admins.
#[utoipa::path(
    tag = "reports",
    security(("bearer" = ["reports:read"])),
    params(
        ("from" = NaiveDate, Query, description = "First day, in the institution's time zone", example = "2026-11-01"),
        ("to" = NaiveDate, Query, description = "Last day, inclusive", example = "2026-11-30"),
        ("figure" = Option<Figure>, Query, description = "The number that is opened; `received` when absent"),
        ("category" = Option<Category>, Query, description = "Those of one category"),
        ("month" = Option<String>, Query, description = "Those registered in one month, `YYYY-MM`", example = "2026-11"),
        ("cancel_reason" = Option<CancelReason>, Query, description = "Those cancelled for one reason"),
        ("as_of" = Option<DateTime<Utc>>, Query, description = "The cut-off; now when absent, for all pages that of the first"),
        ("count" = Option<bool>, Query, description = "Whether to count them all"),
        query::Page,
    ),
    responses((status = 200, description = "A page", body = Page<Evidence>, example = json!({
        "items": [{
            "id": "01a20a2f-6b1c-7d3e-9b52-0f6f3b8f4c11",
            "folio": "TI-000123",
            "category": "connectivity",
            "service": "Red inalámbrica (Wi-Fi)",
            "status": "resolved",
            "closure": "confirmed",
            "cancel_reason": null,
            "created_at": "2026-11-23T16:42:07.120934Z",
            "attended_at": "2026-11-23T18:10:44.003112Z",
            "resolved_at": "2026-11-24T14:02:30.871400Z",
            "rejected": false,
            "rating": 5
        }],
        "next_cursor": null
    }))),
)]
#[get("/reports/indicator/tickets")]
pub async fn list_indicator_tickets(caller: Caller, app: Data<App>, mut params: Params) -> Result<HttpResponse> {
    let (from, to) = (params.required("from"), params.required("to"));
    let part = Part {
        figure: params.word("figure").unwrap_or(Figure::Received),
        category: params.word("category"),
        cancel_reason: params.word("cancel_reason"),
    };
    let month: Option<Month> = params.one("month");
    let as_of = params.instant("as_of");
    let is_counted = params.one("count").unwrap_or(false);
    let (limit, cursor) = (params.limit(), params.one("cursor"));
    params.finish()?;
    caller.require(Operation::ReadIndicator)?;
    let as_of = cut_off(as_of, caller.now)?;
    let asked = Asked { period: Period::new(from, to)?, month, part, as_of, is_counted, limit, cursor };
    // One page is found by an index; to count them all is a report.
    let turn = if is_counted { Some(turn(&app).await?) } else { None };
    let page = evidence(&app, &asked, caller.now, caller.language).await?;
    drop(turn);
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "private, no-cache")).json(page))
}

/// A cut-off that has passed: nobody knows what tickets will be.
fn cut_off(as_of: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>> {
    let fault = |code| Error::Validation(vec![Fault::new("?as_of", code).bound(now.format("%Y-%m-%dT%H:%M:%SZ"))]);
    match as_of.map(|instant| instant.trunc_subsecs(6)) {
        Some(instant) if instant > now => Err(fault(FieldCode::TooLarge)),
        // Engines disagree on how to write what lies before.
        Some(instant) if instant.year() < 2000 => Err(fault(FieldCode::Format)),
        checked => Ok(checked),
    }
}
