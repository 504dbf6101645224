//! A request as its requester and its watchers see it: where it stands, the result to check, the story, the details.

use std::rc::Rc;

use shared::access::TicketAction;
use shared::status::Status;
use shared::ticket::TicketDetails;
use web_sys::MouseEvent;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state};

use super::details::Details;
use super::dialogs::{Asking, RequesterDialogsProps};
use super::result::ResultPanel;
use super::standing::{said_last, standing};
use super::steps::Steps;
use crate::components::badge::StatusBadge;
use crate::components::button::{Button, Size, Weight, button_class};
use crate::components::crumbs::{Crumb, Crumbs};
use crate::components::icon::Glyph;
use crate::components::link::Link;
use crate::components::menu::{Menu, MenuItem};
use crate::hooks::use_query::Query;
use crate::hooks::use_title::{use_heading, use_title};
use crate::i18n::{Messages, use_messages};
use crate::parts::{Page, Part, PartOf};
use crate::route::Route;
use crate::tickets::history::{History, use_timeline};
use crate::tickets::printing::use_print;
use crate::tickets::reply::Reply;
use crate::tickets::row::status_text;
use crate::tickets::use_ticket::refresh_elsewhere;

const MENU: &str = "request-menu";

/// Properties of [`RequesterTicket`].
#[derive(Properties, PartialEq)]
pub struct RequesterTicketProps {
    /// The ticket.
    pub ticket: Rc<TicketDetails>,
    /// Its query, whose answer commands replace.
    pub query: Query<TicketDetails>,
}

/// The page of a request.
#[component]
pub fn RequesterTicket(props: &RequesterTicketProps) -> Html {
    let t = use_messages();
    let heading = use_heading();
    let asking = use_state(Asking::default);
    let ticket = &props.ticket;
    let summary = &ticket.summary;
    let story = use_timeline(&summary.folio);
    let print = use_print(&story);
    use_title(format!("{} · {}", summary.folio, summary.subject));
    // How often 'not yet' was asked for from below the reply.
    let not_yet = use_state(|| 0_u32);
    let on_not_yet = {
        let not_yet = not_yet.clone();
        Callback::from(move |_| not_yet.set(*not_yet + 1))
    };
    let said = said_last(&story.items, summary.status);
    let ask = |what: Asking| {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(what))
    };
    let on_sent = {
        let refetch = props.query.refetch.clone();
        Callback::from(move |_| {
            // A reply may have resumed the work.
            refetch.emit(());
            refresh_elsewhere();
        })
    };
    let dialogs = RequesterDialogsProps {
        asking: *asking,
        on_close: ask(Asking::Nothing),
        ticket: ticket.clone(),
        query: props.query.clone(),
    };
    html! {
        <div class="wrap stack page w-60 g-5" data-density="comfortable">
            <Crumbs above={vec![Crumb::new(Route::MyRequests, t.nav_my_requests())]} here={AttrValue::from(summary.folio.clone())} />
            <div class="stack g-4">
                <div class="row between top">
                    <h1 ref={heading} tabindex="-1">{ &summary.subject }</h1>
                    <div class="row row-n state">
                        <StatusBadge status={summary.status} text={badge_text(t, ticket)} />
                        { own_actions(t, ticket, print, &ask) }
                    </div>
                </div>
                { standing(t, ticket) }
                <Steps ticket={ticket.clone()} />
            </div>
            <div class="split">
                <div class="stack g-5">
                    <ResultPanel
                        ticket={ticket.clone()}
                        query={props.query.clone()}
                        {said}
                        not_yet={*not_yet}
                        on_reopen={ask(Asking::Reopen)}
                    />
                    <section class="stack g-4" aria-labelledby="story">
                        <h2 id="story">{ t.history() }</h2>
                        if ticket.can(TicketAction::Reply) {
                            <Reply
                                ticket_id={summary.id}
                                can_reply=true
                                placeholder={invitation(t, ticket)}
                                {on_sent}
                            />
                            { after_reply(t, ticket, on_not_yet) }
                        }
                        <History
                            pages={story}
                            description={AttrValue::from(ticket.description.clone())}
                            requester_id={summary.requester.id}
                        />
                    </section>
                </div>
                <Details ticket={ticket.clone()} query={props.query.clone()} />
            </div>
            if *asking != Asking::Nothing || Part::RequesterDialogs.is_here() {
                <PartOf part={Part::RequesterDialogs} page={Page::RequesterDialogs(dialogs)} />
            }
        </div>
    }
}

fn badge_text(t: Messages, ticket: &TicketDetails) -> AttrValue {
    if ticket.summary.status == Status::Attended && ticket.can(TicketAction::Confirm) {
        return t.attended_to_confirm().into();
    }
    status_text(t, &ticket.summary)
}

/// Correct, print and withdraw stand in a menu: none is what one comes for.
fn own_actions(
    t: Messages,
    ticket: &TicketDetails,
    print: Callback<()>,
    ask: &impl Fn(Asking) -> Callback<()>,
) -> Html {
    let (edit, cancel) = (ticket.can(TicketAction::Edit), ticket.can(TicketAction::Cancel));
    html! {
        <>
            <Button weight={Weight::Ghost} glyph={Glyph::More} label={t.more_actions()} popover={MENU} />
            <Menu id={MENU} label={t.more_actions()}>
                if edit { <MenuItem glyph={Glyph::Edit} on_pick={ask(Asking::Edit)}>{ t.correct_request() }</MenuItem> }
                <MenuItem glyph={Glyph::File} on_pick={print}>{ t.print() }</MenuItem>
                if cancel {
                    <MenuItem glyph={Glyph::Cancelled} on_pick={ask(Asking::Withdraw)}>{ t.withdraw() }</MenuItem>
                }
            </Menu>
        </>
    }
}

fn invitation(t: Messages, ticket: &TicketDetails) -> AttrValue {
    let assignee = ticket.summary.assignee.as_ref().filter(|_| ticket.is_mine);
    match assignee.and_then(|person| person.name.split_whitespace().next()) {
        Some(name) => t.write_to(name).into(),
        None => t.write_reply().into(),
    }
}

/// A reply on what was attended or is closed is a comment: say so, and offer what would set it going
/// again. (Reopening stands with the result, right above.)
fn after_reply(t: Messages, ticket: &TicketDetails, not_yet: Callback<MouseEvent>) -> Html {
    let (closed, can_reject) = (ticket.summary.status.is_final(), ticket.can(TicketAction::Reject));
    if !closed && !can_reject {
        return Html::default();
    }
    html! {
        <div class="row small soft">
            <span class="grow">{ if closed { t.reply_is_comment() } else { t.attended_comment() } }</span>
            if can_reject { <Button size={Size::Small} on_click={not_yet}>{ t.say_what_is_missing() }</Button> }
            if closed && ticket.is_mine {
                <Link
                    to={Route::NewRequestFor { service_id: ticket.summary.service.id }}
                    query={format!("follow_up_of={}", ticket.summary.id)}
                    class={button_class(Weight::Plain, Size::Small)}
                >
                    { t.follow_up_request() }
                </Link>
            }
        </div>
    }
}
