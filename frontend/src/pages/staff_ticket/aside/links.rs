//! The requests that this one belongs with: what staff say is related can be added and taken away; duplicates and follow-ups
//! say what happened and stay.

use std::rc::Rc;

use shared::access::TicketAction;
use shared::ticket::{TicketDetails, TicketLink, TicketLinkKind};
use web_sys::HtmlElement;
use yew::{Callback, Html, Properties, component, html, use_mut_ref, use_node_ref};

use crate::components::badge::StatusBadge;
use crate::components::button::{Button, Size, Weight};
use crate::components::error_region::ErrorAlert;
use crate::components::icon::Glyph;
use crate::components::link::Link;
use crate::hooks::use_query::Query;
use crate::i18n::use_messages;
use crate::pages::staff_ticket::asking::Asking;
use crate::route::Route;
use crate::state::announcer::announce;
use crate::state::toasts::use_toaster;
use crate::tickets::use_ticket::{Linking, use_link};

/// Properties of [`Links`].
#[derive(Properties, PartialEq)]
pub struct LinksProps {
    /// The ticket.
    pub ticket: Rc<TicketDetails>,
    /// Its query.
    pub query: Query<TicketDetails>,
    /// Opens the dialog that adds one.
    pub ask: Callback<Asking>,
}

/// The list, and where one is added.
#[component]
pub fn Links(props: &LinksProps) -> Html {
    let t = use_messages();
    let toaster = use_toaster();
    let add = use_node_ref();
    let ticket = &props.ticket;
    let folio = ticket.summary.folio.clone();
    let undo = use_mut_ref(Callback::<Linking>::default);
    let change = {
        let (before, undo, add) = (ticket.clone(), undo.clone(), add.clone());
        use_link(&props.query, move |now| {
            let is_gone = |link: &&TicketLink| !now.links.iter().any(|other| other.id == link.id);
            let Some(gone) = before.links.iter().find(is_gone) else {
                announce(&t.link_restored(&folio));
                return;
            };
            let (words, id, run) = (t.done_unlinked(&folio, &gone.folio), gone.id, undo.borrow().clone());
            announce(&words);
            toaster.with_undo(words, run.reform(move |()| Linking::Add(id)));
            // The button that was pressed is gone with its link.
            if let Some(button) = add.cast::<HtmlElement>() {
                button.focus().ok();
            }
        })
    };
    // What is undone is a change of the ticket as it stands by then.
    undo.replace(change.run.clone());
    let editable = ticket.can(TicketAction::Link);
    html! {
        <section class="stack g-q" aria-labelledby="links">
            <h3 class="h-s small" id="links">{ t.links() }</h3>
            <ErrorAlert error={change.error.clone()} />
            if ticket.links.is_empty() { <p class="small muted">{ t.no_links() }</p> }
            <ul class="stack g-2">
                { for ticket.links.iter().map(|link| {
                    let id = link.id;
                    let own = editable && link.kind == TicketLinkKind::Related;
                    html! {
                        <li class="row row-n top" key={format!("{}{}{}", link.folio, link.kind, link.inverse)}>
                            <span class="grow">
                                <Link to={Route::Ticket { folio: link.folio.clone() }} class="small link row row-n">
                                    <StatusBadge status={link.status} plain=true icon_only=true />
                                    <span class="trunc">{ &link.folio }{ " " }{ &link.subject }</span>
                                </Link>
                                <span class="small muted">{ t.link_kind(link.kind, link.inverse) }{ " · " }{ t.status(link.status) }</span>
                            </span>
                            if own {
                                <Button weight={Weight::Ghost} size={Size::Small} glyph={Glyph::Close}
                                    label={t.remove_link(&link.folio)} busy={change.busy}
                                    on_click={change.run.reform(move |_| Linking::Remove(id))} />
                            }
                        </li>
                    }
                }) }
            </ul>
            if editable {
                <div>
                    <Button node_ref={add} weight={Weight::Ghost} size={Size::Small} glyph={Glyph::Plus} key_shortcut="L"
                        on_click={props.ask.reform(|_| Asking::Link)}>{ t.link_verb() }</Button>
                </div>
            }
        </section>
    }
}
