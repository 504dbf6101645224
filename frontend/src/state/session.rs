//! Who is signed in. The access token lives in the client's memory only; that there may be a session is remembered as a mark
//! in the browser, so that a stranger's first visit asks the server nothing in vain.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use shared::access::{Actor, Operation, may};
use shared::person::Role;
use shared::session::Me;
use uuid::Uuid;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::StorageEvent;
use yew::{
    Callback, ContextProvider, Html, Properties, Reducible, UseReducerDispatcher, component, hook, html, use_context,
    use_memo, use_reducer,
};

use super::{leaving, outbox, preferences, storage};
use crate::api::client::{Client, SessionEvent};
use crate::api::error::ApiError;
use crate::api::refresh;
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::{query_cache, use_draft};
use crate::route::Route;

/// The account that last signed in here and has not signed out.
const MARK: &str = "ventanilla.session";

thread_local! {
    /// The mark as this tab knows it. Another one: the browser has changed hands, and this tab must not go on.
    static KNOWN: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Where the session stands.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Session {
    /// Not known yet.
    #[default]
    Unknown,
    /// The server could not be asked.
    Unreachable,
    /// Nobody is signed in.
    SignedOut,
    /// Somebody is.
    SignedIn(Rc<Me>),
    /// Somebody was; the page and its drafts stay until the same person signs in again in place, or leaves.
    Expired(Rc<Me>),
}

impl Session {
    /// The account, also while the session has expired.
    pub fn account(&self) -> Option<&Rc<Me>> {
        match self {
            Self::SignedIn(me) | Self::Expired(me) => Some(me),
            _ => None,
        }
    }
}

/// What happened to the session.
pub enum SessionChange {
    /// Signed in or renewed.
    Started(Rc<Me>),
    /// The server takes it no longer.
    Lost,
    /// Signed out, here or in another tab.
    Left,
    /// The server could not be asked.
    Unreachable,
    /// Ask again.
    Retry,
}

impl Reducible for Session {
    type Action = SessionChange;

    fn reduce(self: Rc<Self>, change: SessionChange) -> Rc<Self> {
        let next = match (change, &*self) {
            (SessionChange::Started(me), Self::SignedIn(old)) if *me == **old => return self,
            (SessionChange::Started(me), _) => Self::SignedIn(me),
            (SessionChange::Lost, Self::SignedIn(me) | Self::Expired(me)) => Self::Expired(me.clone()),
            (SessionChange::Lost | SessionChange::Left, _) => Self::SignedOut,
            (SessionChange::Unreachable, Self::Unknown) => Self::Unreachable,
            (SessionChange::Unreachable, _) => return self,
            (SessionChange::Retry, _) => Self::Unknown,
        };
        Rc::new(next)
    }
}

/// The one client of the app.
#[hook]
pub fn use_client() -> Client {
    use_context::<Client>().unwrap_or_default()
}

/// Where the session stands.
#[hook]
pub fn use_session() -> Session {
    use_context::<Rc<Session>>().map(|session| (*session).clone()).unwrap_or_default()
}

/// The account that is signed in.
#[hook]
pub fn use_account() -> Option<Rc<Me>> {
    use_session().account().cloned()
}

/// How to change the session.
#[derive(Clone, PartialEq)]
pub struct SessionControl(UseReducerDispatcher<Session>);

impl SessionControl {
    /// Signs out here and in every tab, and wipes what was kept for the person. The server may not hear it now, for want of
    /// a connection or because the tab is closed at once: then the mark of leaving stays, and the next page tells it.
    pub fn leave(&self, client: &Client) {
        // What goes makes room for the mark.
        forget_kept();
        leaving::begin();
        let anew = {
            let (client, control) = (client.clone(), self.clone());
            move || begin_anew(&client, &control.0)
        };
        // A renewal that got stuck holds up the telling, and not whoever leaves.
        let patience = Timeout::new(leaving::PATIENCE, anew.clone());
        let client = client.clone();
        spawn_local(async move {
            leaving::tell(&client).await;
            patience.cancel();
            anew();
        });
    }

    /// Asks the server again who is signed in.
    pub fn retry(&self) {
        self.0.dispatch(SessionChange::Retry);
    }

    /// The account was changed.
    pub fn update(&self, me: Me) {
        self.0.dispatch(SessionChange::Started(Rc::new(me)));
    }

    /// Leaves a session that the server has ended.
    pub fn give_up(&self, client: &Client) {
        forget_kept();
        begin_anew(client, &self.0);
    }
}

/// How to change the session.
#[hook]
pub fn use_session_control() -> Option<SessionControl> {
    use_context::<SessionControl>()
}

fn forget_kept() {
    storage::remove(MARK);
    storage::remove_all(use_draft::PREFIX);
    storage::remove_all(outbox::PREFIX);
    storage::remove_all(preferences::UNTOLD);
    storage::remove(outbox::SENDING);
}

/// Whether another account than this tab's is signed in now, or none.
fn has_changed_hands() -> bool {
    is_another(storage::get(MARK).as_deref())
}

fn is_another(mark: Option<&str>) -> bool {
    KNOWN.with_borrow(|known| known.is_some() && known.as_deref() != mark)
}

fn know_mark() {
    KNOWN.set(storage::get(MARK));
}

/// Nothing of the person stays, and the page begins anew as whoever is signed in now.
fn begin_anew(client: &Client, dispatch: &UseReducerDispatcher<Session>) {
    client.forget();
    query_cache::clear();
    if !start_afresh() {
        dispatch.dispatch(SessionChange::Left);
    }
}

/// Whether this account is the one that signed in here last, and has not signed out.
pub fn is_marked(account: Uuid) -> bool {
    storage::get(MARK).is_some_and(|marked| marked == account.to_string())
}

/// Loads the sign-in page anew: nothing that the person saw stays in the memory of a shared computer. Whoever is signed in
/// goes on from there.
pub fn start_afresh() -> bool {
    web_sys::window().is_some_and(|window| window.location().replace(&Route::SignIn.to_path()).is_ok())
}

/// Properties of [`SessionProvider`].
#[derive(Properties, PartialEq)]
pub struct SessionProviderProps {
    /// The app.
    pub children: Html,
}

/// Gives client and session to everything inside, and keeps tabs in step.
#[component]
pub fn SessionProvider(props: &SessionProviderProps) -> Html {
    let client = use_memo((), |()| Client::default());
    let session = use_reducer(Session::default);
    let dispatch = session.dispatcher();
    {
        let (client, dispatch) = (client.clone(), dispatch.clone());
        let lost = Cell::new(false);
        let shown = Cell::new(None::<Uuid>);
        use_effect_with((), move |()| {
            let told = client.clone();
            told.on_session(Callback::from(move |event| match event {
                SessionEvent::Renewed(renewed)
                    if has_changed_hands() || shown.get().is_some_and(|shown| shown != renewed.account.id) =>
                {
                    // The cookie is no longer this tab's.
                    begin_anew(&client, &dispatch);
                }
                SessionEvent::Started(session) | SessionEvent::Renewed(session) => {
                    let me = session.account;
                    take_over(&me);
                    if shown.replace(Some(me.id)).is_some_and(|before| before != me.id) {
                        begin_anew(&client, &dispatch);
                        return;
                    }
                    if lost.replace(false) {
                        // What was refused meanwhile is asked for again.
                        query_cache::invalidate("");
                    }
                    dispatch.dispatch(SessionChange::Started(Rc::new(me)));
                }
                SessionEvent::Lost if has_changed_hands() => begin_anew(&client, &dispatch),
                SessionEvent::Lost => {
                    lost.set(true);
                    dispatch.dispatch(SessionChange::Lost);
                }
            }));
        });
    }
    {
        let (client, dispatch) = (client.clone(), dispatch.clone());
        use_effect_with(*session == Session::Unknown, move |unknown| {
            if *unknown {
                spawn_local(async move { resume(&client, &dispatch).await });
            }
        });
    }
    {
        let (client, dispatch) = (client.clone(), dispatch.clone());
        use_effect_with((), move |()| {
            let listeners = web_sys::window().map(|window| {
                let (asleep, slept) = (client.clone(), dispatch.clone());
                [
                    EventListener::new(&window, "storage", move |event| {
                        let Some(event) = event.dyn_ref::<StorageEvent>() else { return };
                        // Without a key: everything was removed.
                        if event.key().is_none_or(|key| key == MARK) && is_another(event.new_value().as_deref()) {
                            begin_anew(&client, &dispatch);
                        }
                    }),
                    // A page that comes back by the browser's own buttons has heard nothing meanwhile.
                    EventListener::new(&window, "pageshow", move |_| {
                        if has_changed_hands() {
                            begin_anew(&asleep, &slept);
                        }
                    }),
                ]
            });
            move || drop(listeners)
        });
    }
    html! {
        <ContextProvider<Client> context={(*client).clone()}>
            <ContextProvider<SessionControl> context={SessionControl(dispatch)}>
                <ContextProvider<Rc<Session>> context={Rc::new((*session).clone())}>
                    { props.children.clone() }
                </ContextProvider<Rc<Session>>>
            </ContextProvider<SessionControl>>
        </ContextProvider<Client>>
    }
}

/// Another person than before on this browser: nothing of the former one may be left.
fn take_over(me: &Me) {
    let id = me.id.to_string();
    // The cookie of whoever left is replaced.
    leaving::end();
    if storage::get(MARK).is_some_and(|before| before != id) {
        query_cache::clear();
    }
    // Also of somebody whose session ended without signing out.
    storage::remove_others(use_draft::PREFIX, &id);
    storage::remove_others(outbox::PREFIX, &id);
    storage::remove_others(preferences::UNTOLD, &id);
    storage::set(MARK, &id);
    know_mark();
}

async fn resume(client: &Client, dispatch: &UseReducerDispatcher<Session>) {
    know_mark();
    if storage::get(MARK).is_none() || leaving::is_under_way() {
        dispatch.dispatch(SessionChange::Left);
        return;
    }
    match refresh::renew(client).await {
        // The client has told already.
        Ok(()) => {}
        Err(ApiError::Problem(problem)) if problem.status < 500 && problem.status != 429 => {
            storage::remove(MARK);
            know_mark();
            dispatch.dispatch(SessionChange::Left);
        }
        Err(_) => dispatch.dispatch(SessionChange::Unreachable),
    }
}

/// The account as the rules of `shared` see it, to show what it may do; the server decides.
pub fn actor(me: &Me) -> Actor {
    Actor {
        account_id: me.id,
        roles: me.roles.clone(),
        teams: me.teams.iter().map(|team| team.id).collect(),
        scopes: None,
    }
}

/// Whether the account may do this.
pub fn can(me: &Me, operation: Operation) -> bool {
    may(&actor(me), operation).is_allowed()
}

/// Whether the account works for T.I.
pub fn is_staff(me: &Me) -> bool {
    me.roles.iter().any(|role| matches!(role, Role::Agent | Role::Supervisor))
}
