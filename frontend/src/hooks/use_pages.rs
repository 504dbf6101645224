//! A list that grows by pages with a cursor.

use std::rc::Rc;

use shared::page::Page;
use wasm_bindgen_futures::spawn_local;
use yew::{AttrValue, Callback, hook, use_mut_ref, use_state};

use super::use_query::{Query, use_query};
use crate::api::client::{Answer, Client};
use crate::api::error::ApiError;
use crate::state::session::use_client;

/// Where a list stands.
#[derive(Clone, PartialEq)]
pub struct Pages<T> {
    /// The first page, with its loading and error.
    pub first: Query<Page<T>>,
    /// The rows of all pages so far.
    pub items: Rc<[T]>,
    /// There are more.
    pub more: bool,
    /// The next page is on its way.
    pub loading_more: bool,
    /// Why the next page did not come.
    pub more_error: Option<ApiError>,
    /// Asks for the next page.
    pub on_more: Callback<()>,
}

struct Listed<T> {
    /// The first page that the others continue.
    first: Option<Rc<Page<T>>>,
    /// The rows of all pages.
    items: Rc<[T]>,
    cursor: Option<String>,
}

/// Asks for the first page once per key, and for the next ones when asked to. `fetch` gets the cursor of the page.
#[hook]
pub fn use_pages<T, F, Fut>(key: impl Into<AttrValue>, fetch: F) -> Pages<T>
where
    T: Clone + PartialEq + 'static,
    F: Fn(Client, Option<String>) -> Fut + 'static,
    Fut: Future<Output = Answer<Page<T>>> + 'static,
{
    let client = use_client();
    let fetch = Rc::new(fetch);
    let first = {
        let fetch = fetch.clone();
        use_query(key, move |client| fetch(client, None))
    };
    let listed = use_mut_ref(|| Listed { first: None, items: Rc::default(), cursor: None });
    let progress = use_state(|| (false, None::<ApiError>));
    let page = first.data.clone().or_else(|| first.previous.clone());
    let (items, cursor) = {
        let mut listed = listed.borrow_mut();
        if listed.first.as_ref().map(Rc::as_ptr) != page.as_ref().map(Rc::as_ptr) {
            *listed = Listed {
                items: page.iter().flat_map(|page| page.items.iter()).cloned().collect(),
                cursor: page.as_ref().and_then(|page| page.next_cursor.clone()),
                first: page.clone(),
            };
        }
        (listed.items.clone(), listed.cursor.clone())
    };
    let on_more = {
        let (progress, cursor, page) = (progress.clone(), cursor.clone(), page.clone());
        Callback::from(move |()| {
            let Some(cursor) = cursor.clone().filter(|_| !progress.0) else { return };
            progress.set((true, None));
            let (progress, listed, page) = (progress.clone(), listed.clone(), page.clone());
            let asked = fetch(client.clone(), Some(cursor));
            spawn_local(async move {
                let answer = asked.await;
                // The list may have been replaced meanwhile; then this page continues nothing.
                let current = match (&listed.borrow().first, &page) {
                    (Some(a), Some(b)) => Rc::ptr_eq(a, b),
                    _ => false,
                };
                let error = match answer {
                    Ok(next) if current => {
                        let mut listed = listed.borrow_mut();
                        listed.items = listed.items.iter().cloned().chain(next.items).collect();
                        listed.cursor = next.next_cursor;
                        None
                    }
                    Ok(_) => None,
                    Err(error) => Some(error),
                };
                progress.set((false, error));
            });
        })
    };
    Pages { first, items, more: cursor.is_some(), loading_more: progress.0, more_error: progress.1.clone(), on_more }
}
