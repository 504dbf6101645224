//! Teams over HTTP.

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::StatusCode,
    patch, post,
    web::{Data, Json, Path},
};
use serde_json::json;
use shared::{
    access::Operation,
    account::{NewTeam, TeamDetails, TeamPatch},
    page::Page,
};
use uuid::Uuid;

use super::accounts::located;
use crate::{
    app::App,
    directory::teams,
    error::Result,
    http::{
        body::Body,
        etag::{self, IfMatch, IfNoneMatch},
        idempotency::Repeat,
        query::{self, Params},
        refusals::Conflicting,
        request::Caller,
    },
};

fn example() -> serde_json::Value {
    json!({
        "id": "019ab2c4-6f5e-7a31-8d02-5c1c1b7f0b22", "version": 2, "name": "Redes", "active": true,
        "members": [{"id": "019ab2c4-6f5e-7a31-8d02-5c1c1b7f0a11", "name": "Carla Méndez", "community": "administrative"}]
    })
}

/// List teams with their members, by name.
///
/// By staff and admins.
#[utoipa::path(
    tag = "directory",
    security(("bearer" = ["directory:read"])),
    params(
        ("active" = Option<bool>, Query, description = "Only those that serve, or only the retired"),
        query::Page,
    ),
    responses((status = 200, description = "The teams", body = Page<TeamDetails>,
               example = json!({"items": [example()], "next_cursor": null})))
)]
#[get("/teams")]
pub async fn list_teams(app: Data<App>, caller: Caller, mut params: Params) -> Result<Json<Page<TeamDetails>>> {
    caller.require(Operation::ReadTeams)?;
    let (active, limit, cursor) = (params.one("active"), params.limit(), params.one::<String>("cursor"));
    params.finish()?;
    teams::list(&app, active, limit, cursor.as_deref()).await.map(Json)
}

/// Make a team.
///
/// By an admin. Two teams never have the same name.
#[utoipa::path(
    tag = "directory",
    security(("bearer" = ["directory:write"])),
    params(Repeat),
    request_body(content = NewTeam, example = json!({
        "name": "Redes", "member_ids": ["019ab2c4-6f5e-7a31-8d02-5c1c1b7f0a11"]
    })),
    responses((status = 201, description = "The team", body = TeamDetails,
               headers(("Location" = String, description = "Where it is"))))
)]
#[post("/teams")]
pub async fn create_team(
    request: HttpRequest,
    app: Data<App>,
    caller: Caller,
    repeat: Repeat,
    body: Body<NewTeam>,
) -> Result<HttpResponse> {
    caller.require(Operation::ManageDirectory)?;
    let outcome = repeat
        .once(&app, &caller, &body.digest, async |tx| Ok((201, teams::create(tx, &caller, &body.value).await?)))
        .await?;
    let team = teams::get(app.db.reader(), outcome.resource_id).await?;
    let mut answer = etag::answer(&request, StatusCode::CREATED, team.version, &team)?;
    located(&mut answer, "teams", team.id);
    Ok(answer)
}

/// Read a team with its members.
#[utoipa::path(
    tag = "directory",
    security(("bearer" = ["directory:read"])),
    params(("id" = Uuid, Path, description = "The team", example = "019ab2c4-6f5e-7a31-8d02-5c1c1b7f0b22"), IfNoneMatch),
    responses((status = 200, description = "The team", body = TeamDetails, example = json!(example())))
)]
#[get("/teams/{id}")]
pub async fn get_team(
    request: HttpRequest,
    app: Data<App>,
    caller: Caller,
    id: Path<Uuid>,
    params: Params,
) -> Result<HttpResponse> {
    params.finish()?;
    caller.require(Operation::ReadTeams)?;
    let team = teams::get(app.db.reader(), *id).await?;
    etag::answer(&request, StatusCode::OK, team.version, &team)
}

/// Change a team: its name, who belongs to it, or whether it serves.
///
/// By an admin. Members are the whole new set; it takes effect with a member's next request. What those who
/// leave have in hand of the team goes back to its review. `active: false` retires it: it gets no new tickets, services or
/// members, and what it did stays readable. A team that serves an active service, has open tickets, or
/// may get some back that are attended or were resolved lately, is not retired (409 says which and how many).
#[utoipa::path(
    tag = "directory",
    security(("bearer" = ["directory:write"])),
    params(("id" = Uuid, Path, description = "The team", example = "019ab2c4-6f5e-7a31-8d02-5c1c1b7f0b22"), IfMatch),
    request_body(content = TeamPatch, example = json!({"name": "Redes y telefonía"})),
    responses((status = 200, description = "The changed team", body = TeamDetails), Conflicting)
)]
#[patch("/teams/{id}")]
pub async fn change_team(
    request: HttpRequest,
    app: Data<App>,
    caller: Caller,
    id: Path<Uuid>,
    seen: IfMatch,
    body: Body<TeamPatch>,
) -> Result<HttpResponse> {
    caller.require(Operation::ManageDirectory)?;
    let team = teams::change(&app, &caller, *id, seen, &body.value).await?;
    etag::answer(&request, StatusCode::OK, team.version, &team)
}
