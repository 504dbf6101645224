//! The fields of a service's form: their order, what each asks, and its constraints.

use std::rc::Rc;

use shared::service::{Bilingual, Constraints, Field, FieldKind, FieldOption, NewService};
use web_sys::KeyboardEvent;
use yew::{AttrValue, Callback, Html, html};

use super::draft::slug;
use super::editing::Editing;
use crate::components::button::{Button, Size, Weight};
use crate::components::card::Card;
use crate::components::choice::Choice;
use crate::components::icon::{Glyph, icon_sm};
use crate::i18n::intl;

/// What a field can be; a laboratory's slot has its own page.
const KINDS: [FieldKind; 10] = [
    FieldKind::Text,
    FieldKind::LongText,
    FieldKind::Number,
    FieldKind::Date,
    FieldKind::Time,
    FieldKind::Choice,
    FieldKind::MultiChoice,
    FieldKind::Email,
    FieldKind::Url,
    FieldKind::YesNo,
];

/// What can be done with the list.
#[derive(Clone)]
pub struct Acts {
    /// Opens a field.
    pub select: Callback<usize>,
    /// Adds one at the end.
    pub add: Callback<()>,
    /// Moves one from its place to another.
    pub shift: Callback<(usize, usize, &'static str)>,
    /// Takes one away.
    pub remove: Callback<usize>,
}

/// The id of a control of a row, to give it the focus.
pub fn row_id(key: &str, part: &str) -> String {
    format!("row-{part}-{key}")
}

/// What the list calls a field.
pub fn name_of(on: &Editing, field: &Field) -> String {
    let label = field.label.get(on.t.0);
    if label.trim().is_empty() { on.t.untitled_field().to_owned() } else { label.to_owned() }
}

/// The fields in their order.
pub fn field_list(on: &Editing, version: Option<i32>, selected: Option<usize>, acts: &Acts) -> Html {
    let t = on.t;
    let fields = &on.form.fields;
    let version =
        version.map(|version| html! { <span class="small muted">{ t.form_version_of(&version.to_string()) }</span> });
    html! {
        <section class="stack g-2" aria-label={t.form_fields()}>
            <div class="row between">
                <h2 class="h-s">{ t.form_fields() }</h2>
                <span class="row">
                    { version }
                    <Button size={Size::Small} glyph={Glyph::Plus} on_click={acts.add.reform(|_| ())}>{ t.add_field() }</Button>
                </span>
            </div>
            if fields.is_empty() { <p class="small muted">{ t.no_fields() }</p> }
            <ol class="card divided" hidden={fields.is_empty()}>
                { for fields.iter().enumerate().map(|(at, field)| row(on, at, field, selected == Some(at), acts)) }
            </ol>
        </section>
    }
}

fn row(on: &Editing, at: usize, field: &Field, open: bool, acts: &Acts) -> Html {
    let t = on.t;
    let name = name_of(on, field);
    let last = on.form.fields.len().saturating_sub(1);
    let up = acts.shift.reform(move |_| (at, at.saturating_sub(1), "up"));
    let down = acts.shift.reform(move |_| (at, at + 1, "down"));
    let onkeydown = {
        let shift = acts.shift.clone();
        Callback::from(move |event: KeyboardEvent| {
            let to = match event.key().as_str() {
                "ArrowUp" => at.saturating_sub(1),
                "ArrowDown" => (at + 1).min(last),
                "Home" => 0,
                "End" => last,
                _ => return,
            };
            event.prevent_default();
            if to != at {
                shift.emit((at, to, "grip"));
            }
        })
    };
    let mark = |part: &str| row_id(&field.key, part);
    html! {
        <li class="ff" key={field.key.clone()} aria-current={open.then_some("true")}>
            <button type="button" id={mark("grip")} class="grip hide-sm" aria-label={t.move_field(&name)} {onkeydown}>
                { icon_sm(Glyph::Grip) }
            </button>
            <button type="button" class="grow t" aria-expanded={open.to_string()}
                onclick={acts.select.reform(move |_| at)}>
                <b>{ &name }</b>
                <span class="small muted">
                    { t.field_kind(field.kind) }{ " · " }
                    { if field.required { t.field_required() } else { t.field_optional() } }
                </span>
            </button>
            <button type="button" id={mark("up")} class="btn btn-ghost btn-icon btn-sm" aria-label={t.field_up(&name)}
                disabled={at == 0} onclick={up}>{ icon_sm(Glyph::Up) }</button>
            <button type="button" id={mark("down")} class="btn btn-ghost btn-icon btn-sm" aria-label={t.field_down(&name)}
                disabled={at == last} onclick={down}>{ icon_sm(Glyph::Down) }</button>
            <button type="button" class="btn btn-ghost btn-icon btn-sm" aria-label={t.remove_field(&name)}
                onclick={acts.remove.reform(move |_| at)}>{ icon_sm(Glyph::Trash) }</button>
        </li>
    }
}

/// A field that asks nothing yet.
pub fn new_field(key: String) -> Field {
    Field {
        key,
        label: Bilingual::default(),
        help: Bilingual::default(),
        kind: FieldKind::Text,
        required: false,
        options: Vec::new(),
        constraints: Constraints::default(),
    }
}

fn at(place: usize, set: impl Fn(&mut Field)) -> impl FnOnce(&mut NewService) {
    move |form| {
        if let Some(field) = form.fields.get_mut(place) {
            set(field);
        }
    }
}

/// One field with all that can be said of it.
pub fn field_editor(on: &Editing, place: usize) -> Html {
    let t = on.t;
    let Some(field) = on.form.fields.get(place) else { return Html::default() };
    let under = |name: &str| format!("/fields/{place}/{name}");
    let kinds: Vec<Choice<FieldKind>> = KINDS.iter().map(|kind| Choice::new(*kind, t.field_kind(*kind))).collect();
    let known = on.known_keys.clone();
    let set_label = move |form: &mut NewService, text: String| label_in_spanish(form, place, text, &known);
    html! {
        <Card key={format!("{place}-{}", on.known_keys.len())} title={name_of(on, field)}
            actions={html! { <code class="small muted">{ &field.key }</code> }}>
            <div class="grid min-14">
                { on.text(t.label_in_spanish(), &under("label/es"), &field.label.es, false, set_label) }
                { on.text(t.label_in_english(), &under("label/en"), &field.label.en, false,
                    move |form, text| at(place, |field| field.label.en.clone_from(&text))(form)) }
                { on.text(t.help_in_spanish(), &under("help/es"), &field.help.es, true,
                    move |form, text| at(place, |field| field.help.es.clone_from(&text))(form)) }
                { on.text(t.help_in_english(), &under("help/en"), &field.help.en, true,
                    move |form, text| at(place, |field| field.help.en.clone_from(&text))(form)) }
                { on.choice(t.field_kind_label(), &under("kind"), kinds, Some(&field.kind),
                    move |form, kind| at(place, |field| become_kind(field, kind))(form)) }
                { constraints(on, place, field) }
            </div>
            <div class="row g-5">
                { on.switch(t.field_required(), field.required,
                    move |form, yes| at(place, |field| field.required = yes)(form)) }
                { switches(on, place, field) }
            </div>
            if matches!(field.kind, FieldKind::Choice | FieldKind::MultiChoice) { { options(on, place, field) } }
        </Card>
    }
}

/// A new field's key follows its label; one that answers stand under stays.
fn label_in_spanish(form: &mut NewService, place: usize, text: String, known: &Rc<[String]>) {
    let Some(before) = form.fields.get(place).map(|field| field.key.clone()) else { return };
    let is_taken = |key: &str| {
        known.iter().any(|other| other == key)
            || form.fields.iter().enumerate().any(|(other, field)| other != place && field.key == key)
    };
    let key = if known.contains(&before) { before.clone() } else { slug(&text, "campo", is_taken) };
    for field in &mut form.fields {
        if field.constraints.after.as_deref() == Some(before.as_str()) {
            field.constraints.after = Some(key.clone());
        }
    }
    if let Some(field) = form.fields.get_mut(place) {
        (field.label.es, field.key) = (text, key);
    }
}

/// What means nothing for the new kind goes.
fn become_kind(field: &mut Field, kind: FieldKind) {
    let is_choice = |kind| matches!(kind, FieldKind::Choice | FieldKind::MultiChoice);
    if field.kind != kind {
        field.constraints = Constraints::default();
    }
    field.kind = kind;
    if !is_choice(kind) {
        field.options.clear();
    } else if field.options.is_empty() {
        field.options.push(FieldOption { value: "opcion".to_owned(), label: Bilingual::default() });
    }
}

fn constraints(on: &Editing, place: usize, field: &Field) -> Html {
    let t = on.t;
    let under = |name: &str| format!("/fields/{place}/constraints/{name}");
    let given = &field.constraints;
    // What is below nothing or no whole number is no length.
    let length = |typed: Option<f64>| typed.and_then(|number| intl::digits(number).parse::<u32>().ok());
    match field.kind {
        FieldKind::Text | FieldKind::LongText | FieldKind::Url => html! {
            <>
                { on.number(t.shortest(), &under("min_length"), given.min_length.map(f64::from), None,
                    move |form, typed| at(place, |field| field.constraints.min_length = length(typed))(form)) }
                { on.number(t.longest(), &under("max_length"), given.max_length.map(f64::from), None,
                    move |form, typed| at(place, |field| field.constraints.max_length = length(typed))(form)) }
            </>
        },
        FieldKind::Number => html! {
            <>
                { on.number(t.smallest(), &under("min"), given.min, None,
                    move |form, typed| at(place, |field| field.constraints.min = typed)(form)) }
                { on.number(t.largest(), &under("max"), given.max, None,
                    move |form, typed| at(place, |field| field.constraints.max = typed)(form)) }
            </>
        },
        FieldKind::Date | FieldKind::Time => after(on, place, field),
        _ => Html::default(),
    }
}

/// Which other date or time it must follow.
fn after(on: &Editing, place: usize, field: &Field) -> Html {
    let others = on.form.fields.iter().filter(|other| other.kind == field.kind && other.key != field.key);
    let mut choices = vec![Choice::new(None, on.t.follows_nothing())];
    choices.extend(others.map(|other| Choice::new(Some(other.key.clone()), name_of(on, other))));
    on.choice(
        on.t.must_follow(),
        &format!("/fields/{place}/constraints/after"),
        choices,
        Some(&field.constraints.after),
        move |form, key: Option<String>| at(place, |field| field.constraints.after.clone_from(&key))(form),
    )
}

fn switches(on: &Editing, place: usize, field: &Field) -> Html {
    let (t, given) = (on.t, &field.constraints);
    match field.kind {
        FieldKind::Number => on.switch(t.whole_numbers(), given.integer, move |form, yes| {
            at(place, |field| field.constraints.integer = yes)(form);
        }),
        FieldKind::Date => on.switch(t.today_or_later(), given.not_past, move |form, yes| {
            at(place, |field| field.constraints.not_past = yes)(form);
        }),
        FieldKind::Email => on.switch(t.outside_address(), given.secondary_email, move |form, yes| {
            at(place, |field| field.constraints.secondary_email = yes)(form);
        }),
        _ => Html::default(),
    }
}

fn options(on: &Editing, place: usize, field: &Field) -> Html {
    let t = on.t;
    let add = on.setter(move |form, ()| {
        at(place, |field| {
            let value = slug("", "opcion", |value| field.options.iter().any(|option| option.value == value));
            field.options.push(FieldOption { value, label: Bilingual::default() });
        })(form);
    });
    let error = on.error_at(&format!("/fields/{place}/options"));
    html! {
        <fieldset class="field stack g-3">
            <legend>{ t.field_options() }</legend>
            if let Some(error) = error { <p class="err">{ error }</p> }
            { for field.options.iter().enumerate().map(|(nth, option)| option_row(on, place, nth, option)) }
            <div><Button size={Size::Small} glyph={Glyph::Plus} on_click={add.reform(|_| ())}>{ t.add_option() }</Button></div>
        </fieldset>
    }
}

fn option_row(on: &Editing, place: usize, nth: usize, option: &FieldOption) -> Html {
    let (t, n) = (on.t, (nth + 1).to_string());
    let under = |name: &str| format!("/fields/{place}/options/{nth}/{name}");
    let remove = on.setter(move |form, ()| {
        at(place, |field| {
            if nth < field.options.len() {
                field.options.remove(nth);
            }
        })(form);
    });
    let in_english = move |form: &mut NewService, text: String| {
        at(place, |field| {
            if let Some(option) = field.options.get_mut(nth) {
                option.label.en.clone_from(&text);
            }
        })(form);
    };
    // The value that is stored stays as it was born: answers were given under it.
    let in_spanish = move |form: &mut NewService, text: String| {
        at(place, |field| {
            if let Some(option) = field.options.get_mut(nth) {
                option.label.es.clone_from(&text);
            }
        })(form);
    };
    html! {
        <div class="row row-n end-aligned" key={option.value.clone()}>
            <div class="grow">{ on.text(t.option_in_spanish(&n), &under("label/es"), &option.label.es, false, in_spanish) }</div>
            <div class="grow">{ on.text(t.option_in_english(&n), &under("label/en"), &option.label.en, false, in_english) }</div>
            <Button weight={Weight::Ghost} glyph={Glyph::Trash} label={AttrValue::from(t.remove_option(&n))}
                on_click={remove.reform(|_| ())} />
        </div>
    }
}
