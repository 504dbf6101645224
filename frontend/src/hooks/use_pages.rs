//! A list that grows by pages with a cursor.

use std::rc::Rc;

use shared::page::Page;
use wasm_bindgen_futures::spawn_local;
use yew::{AttrValue, Callback, hook, use_mut_ref, use_state};

use super::use_effect::use_effect_with;
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
    key: AttrValue,
    /// The first page that the others continue.
    first: Option<Rc<Page<T>>>,
    /// The rows of all pages, and what comes after them.
    rows: Rows<T>,
}

#[derive(Clone)]
struct Rows<T> {
    items: Rc<[T]>,
    cursor: Option<String>,
}

impl<T: Clone> Rows<T> {
    fn of(page: Option<&Page<T>>) -> Self {
        let items = page.into_iter().flat_map(|page| page.items.iter()).cloned().collect();
        Self { items, cursor: page.and_then(|page| page.next_cursor.clone()) }
    }
}

/// Asks for the first page once per key, and for the next ones when asked to. `fetch` gets the cursor of the page. Who has asked
/// for more keeps as many rows when the list is asked for anew.
#[hook]
pub fn use_pages<T, F, Fut>(key: impl Into<AttrValue>, fetch: F) -> Pages<T>
where
    T: Clone + PartialEq + 'static,
    F: Fn(Client, Option<String>) -> Fut + 'static,
    Fut: Future<Output = Answer<Page<T>>> + 'static,
{
    let client = use_client();
    let (key, fetch) = (key.into(), Rc::new(fetch));
    let first = {
        let fetch = fetch.clone();
        use_query(key.clone(), move |client| fetch(client, None))
    };
    let listed = use_mut_ref(|| Listed { key: key.clone(), first: None, rows: Rows::of(None) });
    let progress = use_state(|| (false, None::<ApiError>));
    let page = first.data.clone().or_else(|| first.previous.clone());
    let mut again = None;
    let rows = {
        let mut listed = listed.borrow_mut();
        if listed.first.as_ref().map(Rc::as_ptr) != page.as_ref().map(Rc::as_ptr) {
            let (shown, fresh) = (listed.rows.items.len(), Rows::of(page.as_deref()));
            if listed.key == key && shown > fresh.items.len() && fresh.cursor.is_some() {
                again = Some((fresh, shown));
            } else {
                listed.rows = fresh;
            }
            listed.first.clone_from(&page);
            listed.key = key;
        }
        listed.rows.clone()
    };
    let read_on = {
        let (progress, page) = (progress.clone(), page.clone());
        move |rows: Rows<T>, least: usize| {
            progress.set((true, None));
            let (progress, listed, page, client, fetch) =
                (progress.clone(), listed.clone(), page.clone(), client.clone(), fetch.clone());
            spawn_local(async move {
                let (mut items, mut cursor, mut error) = (rows.items.to_vec(), rows.cursor, None);
                while items.len() < least
                    && error.is_none()
                    && let Some(from) = cursor.clone()
                {
                    match fetch(client.clone(), Some(from)).await {
                        Ok(next) => {
                            items.extend(next.items);
                            cursor = next.next_cursor;
                        }
                        Err(failed) => error = Some(failed),
                    }
                }
                let mut listed = listed.borrow_mut();
                // The list may have been replaced meanwhile; then these pages continue nothing.
                if listed.first.as_ref().map(Rc::as_ptr) == page.as_ref().map(Rc::as_ptr) {
                    listed.rows = Rows { items: items.into(), cursor };
                } else {
                    error = None;
                }
                progress.set((false, error));
            });
        }
    };
    {
        let read_on = read_on.clone();
        use_effect_with(page.as_ref().map(Rc::as_ptr), move |_| {
            if let Some((fresh, shown)) = again {
                read_on(fresh, shown);
            }
        });
    }
    let (rows_now, is_loading) = (rows.clone(), progress.0);
    let on_more = Callback::from(move |()| {
        if !is_loading {
            read_on(rows_now.clone(), rows_now.items.len() + 1);
        }
    });
    Pages {
        first,
        items: rows.items,
        more: rows.cursor.is_some(),
        loading_more: progress.0,
        more_error: progress.1.clone(),
        on_more,
    }
}
