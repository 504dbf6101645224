//! The import of the institution's directory over HTTP.

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    post,
    web::{Bytes, Data, Json},
};
use futures_util::future::LocalBoxFuture;
use shared::{access::Operation, account::ImportReport, limits};

use crate::{
    app::App,
    directory::import::{self, Mode},
    error::{Error, Result},
    http::{body, query::Params, refusals::Conflicting, request::Caller},
};

/// A CSV file as the body.
#[derive(Debug)]
pub struct CsvFile(Bytes);

impl FromRequest for CsvFile {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind = body::media_type(request);
        let payload = payload.take();
        Box::pin(async move {
            if kind?.as_deref() != Some("text/csv") {
                return Err(Error::UnsupportedMedia);
            }
            body::read(payload, limits::IMPORT_BYTES_MAX).await.map(Self)
        })
    }
}

/// Import the institution's directory, or preview what that would change.
///
/// By an admin. CSV in UTF-8 of 1 MiB and 5,000 lines at most, separated by commas or semicolons. The first line names the
/// columns: `email` and any of `name`, `community`, `institutional_id`, `unit`, `extension`, `language`. An empty cell changes
/// nothing; the language counts for new accounts only. When a line is wrong, nothing is written unless `skip_wrong` is true.
/// The same file again changes nothing more, so it needs no idempotency key. With the `preview` of a preview's answer nothing
/// is written when the accounts have changed so that the lines come to something else (409).
#[utoipa::path(
    tag = "directory",
    security(("bearer" = ["directory:write"])),
    params(
        ("dry_run" = bool, Query, description = "Whether to say only what would change", example = true),
        ("skip_wrong" = Option<bool>, Query, description = "Whether to write the other lines when some are wrong", example = false),
        ("preview" = Option<String>, Query, description = "What the answer of the preview named, to write only that", example = "n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg"),
    ),
    request_body(content = String, content_type = "text/csv",
                 example = json!("email,name,community\nana.lopez@example.edu.mx,Ana López,faculty\n")),
    responses((status = 200, description = "What it changes", body = ImportReport, example = json!({
        "written": false,
        "preview": "n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg", "created": 1, "changed": 0, "unchanged": 0, "wrong": 0,
        "lines": [{
            "line": 2, "email": "ana.lopez@example.edu.mx", "outcome": "create",
            "values": [{"column": "name", "before": null, "after": "Ana López"}], "errors": []
        }]
    })), Conflicting)
)]
#[post("/accounts/import")]
pub async fn import_accounts(
    app: Data<App>,
    caller: Caller,
    mut params: Params,
    file: CsvFile,
) -> Result<Json<ImportReport>> {
    caller.require(Operation::ManageDirectory)?;
    let (dry_run, skip_wrong) = (params.required::<bool>("dry_run"), params.one::<bool>("skip_wrong").unwrap_or(false));
    let preview = params.one::<String>("preview");
    params.finish()?;
    let mode = match (dry_run, skip_wrong) {
        (true, _) => Mode::Preview,
        (false, false) => Mode::Whole,
        (false, true) => Mode::WithoutWrong,
    };
    import::import(&app, &caller, &file.0, mode, preview.as_deref()).await.map(Json)
}
