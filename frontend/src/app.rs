//! The app: what it shares, its shell, and which page stands at which address.

use yew::{Html, component, html};

use crate::components::link::Pairs;
use crate::hooks::use_return::use_return;
use crate::pages::not_found::NotFoundPage;
use crate::parts::{Page, Part, PartOf};
use crate::route::Route;
use crate::router::{Router, use_location};
use crate::shell::frame::{Frame, may_see};
use crate::state::institution::InstitutionProvider;
use crate::state::preferences::PreferencesProvider;
use crate::state::session::{SessionProvider, use_account};
use crate::state::toasts::ToastProvider;

/// Everything.
#[component]
pub fn App() -> Html {
    html! {
        <Router>
            <SessionProvider>
                <PreferencesProvider>
                    <InstitutionProvider>
                        <ToastProvider>
                            <Pages />
                        </ToastProvider>
                    </InstitutionProvider>
                </PreferencesProvider>
            </SessionProvider>
        </Router>
    }
}

/// The page of the place.
#[component]
fn Pages() -> Html {
    use_return();
    let at_desk = use_account().is_some_and(|me| may_see(&Route::Queue, &me));
    let Some(here) = use_location() else { return Html::default() };
    let beside = Pairs::read(here.query_str()).get("ticket").is_some();
    at(Route::recognize(here.path()), at_desk, beside)
}

/// A ticket may be open beside the queue.
fn at(route: Route, at_desk: bool, beside: bool) -> Html {
    let part = match &route {
        Route::Home | Route::MyRequests => Part::Requests,
        Route::NewRequest | Route::NewRequestFor { .. } => Part::Filing,
        Route::Ticket { .. } if at_desk => Part::StaffTicket,
        Route::Ticket { .. } => Part::Ticket,
        Route::Confirm { .. } | Route::Privacy => Part::Confirm,
        Route::Queue if beside && !Part::Queue.is_here() => Part::Desk,
        Route::Queue => Part::Queue,
        Route::Indicator => Part::Indicator,
        Route::Services | Route::NewService | Route::Service { .. } => Part::Services,
        Route::Gallery | Route::Mailbox => Part::Demo,
        Route::Accounts | Route::AccountImport | Route::AccountAdmin { .. } => Part::Accounts,
        Route::Teams | Route::NewTeam | Route::Team { .. } | Route::Outbox | Route::Settings => Part::Admin,
        Route::SignIn | Route::Invite { .. } => Part::SignIn,
        Route::Account | Route::Tokens => Part::Account,
        Route::NotFound => return html! { <Frame {route}><NotFoundPage /></Frame> },
    };
    // The queue stays the same page whichever part brings it.
    let key = if part == Part::Desk { Part::Queue } else { part } as usize;
    let page = html! { <PartOf {key} {part} page={Page::At(route.clone())} /> };
    html! { <Frame {route}>{ page }</Frame> }
}
