//! One ticket at its address: as its requester or a watcher sees it, or as staff do.

use yew::{AttrValue, Html, Properties, component, html};

use crate::components::skeleton::SkeletonPage;
use crate::hooks::use_title::use_title;
use crate::pages::staff_ticket::is_staff_side;
use crate::parts::{Page, Part, PartOf};
use crate::tickets::use_ticket::use_ticket;

mod details;
pub mod dialogs;
pub mod requester;
mod result;
mod standing;
mod steps;
pub mod verdict;

/// Properties of [`TicketPage`].
#[derive(Properties, PartialEq)]
pub struct TicketPageProps {
    /// The folio or id in the address.
    pub folio: AttrValue,
}

/// The page.
#[component]
pub fn TicketPage(props: &TicketPageProps) -> Html {
    let query = use_ticket(&props.folio);
    use_title(props.folio.clone());
    query.view_page(html! { <SkeletonPage /> }, |ticket| {
        let (ticket, query) = (ticket.clone(), query.clone());
        // Each in its own part; this page is in both, so that whoever comes loads only the one.
        let (part, page) = if is_staff_side(&ticket) {
            (Part::StaffTicket, Page::StaffTicket { ticket, query })
        } else {
            (Part::Ticket, Page::RequesterTicket { ticket, query })
        };
        html! { <PartOf {part} {page} /> }
    })
}
