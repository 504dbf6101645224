//! Finding people by what one remembers of them: words of the name or of the address, whatever their case and accents.

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, Func, LikeExpr},
};
use serde::{Deserialize, Serialize};
use shared::{account::PersonMatch, page::Page};
use uuid::Uuid;

use crate::{app::App, entity::account, error::Result, http::cursor};

/// Letters with accents and what they are taken for, in both cases: SQLite knows no case beyond ASCII.
const FOLDS: [(&str, &str); 14] = [
    ("á", "a"),
    ("é", "e"),
    ("í", "i"),
    ("ó", "o"),
    ("ú", "u"),
    ("ü", "u"),
    ("ñ", "n"),
    ("Á", "a"),
    ("É", "e"),
    ("Í", "i"),
    ("Ó", "o"),
    ("Ú", "u"),
    ("Ü", "u"),
    ("Ñ", "n"),
];
/// Words that are looked at.
const WORDS_MAX: usize = 6;

/// The accounts whose name or address holds every word.
pub(super) fn matching(words: &str) -> Condition {
    words.split_whitespace().take(WORDS_MAX).map(pattern).fold(Condition::all(), |all, pattern| {
        let like = || LikeExpr::new(pattern.clone()).escape('\\');
        all.add(
            Condition::any()
                .add(folded_name().like(like()))
                .add(Expr::col((account::Entity, account::Column::Email)).like(like())),
        )
    })
}

fn folded_name() -> Expr {
    let lower = Func::lower(Expr::col((account::Entity, account::Column::Name))).into();
    FOLDS
        .iter()
        .fold(lower, |text: Expr, (accented, plain)| Func::cust("REPLACE").arg(text).arg(*accented).arg(*plain).into())
}

/// The pattern that holds a word as it is, after folding.
fn pattern(word: &str) -> String {
    let folded = FOLDS.iter().fold(word.to_lowercase(), |text, (accented, plain)| text.replace(accented, plain));
    let literal = folded.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{literal}%")
}

/// Where a page of people ends.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Position {
    pub name: String,
    pub id: Uuid,
}

impl Position {
    /// What comes behind it, by name.
    pub(super) fn behind(&self) -> Condition {
        Condition::any()
            .add(account::Column::Name.gt(&self.name))
            .add(Condition::all().add(account::Column::Name.eq(&self.name)).add(account::Column::Id.gt(self.id)))
    }
}

/// Active people whose name or address holds every word, by name.
///
/// # Errors
/// `Validation` of `?cursor`.
pub async fn find(app: &App, words: &str, limit: u64, cursor: Option<&str>) -> Result<Page<PersonMatch>> {
    let list = format!("people {words}");
    let mut query = account::Entity::find().filter(account::Column::Active.eq(true)).filter(matching(words));
    if let Some(cursor) = cursor {
        query = query.filter(cursor::open::<Position>(&app.keys, &list, cursor)?.behind());
    }
    let mut rows = query
        .order_by_asc(account::Column::Name)
        .order_by_asc(account::Column::Id)
        .limit(limit + 1)
        .all(app.db.reader())
        .await?;
    let next = next(app, &list, &mut rows, limit)?;
    let items = rows.into_iter().map(|row| PersonMatch {
        id: row.id,
        name: row.name,
        email: row.email,
        community: row.community,
        unit: row.unit,
    });
    Ok(Page::new(items.collect(), next))
}

/// Cuts a page that was read one row too long, and says where the next begins.
pub(super) fn next(app: &App, list: &str, rows: &mut Vec<account::Model>, limit: u64) -> Result<Option<String>> {
    if rows.len() as u64 <= limit {
        return Ok(None);
    }
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let last = rows.last().map(|row| Position { name: row.name.clone(), id: row.id });
    last.map(|last| cursor::seal(&app.keys, list, &last)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial::Trial;

    #[test]
    fn a_pattern_is_literal() {
        assert_eq!(pattern("100%_Ñu\\"), "%100\\%\\_nu\\\\%");
    }

    #[actix_web::test]
    async fn people_are_found_whatever_the_case_and_the_accents() {
        let trial = Trial::new().await;
        let angel = trial.person("angel.nunez", &[]).await;
        trial.rename(angel.id, "Ángel Núñez Ibarra").await;
        trial.person("ana.lopez", &[]).await;
        let found = async |words: &str| {
            let page = find(&trial.app, words, 50, None).await.unwrap();
            page.items.into_iter().map(|person| person.email).collect::<Vec<_>>()
        };
        for words in ["ángel", "ÁNGEL", "angel nun", "IBARRA", "angel.nunez@example", "ñúñ"] {
            assert_eq!(found(words).await, ["angel.nunez@example.edu.mx"], "{words}");
        }
        for words in ["%", "_", "angel lopez", "'; DROP TABLE account; --"] {
            assert!(found(words).await.is_empty(), "{words}");
        }
        assert_eq!(found("").await.len(), 2);
    }

    #[actix_web::test]
    async fn pages_follow_one_another_without_gap_or_repeat() {
        let trial = Trial::new().await;
        for n in 0..7 {
            let person = trial.person(&format!("p{n}"), &[]).await;
            trial.rename(person.id, if n < 4 { "Igual" } else { "Otro" }).await;
        }
        let mut seen = Vec::new();
        let mut cursor = None;
        loop {
            let page = find(&trial.app, "", 2, cursor.as_deref()).await.unwrap();
            seen.extend(page.items.into_iter().map(|person| person.id));
            cursor = page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        let distinct: std::collections::HashSet<_> = seen.iter().collect();
        assert_eq!((seen.len(), distinct.len()), (7, 7));
    }
}
