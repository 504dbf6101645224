//! Repeats: a call with an `Idempotency-Key` is carried out once, however often and however parallel it is sent.
//!
//! The row is inserted first, in the very transaction of the command: a parallel repeat waits for it, then replays. Only
//! successes are kept, as a status and the id of a resource that is shown anew under today's permission.

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use chrono::TimeDelta;
use futures_util::future::{Ready, ready};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, TryInsertResult, sea_query::Expr,
};
use shared::{limits, problem::FieldCode};
use utoipa::{
    IntoParams,
    openapi::path::{Parameter, ParameterIn},
};
use uuid::Uuid;

use super::{documented, request::Caller};
use crate::{
    app::App,
    db,
    entity::idempotency as entity,
    error::{Conflict, Error, Result},
};

/// How long a repeat is answered as one.
pub const KEPT: TimeDelta = TimeDelta::hours(24);

/// The `Idempotency-Key` of a request with what it is bound to: method and path.
#[derive(Debug, Clone)]
pub struct Repeat {
    key: Option<String>,
    operation: String,
}

/// What a call came to: the status to answer and the resource to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// HTTP status.
    pub status: u16,
    /// The resource.
    pub resource_id: Uuid,
    /// Whether it was carried out before, and now only answered again.
    pub replayed: bool,
}

impl FromRequest for Repeat {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let key = match request.headers().get("idempotency-key").map(|value| value.to_str()) {
            None => None,
            Some(Ok(key))
                if (1..=limits::IDEMPOTENCY_KEY_MAX).contains(&key.len())
                    && key.chars().all(|c| c.is_ascii_graphic()) =>
            {
                Some(key.to_owned())
            }
            Some(_) => return ready(Err(Error::field("/Idempotency-Key", FieldCode::Format))),
        };
        ready(Ok(Self { key, operation: format!("{} {}", request.method(), request.path()) }))
    }
}

impl IntoParams for Repeat {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let said = "Names this call, so that a repeat within 24 hours is answered and not carried out again";
        vec![documented::header("Idempotency-Key", said, "6f1d0b9e-2a57-4c0e-9d55-3f0a4be1c7aa")]
    }
}

impl Repeat {
    /// A call that is carried out whenever it is sent: for methods that are idempotent by themselves.
    pub const fn never() -> Self {
        Self { key: None, operation: String::new() }
    }

    /// Carries the work out in one transaction, or answers what it came to before.
    ///
    /// # Errors
    /// `KeyReused` when the key came with another body; else what the work returns.
    pub async fn once(
        &self,
        app: &App,
        caller: &Caller,
        body_digest: &[u8],
        work: impl AsyncFn(&DatabaseTransaction) -> Result<(u16, Uuid)>,
    ) -> Result<Outcome> {
        app.db
            .write(async |tx| {
                if let Some(outcome) = self.claim(tx, caller, body_digest).await? {
                    return Ok(outcome);
                }
                let (status, resource_id) = work(tx).await?;
                self.keep(tx, caller, status, resource_id).await?;
                Ok(Outcome { status, resource_id, replayed: false })
            })
            .await
    }

    async fn claim(&self, tx: &DatabaseTransaction, caller: &Caller, body_digest: &[u8]) -> Result<Option<Outcome>> {
        let Some(key) = &self.key else { return Ok(None) };
        // A key is good for a day, whether or not the purge has come by. A parallel repeat waits here, then finds the new row.
        entity::Entity::delete_many()
            .filter(entity::Column::AccountId.eq(caller.actor.account_id))
            .filter(entity::Column::Operation.eq(&self.operation))
            .filter(entity::Column::Key.eq(key))
            .filter(entity::Column::CreatedAt.lte(caller.now - KEPT))
            .exec(tx)
            .await?;
        let row = entity::ActiveModel {
            account_id: Set(caller.actor.account_id),
            operation: Set(self.operation.clone()),
            key: Set(key.clone()),
            body_digest: Set(body_digest.to_vec()),
            status: Set(None),
            resource_id: Set(None),
            created_at: Set(caller.now),
        };
        // On PostgreSQL this waits for a parallel repeat to end; on SQLite there is one writer at a time.
        let inserted = entity::Entity::insert(row).on_conflict_do_nothing().exec_without_returning(tx).await;
        let inserted = inserted.map_err(|error| {
            if db::gave_up_waiting(&error) { Error::Conflict(Conflict::InProgress) } else { error.into() }
        })?;
        if matches!(inserted, TryInsertResult::Inserted(1)) {
            return Ok(None);
        }
        let kept = entity::Entity::find_by_id((caller.actor.account_id, self.operation.clone(), key.clone()))
            .one(tx)
            .await?
            .ok_or(Error::Conflict(Conflict::InProgress))?;
        if kept.body_digest != body_digest {
            return Err(Error::KeyReused);
        }
        match (kept.status, kept.resource_id) {
            (Some(status), Some(resource_id)) => {
                Ok(Some(Outcome { status: status.unsigned_abs(), resource_id, replayed: true }))
            }
            _ => Err(Error::Conflict(Conflict::InProgress)),
        }
    }

    async fn keep(&self, tx: &DatabaseTransaction, caller: &Caller, status: u16, resource_id: Uuid) -> Result<()> {
        let Some(key) = &self.key else { return Ok(()) };
        entity::Entity::update_many()
            .col_expr(entity::Column::Status, Expr::value(i16::try_from(status).unwrap_or(200)))
            .col_expr(entity::Column::ResourceId, Expr::value(resource_id))
            .filter(entity::Column::AccountId.eq(caller.actor.account_id))
            .filter(entity::Column::Operation.eq(&self.operation))
            .filter(entity::Column::Key.eq(key))
            .exec(tx)
            .await?;
        Ok(())
    }
}
