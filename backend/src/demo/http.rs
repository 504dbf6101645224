//! The demo over HTTP. Everywhere else these addresses do not exist.

use actix_web::{
    HttpRequest, HttpResponse, get, post,
    web::{Data, Json},
};
use shared::session::{Mailbox, NewDemoSession, Persona, SessionToken};

use super::queries;
use crate::{
    app::App,
    error::{Error, Result},
    http::{
        body::Body,
        guest::Guest,
        query::{self, Params},
        refusals::{BadBody, Invalid, NotFound},
        request::{language_of, user_agent},
        routes::Routes,
    },
    identity::{self, Device},
};

/// Every operation of the demo.
pub fn routes(config: &mut Routes) {
    config.service(list_personas).service(open_demo_session).service(read_mailbox);
}

fn only_in_the_demo(app: &App) -> Result<()> {
    if app.config.demo { Ok(()) } else { Err(Error::NotFound) }
}

/// List the people of the demo, to sign in as.
///
/// In the demo only.
#[utoipa::path(
    tag = "demo",
    operation_id = "list_personas",
    security(()),
    responses(
        (status = 200, description = "The personas", body = Vec<Persona>, example = json!([{
            "key": "ana",
            "name": "Ana López",
            "email": "ana.lopez@example.edu.mx",
            "roles": [],
            "community": "faculty",
            "hint": "Docente. Pide un servicio, sigue el proyector de B-204 y confirma lo que ya está atendido."
        }])),
        NotFound, Invalid,
    )
)]
#[get("/demo/personas")]
pub async fn list_personas(
    _: Guest,
    request: HttpRequest,
    app: Data<App>,
    params: Params,
) -> Result<Json<Vec<Persona>>> {
    only_in_the_demo(&app)?;
    params.finish()?;
    queries::personas(&app, language_of(&request)).map(Json)
}

/// Sign in as one of the people of the demo.
///
/// Without a code: everyone may be anyone. In the demo only.
#[utoipa::path(
    tag = "demo",
    operation_id = "open_demo_session",
    security(()),
    request_body(content = NewDemoSession, example = json!({ "persona": "ana" })),
    responses(
        (status = 200, description = "Signed in; the refresh token is in the cookie", body = SessionToken, example = json!({
            "access_token": "eyJ0eXAiOiJKV1QiLCJhbGciOiJFZERTQSJ9…", "expires_in": 600, "account": {
                "id": "019ab2c4-6f5e-7a31-8d02-5c1c1b7f0a11", "version": 3, "email": "ana.lopez@example.edu.mx",
                "name": "Ana López", "community": "faculty", "community_verified": true, "institutional_id": "E-10482",
                "unit": "Ingeniería en Sistemas", "phone_extension": "4312", "language": "es", "roles": ["requester"],
                "notifications": ["received", "assigned"], "single_keys": true, "teams": []
            }
        })),
        NotFound, BadBody,
    )
)]
#[post("/demo/sessions")]
pub async fn open_demo_session(
    _: Guest,
    request: HttpRequest,
    app: Data<App>,
    body: Body<NewDemoSession>,
) -> Result<HttpResponse> {
    only_in_the_demo(&app)?;
    let account = queries::persona(&app, &body.value.persona).await?;
    let device = Device { user_agent: user_agent(&request), remember: false };
    let now = app.clock.now();
    let opened = app.db.write(async |tx| identity::open_session(&app, tx, &account, &device, now).await).await?;
    Ok(identity::answer_session(&opened))
}

/// Read the mail that would have gone out, newest first.
///
/// In the demo only, where nothing is sent.
#[utoipa::path(
    tag = "demo",
    operation_id = "read_mailbox",
    security(()),
    params(query::Page),
    responses(
        (status = 200, description = "The mailbox", body = Mailbox, example = json!({
            "items": [{
                "id": "019ab2c4-6f5e-7a31-8d02-5c1c1b7f0a11",
                "to": "ana.lopez@example.edu.mx",
                "subject": "[TI-000032] El proyector de B-204 no enciende",
                "text": "Carla Ruiz tiene tu solicitud\n…",
                "html": "<!doctype html>…",
                "sent_at": "2026-11-23T15:00:00Z"
            }],
            "next_cursor": null
        })),
        NotFound, Invalid,
    )
)]
#[get("/demo/mailbox")]
pub async fn read_mailbox(_: Guest, app: Data<App>, mut params: Params) -> Result<Json<Mailbox>> {
    only_in_the_demo(&app)?;
    let (limit, cursor) = (params.limit(), params.one::<String>("cursor"));
    params.finish()?;
    queries::mailbox(&app, limit, cursor.as_deref()).await.map(Json)
}
