//! What is done to the list of a form's fields: opened, added, moved, removed.

use std::cell::RefCell;
use std::rc::Rc;

use shared::service::NewService;
use yew::{Callback, UseStateHandle};

use crate::pages::new_request::answer_input::control_id;
use crate::pages::services::draft;
use crate::pages::services::editing::Editing;
use crate::pages::services::fields::{Acts, name_of, new_field, row_id};
use crate::state::announcer::announce;
use crate::state::toasts::Toaster;

/// The callbacks. Each change forgets what the server refused, which is named by places, and says where the focus goes next.
pub fn acts(
    on: &Editing,
    selected: &UseStateHandle<Option<usize>>,
    reset: &Callback<()>,
    focus_next: &Rc<RefCell<Option<String>>>,
    toaster: &Toaster,
) -> Acts {
    let edit = &on.edit;
    let select = {
        let selected = selected.clone();
        Callback::from(move |at| selected.set((*selected != Some(at)).then_some(at)))
    };
    let add = {
        let (edit, selected, focus_next, reset) = (edit.clone(), selected.setter(), focus_next.clone(), reset.clone());
        let (taken, place) = (on.clone(), on.form.fields.len());
        Callback::from(move |()| {
            let key = draft::slug("", "campo", |key| {
                taken.known_keys.iter().any(|known| known == key)
                    || taken.form.fields.iter().any(|field| field.key == key)
            });
            edit.emit(Box::new(move |form: &mut NewService| form.fields.push(new_field(key))));
            reset.emit(());
            selected.set(Some(place));
            focus_next.replace(Some(control_id(&format!("/fields/{place}/label/es")).to_string()));
        })
    };
    let shift = {
        let (edit, selected, focus_next, reset, on) =
            (edit.clone(), selected.clone(), focus_next.clone(), reset.clone(), on.clone());
        Callback::from(move |(from, to, part): (usize, usize, &'static str)| {
            let count = on.form.fields.len();
            let Some(field) = on.form.fields.get(from).filter(|_| to < count) else { return };
            edit.emit(Box::new(move |form: &mut NewService| {
                if from < form.fields.len() && to < form.fields.len() {
                    let field = form.fields.remove(from);
                    form.fields.insert(to, field);
                }
            }));
            // What was refused is named by places that are no longer.
            reset.emit(());
            selected.set(Some(to));
            // At either end the button that led there is off.
            let part = match part {
                "up" if to == 0 => "down",
                "down" if to + 1 == count => "up",
                part => part,
            };
            focus_next.replace(Some(row_id(&field.key, part)));
            announce(&on.t.field_moved(&name_of(&on, field), &(to + 1).to_string(), &count.to_string()));
        })
    };
    let remove = {
        let (edit, selected, toaster, on) = (edit.clone(), selected.setter(), toaster.clone(), on.clone());
        let reset = reset.clone();
        Callback::from(move |at: usize| {
            let Some(field) = on.form.fields.get(at).cloned() else { return };
            let name = name_of(&on, &field);
            edit.emit(Box::new(move |form: &mut NewService| {
                if at < form.fields.len() {
                    form.fields.remove(at);
                }
            }));
            reset.emit(());
            selected.set(None);
            let back = edit.clone();
            toaster.with_undo(
                on.t.field_removed(&name),
                Callback::from(move |()| {
                    let field = field.clone();
                    back.emit(Box::new(move |form: &mut NewService| {
                        form.fields.insert(at.min(form.fields.len()), field);
                    }));
                }),
            );
        })
    };
    Acts { select, add, shift, remove }
}
