//! The last answer of every query, for going back without waiting, and who shows it now, for refreshing after a change.
//! Emptied at sign-out.

use std::any::Any;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use yew::{AttrValue, Callback};

thread_local! {
    static ANSWERS: RefCell<HashMap<AttrValue, Rc<dyn Any>>> = RefCell::default();
    static WATCHERS: RefCell<Watchers> = RefCell::default();
}

#[derive(Default)]
struct Watchers {
    next: usize,
    list: Vec<(usize, AttrValue, Callback<()>)>,
}

/// The last answer under this key.
pub fn get(key: &AttrValue) -> Option<Rc<dyn Any>> {
    ANSWERS.with_borrow(|answers| answers.get(key).cloned())
}

/// Keeps an answer.
pub fn put(key: AttrValue, answer: Rc<dyn Any>) {
    ANSWERS.with_borrow_mut(|answers| answers.insert(key, answer));
}

/// Everything under keys that begin like this is out of date: forgotten where nobody shows it, asked for again where
/// somebody does.
pub fn invalidate(prefix: &str) {
    let shown: Vec<(AttrValue, Callback<()>)> = WATCHERS.with_borrow(|watchers| {
        watchers
            .list
            .iter()
            .filter(|(_, key, _)| key.starts_with(prefix))
            .map(|(_, key, refetch)| (key.clone(), refetch.clone()))
            .collect()
    });
    ANSWERS.with_borrow_mut(|answers| {
        answers.retain(|key, _| !key.starts_with(prefix) || shown.iter().any(|(watched, _)| watched == key));
    });
    for (_, refetch) in shown {
        refetch.emit(());
    }
}

/// Forgets every answer: nothing of one person is left for the next.
pub fn clear() {
    ANSWERS.with_borrow_mut(HashMap::clear);
}

/// Shows the answer under `key` until the guard is dropped.
pub fn watch(key: AttrValue, refetch: Callback<()>) -> Watch {
    WATCHERS.with_borrow_mut(|watchers| {
        watchers.next += 1;
        let id = watchers.next;
        watchers.list.push((id, key, refetch));
        Watch(id)
    })
}

/// Someone shows an answer.
pub struct Watch(usize);

impl Drop for Watch {
    fn drop(&mut self) {
        WATCHERS.with_borrow_mut(|watchers| watchers.list.retain(|(id, ..)| *id != self.0));
    }
}
