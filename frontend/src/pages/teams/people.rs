//! Where somebody is found to be added to a team.

use shared::account::AccountDetails;
use shared::person::Role;
use uuid::Uuid;
use web_sys::KeyboardEvent;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_node_ref, use_state};

use crate::api::directory::AccountFilter;
use crate::components::avatar::{Avatar, AvatarSize};
use crate::components::error_region::ErrorAlert;
use crate::components::field::Field;
use crate::components::text_input::TextInput;
use crate::hooks::use_query::use_query;
use crate::i18n::{Messages, use_messages};

/// From how many letters on is looked for people.
const LETTERS_MIN: usize = 2;

/// Properties of [`PeopleSearch`].
#[derive(Properties, PartialEq)]
pub struct PeopleSearchProps {
    /// Who is there already.
    pub known: Vec<Uuid>,
    /// Somebody was chosen.
    pub on_add: Callback<AccountDetails>,
}

/// The field and what it finds.
#[component]
pub fn PeopleSearch(props: &PeopleSearchProps) -> Html {
    let t = use_messages();
    let typed = use_state(String::new);
    let input = use_node_ref();
    let words = typed.trim().to_owned();
    let looks = words.chars().count() >= LETTERS_MIN;
    let filter = AccountFilter { q: Some(words), active: Some(true), ..AccountFilter::default() };
    let key = if looks { format!("accounts?{filter:?}") } else { String::new() };
    let found = use_query(key, move |client| async move { client.accounts(&filter, None).await });
    let page = found.data.as_ref().or(found.previous.as_ref()).filter(|_| looks);
    let people: Vec<AccountDetails> = page
        .map(|page| page.items.iter().filter(|one| !props.known.contains(&one.id)).take(10).cloned().collect())
        .unwrap_or_default();
    let choose = {
        let (typed, input) = (typed.setter(), input.clone());
        props.on_add.reform(move |account: AccountDetails| {
            typed.set(String::new());
            // What was pressed goes away; the next one is looked for here.
            if let Some(input) = input.cast::<web_sys::HtmlElement>() {
                input.focus().ok();
            }
            account
        })
    };
    // Enter takes the only one that was found; it never sends the form from here.
    let on_key = {
        let (choose, only) = (choose.clone(), people.first().filter(|_| people.len() == 1).cloned());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" {
                event.prevent_default();
                if let Some(only) = &only {
                    choose.emit(only.clone());
                }
            }
        })
    };
    let on_input = {
        let typed = typed.setter();
        Callback::from(move |text| typed.set(text))
    };
    let status = if looks && !found.loading { t.people_found(people.len() as u64) } else { String::new() };
    html! {
        <>
            <Field label={t.add_member()} optional=true help={t.add_member_help()}>
                <TextInput
                    node_ref={input}
                    kind="search"
                    autocomplete="off"
                    spellcheck=false
                    placeholder={t.name_or_email()}
                    value={AttrValue::from((*typed).clone())}
                    {on_input}
                    {on_key}
                />
            </Field>
            <ErrorAlert error={found.error.clone().filter(|_| looks)} on_retry={found.refetch.clone()} />
            <p class="sr" role="status">{ status }</p>
            if !people.is_empty() {
                <ul class="list" aria-label={t.people_found(people.len() as u64)}>
                    { for people.into_iter().map(|person| {
                        let words = about(t, &person);
                        let name = AttrValue::from(person.name.clone());
                        let key = person.id.to_string();
                        let pressed = choose.reform(move |_| person.clone());
                        html! {
                            <li {key}>
                                <button type="button" class="item" onclick={pressed}>
                                    <Avatar name={name.clone()} size={AvatarSize::Small} quiet=true />
                                    <span class="grow"><b>{ name }</b><small>{ words }</small></span>
                                </button>
                            </li>
                        }
                    }) }
                </ul>
            } else if looks && found.data.is_some() {
                <p class="small soft">{ t.nobody_to_add() }</p>
            }
        </>
    }
}

/// The address, and whether the person may work on tickets.
fn about(t: Messages, person: &AccountDetails) -> String {
    let working: Vec<&str> = person
        .roles
        .iter()
        .filter(|role| matches!(role, Role::Agent | Role::Supervisor))
        .map(|role| t.role(*role))
        .collect();
    let works = if working.is_empty() { t.without_work_role().to_owned() } else { working.join(", ") };
    format!("{} · {works}", person.email)
}
