//! Reading tickets, over HTTP.

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::StatusCode,
    web::{Data, Path},
};
use shared::{
    category::Category,
    event::TimelineItem,
    page::Page,
    priority::Priority,
    status::Status,
    ticket::{Assignee, Sort, TicketDetails, TicketSummary, View},
};

use super::answer;
use crate::{
    app::App,
    error::Result,
    http::{etag::IfNoneMatch, query, query::Params, request::Caller},
    tickets::queries::{
        access::access,
        assignees,
        list::{ListQuery, list, operation},
        timeline,
    },
};

/// Lists tickets
///
/// Without `view`, a requester's own and, for staff, those of its teams. `sort=queue` lists what is open: critical first,
/// oldest first within a priority.
#[utoipa::path(
    tag = "tickets",
    security(("bearer" = ["tickets:read"])),
    params(
        ("view" = Option<View>, Query, description = "Whose: `own`, `watching`, `team` (staff), `all` (supervisors, admins)"),
        ("status" = Option<Vec<Status>>, Query, description = "Statuses, repeated or separated by commas", explode = false),
        ("category" = Option<Vec<Category>>, Query, description = "Categories", explode = false),
        ("priority" = Option<Vec<Priority>>, Query, description = "Priorities", explode = false),
        ("service" = Option<Vec<Uuid>>, Query, description = "Services", explode = false),
        ("team" = Option<Vec<Uuid>>, Query, description = "Teams", explode = false),
        ("assignee" = Option<Vec<String>>, Query, description = "`me`, `none` or accounts", explode = false),
        ("requester" = Option<String>, Query, description = "`me` or an account"),
        ("updated_since" = Option<DateTime<Utc>>, Query, description = "Last changed at or after"),
        ("created_since" = Option<DateTime<Utc>>, Query, description = "Filed at or after"),
        ("created_before" = Option<DateTime<Utc>>, Query, description = "Filed before"),
        ("sort" = Option<Sort>, Query, description = "The order; last changed first when absent"),
        ("count" = Option<bool>, Query, description = "Whether to count them all"),
        query::Page,
    ),
    responses((status = 200, description = "A page", body = Page<TicketSummary>, example = json!({"items": [], "next_cursor": null}))),
)]
#[get("/tickets")]
pub async fn list_tickets(app: Data<App>, caller: Caller, mut params: Params) -> Result<HttpResponse> {
    let default = if caller.actor.is_staff() { View::Team } else { View::Own };
    let query = ListQuery {
        view: params.word("view").unwrap_or(default),
        statuses: params.list("status"),
        categories: params.list("category"),
        priorities: params.list("priority"),
        services: params.list("service"),
        teams: params.list("team"),
        assignees: params.list("assignee"),
        requester: params.one("requester"),
        updated_since: params.instant("updated_since"),
        created_since: params.instant("created_since"),
        created_before: params.instant("created_before"),
        sort: params.word("sort").unwrap_or(Sort::LastChangedFirst),
        limit: params.limit(),
        cursor: params.one("cursor"),
        count: params.one("count").unwrap_or(false),
    };
    params.finish()?;
    caller.require(operation(query.view))?;
    let page = list(&app, &caller.actor, &query, caller.language).await?;
    Ok(HttpResponse::Ok().insert_header(("Cache-Control", "private, no-cache")).json(page))
}

/// Shows one ticket
///
/// With `actions`: the commands that this caller may give now.
#[utoipa::path(
    tag = "tickets",
    security(("bearer" = ["tickets:read"])),
    params(("id" = String, Path, description = "Id or folio", example = "TI-000123"), IfNoneMatch),
    responses((status = 200, description = "The ticket", body = TicketDetails, example = json!({"folio": "TI-000123", "status": "attended", "version": 7, "actions": ["confirm", "reject", "reply"]}))),
)]
#[get("/tickets/{id}")]
pub async fn get_ticket(
    request: HttpRequest,
    app: Data<App>,
    caller: Caller,
    id: Path<String>,
    params: Params,
) -> Result<HttpResponse> {
    params.finish()?;
    let access = access(app.db.reader(), &caller.actor, &id).await?;
    answer::show_found(&request, &app, &caller, StatusCode::OK, &access).await
}

/// Shows a ticket's timeline
///
/// Replies, notes and changes, oldest first. Notes and whatever else is staff's are only there for staff.
#[utoipa::path(
    tag = "tickets",
    security(("bearer" = ["tickets:read"])),
    params(("id" = String, Path, description = "Id or folio", example = "TI-000123"), query::Page),
    responses((status = 200, description = "A page", body = Page<TimelineItem>, example = json!({"items": [], "next_cursor": null}))),
)]
#[get("/tickets/{id}/timeline")]
pub async fn get_timeline(
    app: Data<App>,
    caller: Caller,
    id: Path<String>,
    mut params: Params,
) -> Result<HttpResponse> {
    let limit = params.limit();
    let cursor: Option<String> = params.one("cursor");
    params.finish()?;
    let access = access(app.db.reader(), &caller.actor, &id).await?;
    let page = timeline::timeline(&app, &caller.actor, &access, caller.language, limit, cursor.as_deref()).await?;
    Ok(HttpResponse::Ok().insert_header(("Cache-Control", "private, no-cache")).json(page))
}

/// Lists to whom the caller may give a ticket
///
/// Members of its team with their open tickets: all for a supervisor, oneself for an agent, nobody for anyone else.
#[utoipa::path(
    tag = "tickets",
    security(("bearer" = ["tickets:read"])),
    params(("id" = String, Path, description = "Id or folio", example = "TI-000123")),
    responses((status = 200, description = "The people", body = Vec<Assignee>, example = json!([]))),
)]
#[get("/tickets/{id}/assignees")]
pub async fn list_assignees(app: Data<App>, caller: Caller, id: Path<String>, params: Params) -> Result<HttpResponse> {
    params.finish()?;
    let db = app.db.reader();
    let access = access(db, &caller.actor, &id).await?;
    let assignees = assignees::assignees(db, &caller.actor, &access).await?;
    Ok(HttpResponse::Ok().insert_header(("Cache-Control", "private, no-cache")).json(assignees))
}
