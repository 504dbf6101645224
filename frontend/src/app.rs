//! The app: what it shares, its shell, and which page stands at which address.

use yew::{Html, component, html};

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
    let at_desk = use_account().is_some_and(|me| may_see(&Route::Queue, &me));
    use_location().map(|here| at(Route::recognize(here.path()), at_desk)).unwrap_or_default()
}

fn at(route: Route, at_desk: bool) -> Html {
    let part = match &route {
        Route::Home | Route::MyRequests => Part::Requests,
        Route::NewRequest | Route::NewRequestFor { .. } => Part::Filing,
        Route::Ticket { .. } if at_desk => Part::StaffTicket,
        Route::Ticket { .. } => Part::Ticket,
        Route::Confirm { .. } | Route::Privacy => Part::Confirm,
        Route::Queue => Part::Queue,
        Route::Indicator => Part::Indicator,
        Route::Services | Route::NewService | Route::Service { .. } => Part::Services,
        Route::Gallery | Route::Mailbox => Part::Demo,
        Route::Accounts | Route::AccountImport | Route::AccountAdmin { .. } => Part::Accounts,
        Route::Teams | Route::NewTeam | Route::Team { .. } | Route::Outbox | Route::Settings => Part::Admin,
        Route::SignIn | Route::Invite { .. } => Part::Account,
        Route::Account | Route::Tokens => Part::Settings,
        Route::NotFound => return html! { <Frame {route}><NotFoundPage /></Frame> },
    };
    let page = html! { <PartOf key={part as usize} {part} page={Page::At(route.clone())} /> };
    html! { <Frame {route}>{ page }</Frame> }
}
