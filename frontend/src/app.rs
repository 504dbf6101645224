//! The app: what it shares, its shell, and which page stands at which address.

use yew::{Html, component, html};
use yew_router::{BrowserRouter, Switch};

use crate::pages::not_found::NotFoundPage;
use crate::pages::sign_in::SignInPage;
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
        Route::SignIn => html! { <SignInPage /> },
        _ => html! { <NotFoundPage /> },
    };
    html! { <Frame {route}>{ page }</Frame> }
}
