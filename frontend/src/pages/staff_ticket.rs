//! A ticket as staff read and work it: what to do next, the conversation, the details. The same in the queue's reading pane
//! and on its own page.

use std::cell::RefCell;
use std::rc::Rc;

use shared::access::TicketAction;
use shared::ticket::TicketDetails;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, KeyboardEvent};
use yew::{AttrValue, Callback, Html, NodeRef, Properties, component, html, use_mut_ref, use_node_ref, use_state};

use crate::components::badge::{PriorityMark, StatusBadge};
use crate::components::button::{Button, Size};
use crate::components::composer::Audience;
use crate::components::icon::Glyph;
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_keys::use_keys;
use crate::hooks::use_query::Query;
use crate::hooks::use_title::has_no_focus;
use crate::i18n::use_messages;
use crate::parts::{Page, Part, PartOf};
use crate::state::announcer::announce;
use crate::state::toasts::use_toaster;
use crate::tickets::history::{History, Order, use_timeline};
use crate::tickets::printing::use_print;
use crate::tickets::reply::Reply;
use crate::tickets::row::status_text;
use crate::tickets::use_ticket::refresh_elsewhere;

mod aside;
pub mod asking;
mod bar;
pub mod dialogs;
mod giving;
pub mod page;
pub mod refusal;
mod standing;

use aside::aside;
use asking::{Asking, Outcome};
use bar::Bar;
use dialogs::DialogsProps;
use standing::Standing;

/// From how many entries on a conversation is a long one, whose end is out of sight on a phone.
const LONG: usize = 5;

/// Whether the ticket came with what only staff read of it.
pub fn is_staff_side(ticket: &TicketDetails) -> bool {
    ticket.tags.is_some() && !ticket.is_mine
}

/// Properties of [`StaffTicket`].
#[derive(Properties, PartialEq)]
pub struct StaffTicketProps {
    /// The ticket.
    pub ticket: Rc<TicketDetails>,
    /// Its query, whose answer commands replace.
    pub query: Query<TicketDetails>,
    /// It was opened by hand: the heading takes the focus.
    #[prop_or_default]
    pub take_focus: bool,
    /// It has a page of its own.
    #[prop_or_default]
    pub alone: bool,
    /// Back to the list; also when the ticket is no longer the reader's to see.
    pub on_close: Callback<()>,
}

/// Bar, conversation, details, dialogs.
#[component]
pub fn StaffTicket(props: &StaffTicketProps) -> Html {
    let t = use_messages();
    let ticket = &props.ticket;
    let summary = &ticket.summary;
    let story = use_timeline(&summary.folio);
    let on_print = use_print(&story);
    let heading = use_node_ref();
    let early = use_node_ref();
    let has_sent = use_mut_ref(|| false);
    let thread = use_newest(story.items.len(), &has_sent);
    let asking = use_state(|| None::<Asking>);
    let audience = use_state(|| None::<(u32, Audience)>);
    {
        let heading = heading.clone();
        use_effect_with(props.take_focus, move |take_focus| {
            if *take_focus {
                focus(&heading);
            }
        });
    }
    {
        let heading = heading.clone();
        // What was pressed may be gone with what somebody else changed.
        use_effect_with(summary.version, move |_| {
            if has_no_focus() {
                focus(&heading);
            }
        });
    }
    let ask = {
        let asking = asking.setter();
        Callback::from(move |what: Asking| asking.set(Some(what)))
    };
    let on_close_dialog = {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(None))
    };
    let on_done = use_outcome(&heading, &props.on_close, &on_close_dialog);
    let write = {
        let (audience, early) = (audience.clone(), early.clone());
        Callback::from(move |wanted: Audience| {
            let number = audience.as_ref().map_or(0, |(number, _)| number.wrapping_add(1));
            audience.set(Some((number, wanted)));
            focus(&early);
        })
    };
    {
        let (ticket, ask, write) = (ticket.clone(), ask.clone(), write.clone());
        use_keys(move |event: &KeyboardEvent| {
            if let Some(what) = Asking::of_key(&event.key()).filter(|what| ticket.can(what.action())) {
                ask.emit(what);
                return true;
            }
            match event.key().as_str() {
                "r" if ticket.can(TicketAction::Reply) => write.emit(Audience::Public),
                "n" if ticket.can(TicketAction::Note) => write.emit(Audience::Internal),
                _ => return false,
            }
            true
        });
    }
    let on_sent = {
        let refetch = props.query.refetch.clone();
        Callback::from(move |_| {
            has_sent.replace(true);
            refetch.emit(());
            refresh_elsewhere();
        })
    };
    let to_newest = {
        let thread = thread.clone();
        Callback::from(move |_| focus_newest(&thread))
    };
    let on_leave = {
        let heading = heading.clone();
        Callback::from(move |()| focus(&heading))
    };
    let (can_reply, can_note) = (ticket.can(TicketAction::Reply), ticket.can(TicketAction::Note));
    let dialogs = DialogsProps {
        asking: *asking,
        ticket: ticket.clone(),
        query: props.query.clone(),
        on_close: on_close_dialog,
        on_done: on_done.clone(),
    };
    html! {
        <>
            <Bar
                ticket={ticket.clone()}
                query={props.query.clone()}
                alone={props.alone}
                ask={ask.clone()}
                {write}
                {on_done}
                {on_print}
                on_leave={on_leave.clone()}
                on_close={props.on_close.clone()}
            />
            <div class="pane-body">
                <div class="thread">
                    <div ref={thread} class="scroll" tabindex="0" role="region" aria-label={t.conversation()}>
                        <div>
                            <h2 ref={heading} tabindex="-1" class="t-h">{ &summary.subject }</h2>
                            <p class="only-sm row glance">
                                <StatusBadge status={summary.status} text={status_text(t, summary)} />
                                <PriorityMark priority={summary.priority} filled=true />
                                <span class="small soft">
                                    { summary.assignee.as_ref().map_or(t.unassigned(), |person| person.name.as_str()) }
                                </span>
                            </p>
                            <Standing ticket={ticket.clone()} />
                            if story.items.len() > LONG {
                                <p class="only-sm standing">
                                    <Button size={Size::Small} glyph={Glyph::Down} on_click={to_newest}>{ t.to_newest() }</Button>
                                </p>
                            }
                            <History
                                pages={story}
                                description={AttrValue::from(ticket.description.clone())}
                                requester_id={summary.requester.id}
                                order={Order::OldestFirst}
                            />
                        </div>
                    </div>
                    if can_reply || can_note {
                        <div class="reply">
                            <Reply
                                ticket_id={summary.id}
                                {can_reply}
                                {can_note}
                                placeholder={t.write_to(first_name(&summary.requester.name))}
                                {on_sent}
                                {on_leave}
                                audience={*audience}
                                early={early}
                            />
                        </div>
                    }
                </div>
                { aside(t, ticket, &props.query, &ask) }
            </div>
            if asking.is_some() || Part::Dialogs.is_here() {
                <PartOf part={Part::Dialogs} page={Page::Dialogs(dialogs)} />
            }
        </>
    }
}

