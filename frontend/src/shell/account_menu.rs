//! The menu of the signed-in person: account, language, appearance, signing out.

use std::rc::Rc;

use shared::session::Me;
use yew::{AttrValue, Html, Properties, component, html};

use super::signing_out::use_sign_out;
use crate::components::choice::Choice;
use crate::components::icon::{Glyph, icon_sm};
use crate::components::link::Link;
use crate::components::menu::{Menu, MenuItem};
use crate::components::segmented::segmented;
use crate::i18n::{Lang, Messages, own_name, use_messages};
use crate::route::Route;
use crate::state::institution::use_institution;
use crate::state::preferences::{Preferences, Theme, use_preferences};

/// Properties of [`AccountMenu`].
#[derive(Properties, PartialEq)]
pub struct AccountMenuProps {
    /// The id of the popover.
    pub id: AttrValue,
    /// Who is signed in.
    pub me: Rc<Me>,
    /// What the bar or rail adds.
    #[prop_or_default]
    pub children: Html,
}

/// The popover behind the avatar.
#[component]
pub fn AccountMenu(props: &AccountMenuProps) -> Html {
    let t = use_messages();
    let sign_out = use_sign_out();
    let demo = use_institution().is_some_and(|institution| institution.demo);
    let heading = match props.me.community {
        Some(community) => format!("{} · {}", props.me.name, t.community(community)),
        None => props.me.name.clone(),
    };
    html! {
        <Menu id={props.id.clone()} label={t.account_menu()} {heading}>
            <Link to={Route::Account} class="item">{ icon_sm(Glyph::User) }{ t.account_page() }</Link>
            { props.children.clone() }
            if demo {
                <Link to={Route::Mailbox} class="item">{ icon_sm(Glyph::Mail) }{ t.nav_mailbox() }</Link>
            }
            <hr />
            <ThemeAndLanguage />
            <hr />
            <MenuItem glyph={Glyph::Logout} on_pick={sign_out}>{ t.sign_out() }</MenuItem>
        </Menu>
    }
}

/// Both switches, each with its caption.
#[component]
pub fn ThemeAndLanguage() -> Html {
    let t = use_messages();
    let switches = theme_and_language(t, &use_preferences());
    html! {
        { for switches.into_iter().map(|(caption, switch)| html! {
            <>
                <div class="cap" aria-hidden="true">{ caption }</div>
                { switch }
            </>
        }) }
    }
}

/// The switches of the theme and of the language, and what they are called.
pub fn theme_and_language(t: Messages, preferences: &Preferences) -> [(&'static str, Html); 2] {
    let themes = vec![
        Choice::new(Theme::System, t.theme_system()),
        Choice::new(Theme::Light, t.theme_light()),
        Choice::new(Theme::Dark, t.theme_dark()),
    ];
    let languages = Lang::ALL.iter().map(|lang| Choice::new(*lang, own_name(*lang))).collect();
    [
        (t.theme(), segmented(themes, &preferences.theme, &preferences.set_theme, t.theme())),
        (t.language(), segmented(languages, &preferences.lang, &preferences.set_lang, t.language())),
    ]
}
