//! The bar of requesters and of public pages, and the tab bar of phones.

use std::rc::Rc;

use shared::session::Me;
use yew::{Html, Properties, component, html};

use super::account_menu::{AccountMenu, ThemeAndLanguage};
use super::brand::Brand;
use crate::components::avatar::initials;
use crate::components::button::{Button, Size, Weight, button_class};
use crate::components::icon::{Glyph, icon, icon_sm};
use crate::components::link::{Link, NavLink};
use crate::components::menu::Menu;
use crate::i18n::use_messages;
use crate::route::Route;
use crate::state::session::can;
use shared::access::Operation;

const MENU: &str = "account-menu";

/// Properties of [`TopBar`].
#[derive(Properties, PartialEq)]
pub struct BarProps {
    /// Who is signed in, if anybody is.
    #[prop_or_default]
    pub me: Option<Rc<Me>>,
}

/// The bar at the top.
#[component]
pub fn TopBar(props: &BarProps) -> Html {
    let t = use_messages();
    let Some(me) = &props.me else {
        return html! {
            <header class="topbar">
                <Link to={Route::Home} class="brand"><Brand /></Link>
                <div class="end row row-n">
                    <Button weight={Weight::Ghost} glyph={Glyph::Theme} label={t.theme()} popover={MENU} />
                    <Link to={Route::SignIn} class={button_class(Weight::Plain, Size::Normal)}>{ t.sign_in() }</Link>
                </div>
                <Menu id={MENU} label={t.theme()}><ThemeAndLanguage /></Menu>
            </header>
        };
    };
    let seen = initials(&me.name);
    html! {
        <header class="topbar">
            <Link to={Route::Home} class="brand"><Brand /></Link>
            <nav aria-label={t.nav_main()}>
                <NavLink section=true to={Route::Home}>{ t.nav_home() }</NavLink>
                <NavLink section=true to={Route::MyRequests}>{ t.nav_my_requests() }</NavLink>
                { desk_links(me, t) }
            </nav>
            <div class="end row row-n">
                <Link to={Route::NewRequest} class={yew::classes!(button_class(Weight::Plain, Size::Normal), "wide")}>
                    { icon_sm(Glyph::Plus) }{ t.nav_new_request() }
                </Link>
                // What is seen is part of the name, for whoever speaks to the computer.
                <button type="button" class="avatar avatar-lg" aria-label={t.your_account(&me.name, &seen)} popovertarget={MENU}>
                    { &seen }
                </button>
            </div>
            <AccountMenu id={MENU} me={me.clone()}>{ desk_items(me, t) }</AccountMenu>
        </header>
    }
}

fn reads_the_queue(me: &Me) -> bool {
    can(me, Operation::ListTeam) || can(me, Operation::ListAll)
}

fn desk_links(me: &Rc<Me>, t: crate::i18n::Messages) -> Html {
    html! {
        <>
            if reads_the_queue(me) { <NavLink section=true to={Route::Queue}>{ t.nav_queue() }</NavLink> }
            else if can(me, Operation::ReadIndicator) { <NavLink section=true to={Route::Indicator}>{ t.nav_indicator() }</NavLink> }
        </>
    }
}

/// The same in the menu, which is what a phone has.
fn desk_items(me: &Rc<Me>, t: crate::i18n::Messages) -> Html {
    html! {
        <>
            if reads_the_queue(me) {
                <Link to={Route::Queue} class="item">{ icon_sm(Glyph::Inbox) }{ t.nav_queue() }</Link>
            }
            if can(me, Operation::ReadIndicator) {
                <Link to={Route::Indicator} class="item">{ icon_sm(Glyph::Chart) }{ t.nav_indicator() }</Link>
            }
        </>
    }
}

/// The bar at the bottom of a phone, on top-level pages.
#[component]
pub fn TabBar() -> Html {
    let t = use_messages();
    html! {
        <nav class="tabbar" aria-label={t.nav_quick()}>
            <NavLink section=true to={Route::Home}>{ icon(Glyph::Home) }{ t.nav_home() }</NavLink>
            <NavLink section=true to={Route::MyRequests}>{ icon(Glyph::Inbox) }{ t.nav_requests() }</NavLink>
            <NavLink section=true to={Route::NewRequest}>{ icon(Glyph::Plus) }{ t.nav_new() }</NavLink>
        </nav>
    }
}
