//! Asks the API for what a page shows: loading, error with retry, the last answer while a new one is on its way, and
//! cancellation when nobody waits any more.
//!
//! The machinery knows answers as `dyn Any` and is compiled once; only the thin ends are typed. That keeps the download small.

use std::any::Any;
use std::pin::Pin;
use std::rc::Rc;

use gloo_events::EventListener;
use shared::problem::ProblemKind;
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;
use yew::{AttrValue, Callback, Html, Reducible, hook, html, use_callback, use_reducer};

use super::query_cache;
use crate::api::client::{Answer, Client};
use crate::api::error::ApiError;
use crate::components::error_region::{ErrorRegion, OutdatedAlert};
use crate::hooks::use_effect::use_effect_with;
use crate::pages::not_found::NotFoundPage;
use crate::state::session::use_client;

/// Where a query stands.
pub struct Query<T> {
    /// The answer, perhaps of a moment ago.
    pub data: Option<Rc<T>>,
    /// The answer to the key before this one, until this one's is there: for lists whose filter changes.
    pub previous: Option<Rc<T>>,
    /// Why the last attempt brought nothing.
    pub error: Option<ApiError>,
    /// An answer is on its way.
    pub loading: bool,
    /// Asks again.
    pub refetch: Callback<()>,
    /// Puts what a command answered in the place of the answer.
    pub replace: Callback<Rc<T>>,
}

impl<T> Clone for Query<T> {
    fn clone(&self) -> Self {
        Self {
            data: self.data.clone(),
            previous: self.previous.clone(),
            error: self.error.clone(),
            loading: self.loading,
            refetch: self.refetch.clone(),
            replace: self.replace.clone(),
        }
    }
}

impl<T> PartialEq for Query<T> {
    fn eq(&self, other: &Self) -> bool {
        let same = |a: &Option<Rc<T>>, b: &Option<Rc<T>>| a.as_ref().map(Rc::as_ptr) == b.as_ref().map(Rc::as_ptr);
        same(&self.data, &other.data)
            && same(&self.previous, &other.previous)
            && self.error == other.error
            && self.loading == other.loading
    }
}

impl<T> Query<T> {
    /// The region of the page that shows the answer: `skeleton` until there is one, the error in its place with a retry,
    /// and above old content when only the refresh failed.
    pub fn view(&self, skeleton: Html, show: impl FnOnce(&Rc<T>) -> Html) -> Html {
        match &self.data {
            Some(data) => above(self.error.as_ref(), &self.refetch, show(data)),
            None => instead(self.error.as_ref(), &self.refetch, skeleton),
        }
    }
}

impl<T> Query<T> {
    /// The same for the one thing that a whole page is about: what is not there is 'not found', and any other error stands
    /// alone on the page.
    pub fn view_page(&self, skeleton: Html, show: impl FnOnce(&Rc<T>) -> Html) -> Html {
        match &self.data {
            Some(data) => above(self.error.as_ref(), &self.refetch, show(data)),
            None => page_instead(self.error.as_ref(), &self.refetch, skeleton),
        }
    }
}

fn page_instead(error: Option<&ApiError>, refetch: &Callback<()>, skeleton: Html) -> Html {
    match error.filter(|error| **error != ApiError::Aborted) {
        None => html! { <div class="wrap page w-60">{ skeleton }</div> },
        Some(error) if error.kind() == Some(ProblemKind::NotFound) => html! { <NotFoundPage /> },
        Some(error) => html! {
            <div class="wrap page w-40">
                <ErrorRegion error={error.clone()} on_retry={refetch.clone()} card=true page=true />
            </div>
        },
    }
}

fn above(error: Option<&ApiError>, refetch: &Callback<()>, content: Html) -> Html {
    // Always in the same place, so that the content stays the same when an error comes and goes.
    html! { <><OutdatedAlert error={error.cloned()} on_retry={refetch.clone()} />{ content }</> }
}

fn instead(error: Option<&ApiError>, refetch: &Callback<()>, skeleton: Html) -> Html {
    match error.filter(|error| **error != ApiError::Aborted) {
        None => skeleton,
        Some(error) => html! { <ErrorRegion error={error.clone()} on_retry={refetch.clone()} card=true /> },
    }
}

type AnyAnswer = Rc<dyn Any>;
type AnyFuture = Pin<Box<dyn Future<Output = Answer<AnyAnswer>>>>;

struct State {
    key: AttrValue,
    data: Option<AnyAnswer>,
    previous: Option<AnyAnswer>,
    error: Option<ApiError>,
    loading: bool,
    /// What is on its way was asked for before a command answered something newer.
    outrun: bool,
    revision: u32,
}

enum Change {
    Began(AttrValue),
    Arrived(AttrValue, Answer<AnyAnswer>),
    Replaced(AnyAnswer),
    Again,
}

