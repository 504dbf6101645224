//! People who share their name with somebody else in a list: only the address tells them apart.

use shared::access::Operation;
use shared::account::PersonMatch;
use shared::person::PersonRef;
use uuid::Uuid;
use yew::hook;

use crate::hooks::use_query::use_query;
use crate::state::session::{can, use_account};

/// Most people that are asked for together.
const PEOPLE_MAX: usize = 50;

/// The accounts of those people, where a list doesn't say their addresses, for whoever may look people up.
#[hook]
pub fn use_namesakes(people: &[PersonRef]) -> Vec<PersonMatch> {
    let may = use_account().is_some_and(|me| can(&me, Operation::LookUpPeople));
    let namesakes = people.iter().filter(|one| may && has_namesake(one, people));
    let ids: Vec<Uuid> = namesakes.map(|one| one.id).take(PEOPLE_MAX).collect();
    let key = if ids.is_empty() { String::new() } else { format!("people?{ids:?}") };
    let found = use_query(key, move |client| async move { client.people_of(&ids).await });
    found.data.map(|found| found.to_vec()).unwrap_or_default()
}

/// Whether somebody else among them has the same name.
pub fn has_namesake<'a>(one: &PersonRef, people: impl IntoIterator<Item = &'a PersonRef>) -> bool {
    people.into_iter().any(|other| other.id != one.id && other.name == one.name)
}

/// A person's name, with the address where it is needed.
pub fn told_apart(person: &PersonRef, address: Option<&str>) -> String {
    match address {
        Some(address) => format!("{} · {address}", person.name),
        None => person.name.clone(),
    }
}
