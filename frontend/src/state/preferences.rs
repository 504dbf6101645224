//! Language and theme. The theme is this browser's; the language is the account's, and what this browser spoke last until
//! it is known who is there.

use shared::session::{Me, MePatch};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;
use yew::{Callback, ContextProvider, Html, Properties, component, hook, html, use_context, use_mut_ref, use_state};

use super::session::{Session, use_client, use_session, use_session_control};
use super::storage;
use crate::hooks::query_cache;
use crate::hooks::use_effect::use_effect_with;
use crate::i18n::{Lang, Messages};
use crate::shell::connection::use_online;

const LANGUAGE: &str = "ventanilla.language";
/// Where a language is kept that somebody chose and the account has not been told of yet, before the account's id.
pub const UNTOLD: &str = "ventanilla.language.untold.";
const THEME: &str = "ventanilla.theme";

/// Light or dark.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    fn as_str(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    fn kept() -> Self {
        match storage::get(THEME).as_deref() {
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ => Self::System,
        }
    }
}

/// What the person chose, and how to choose otherwise.
#[derive(Clone, PartialEq)]
pub struct Preferences {
    /// The language now.
    pub lang: Lang,
    /// The theme now.
    pub theme: Theme,
    /// Another language.
    pub set_lang: Callback<Lang>,
    /// Another theme.
    pub set_theme: Callback<Theme>,
}

/// The preferences now.
#[hook]
pub fn use_preferences() -> Preferences {
    use_context::<Preferences>().unwrap_or_else(|| Preferences {
        lang: Lang::default(),
        theme: Theme::default(),
        set_lang: Callback::noop(),
        set_theme: Callback::noop(),
    })
}

/// Properties of [`PreferencesProvider`].
#[derive(Properties, PartialEq)]
pub struct PreferencesProviderProps {
    /// The app.
    pub children: Html,
}

/// Gives language, messages and theme to everything inside, and tells them to the document.
#[component]
pub fn PreferencesProvider(props: &PreferencesProviderProps) -> Html {
    let client = use_client();
    let lang = use_state(first_language);
    let theme = use_state(Theme::kept);
    use_effect_with((*lang, client.clone()), |(lang, client)| {
        client.speak(*lang);
        if let Some(root) = root() {
            root.set_attribute("lang", lang.tag()).ok();
        }
    });
    use_effect_with(*theme, |theme| {
        let Some(root) = root() else { return };
        match theme.as_str() {
            Some(theme) => root.set_attribute("data-theme", theme).ok(),
            None => root.remove_attribute("data-theme").ok(),
        };
    });
    let session = use_session();
    let control = use_session_control();
    let me = match &session {
        Session::SignedIn(me) | Session::Expired(me) => Some(me.clone()),
        _ => None,
    };
    let tell = {
        let (client, me) = (client.clone(), me.clone());
        Callback::from(move |chosen: Lang| {
            let (Some(me), Some(control), client) = (me.clone(), control.clone(), client.clone()) else { return };
            let untold = untold(&me);
            // If this one is lost, the account is told when it can be; the screen has switched already.
            storage::set(&untold, chosen.as_str());
            spawn_local(async move {
                let patch = MePatch { language: Some(chosen), ..MePatch::default() };
                match client.change_me(me.version, patch).await {
                    Ok(me) => {
                        if storage::get(&untold).as_deref() == Some(chosen.as_str()) {
                            storage::remove(&untold);
                        }
                        control.update(me);
                        // The server's own words come in the account's language.
                        query_cache::invalidate("");
                    }
                    // The account was changed elsewhere: what it is now is told anew.
                    Err(error) if error.is_stale() => {
                        if let Ok(me) = client.me().await {
                            control.update(me);
                        }
                    }
                    Err(_) => {}
                }
            });
        })
    };
    let is_known = me.is_some();
    // Chosen on this page before it was known for whom.
    let early = use_mut_ref(|| None::<Lang>);
    {
        let (lang, now, tell, early) = (lang.setter(), *lang, tell.clone(), early.clone());
        let online = use_online();
        use_effect_with((me.as_ref().map(|me| (me.id, me.language, me.version)), online), move |_| {
            let Some(me) = me else { return };
            let kept = storage::get(&untold(&me)).and_then(|text| text.parse::<Lang>().ok());
            match early.take().or(kept) {
                Some(chosen) if chosen != me.language => tell.emit(chosen),
                _ => {
                    storage::remove(&untold(&me));
                    storage::set(LANGUAGE, me.language.as_str());
                    if me.language != now {
                        lang.set(me.language);
                        query_cache::invalidate("");
                    }
                }
            }
        });
    }
    let preferences = Preferences {
        lang: *lang,
        theme: *theme,
        set_lang: {
            let lang = lang.setter();
            Callback::from(move |chosen: Lang| {
                storage::set(LANGUAGE, chosen.as_str());
                lang.set(chosen);
                if is_known {
                    tell.emit(chosen);
                } else {
                    early.replace(Some(chosen));
                }
            })
        },
        set_theme: {
            let theme = theme.setter();
            Callback::from(move |chosen: Theme| {
                match chosen.as_str() {
                    Some(text) => {
                        storage::set(THEME, text);
                    }
                    None => storage::remove(THEME),
                }
                theme.set(chosen);
            })
        },
    };
    html! {
        <ContextProvider<Preferences> context={preferences}>
            <ContextProvider<Messages> context={Messages(*lang)}>{ props.children.clone() }</ContextProvider<Messages>>
        </ContextProvider<Preferences>>
    }
}

fn untold(me: &Me) -> String {
    format!("{UNTOLD}{}", me.id)
}

/// Spanish is the institution's language; another one is a choice.
fn first_language() -> Lang {
    storage::get(LANGUAGE).and_then(|text| text.parse().ok()).unwrap_or_default()
}

/// The `html` element.
pub fn root() -> Option<HtmlElement> {
    web_sys::window()?.document()?.document_element()?.dyn_into().ok()
}