impl Reducible for State {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut next = Self {
            key: self.key.clone(),
            data: self.data.clone(),
            previous: self.previous.clone(),
            error: self.error.clone(),
            loading: self.loading,
            outrun: self.outrun,
            revision: self.revision,
        };
        match change {
            Change::Began(key) => {
                if self.key != key {
                    next.previous = self.data.clone().or_else(|| self.previous.clone());
                    next.data = query_cache::get(&key);
                    next.error = None;
                }
                next.key = key;
                next.loading = true;
                next.outrun = false;
            }
            Change::Arrived(key, _) if self.key != key => return self,
            Change::Arrived(_, answer) => {
                next.loading = false;
                match answer {
                    Ok(_) if self.outrun => {}
                    Ok(data) => {
                        query_cache::put(self.key.clone(), data.clone());
                        next.data = Some(data);
                        next.previous = None;
                        next.error = None;
                    }
                    Err(error) => next.error = Some(error),
                }
            }
            Change::Replaced(data) => {
                query_cache::put(self.key.clone(), data.clone());
                next.data = Some(data);
                next.error = None;
                next.outrun = true;
            }
            Change::Again => next.revision = next.revision.wrapping_add(1),
        }
        Rc::new(next)
    }
}

/// Asks once per key, and again when asked to. An empty key asks nothing. Keys begin with what they are about
/// (`tickets?…`, `ticket/TI-000123`), so that [`query_cache::invalidate`] finds them.
#[hook]
pub fn use_query<T, F, Fut>(key: impl Into<AttrValue>, fetch: F) -> Query<T>
where
    T: 'static,
    F: FnOnce(Client) -> Fut + 'static,
    Fut: Future<Output = Answer<T>> + 'static,
{
    let fetch = Box::new(move |client: Client| -> AnyFuture {
        let asked = fetch(client);
        Box::pin(async move { asked.await.map(|data| Rc::new(data) as AnyAnswer) })
    });
    let any = use_any_query(key.into(), fetch);
    let typed = |data: Option<AnyAnswer>| data.and_then(|data| data.downcast::<T>().ok());
    Query {
        data: typed(any.data),
        previous: typed(any.previous),
        error: any.error,
        loading: any.loading,
        refetch: any.refetch,
        replace: any.replace.reform(|data: Rc<T>| data as AnyAnswer),
    }
}

struct AnyQuery {
    data: Option<AnyAnswer>,
    previous: Option<AnyAnswer>,
    error: Option<ApiError>,
    loading: bool,
    refetch: Callback<()>,
    replace: Callback<AnyAnswer>,
}

#[hook]
fn use_any_query(key: AttrValue, fetch: Box<dyn FnOnce(Client) -> AnyFuture>) -> AnyQuery {
    let client = use_client();
    let state = {
        let key = key.clone();
        use_reducer(move || State {
            data: query_cache::get(&key),
            loading: !key.is_empty(),
            key,
            previous: None,
            error: None,
            outrun: false,
            revision: 0,
        })
    };
    let dispatch = state.dispatcher();
    use_effect_with((key.clone(), state.revision), move |(key, _)| {
        let controller = AbortController::new().ok();
        let mut watched = None;
        if !key.is_empty() {
            let again = dispatch.clone();
            watched = Some(query_cache::watch(key.clone(), Callback::from(move |()| again.dispatch(Change::Again))));
            dispatch.dispatch(Change::Began(key.clone()));
            let asked = fetch(client.until(controller.as_ref().map(AbortController::signal)));
            let key = key.clone();
            spawn_local(async move {
                let answer = asked.await;
                if !matches!(answer, Err(ApiError::Aborted)) {
                    dispatch.dispatch(Change::Arrived(key, answer));
                }
            });
        }
        move || {
            drop(watched);
            if let Some(controller) = controller {
                controller.abort();
            }
        }
    });
    let dispatch = state.dispatcher();
    use_effect_with(state.error == Some(ApiError::Network), move |failed| {
        // What the lost connection kept away comes by itself once it is back.
        let back = web_sys::window().filter(|_| *failed);
        let listener =
            back.map(|window| EventListener::new(&window, "online", move |_| dispatch.dispatch(Change::Again)));
        move || drop(listener)
    });
    let dispatch = state.dispatcher();
    let refetch = use_callback((), move |(), ()| dispatch.dispatch(Change::Again));
    let dispatch = state.dispatcher();
    let replace = use_callback((), move |data, ()| dispatch.dispatch(Change::Replaced(data)));
    if state.key == key {
        return AnyQuery {
            data: state.data.clone(),
            previous: state.previous.clone(),
            error: state.error.clone(),
            loading: state.loading,
            refetch,
            replace,
        };
    }
    // The key has just changed and the effect has not run yet: never show one thing under the name of another.
    let data = query_cache::get(&key);
    let previous = state.data.clone().or_else(|| state.previous.clone());
    AnyQuery { data, previous, error: None, loading: !key.is_empty(), refetch, replace }
}
