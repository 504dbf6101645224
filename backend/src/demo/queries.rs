//! What the demo shows to everyone: whom one may be, and the mail that would have gone out.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use shared::{
    person::Language,
    session::{DemoMail, Mailbox, Persona},
};
use uuid::Uuid;

use super::people::{self, PEOPLE, Person};
use crate::{
    app::App,
    directory,
    entity::{
        account,
        demo_mail::{Column, Entity},
    },
    error::{Error, Result},
    http::cursor,
};

const LIST: &str = "demo-mailbox";

/// Where a page of the mailbox ends.
#[derive(Serialize, Deserialize)]
struct Position {
    sent_at: DateTime<Utc>,
    id: Uuid,
}

/// The people one may be, with what to try as each.
///
/// # Errors
/// When an address can't be made.
pub fn personas(app: &App, language: Language) -> Result<Vec<Persona>> {
    let offered = PEOPLE.iter().filter_map(|person| person.hint.map(|hint| (person, hint)));
    let shown = |(person, (es, en)): (&Person, (&str, &str))| {
        let hint = match language {
            Language::Es => es,
            Language::En => en,
        };
        Ok(Persona {
            key: person.key.to_owned(),
            name: person.name.to_owned(),
            email: people::address(app, person)?.to_string(),
            roles: person.roles.to_vec(),
            community: Some(person.community),
            hint: hint.to_owned(),
        })
    };
    offered.map(shown).collect()
}

/// The account of a persona.
///
/// # Errors
/// `NotFound` when nobody is called so, or the account was disabled.
pub async fn persona(app: &App, key: &str) -> Result<account::Model> {
    let person = PEOPLE.iter().find(|person| person.key == key && person.hint.is_some()).ok_or(Error::NotFound)?;
    let account = directory::find_by_email(app.db.reader(), &people::address(app, person)?).await?;
    account.filter(|account| account.active).ok_or(Error::NotFound)
}

/// The mail that would have gone out, newest first.
///
/// # Errors
/// `Validation` of a cursor that was not made for this list.
pub async fn mailbox(app: &App, limit: u64, cursor: Option<&str>) -> Result<Mailbox> {
    let mut query = Entity::find();
    if let Some(cursor) = cursor {
        let position: Position = cursor::open(&app.keys, LIST, cursor)?;
        let same = Condition::all().add(Column::SentAt.eq(position.sent_at)).add(Column::Id.lt(position.id));
        query = query.filter(Condition::any().add(Column::SentAt.lt(position.sent_at)).add(same));
    }
    let mut rows =
        query.order_by_desc(Column::SentAt).order_by_desc(Column::Id).limit(limit + 1).all(app.db.reader()).await?;
    let more = rows.len() as u64 > limit;
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next_cursor = match rows.last().filter(|_| more) {
        Some(row) => Some(cursor::seal(&app.keys, LIST, &Position { sent_at: row.sent_at, id: row.id })?),
        None => None,
    };
    let items = rows.into_iter().map(|row| DemoMail {
        id: row.id,
        to: row.recipient,
        subject: row.subject,
        text: row.text,
        html: row.html,
        sent_at: row.sent_at,
    });
    Ok(Mailbox { items: items.collect(), next_cursor })
}
