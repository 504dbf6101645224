//! Where in the app we are, by the browser's own history. Small: whoever comes loads it with every page.

use gloo_events::EventListener;
use wasm_bindgen::JsValue;
use yew::{AttrValue, Callback, ContextProvider, Html, Properties, component, hook, html, use_context, use_state};

use crate::hooks::use_effect::use_effect_with;

/// A place in the app: the page's path, and its query.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Location {
    path: AttrValue,
    query: AttrValue,
}

impl Location {
    fn now() -> Self {
        let here = web_sys::window().map(|window| window.location());
        let path = here.as_ref().and_then(|here| here.pathname().ok()).unwrap_or_else(|| "/".to_owned());
        let query = here.and_then(|here| here.search().ok()).unwrap_or_default();
        Self { path: path.into(), query: query.into() }
    }

    /// The path, from `/` on.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The query, with its `?` if there is one.
    pub fn query_str(&self) -> &str {
        &self.query
    }
}

/// Changes the place.
#[derive(Clone, PartialEq, Debug)]
pub struct Navigator(Callback<()>);

impl Navigator {
    /// Goes on to an address.
    pub fn push(&self, address: &str) {
        if let Some(history) = history() {
            history.push_state_with_url(&JsValue::NULL, "", Some(address)).ok();
        }
        self.0.emit(());
    }

    /// Puts an address in the place of this one.
    pub fn replace(&self, address: &str) {
        if let Some(history) = history() {
            history.replace_state_with_url(&JsValue::NULL, "", Some(address)).ok();
        }
        self.0.emit(());
    }
}

fn history() -> Option<web_sys::History> {
    web_sys::window()?.history().ok()
}

/// The place; the component renders again when it changes.
#[hook]
pub fn use_location() -> Option<Location> {
    use_context::<Location>()
}

/// Changes the place; the component does not render again for that.
#[hook]
pub fn use_navigator() -> Option<Navigator> {
    use_context::<Navigator>()
}

/// Properties of [`Router`].
#[derive(Properties, PartialEq)]
pub struct RouterProps {
    /// The app.
    pub children: Html,
}

/// Gives the place to everything inside.
#[component]
pub fn Router(props: &RouterProps) -> Html {
    let location = use_state(Location::now);
    let arrive = {
        let location = location.setter();
        use_state(move || Callback::from(move |()| location.set(Location::now())))
    };
    {
        let arrive = (*arrive).clone();
        // The browser's own buttons.
        use_effect_with((), move |()| {
            let listener =
                web_sys::window().map(|window| EventListener::new(&window, "popstate", move |_| arrive.emit(())));
            move || drop(listener)
        });
    }
    html! {
        <ContextProvider<Navigator> context={Navigator((*arrive).clone())}>
            <ContextProvider<Location> context={(*location).clone()}>
                { props.children.clone() }
            </ContextProvider<Location>>
        </ContextProvider<Navigator>>
    }
}
