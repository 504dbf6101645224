//! People who share their name with somebody else in a list: only the address tells them apart.

use shared::access::Operation;
use shared::account::PersonMatch;
use shared::person::PersonRef;
use yew::hook;

use crate::hooks::use_query::use_query;
use crate::state::session::{can, use_account};

/// The accounts of those people, for whoever may look people up.
#[hook]
pub fn use_namesakes(people: &[PersonRef]) -> Vec<PersonMatch> {
    let may = use_account().is_some_and(|me| can(&me, Operation::LookUpPeople));
    let is_shared = |one: &PersonRef| people.iter().any(|other| other.id != one.id && other.name == one.name);
    let mut names: Vec<String> =
        people.iter().filter(|one| may && is_shared(one)).map(|one| one.name.clone()).collect();
    // They come in the order of their names.
    names.dedup();
    let key = if names.is_empty() { String::new() } else { format!("people?{}", names.join("&")) };
    let found = use_query(key, move |client| async move {
        let mut found = Vec::new();
        for name in names {
            found.extend(client.people(&name).await?);
        }
        Ok(found)
    });
    found.data.map(|found| found.to_vec()).unwrap_or_default()
}

/// A person's name, with the address where somebody else has the same.
pub fn told_apart(person: &PersonRef, namesakes: &[PersonMatch]) -> String {
    match namesakes.iter().find(|found| found.id == person.id) {
        Some(found) => format!("{} · {}", person.name, found.email),
        None => person.name.clone(),
    }
}
