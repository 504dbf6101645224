//! The rail of staff: views of the queue and the other tools of the desk; a drawer below 60rem.

use std::rc::Rc;

use shared::access::Operation;
use shared::session::Me;
use web_sys::HtmlElement;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_node_ref};

use super::account_menu::AccountMenu;
use crate::components::avatar::{Avatar, AvatarSize};
use crate::components::button::{Button, Weight};
use crate::components::icon::{Glyph, icon, icon_sm};
use crate::components::link::Link;
use crate::i18n::use_messages;
use crate::route::Route;
use crate::state::session::{can, is_staff};

const RAIL: &str = "views";
const MENU: &str = "account-menu";

/// A view of the queue that stands in the rail: its query is its name in the address.
struct RailView {
    glyph: Glyph,
    words: &'static str,
    query: &'static str,
}

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
    let mine = [
        RailView { glyph: Glyph::User, words: t.nav_mine(), query: "assignee=me" },
        RailView { glyph: Glyph::Inbox, words: t.nav_unassigned(), query: "status=new" },
        RailView { glyph: Glyph::Waiting, words: t.nav_waiting(), query: "status=waiting" },
        RailView { glyph: Glyph::Attended, words: t.nav_to_confirm(), query: "status=attended" },
    ];
    let link = |view: RailView| {
        html! {
            <Link key={view.query} nav=true to={Route::Queue} query={view.query} on_follow={shut.clone()}>
                { icon_sm(view.glyph) }<span class="trunc">{ view.words }</span>
            </Link>
        }
    };
    let me = &props.me;
    html! {
        <>
            <nav ref={node} class="rail" id={RAIL} aria-label={t.nav_views()} popover="auto">
                <Link to={Route::Home} class="brand">{ icon(Glyph::Logo) }{ "Ventanilla" }</Link>
                if is_staff(me) {
                    <div class="h">{ t.nav_my_work() }</div>
                    { for mine.into_iter().map(link) }
                    <div class="h">{ t.nav_team() }</div>
                    <Link nav=true to={Route::Queue} on_follow={shut.clone()}>
                        { icon_sm(Glyph::Users) }<span class="trunc">{ t.nav_all_open() }</span>
                    </Link>
                }
                if can(me, Operation::ReadIndicator) {
                    <div class="h">{ t.nav_manage() }</div>
                    <Link nav=true to={Route::Indicator} on_follow={shut.clone()}>
                        { icon_sm(Glyph::Chart) }<span class="trunc">{ t.nav_indicator() }</span>
                    </Link>
                }
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
                <Link to={Route::Queue} class="brand">{ "Ventanilla" }</Link>
            </header>
        </>
    }
}
