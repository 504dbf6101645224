//! Accounts and people over HTTP.

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::{
        StatusCode,
        header::{self, HeaderValue},
    },
    patch, post,
    web::{Data, Json, Path},
};
use serde_json::json;
use shared::{
    access::Operation,
    account::{AccountDetails, AccountPatch, NewAccount, PersonMatch},
    page::Page,
    paths,
    person::{Community, Role},
    problem::FieldCode,
};
use uuid::Uuid;

use crate::{
    app::App,
    directory::{
        accounts::{self, Filter},
        lookup,
    },
    error::{Error, Fault, Result},
    http::{
        body::Body,
        etag::{self, IfMatch, IfNoneMatch},
        idempotency::Repeat,
        query::{self, Params},
        refusals::Conflicting,
        request::Caller,
    },
};

/// Longest text to look for, in characters.
const WORDS_MAX: usize = 100;

fn example() -> serde_json::Value {
    json!({
        "id": "019ab2c4-6f5e-7a31-8d02-5c1c1b7f0a11", "version": 3, "email": "carla.mendez@example.edu.mx",
        "name": "Carla Méndez", "community": "administrative", "community_verified": true, "institutional_id": null,
        "unit": "T.I.", "phone_extension": "1234", "language": "es", "roles": ["agent"],
        "teams": [{"id": "019ab2c4-6f5e-7a31-8d02-5c1c1b7f0b22", "name": "Redes"}], "active": true,
        "created_at": "2026-08-03T15:00:00Z"
    })
}

/// Words to look for, of a length that makes sense.
fn words(params: &mut Params) -> Result<Option<String>> {
    let words = params.one::<String>("q").map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "));
    if words.as_ref().is_some_and(|words| words.chars().count() > WORDS_MAX) {
        return Err(Error::Validation(vec![Fault::new("?q", FieldCode::TooLong).bound(WORDS_MAX)]));
    }
    Ok(words)
}

/// List accounts, by name.
///
/// By an admin. Staff look people up with `GET /people`.
#[utoipa::path(
    tag = "directory",
    security(("bearer" = ["directory:read"])),
    params(
        ("q" = Option<String>, Query, description = "Words of the name or of the address", example = "carla"),
        ("role" = Option<Role>, Query, description = "Only those with a role", example = "agent"),
        ("community" = Option<Community>, Query, description = "Only those of a community", example = "faculty"),
        ("active" = Option<bool>, Query, description = "Only the active, or only the disabled", example = true),
        ("count" = Option<bool>, Query, description = "Whether to count them all", example = false),
        query::Page,
    ),
    responses((status = 200, description = "The accounts", body = Page<AccountDetails>,
               example = json!({"items": [example()], "next_cursor": null})))
)]
#[get("/accounts")]
pub async fn list_accounts(app: Data<App>, caller: Caller, mut params: Params) -> Result<Json<Page<AccountDetails>>> {
    caller.require(Operation::ReadAccounts)?;
    let filter = Filter {
        words: words(&mut params)?.unwrap_or_default(),
        role: params.word("role"),
        community: params.word("community"),
        active: params.one("active"),
        count: params.one("count").unwrap_or(false),
    };
    let (limit, cursor) = (params.limit(), params.one::<String>("cursor"));
    params.finish()?;
    accounts::list(&app, &filter, limit, cursor.as_deref()).await.map(Json)
}

/// Make an account before its owner first signs in.
///
/// By an admin. Without a name, one is made from the address.
#[utoipa::path(
    tag = "directory",
    security(("bearer" = ["directory:write"])),
    params(Repeat),
    request_body(content = NewAccount, example = json!({
        "email": "carla.mendez@example.edu.mx", "name": "Carla Méndez", "community": "administrative", "roles": ["agent"]
    })),
    responses((status = 201, description = "The account", body = AccountDetails,
               headers(("Location" = String, description = "Where it is"))))
)]
#[post("/accounts")]
pub async fn create_account(
    request: HttpRequest,
    app: Data<App>,
    caller: Caller,
    repeat: Repeat,
    body: Body<NewAccount>,
) -> Result<HttpResponse> {
    caller.require(Operation::ManageDirectory)?;
    let outcome = repeat
        .once(&app, &caller, &body.digest, async |tx| {
            Ok((201, accounts::create(&app, tx, &caller, &body.value).await?))
        })
        .await?;
    let account = accounts::get(app.db.reader(), outcome.resource_id).await?;
    let mut answer = etag::answer(&request, StatusCode::CREATED, account.version, &account)?;
    located(&mut answer, "accounts", account.id);
    Ok(answer)
}

