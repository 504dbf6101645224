//! How an address gets its account: at its first valid code, by an invitation, or from an admin.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, DatabaseTransaction, EntityTrait, sea_query::OnConflict};
use shared::{
    notification::Notification,
    person::{Community, Email, Language},
};
use uuid::Uuid;

use super::find_by_email;
use crate::{
    app::App,
    entity::{account, account_email},
    error::Result,
};

/// The account of an address: the one it belongs to now, or a fresh one. The flag tells whether it is fresh.
///
/// # Errors
/// When the database can't be written.
pub async fn enrol(
    app: &App,
    tx: &DatabaseTransaction,
    email: &Email,
    language: Language,
    now: DateTime<Utc>,
) -> Result<(account::Model, bool)> {
    if let Some(account) = find_by_email(tx, email).await? {
        return Ok((account, false));
    }
    let community = community_of(email, &app.config.communities);
    let fresh = account::ActiveModel {
        id: Set(Uuid::now_v7()),
        email: Set(email.as_str().to_owned()),
        name: Set(name_of(email)),
        community: Set(community),
        // A rule that the institution configured is the institution's word.
        community_verified: Set(community.is_some()),
        institutional_id: Set(None),
        unit: Set(None),
        phone_extension: Set(None),
        language: Set(language),
        mail_off: Set(super::mail_off(Notification::ALL)),
        single_keys: Set(true),
        active: Set(true),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    }
    .insert(tx)
    .await?;
    let address = account_email::ActiveModel {
        id: Set(Uuid::now_v7()),
        account_id: Set(fresh.id),
        email: Set(email.as_str().to_owned()),
        valid_from: Set(now),
        valid_to: Set(None),
    };
    let written = account_email::Entity::insert(address)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    if written == 1 {
        return Ok((fresh, true));
    }
    // The same address was enrolled in parallel, and first.
    account::Entity::delete_by_id(fresh.id).exec(tx).await?;
    let first = find_by_email(tx, email).await?;
    first.map(|account| (account, false)).ok_or_else(|| anyhow::anyhow!("an address without an account").into())
}

/// The community of an address by the configured rules; the first that matches.
fn community_of(email: &Email, rules: &[(String, Community)]) -> Option<Community> {
    rules.iter().find(|(domain, _)| email.is_of(std::slice::from_ref(domain))).map(|(_, community)| *community)
}

/// A name made from an address, until its owner writes a better one: `ana.lopez@…` is 'Ana Lopez'.
pub fn name_of(email: &Email) -> String {
    let words = email.local().split(['.', '_', '-', '+']).filter(|word| !word.is_empty()).map(|word| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
    });
    let name = words.collect::<Vec<_>>().join(" ");
    if name.is_empty() { email.local().to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_made_from_the_address() {
        for (address, name) in [
            ("ana.lopez@example.edu.mx", "Ana Lopez"),
            ("a01234567@example.edu.mx", "A01234567"),
            ("j_perez-luna@example.edu.mx", "J Perez Luna"),
            ("_@example.edu.mx", "_"),
        ] {
            assert_eq!(name_of(&address.parse().unwrap()), name);
        }
    }

    #[test]
    fn the_community_follows_the_domain() {
        let rules = [("alumnos.example.edu.mx".into(), Community::Student)];
        assert_eq!(community_of(&"a@alumnos.example.edu.mx".parse().unwrap(), &rules), Some(Community::Student));
        assert_eq!(community_of(&"a@example.edu.mx".parse().unwrap(), &rules), None);
    }
}
