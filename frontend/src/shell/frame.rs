//! Chooses what stands around a page: the bar of requesters, the rail of the desk, or nothing; and who may see it.

use std::rc::Rc;

use shared::access::Operation;
use shared::session::Me;
use web_sys::{HtmlElement, MouseEvent};
use yew::{Callback, Html, Properties, component, html};

use super::connection::OfflineBanner;
use super::delivery::Outgoing;
use super::desk_tools::DeskTools;
use super::rail::Rail;
use super::top_bar::{TabBar, TopBar};
use super::updates::use_updates;
use crate::api::error::ApiError;
use crate::components::error_region::ErrorRegion;
use crate::components::link::{Pairs, address, replace_with};
use crate::components::skeleton::SkeletonPage;
use crate::components::toasts::Toasts;
use crate::hooks::use_effect::use_effect_with;
use crate::i18n::use_messages;
use crate::pages::not_found::ForbiddenPage;
use crate::parts::{Page, Part, PartOf, use_parts_ahead};
use crate::route::Route;
use crate::router::{use_location, use_navigator};
use crate::state::announcer::Announcements;
use crate::state::leaving;
use crate::state::preferences::root;
use crate::state::session::{Session, can, is_staff, use_session, use_session_control};

/// Properties of [`Frame`].
#[derive(Properties, PartialEq)]
pub struct FrameProps {
    /// The page's address.
    pub route: Route,
    /// The page.
    pub children: Html,
}

/// The shell around a page.
#[component]
pub fn Frame(props: &FrameProps) -> Html {
    let session = use_session();
    use_parts_ahead(session.account());
    use_updates();
    let desk = session.account().is_some_and(|me| is_desk(&props.route, me));
    use_effect_with(desk, |desk| {
        let Some(root) = root() else { return };
        if *desk {
            root.set_attribute("data-density", "dense").ok();
        } else {
            root.remove_attribute("data-density").ok();
        }
    });
    html! {
        <>
            <SkipLink />
            if let Session::Expired(me) = &session { <PartOf part={Part::SignIn} page={Page::SignInAgain { me: me.clone() }} /> }
            { framed(&session, desk, props) }
            // What the server did not hear from whoever left here.
            if leaving::is_under_way() { <PartOf part={Part::Delivery} page={Page::Leaving} /> }
            <Toasts />
            <Announcements />
        </>
    }
}

/// Whoever works on tickets, or reads them all, reads a single one at the desk too.
fn is_desk(route: &Route, me: &Rc<Me>) -> bool {
    may_see(route, me) && (route.is_desk() || (matches!(route, Route::Ticket { .. }) && may_see(&Route::Queue, me)))
}

/// Whether the page is for this person.
pub fn may_see(route: &Route, me: &Rc<Me>) -> bool {
    match route {
        Route::Queue => can(me, Operation::ListTeam) || can(me, Operation::ListAll),
        Route::Indicator => can(me, Operation::ReadIndicator),
        route => route.administers().is_none_or(|operation| can(me, operation)),
    }
}

fn framed(session: &Session, desk: bool, props: &FrameProps) -> Html {
    if props.route == Route::SignIn {
        return html! { <SignInDoor>{ props.children.clone() }</SignInDoor> };
    }
    let page = match session {
        Session::SignedIn(me) | Session::Expired(me) if may_see(&props.route, me) => props.children.clone(),
        Session::SignedIn(_) | Session::Expired(_) => html! { <ForbiddenPage /> },
        Session::SignedOut if props.route.is_public() => props.children.clone(),
        Session::SignedOut => html! { <ToSignIn route={props.route.clone()} /> },
        Session::Unreachable if props.route.is_public() => props.children.clone(),
        Session::Unreachable => html! { <Unreachable /> },
        Session::Unknown => html! { <div class="wrap page w-60"><SkeletonPage /></div> },
    };
    let me = session.account().cloned();
    if let (true, Some(me)) = (desk, &me) {
        return html! {
            <>
                // Keys: the one is never made into the other piece by piece.
                <div key="app" class="app">
                    <OfflineBanner />
                    <Outgoing />
                    <Rail me={me.clone()} />
                    <main id="content" tabindex="-1">{ page }</main>
                </div>
                <DeskTools me={me.clone()} route={props.route.clone()} />
            </>
        };
    }
    let tabs = me.is_some() && matches!(props.route, Route::Home | Route::MyRequests | Route::Account);
    html! {
        <div key="site" class="site">
            <TopBar {me} />
            <OfflineBanner />
            <Outgoing />
            <main id="content" tabindex="-1">{ page }</main>
            if tabs { <TabBar /> }
        </div>
    }
}

