//! The app: what it shares, its shell, and which page stands at which address.

use yew::{Html, component, html};
use yew_router::{BrowserRouter, Switch};

use crate::pages::account::AccountPage;
use crate::pages::confirm::ConfirmPage;
use crate::pages::home::HomePage;
use crate::pages::indicator::IndicatorPage;
use crate::pages::invite::InvitePage;
use crate::pages::mailbox::MailboxPage;
use crate::pages::my_requests::MyRequestsPage;
use crate::pages::new_request::{ChooseServicePage, ServicePage};
use crate::pages::not_found::NotFoundPage;
use crate::pages::queue::QueuePage;
use crate::pages::sign_in::SignInPage;
use crate::pages::ticket::TicketPage;
use crate::route::Route;
use crate::shell::frame::Frame;
use crate::state::institution::InstitutionProvider;
use crate::state::preferences::PreferencesProvider;
use crate::state::session::SessionProvider;
use crate::state::toasts::ToastProvider;

/// Everything.
#[component]
pub fn App() -> Html {
    html! {
        <BrowserRouter>
            <SessionProvider>
                <PreferencesProvider>
                    <InstitutionProvider>
                        <ToastProvider>
                            <Switch<Route> render={at} />
                        </ToastProvider>
                    </InstitutionProvider>
                </PreferencesProvider>
            </SessionProvider>
        </BrowserRouter>
    }
}

fn at(route: Route) -> Html {
    let page = match &route {
        Route::Home => html! { <HomePage /> },
        Route::SignIn => html! { <SignInPage /> },
        Route::NewRequest => html! { <ChooseServicePage /> },
        Route::NewRequestFor { service_id } => html! { <ServicePage service_id={*service_id} /> },
        Route::MyRequests => html! { <MyRequestsPage /> },
        Route::Ticket { folio } => html! { <TicketPage key={folio.clone()} folio={folio.clone()} /> },
        Route::Confirm { token } => html! { <ConfirmPage token={token.clone()} /> },
        Route::Invite { token } => html! { <InvitePage token={token.clone()} /> },
        Route::Mailbox => html! { <MailboxPage /> },
        Route::Account => html! { <AccountPage /> },
        Route::Queue => html! { <QueuePage /> },
        Route::Indicator => html! { <IndicatorPage /> },
        Route::NotFound => html! { <NotFoundPage /> },
    };
    html! { <Frame {route}>{ page }</Frame> }
}
