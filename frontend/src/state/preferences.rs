//! Language and theme. The theme is this browser's; the language is the account's, and what this browser spoke last until
//! it is known who is there.

use shared::session::MePatch;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;
use yew::{Callback, ContextProvider, Html, Properties, component, hook, html, use_context, use_mut_ref, use_state};

use super::session::{Session, use_client, use_session, use_session_control};
use super::storage;
use crate::hooks::query_cache;
use crate::hooks::use_effect::use_effect_with;
use crate::i18n::{Lang, Messages};

const LANGUAGE: &str = "ventanilla.language";
/// A language that was chosen here and that the account has not been told of yet.
const UNTOLD: &str = "ventanilla.language.untold";
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
            spawn_local(async move {
                let patch = MePatch { language: Some(chosen), ..MePatch::default() };
                // If this one is lost, the account is told when the app starts again; the screen has switched already.
                if let Ok(me) = client.change_me(me.version, patch).await {
                    if storage::get(UNTOLD).as_deref() == Some(chosen.as_str()) {
                        storage::remove(UNTOLD);
                    }
                    control.update(me);
                    // The server's own words come in the account's language.
                    query_cache::invalidate("");
                }
            });
        })
    };
    {
        let (lang, tell) = (lang.setter(), tell.clone());
        let somebody = use_mut_ref(|| false);
        use_effect_with(me.map(|me| (me.id, me.language)), move |me| {
            let Some((_, spoken)) = *me else {
                // What somebody chose is not the next one's choice.
                if somebody.replace(false) {
                    storage::remove(UNTOLD);
                }
                return;
            };
            somebody.replace(true);
            match storage::get(UNTOLD).and_then(|text| text.parse::<Lang>().ok()) {
                Some(chosen) if chosen != spoken => tell.emit(chosen),
                _ => {
                    storage::remove(UNTOLD);
                    storage::set(LANGUAGE, spoken.as_str());
                    lang.set(spoken);
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
                storage::set(UNTOLD, chosen.as_str());
                lang.set(chosen);
                tell.emit(chosen);
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

/// Spanish is the institution's language; another one is a choice.
fn first_language() -> Lang {
    storage::get(LANGUAGE).and_then(|text| text.parse().ok()).unwrap_or_default()
}

/// The `html` element.
pub fn root() -> Option<HtmlElement> {
    web_sys::window()?.document()?.document_element()?.dyn_into().ok()
}
