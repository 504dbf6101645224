//! The chips that narrow the list. Each opens a menu of native boxes; what they say is the address.

use shared::category::Category;
use shared::person::PersonRef;
use shared::priority::Priority;
use shared::status::Status;
use shared::ticket::Sort;
use web_sys::Event;
use yew::{AttrValue, Callback, Html, Properties, component, html};

use super::query::{Holder, QueueQuery, Shelf};
use crate::components::badge::{PriorityMark, StatusBadge};
use crate::components::button::{Button, Size, Weight};
use crate::components::icon::{Glyph, icon_sm};
use crate::components::link::replace_with;
use crate::hooks::use_id::use_id;
use crate::i18n::{Messages, use_messages};
use crate::route::Route;
use crate::router::use_navigator;
use crate::tickets::namesakes::{told_apart, use_namesakes};

/// Properties of [`Filters`].
#[derive(Properties, PartialEq)]
pub struct FiltersProps {
    /// What is listed now.
    pub query: QueueQuery,
    /// Who has something in the list: offered as whose work to see.
    pub people: Vec<PersonRef>,
}

/// The row of chips.
#[component]
pub fn Filters(props: &FiltersProps) -> Html {
    let t = use_messages();
    let navigator = use_navigator();
    let query = &props.query;
    let change = Callback::from(move |query: QueueQuery| {
        if let Some(navigator) = &navigator {
            replace_with(navigator, &Route::Queue, &query.to_query());
        }
    });
    let clear = {
        // What is left is the view that the narrowing began with, or everything open.
        let base = QueueQuery { priority: Vec::new(), category: Vec::new(), ..query.clone() };
        let shelf = base.shelf().unwrap_or(Shelf::Open);
        let cleared = QueueQuery { ticket: query.ticket.clone(), ..shelf.query() };
        change.reform(move |_| cleared.clone())
    };
    html! {
        <div class="bar-top filters" role="group" aria-label={t.filters()}>
            <Chip label={t.status_label()} value={status_words(t, &query.status)}>
                { for Status::ALL.iter().map(|status| {
                    let changed = QueueQuery { status: toggled(&query.statuses(), *status, Status::ALL), ..query.clone() };
                    tick(query.statuses().contains(status), change.reform(move |_| simplified(changed.clone())), html! {
                        <StatusBadge status={*status} plain=true />
                    })
                }) }
            </Chip>
            <Chip label={t.priority_label()} value={words(&query.priority, t.any_priority(), |priority| t.priority(priority))}>
                { for Priority::ALL.iter().map(|priority| {
                    let changed = QueueQuery {
                        priority: toggled(&query.priority, *priority, Priority::ALL),
                        ..query.clone()
                    };
                    tick(query.priority.contains(priority), change.reform(move |_| changed.clone()), html! {
                        <PriorityMark priority={*priority} />
                    })
                }) }
            </Chip>
            <Chip label={t.category()} value={words(&query.category, t.any_category(), |category| category.label(t.0))}>
                { for Category::ALL.iter().map(|category| {
                    let changed = QueueQuery {
                        category: toggled(&query.category, *category, Category::ALL),
                        ..query.clone()
                    };
                    tick(query.category.contains(category), change.reform(move |_| changed.clone()), html! {
                        <>{ icon_sm(Glyph::from(*category)) }{ category.label(t.0) }</>
                    })
                }) }
            </Chip>
            <HolderChip query={query.clone()} people={props.people.clone()} change={change.clone()} />
            <SortChip query={query.clone()} {change} />
            if query.is_narrowed() {
                <Button weight={Weight::Ghost} size={Size::Small} on_click={clear}>{ t.clear_filters() }</Button>
            }
        </div>
    }
}

/// Properties of a chip that chooses one of a few.
#[derive(Properties, PartialEq)]
struct OneChipProps {
    query: QueueQuery,
    #[prop_or_default]
    people: Vec<PersonRef>,
    change: Callback<QueueQuery>,
}

