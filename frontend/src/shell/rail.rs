//! The rail of staff: views of the queue and the other tools of the desk; a drawer below 60rem.

use std::rc::Rc;

use shared::access::Operation;
use shared::session::Me;
use web_sys::{HtmlElement, MouseEvent};
use yew::{AttrValue, Callback, Html, Properties, component, html, use_node_ref};

use super::account_menu::AccountMenu;
use super::brand::Brand;
use super::desk_tools::{Tool, open_tool};
use crate::components::avatar::{Avatar, AvatarSize};
use crate::components::button::{Button, Weight};
use crate::components::icon::{Glyph, icon_sm};
use crate::components::link::Link;
use crate::i18n::{Messages, use_messages};
use crate::pages::queue::query::{QueueQuery, Shelf};
use crate::route::Route;
use crate::router::use_location;
use crate::state::session::{can, is_staff};

const RAIL: &str = "views";
const MENU: &str = "account-menu";

type Words = fn(Messages) -> &'static str;

/// The pages of the administration.
pub(super) const TOOLS: [(Route, Glyph, Words); 5] = [
    (Route::Services, Glyph::Book, Messages::services_title),
    (Route::Accounts, Glyph::User, Messages::nav_accounts),
    (Route::Teams, Glyph::Users, Messages::nav_teams),
    (Route::Outbox, Glyph::Mail, Messages::outbox_title),
    (Route::Settings, Glyph::Settings, Messages::settings_title),
];

/// Properties of [`Rail`].
#[derive(Properties, PartialEq)]
pub struct RailProps {
    /// Who is signed in.
    pub me: Rc<Me>,
}

/// The rail, and on small screens the bar whose button opens it.
#[component]
pub fn Rail(props: &RailProps) -> Html {
    let t = use_messages();
    let node = use_node_ref();
    let shut = {
        let node = node.clone();
        Callback::from(move |()| {
            if let Some(rail) = node.cast::<HtmlElement>() {
                // On a wide screen it is no popover and there is nothing to close.
                rail.hide_popover().ok();
            }
        })
    };
    let seek = {
        let shut = shut.clone();
        Callback::from(move |_: MouseEvent| {
            shut.emit(());
            open_tool(Tool::Palette);
        })
    };
    let here = use_location();
    // A view stays the current one however it is narrowed, sorted, or read from.
    let path = here.as_ref().map(|here| here.path().to_owned()).unwrap_or_default();
    let shelf = here
        .filter(|here| here.path() == Route::Queue.to_path())
        .and_then(|here| QueueQuery::read(here.query_str()).shelf());
    let link = |view: Shelf| {
        html! {
            <Link
                key={view.glyph().href()}
                to={Route::Queue}
                query={view.query().to_query()}
                current={shelf == Some(view)}
                on_follow={shut.clone()}
            >
                { icon_sm(view.glyph()) }<span class="trunc">{ view.words(t) }</span>
            </Link>
        }
    };
    let me = &props.me;
    html! {
        <>
            <nav ref={node} class="rail" id={RAIL} aria-label={t.nav_views()} popover="auto">
                <Link to={Route::Home} class="brand"><Brand /></Link>
                <button type="button" class="btn seek" aria-keyshortcuts="Control+K" onclick={seek}>
                    { icon_sm(Glyph::Search) }<span class="grow trunc">{ t.seek_or_go() }</span><kbd>{ "Ctrl K" }</kbd>
                </button>
                if is_staff(me) {
                    <div class="h">{ t.nav_my_work() }</div>
                    { link(Shelf::Mine) }
                    <div class="h">{ t.nav_team() }</div>
                    { for [Shelf::Open, Shelf::Unassigned, Shelf::Waiting, Shelf::ToConfirm].into_iter().map(link) }
                }
                if can(me, Operation::ListAll) {
                    <div class="h">{ t.nav_department() }</div>
                    { link(Shelf::Everywhere) }
                }
                if can(me, Operation::ReadIndicator) {
                    <div class="h">{ t.nav_manage() }</div>
                    <Link to={Route::Indicator} current={path == Route::Indicator.to_path()} on_follow={shut.clone()}>
                        { icon_sm(Glyph::Chart) }<span class="trunc">{ t.nav_indicator() }</span>
                    </Link>
                }
                { for TOOLS.iter().filter(|(to, ..)| to.administers().is_some_and(|operation| can(me, operation))).map(|(to, glyph, words)| html! {
                    <Link to={to.clone()} current={path.starts_with(&to.to_path())} on_follow={shut.clone()}>
                        { icon_sm(*glyph) }<span class="trunc">{ words(t) }</span>
                    </Link>
                }) }
                <div class="grow"></div>
                <Link to={Route::Home}>
                    { icon_sm(Glyph::Home) }<span class="trunc">{ t.nav_requester_side() }</span>
                </Link>
                <button type="button" class="btn btn-ghost" popovertarget={MENU}>
                    <Avatar name={AttrValue::from(me.name.clone())} size={AvatarSize::Small} />
                    <span class="grow trunc">{ &me.name }</span>
                    { icon_sm(Glyph::Up) }
                </button>
                <AccountMenu id={MENU} me={me.clone()} />
            </nav>
            <header class="topbar only-sm">
                <Button weight={Weight::Ghost} glyph={Glyph::Menu} label={t.open_views()} popover={RAIL} />
                <Link to={Route::Queue} class="brand"><Brand /></Link>
            </header>
        </>
    }
}