/// Says where something is that was just made.
pub(super) fn located(answer: &mut HttpResponse, folder: &str, id: Uuid) {
    if let Ok(place) = HeaderValue::from_str(&format!("{}/{folder}/{id}", paths::API)) {
        answer.headers_mut().insert(header::LOCATION, place);
    }
}

/// Read an account.
///
/// By an admin.
#[utoipa::path(
    tag = "directory",
    security(("bearer" = ["directory:read"])),
    params(("id" = Uuid, Path, description = "The account", example = "019ab2c4-6f5e-7a31-8d02-5c1c1b7f0a11"), IfNoneMatch),
    responses((status = 200, description = "The account", body = AccountDetails, example = json!(example())))
)]
#[get("/accounts/{id}")]
pub async fn get_account(
    request: HttpRequest,
    app: Data<App>,
    caller: Caller,
    id: Path<Uuid>,
    params: Params,
) -> Result<HttpResponse> {
    caller.require(Operation::ReadAccounts)?;
    params.finish()?;
    let account = accounts::get(app.db.reader(), *id).await?;
    etag::answer(&request, StatusCode::OK, account.version, &account)
}

/// Change an account: its name, community, roles and address, or whether it may sign in.
///
/// By an admin. Roles are the whole new set and take effect with the account's next request; a disabled account is signed
/// out everywhere. The tickets in hand that it can't serve any more go back to review, and an admin's open invitations end
/// with the role or the account. The last active admin keeps the role (409).
///
/// With `email` the account and its history go on under a new address; with `release_email` they end with the old one.
/// Either way the old address no longer identifies the account: whoever signs in with it next is somebody new, and the
/// account's sessions, API tokens and confirm links end.
#[utoipa::path(
    tag = "directory",
    security(("bearer" = ["directory:write"])),
    params(("id" = Uuid, Path, description = "The account", example = "019ab2c4-6f5e-7a31-8d02-5c1c1b7f0a11"), IfMatch),
    request_body(content = AccountPatch, example = json!({"roles": ["agent", "supervisor"]})),
    responses((status = 200, description = "The changed account", body = AccountDetails), Conflicting)
)]
#[patch("/accounts/{id}")]
pub async fn change_account(
    request: HttpRequest,
    app: Data<App>,
    caller: Caller,
    id: Path<Uuid>,
    seen: IfMatch,
    body: Body<AccountPatch>,
) -> Result<HttpResponse> {
    caller.require(Operation::ManageDirectory)?;
    let account = accounts::change(&app, &caller, *id, seen, &body.value).await?;
    etag::answer(&request, StatusCode::OK, account.version, &account)
}

/// Look up people, to register a request for one or to let one watch.
///
/// By staff, with `q`, `id` or both. Every word must be in the name or in the address, whatever its case and accents. Only
/// active accounts.
#[utoipa::path(
    tag = "directory",
    security(("bearer" = ["tickets:write"])),
    params(
        ("q" = Option<String>, Query, description = "Words of the name or of the address", example = "ana lopez"),
        ("id" = Option<Vec<Uuid>>, Query, description = "Only these accounts", explode = false),
        query::Page,
    ),
    responses((status = 200, description = "The people, by name", body = Page<PersonMatch>, example = json!({
        "items": [{
            "id": "019ab2c4-6f5e-7a31-8d02-5c1c1b7f0a11", "name": "Ana López", "email": "ana.lopez@example.edu.mx",
            "community": "faculty"
        }],
        "next_cursor": null
    })))
)]
#[get("/people")]
pub async fn find_people(app: Data<App>, caller: Caller, mut params: Params) -> Result<Json<Page<PersonMatch>>> {
    caller.require(Operation::LookUpPeople)?;
    let words = words(&mut params)?;
    let ids: Vec<Uuid> = params.list("id");
    let (limit, cursor) = (params.limit(), params.one::<String>("cursor"));
    params.finish()?;
    let words = words.unwrap_or_default();
    if words.is_empty() && ids.is_empty() {
        return Err(Error::field("?q", FieldCode::Required));
    }
    lookup::find(&app, &words, &ids, limit, cursor.as_deref()).await.map(Json)
}