/// After a command: the dialog closes, what happened is said, and the focus goes to the ticket's heading, because the button
/// that was pressed may be gone. Whoever no longer sees the ticket goes back to the list.
#[yew::hook]
fn use_outcome(heading: &NodeRef, on_close: &Callback<()>, on_close_dialog: &Callback<()>) -> Callback<Outcome> {
    let toaster = use_toaster();
    let (heading, on_close, on_close_dialog) = (heading.clone(), on_close.clone(), on_close_dialog.clone());
    let done = use_state(|| 0_u32);
    // A component's effects run after those of what stands inside it: the dialog, which gives the focus back to the button
    // that opened it, has closed by then.
    use_effect_with(*done, move |done| {
        if *done > 0 {
            focus(&heading);
        }
    });
    Callback::from(move |outcome: Outcome| {
        on_close_dialog.emit(());
        let words = match outcome {
            Outcome::Done(words) => {
                done.set(done.wrapping_add(1));
                words
            }
            Outcome::Gone(words) => {
                on_close.emit(());
                words
            }
        };
        announce(&words);
        toaster.ok(words);
    })
}

/// The conversation shows what is new: whenever it has grown, it stands at its end. On a phone the whole ticket scrolls: it
/// opens at its top, and what one has just sent is brought into view.
#[yew::hook]
fn use_newest(entries: usize, has_sent: &Rc<RefCell<bool>>) -> NodeRef {
    let thread = use_node_ref();
    let (node, has_sent) = (thread.clone(), has_sent.clone());
    use_effect_with(entries, move |entries| {
        let Some(scroller) = node.cast::<Element>().filter(|_| *entries > 0) else { return };
        scroller.set_scroll_top(scroller.scroll_height());
        if let Some(whole) = scroller.parent_element().filter(|_| has_sent.replace(false)) {
            whole.scroll_into_view_with_bool(false);
        }
    });
    thread
}

/// Goes to the newest entry.
fn focus_newest(thread: &NodeRef) {
    let newest = thread.cast::<Element>().and_then(|thread| thread.query_selector(".entry:last-child").ok().flatten());
    if let Some(newest) = newest.and_then(|newest| newest.dyn_into::<HtmlElement>().ok()) {
        newest.set_tab_index(-1);
        newest.focus().ok();
    }
}

/// Leaves the conversation where it stands.
fn focus(node: &NodeRef) {
    if let Some(element) = node.cast::<HtmlElement>() {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // An element that is not shown takes no focus; then it stays where it is.
        element.focus_with_options(&options).ok();
    }
}

fn first_name(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or(name)
}
