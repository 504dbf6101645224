//! For whom staff register the request: somebody who came to the window or called. Found by name or address; only that
//! person will confirm it.

use shared::access::Operation;
use shared::account::PersonMatch;
use uuid::Uuid;
use web_sys::{HtmlElement, KeyboardEvent};
use yew::{AttrValue, Callback, Html, Properties, component, hook, html, use_mut_ref, use_node_ref, use_state};

use super::answer_input::control_id;
use crate::components::avatar::Avatar;
use crate::components::button::{Button, Size};
use crate::components::checkbox::Checkbox;
use crate::components::error_region::ErrorAlert;
use crate::components::field::Field;
use crate::components::link::Link;
use crate::components::text_input::TextInput;
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_query::{Query, use_query};
use crate::i18n::{Messages, use_messages};
use crate::route::Route;
use crate::state::announcer::announce;
use crate::state::session::{can, use_account};
use crate::tickets::waiting::FOR;

/// The pointer of the person in a request.
pub const POINTER: &str = "/on_behalf_of";
/// From how many letters on is looked for people.
const LETTERS_MIN: usize = 3;

/// Properties of [`Helped`].
#[derive(Properties, PartialEq)]
pub struct HelpedProps {
    /// It is for somebody else.
    pub for_other: bool,
    /// That person, once found.
    pub person: Option<PersonMatch>,
    /// It is for somebody else, or not.
    pub on_other: Callback<bool>,
    /// Somebody was found, or is to be looked for again.
    pub on_person: Callback<Option<PersonMatch>>,
    /// What is wrong.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// The person may not ask for this: what they may is elsewhere.
    #[prop_or_default]
    pub out_of_reach: bool,
}

/// The person with this id, alone in a list, for whoever may look people up.
#[hook]
pub fn use_person(id: Option<Uuid>) -> Query<Vec<PersonMatch>> {
    let ids: Vec<Uuid> = id.into_iter().collect();
    let key = id.map(person_key).unwrap_or_default();
    use_query(key, move |client| async move { client.people_of(&ids).await })
}

/// By which the answer is known.
pub fn person_key(id: Uuid) -> String {
    format!("people?id={id}")
}

/// Whether the reader may register requests for others.
#[hook]
pub fn use_may_help() -> bool {
    use_account().is_some_and(|me| can(&me, Operation::FileOnBehalf))
}

/// The question, and where the person is found. Nothing for whoever may only ask for themselves.
#[component]
pub fn Helped(props: &HelpedProps) -> Html {
    let t = use_messages();
    let may = use_may_help();
    let typed = use_state(String::new);
    let words = typed.trim().to_owned();
    let looks = may && props.for_other && words.chars().count() >= LETTERS_MIN;
    let key = if looks { format!("people?{words}") } else { String::new() };
    let found = use_query(key, move |client| async move { client.people(&words).await });
    let me = use_account().map(|me| me.id);
    let people = found.data.as_ref().or(found.previous.as_ref()).filter(|_| looks);
    let people: Vec<PersonMatch> =
        people.map(|people| people.iter().filter(|one| Some(one.id) != me).cloned().collect()).unwrap_or_default();
    let person = props.person.clone();
    let (input, change) = (use_node_ref(), use_node_ref());
    let acted = use_mut_ref(|| false);
    {
        let next = if person.is_some() { change.clone() } else { input.clone() };
        let acted = acted.clone();
        // What was pressed is gone, or has brought a question: the focus goes on to it.
        use_effect_with((props.for_other, person.is_some()), move |(asked, _)| {
            if acted.replace(false) && *asked {
                next.cast::<HtmlElement>().map(|next| next.focus());
            }
        });
    }
    let on_other = {
        let acted = acted.clone();
        props.on_other.reform(move |other| {
            acted.replace(true);
            other
        })
    };
    let choose = {
        let typed = typed.setter();
        props.on_person.reform(move |person: Option<PersonMatch>| {
            if let Some(person) = &person {
                announce(&t.registered_for(&person.name));
            }
            typed.set(String::new());
            acted.replace(true);
            person
        })
    };
    if !may {
        return Html::default();
    }
    // Enter takes the only one that was found; it never sends the form from here.
    let on_key = {
        let (choose, only) = (choose.clone(), people.first().filter(|_| people.len() == 1).cloned());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" {
                event.prevent_default();
                if let Some(only) = &only {
                    choose.emit(Some(only.clone()));
                }
            }
        })
    };
    let set_typed = typed.setter();
    html! {
        <div class="stack g-3">
            <Checkbox checked={props.for_other} on_change={on_other}>{ t.for_somebody_else() }</Checkbox>
            if let (true, Some(person)) = (props.for_other, &person) {
                <div class="file helped" id={control_id(POINTER)} tabindex="-1" role="group" aria-label={t.who_needs_it()}>
                    { about(t, person) }
                    <Button node_ref={change} size={Size::Small} on_click={choose.reform(|_| None)}>{ t.change_word() }</Button>
                </div>
                if props.out_of_reach {
                    <p class="err">
                        { t.not_open_to(&person.name) }{ " " }
                        <Link to={Route::NewRequest} query={format!("{FOR}={}", person.id)}>{ t.what_they_may_ask() }</Link>
                    </p>
                } else if let Some(error) = &props.error {
                    <p class="err">{ error }</p>
                }
            } else if props.for_other {
                <Field
                    id={control_id(POINTER)}
                    label={t.who_needs_it()}
                    help={t.who_needs_it_help()}
                    error={props.error.clone()}
                >
                    <TextInput
                        node_ref={input}
                        kind="search"
                        autocomplete="off"
                        spellcheck=false
                        value={AttrValue::from((*typed).clone())}
                        on_input={Callback::from(move |text| set_typed.set(text))}
                        {on_key}
                    />
                </Field>
                <ErrorAlert error={found.error.clone().filter(|_| looks)} on_retry={found.refetch.clone()} />
                <p class="sr" role="status">{ if looks && !found.loading { t.people_found(people.len() as u64) } else { String::new() } }</p>
                if !people.is_empty() {
                    <ul class="list" aria-label={t.people_found(people.len() as u64)}>
                        { for people.into_iter().map(|person| {
                            let pressed = choose.reform({
                                let person = person.clone();
                                move |_| Some(person.clone())
                            });
                            html! {
                                <li key={person.id.to_string()}>
                                    <button type="button" class="item" onclick={pressed}>{ about(t, &person) }</button>
                                </li>
                            }
                        }) }
                    </ul>
                } else if looks && found.data.is_some() {
                    <p class="small soft">{ t.nobody_found() }</p>
                }
            }
        </div>
    }
}

/// Enough to be sure that it is this person.
fn about(t: Messages, person: &PersonMatch) -> Html {
    let community = person.community.map(|community| t.community(community).to_owned());
    let more = [Some(person.email.clone()), community, person.unit.clone()];
    html! {
        <>
            <Avatar name={AttrValue::from(person.name.clone())} quiet=true />
            <span class="grow">
                <b>{ &person.name }</b>
                <small class="muted">{ more.into_iter().flatten().collect::<Vec<_>>().join(" · ") }</small>
            </span>
        </>
    }
}
