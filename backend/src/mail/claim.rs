//! Who sends what: a process leases the mail it is about to send, so that no other one sends it meanwhile.

#[path = "claim_postgres.rs"]
mod postgres;
#[path = "claim_sqlite.rs"]
mod sqlite;

use chrono::{DateTime, Utc};
use sea_orm::{DatabaseTransaction, EntityTrait, Statement};
use uuid::Uuid;

use crate::{
    db::{Database, Engine},
    entity::outbox,
    error::Result,
};

/// A lease on mail to be sent.
#[derive(Debug, Clone, Copy)]
pub struct Lease {
    /// Whose it is: one id for each batch.
    pub id: Uuid,
    /// Until when nobody else may send it.
    pub until: DateTime<Utc>,
}

/// Leases up to `most` mails that are due, codes first: nobody waits at a keyboard for the others. Each counts as tried
/// from here on, so that one that brings a process down is given up some day.
///
/// # Errors
/// When the database refuses it.
pub async fn claim(
    db: &Database,
    tx: &DatabaseTransaction,
    lease: Lease,
    now: DateTime<Utc>,
    most: u32,
) -> Result<Vec<outbox::Model>> {
    let (backend, sql) = match db.engine() {
        Engine::Sqlite => (sea_orm::DbBackend::Sqlite, sqlite::CLAIM),
        Engine::Postgres => (sea_orm::DbBackend::Postgres, postgres::CLAIM),
    };
    let values = [lease.id.into(), lease.until.into(), now.into(), i64::from(most).into()];
    let statement = Statement::from_sql_and_values(backend, sql, values);
    Ok(outbox::Entity::find().from_raw_sql(statement).all(tx).await?)
}