/// The first stop of the keyboard. It moves the focus and leaves the address alone.
#[component]
fn SkipLink() -> Html {
    let t = use_messages();
    let onclick = Callback::from(|event: MouseEvent| {
        event.prevent_default();
        let main = web_sys::window()
            .and_then(|window| window.document())
            .and_then(|document| document.query_selector("main").ok().flatten())
            .and_then(|main| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(main).ok());
        if let Some(main) = main {
            main.focus().ok();
        }
    });
    html! { <a class="skip" href="#content" {onclick}>{ t.skip_to_content() }</a> }
}

/// Properties of [`SignInDoor`].
#[derive(Properties, PartialEq)]
struct SignInDoorProps {
    children: Html,
}

/// The sign-in page for whoever needs it; whoever is signed in goes on to where they wanted to.
#[component]
fn SignInDoor(props: &SignInDoorProps) -> Html {
    let session = use_session();
    let navigator = use_navigator();
    let location = use_location();
    let signed_in = match &session {
        Session::SignedIn(me) => Some(me.clone()),
        _ => None,
    };
    use_effect_with(signed_in.clone(), move |me| {
        let (Some(me), Some(navigator)) = (me, navigator) else { return };
        let query = location.map(|location| Pairs::read(location.query_str())).unwrap_or_default();
        let (route, query) = query.get("next").and_then(own_page).unwrap_or_else(|| (first_page(me), String::new()));
        replace_with(&navigator, &route, &query);
    });
    match session {
        Session::Unknown | Session::SignedIn(_) => html! { <main id="content"></main> },
        _ => html! { { props.children.clone() } },
    }
}

/// A page of this app that `next` names. Anything else is left aside, so that the address cannot lead away.
fn own_page(next: &str) -> Option<(Route, String)> {
    let (path, query) = next.split_once('?').unwrap_or((next, ""));
    let inside = path.starts_with('/') && !path.starts_with("//") && !path.contains('\\');
    let route = inside.then(|| Route::recognize(path))?;
    (!matches!(route, Route::NotFound | Route::SignIn)).then(|| (route, query.to_owned()))
}

/// Where a person's work begins.
fn first_page(me: &Me) -> Route {
    if is_staff(me) {
        Route::Queue
    } else if !me.roles.is_empty() && can(me, Operation::ReadIndicator) {
        Route::Indicator
    } else {
        Route::Home
    }
}

/// Properties of [`ToSignIn`].
#[derive(Properties, PartialEq)]
struct ToSignInProps {
    route: Route,
}

#[component]
fn ToSignIn(props: &ToSignInProps) -> Html {
    let navigator = use_navigator();
    let location = use_location();
    use_effect_with(props.route.clone(), move |route| {
        let Some(navigator) = navigator else { return };
        let query = location.map(|here| here.query_str().trim_start_matches('?').to_owned()).unwrap_or_default();
        let wanted = address(route, &query);
        let next = if wanted == "/" { Pairs::default() } else { Pairs::default().with("next", Some(&wanted)) };
        replace_with(&navigator, &Route::SignIn, &next.to_query());
    });
    Html::default()
}

#[component]
fn Unreachable() -> Html {
    let control = use_session_control();
    let retry = Callback::from(move |()| {
        if let Some(control) = &control {
            control.retry();
        }
    });
    html! { <div class="wrap page w-40"><ErrorRegion error={ApiError::Network} on_retry={retry} card=true page=true /></div> }
}
