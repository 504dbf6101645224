//! A ticket at its own address, for staff.

use std::rc::Rc;

use shared::ticket::TicketDetails;
use yew::{Callback, Html, Properties, component, html};

use super::StaffTicket;
use crate::components::link::go;
use crate::hooks::use_query::Query;
use crate::hooks::use_title::use_title;
use crate::i18n::use_messages;
use crate::route::Route;
use crate::router::use_navigator;

/// Properties of [`StaffTicketPage`].
#[derive(Properties, PartialEq)]
pub struct StaffTicketPageProps {
    /// The ticket.
    pub ticket: Rc<TicketDetails>,
    /// Its query.
    pub query: Query<TicketDetails>,
}

/// The page.
#[component]
pub fn StaffTicketPage(props: &StaffTicketPageProps) -> Html {
    let t = use_messages();
    let navigator = use_navigator();
    let summary = &props.ticket.summary;
    use_title(format!("{} · {}", summary.folio, summary.subject));
    let on_close = Callback::from(move |()| {
        if let Some(navigator) = &navigator {
            go(navigator, &Route::Queue, "");
        }
    });
    html! {
        <>
            <h1 class="sr">{ t.request_named(&summary.folio) }</h1>
            <div class="queue" data-pane="alone" data-view="ticket">
                <section class="pane" aria-label={t.request_named(&summary.folio)}>
                    <StaffTicket ticket={props.ticket.clone()} query={props.query.clone()} alone=true take_focus=true {on_close} />
                </section>
            </div>
        </>
    }
}
