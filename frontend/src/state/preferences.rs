//! Language and theme, as this browser keeps them; the account's language follows along.

use shared::session::MePatch;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;
use yew::{Callback, ContextProvider, Html, Properties, component, hook, html, use_context, use_state};

use super::session::{Session, use_client, use_session, use_session_control};
use super::storage;
use crate::hooks::use_effect::use_effect_with;
use crate::i18n::{Lang, Messages};

const LANGUAGE: &str = "ventanilla.language";
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
        Session::SignedIn(me) => Some(me.clone()),
        _ => None,
    };
    {
        let lang = lang.setter();
        // A browser that has chosen nothing speaks the account's language.
        use_effect_with(me.as_ref().map(|me| me.language), move |spoken| {
            if let (Some(spoken), None) = (spoken, storage::get(LANGUAGE)) {
                lang.set(*spoken);
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
                if let (Some(me), Some(control)) = (me.clone(), control.clone()) {
                    let client = client.clone();
                    spawn_local(async move {
                        let patch = MePatch { language: Some(chosen), ..MePatch::default() };
                        // Mail follows from the next change on if this one is lost; the screen has switched already.
                        if let Ok(me) = client.change_me(me.version, patch).await {
                            control.update(me);
                        }
                    });
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

/// Spanish is the institution's language; another one is a choice.
fn first_language() -> Lang {
    storage::get(LANGUAGE).and_then(|text| text.parse().ok()).unwrap_or_default()
}

/// The `html` element.
pub fn root() -> Option<HtmlElement> {
    web_sys::window()?.document()?.document_element()?.dyn_into().ok()
}
