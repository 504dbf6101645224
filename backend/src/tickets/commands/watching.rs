//! Who reads along.

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use shared::{
    access::Action,
    event::EventKind,
    limits,
    person::{Email, Language},
    problem::FieldCode,
    ticket::NewWatcher,
};
use uuid::Uuid;

use super::{Edit, no_such};
use crate::{
    directory,
    entity::{account, ticket_watcher},
    error::{Error, Fault, Result},
    event::StoredChange,
    identity::rates::{self, Limit},
};

/// Addresses that somebody may let read along in an hour. Each may make an account for somebody who was never there.
const ADDRESSES_AN_HOUR: u32 = 30;

/// Lets somebody read along. Doing it again changes nothing.
///
/// # Errors
/// `Forbidden`; `Validation` when the person can't be found or there are too many; `RateLimited` after many addresses.
pub async fn add(edit: &mut Edit<'_>, new: &NewWatcher) -> Result<()> {
    edit.permit(Action::ManageWatchers)?;
    let person = find(edit, new).await?;
    if person.id == edit.ticket.requester_id {
        return Ok(());
    }
    let watchers = || ticket_watcher::Entity::find().filter(ticket_watcher::Column::TicketId.eq(edit.ticket.id));
    if watchers().filter(ticket_watcher::Column::AccountId.eq(person.id)).one(edit.tx).await?.is_some() {
        return Ok(());
    }
    if watchers().count(edit.tx).await? >= limits::WATCHERS_MAX {
        let fault = Fault::new("", FieldCode::TooMany).bound(limits::WATCHERS_MAX);
        return Err(Error::Validation(vec![fault]));
    }
    let row = ticket_watcher::ActiveModel {
        ticket_id: Set(edit.ticket.id),
        account_id: Set(person.id),
        added_by: Set(edit.actor_id().unwrap_or(person.id)),
        added_at: Set(edit.now),
    };
    ticket_watcher::Entity::insert(row).exec_without_returning(edit.tx).await?;
    edit.tell(EventKind::Watcher, None, StoredChange { watcher_id: Some(person.id), ..StoredChange::default() });
    edit.save().await
}

/// Somebody no longer reads along: removed by the requester or staff, or by leaving.
///
/// # Errors
/// `Forbidden`; `NotFound` when that person does not watch it.
pub async fn remove(edit: &mut Edit<'_>, account_id: Uuid) -> Result<()> {
    if edit.actor_id() != Some(account_id) {
        edit.permit(Action::ManageWatchers)?;
    }
    let gone = ticket_watcher::Entity::delete_by_id((edit.ticket.id, account_id)).exec(edit.tx).await?;
    if gone.rows_affected == 0 {
        return Err(Error::NotFound);
    }
    let change = StoredChange { watcher_id: Some(account_id), removed: Some(true), ..StoredChange::default() };
    edit.tell(EventKind::Watcher, None, change);
    edit.save().await
}

/// The person who is named. An address of the institution always finds somebody, so that nobody learns from the answer
/// who has an account.
async fn find(edit: &Edit<'_>, new: &NewWatcher) -> Result<account::Model> {
    match (new.account_id, &new.email) {
        (Some(id), None) => directory::account(edit.tx, id)
            .await?
            .filter(|account| account.active)
            .ok_or_else(|| no_such("/account_id")),
        (None, Some(address)) => {
            let email: Email = address.parse().map_err(|_| Error::field("/email", FieldCode::Email))?;
            if !email.is_of(&directory::in_force(edit.app, edit.tx).await?.domains) {
                return Err(Error::field("/email", FieldCode::ForeignDomain));
            }
            if let Some(caller) = edit.actor_id() {
                // Known addresses count as well: nobody learns from the limit who has an account.
                let limit = Limit::hourly("watchers", &caller.to_string(), ADDRESSES_AN_HOUR);
                rates::count(edit.tx, &limit, edit.now).await?;
            }
            let (account, _) = directory::enrol(edit.app, edit.tx, &email, Language::default(), edit.now).await?;
            Ok(account)
        }
        (None, None) => Err(Error::field("/account_id", FieldCode::Required)),
        (Some(_), Some(_)) => Err(Error::field("/email", FieldCode::Duplicate)),
    }
}
