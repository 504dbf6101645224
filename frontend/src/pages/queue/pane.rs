//! The reading pane: the ticket of the address beside the list; on a phone in its place.

use shared::problem::ProblemKind;
use shared::ticket::TicketDetails;
use yew::{AttrValue, Callback, Html, Properties, component, html};

use crate::components::button::{Button, Size, Weight, button_class};
use crate::components::empty::Empty;
use crate::components::error_region::OutdatedAlert;
use crate::components::icon::Glyph;
use crate::components::link::Link;
use crate::components::skeleton::SkeletonPage;
use crate::i18n::use_messages;
use crate::pages::staff_ticket::{StaffTicket, is_staff_side};
use crate::route::Route;
use crate::tickets::use_ticket::use_ticket;

/// Properties of [`TicketPane`].
#[derive(Properties, PartialEq)]
pub struct TicketPaneProps {
    /// The folio of the ticket.
    pub folio: AttrValue,
    /// The ticket was opened by hand: its heading takes the focus.
    pub take_focus: bool,
    /// Back to the list.
    pub on_close: Callback<()>,
}

/// The pane's content.
#[component]
pub fn TicketPane(props: &TicketPaneProps) -> Html {
    let t = use_messages();
    let query = use_ticket(&props.folio);
    if let Some(ticket) = query.data.as_ref().filter(|ticket| is_staff_side(ticket)) {
        return html! {
            <>
                if let Some(error) = &query.error {
                    <div class="refused"><OutdatedAlert error={error.clone()} on_retry={query.refetch.clone()} /></div>
                }
                <StaffTicket
                    ticket={ticket.clone()}
                    query={query.clone()}
                    take_focus={props.take_focus}
                    on_close={props.on_close.clone()}
                />
            </>
        };
    }
    let gone = query.error.as_ref().is_some_and(|error| error.kind() == Some(ProblemKind::NotFound));
    html! {
        <>
            <header class="bar-top">
                <span class="muted ui num">{ &props.folio }</span>
                <Button
                    class="end"
                    weight={Weight::Ghost}
                    size={Size::Small}
                    glyph={Glyph::Close}
                    label={t.close()}
                    on_click={props.on_close.reform(|_| ())}
                />
            </header>
            <div class="pad">
                if gone {
                    <div role="alert">
                        <Empty glyph={Glyph::Search} title={t.no_such_request(&props.folio)} text={t.no_such_request_text()}>
                            <Button on_click={props.on_close.reform(|_| ())}>{ t.back_to_list() }</Button>
                        </Empty>
                    </div>
                } else {
                    { query.view(html! { <SkeletonPage /> }, |ticket| own_request(t, ticket)) }
                }
            </div>
        </>
    }
}

/// Staff who asked for something are its requester, and read it as such.
fn own_request(t: crate::i18n::Messages, ticket: &TicketDetails) -> Html {
    html! {
        <Empty glyph={Glyph::User} title={t.own_request()} text={t.own_request_text()}>
            <Link
                to={Route::Ticket { folio: ticket.summary.folio.clone() }}
                class={button_class(Weight::Plain, Size::Normal)}
            >
                { t.open_it() }
            </Link>
        </Empty>
    }
}
