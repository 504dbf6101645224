//! How much a team has to do, and may yet get back.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Select};
use shared::status::Status;
use uuid::Uuid;

use crate::{
    entity::ticket::{self, Column as C},
    error::Result,
    tickets::reopening::reopenable_since,
};

/// How many tickets of a team IT still has something to do about.
///
/// # Errors
/// When the database can't be read.
pub async fn open(db: &impl ConnectionTrait, team_id: Uuid) -> Result<u64> {
    let open = Status::ALL.iter().copied().filter(|status| status.is_open());
    Ok(of(team_id).filter(C::Status.is_in(open)).count(db).await?)
}

/// How many tickets their requesters may give back to a team: what is attended they may reject, and what was resolved lately
/// they may reopen.
///
/// # Errors
/// When the database can't be read.
pub async fn returning(db: &impl ConnectionTrait, team_id: Uuid, now: DateTime<Utc>, zone: Tz) -> Result<u64> {
    let attended = of(team_id).filter(C::Status.eq(Status::Attended)).count(db).await?;
    let resolved = resolved_since(team_id, reopenable_since(now, zone)).count(db).await?;
    Ok(attended + resolved)
}

/// The tickets of a team that were resolved then or later.
pub fn resolved_since(team_id: Uuid, since: DateTime<Utc>) -> Select<ticket::Entity> {
    // No ticket was resolved after its last change: an index has these beside each other, whatever the history.
    let changed = of(team_id).filter(C::Status.eq(Status::Resolved)).filter(C::UpdatedAt.gte(since));
    changed.filter(C::ResolvedAt.gte(since))
}

fn of(team_id: Uuid) -> Select<ticket::Entity> {
    ticket::Entity::find().filter(C::TeamId.eq(team_id))
}
