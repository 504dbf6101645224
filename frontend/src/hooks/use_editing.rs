//! Something that an admin edits: what differs from how it stands is kept as a draft until it is saved, and nothing of it is
//! lost when somebody else was quicker.

use std::rc::Rc;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::{AttrValue, Callback, Html, hook, html};

use super::use_draft::{Alter, use_draft};
use super::use_title::use_kept_focus;
use crate::components::alert::{Alert, Tone};
use crate::components::button::Button;
use crate::i18n::Messages;
use crate::state::toasts::use_toaster;

/// A part of something that is edited: what it is called, and the parts of two compared and carried over.
pub struct Part<T> {
    /// Its name.
    pub name: fn(Messages) -> &'static str,
    /// Whether both have the same there.
    pub same: fn(&T, &T) -> bool,
    /// Takes it over into another.
    pub copy: fn(&T, &mut T),
}

/// Makes the list of the parts of something that is edited, by its fields.
macro_rules! parts {
    ($($name:ident: $($field:ident),+;)*) => {
        &[$($crate::hooks::use_editing::Part {
            name: $crate::i18n::Messages::$name,
            same: |a, b| $(a.$field == b.$field)&&+,
            copy: |from, to| { $(to.$field.clone_from(&from.$field);)+ },
        }),*]
    };
}
pub(crate) use parts;

/// What can be edited part by part.
pub trait Editable: Clone + PartialEq + Serialize + DeserializeOwned + 'static {
    /// Its parts.
    const PARTS: &'static [Part<Self>];

    /// The version that it has on the server.
    fn version(&self) -> i32;
}

/// The fields of `a` and `b` that differ.
fn differing<'a, T: Editable>(a: &'a T, b: &'a T) -> impl Iterator<Item = &'static Part<T>> + 'a {
    T::PARTS.iter().filter(move |part| !(part.same)(a, b))
}

fn differ<T: Editable>(a: &T, b: &T) -> bool {
    differing(a, b).next().is_some()
}

/// A value when it differs.
pub fn changed<V: PartialEq + Clone>(before: &V, after: &V) -> Option<V> {
    (before != after).then(|| after.clone())
}

/// Gives the focus to the first control of the page whose value can't be taken.
pub fn focus_fault() {
    let fault = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.query_selector("main form .err").ok().flatten())
        .and_then(|error| error.closest(".field").ok().flatten())
        .and_then(|field| field.query_selector(":is(input, select, textarea):not(:disabled)").ok().flatten())
        .and_then(|control| control.dyn_into::<HtmlElement>().ok());
    if let Some(control) = fault {
        control.focus().ok();
    }
}

/// What is edited and not saved yet, kept in the browser.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept<T> {
    /// As it was when editing began, and as it is to be; nothing while nothing differs.
    edited: Option<(T, T)>,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self { edited: None }
    }
}

/// One change.
pub type Edit<T> = Box<dyn FnOnce(&mut T)>;

/// Something under one's hands.
#[derive(Clone, PartialEq)]
pub struct Editing<T> {
    /// As it is to be.
    pub form: Rc<T>,
    /// As it was when editing began.
    pub before: Rc<T>,
    /// The names of what differs.
    pub changes: Vec<&'static str>,
    /// The names of what somebody else changed meanwhile; nothing while what is edited is the latest.
    pub theirs: Option<Vec<&'static str>>,
    /// Changes it.
    pub edit: Callback<Edit<T>>,
    /// It is saved: nothing differs any more.
    pub done: Callback<()>,
    /// Throws the changes away, with a way back.
    pub discard: Callback<()>,
    /// Puts what was changed here on top of what stands now.
    pub rebase: Callback<Rc<T>>,
    now: Rc<T>,
}

impl<T: Editable> Editing<T> {
    /// Whether there is something to save, and nothing of somebody else's in its way.
    pub fn can_save(&self) -> bool {
        !self.changes.is_empty() && self.theirs.is_none()
    }

    /// A callback that puts a value in.
    pub fn setter<V: 'static>(&self, set: fn(&mut T, V)) -> Callback<V> {
        self.edit.reform(move |value: V| Box::new(move |form: &mut T| set(form, value)) as Edit<T>)
    }

    /// What somebody else changed while this was edited, and how to go on; nothing while nobody did.
    pub fn conflict(&self, t: Messages) -> Html {
        let Some(theirs) = &self.theirs else { return Html::default() };
        let both: Vec<&str> = theirs.iter().copied().filter(|part| self.changes.contains(part)).collect();
        let (rebase, now) = (self.rebase.clone(), self.now.clone());
        let go_on = Callback::from(move |_| rebase.emit(now.clone()));
        html! {
            <Alert tone={Tone::Warn} title={t.changed_while_edited()} live=true>
                if theirs.is_empty() {
                    <p>{ t.changed_beside() }</p>
                } else {
                    <p>{ t.changed_parts(&theirs.join(", ")) }</p>
                }
                if !both.is_empty() { <p>{ t.both_edited(&both.join(", ")) }</p> }
                <p>{ t.yours_is_kept() }</p>
                <Button on_click={go_on}>{ t.go_on_with_mine() }</Button>
            </Alert>
        }
    }
}

/// Edits what stands now, under a name of its own among the drafts.
#[hook]
pub fn use_editing<T: Editable>(t: Messages, name: impl Into<AttrValue>, now: &Rc<T>) -> Editing<T> {
    let draft = use_draft::<Kept<T>>(name);
    let toaster = use_toaster();
    let (before, form) = match &draft.value.edited {
        Some((before, form)) => (Rc::new(before.clone()), Rc::new(form.clone())),
        None => (now.clone(), now.clone()),
    };
    let names = |a: &T, b: &T| differing(a, b).map(|part| (part.name)(t)).collect::<Vec<_>>();
    let changes = names(&before, &form);
    use_kept_focus(changes.is_empty());
    let stale = !changes.is_empty() && before.version() != now.version();
    let theirs = stale.then(|| names(&before, now));
    let edit = {
        let now = now.clone();
        draft.change.reform(move |edit: Edit<T>| {
            let now = now.clone();
            Box::new(move |kept: &mut Kept<T>| {
                let (before, mut form) = kept.edited.take().unwrap_or_else(|| ((*now).clone(), (*now).clone()));
                edit(&mut form);
                // What is put back is no change.
                kept.edited = differ(&before, &form).then_some((before, form));
            }) as Alter<Kept<T>>
        })
    };
    let discard = {
        let (discard, change, kept) = (draft.discard.clone(), draft.change.clone(), draft.value.clone());
        Callback::from(move |()| {
            discard.emit(());
            let (change, kept) = (change.clone(), kept.clone());
            toaster.with_undo(
                t.changes_discarded(),
                Callback::from(move |()| {
                    let kept = kept.clone();
                    change.emit(Box::new(move |draft: &mut Kept<T>| *draft = kept));
                }),
            );
        })
    };
    let rebase = draft.change.reform(|now: Rc<T>| {
        Box::new(move |kept: &mut Kept<T>| {
            let Some((before, mine)) = kept.edited.take() else { return };
            let mut form = (*now).clone();
            for part in differing(&before, &mine) {
                (part.copy)(&mine, &mut form);
            }
            kept.edited = differ(&*now, &form).then(|| ((*now).clone(), form));
        }) as Alter<Kept<T>>
    });
    Editing { form, before, changes, theirs, edit, done: draft.discard, discard, rebase, now: now.clone() }
}