#[component]
fn HolderChip(props: &OneChipProps) -> Html {
    let t = use_messages();
    let name = use_id("h");
    let query = &props.query;
    let person = |id: &str| props.people.iter().find(|person| person.id.to_string() == id).map(|person| &person.name);
    let now: AttrValue = match &query.holder {
        None => t.anyone().into(),
        Some(Holder::Me) => t.myself().into(),
        Some(Holder::Nobody) => t.nobody().into(),
        Some(Holder::Account(id)) => person(id).map_or_else(|| t.somebody().into(), |name| name.clone().into()),
    };
    let option = |holder: Option<Holder>, words: AttrValue| {
        let chosen = query.holder == holder;
        let key = holder.as_ref().map_or_else(String::new, |holder| holder.as_str().to_owned());
        let changed = QueueQuery { holder, ..query.clone() };
        radio(&name, key, chosen, props.change.reform(move |_| changed.clone()), words)
    };
    let namesakes = use_namesakes(&props.people);
    html! {
        <Chip label={t.assignee()} value={now}>
            { option(None, t.anyone().into()) }
            { option(Some(Holder::Me), t.myself().into()) }
            { option(Some(Holder::Nobody), t.nobody().into()) }
            { for props.people.iter().map(|person| {
                let address = namesakes.iter().find(|found| found.id == person.id).map(|found| found.email.as_str());
                option(Some(Holder::Account(person.id.to_string())), told_apart(person, address).into())
            }) }
        </Chip>
    }
}

#[component]
fn SortChip(props: &OneChipProps) -> Html {
    let t = use_messages();
    let name = use_id("o");
    let query = &props.query;
    let now = query.order();
    html! {
        <Chip label={t.order()} value={AttrValue::from(t.sort(now))}>
            { for Sort::ALL.iter().map(|sort| {
                let changed = QueueQuery { sort: Some(*sort), ..query.clone() };
                // The order that the view has by itself needs no word in the address.
                let own = QueueQuery { sort: None, ..query.clone() };
                let changed = if own.order() == *sort { own } else { changed };
                radio(&name, sort.as_str().to_owned(), now == *sort, props.change.reform(move |_| changed.clone()), t.sort(*sort).into())
            }) }
        </Chip>
    }
}

/// Properties of [`Chip`].
#[derive(Properties, PartialEq)]
struct ChipProps {
    label: AttrValue,
    value: AttrValue,
    children: Html,
}

/// A button that says what holds now, and its menu.
#[component]
fn Chip(props: &ChipProps) -> Html {
    let id = use_id("q");
    html! {
        <>
            <button type="button" class="chip" popovertarget={id.clone()}>
                <span>{ &props.label }{ ":" }</span><b class="trunc">{ &props.value }</b>
                { icon_sm(Glyph::Down) }
            </button>
            <div class="menu" {id} popover="auto" role="group" aria-label={props.label.clone()}>{ props.children.clone() }</div>
        </>
    }
}

fn tick(checked: bool, on_change: Callback<Event>, words: Html) -> Html {
    html! { <label class="item"><input type="checkbox" {checked} onchange={on_change} />{ words }</label> }
}

/// The key is not the words: namesakes share them.
fn radio(name: &AttrValue, key: String, checked: bool, on_change: Callback<Event>, words: AttrValue) -> Html {
    html! {
        <label class="item" {key}>
            <input type="radio" name={name.clone()} {checked} onchange={on_change} />{ words }
        </label>
    }
}

/// The values with one more or one less, in the order of `all`.
fn toggled<T: Copy + PartialEq>(values: &[T], value: T, all: &[T]) -> Vec<T> {
    all.iter().copied().filter(|one| values.contains(one) != (*one == value)).collect()
}

/// The open statuses together are what no word means; and none at all would show nothing, so it means the same.
fn simplified(query: QueueQuery) -> QueueQuery {
    let open: Vec<Status> = QueueQuery::default().statuses();
    let status = if query.status == open { Vec::new() } else { query.status.clone() };
    QueueQuery { status, ..query }
}

fn status_words(t: Messages, chosen: &[Status]) -> AttrValue {
    words(chosen, t.all_open_ones(), |status| t.status(status))
}

/// The chosen values in words; beyond two, how many.
fn words<T: Copy>(chosen: &[T], none: &'static str, word: impl Fn(T) -> &'static str) -> AttrValue {
    match chosen {
        [] => none.into(),
        [one] => word(*one).into(),
        [one, two] => format!("{}, {}", word(*one), word(*two)).into(),
        [one, rest @ ..] => format!("{} +{}", word(*one), rest.len()).into(),
    }
}
