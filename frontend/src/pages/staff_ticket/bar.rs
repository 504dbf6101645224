//! The bar of a ticket: its folio, the one thing to do next, and everything else that may be done, in a menu.

use std::rc::Rc;

use shared::access::TicketAction;
use shared::status::Status;
use shared::ticket::{Assign, TicketDetails};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};
use yew::{Callback, Html, Properties, component, html};

use super::asking::{Asking, Outcome};
use super::giving::use_giving;
use super::refusal::RefusalProps;
use crate::api::tickets::TicketCommand;
use crate::components::button::{Button, Size, Weight};
use crate::components::composer::Audience;
use crate::components::error_region::ErrorAlert;
use crate::components::icon::{Glyph, icon_sm};
use crate::components::link::Link;
use crate::components::menu::{Menu, MenuItem};
use crate::hooks::use_id::use_id;
use crate::hooks::use_keys::use_keys;
use crate::hooks::use_query::Query;
use crate::i18n::{Messages, use_messages};
use crate::parts::{Page, Part, PartOf};
use crate::route::Route;
use crate::state::desk_actions::{DeskAction, DeskActions, use_desk_actions};
use crate::state::session::use_account;

/// The id of the menu that shows the steps to another status.
pub const STATUS_MENU: &str = "status-menu";
/// The id of the button that opens it.
pub const STATUS_BUTTON: &str = "status-button";

/// The steps to another status.
const STATUS_STEPS: [TicketAction; 9] = [
    TicketAction::Take,
    TicketAction::Start,
    TicketAction::Resume,
    TicketAction::Attend,
    TicketAction::Reopen,
    TicketAction::CloseUnanswered,
    TicketAction::Wait,
    TicketAction::Unassign,
    TicketAction::Cancel,
];

/// Whether it takes the ticket to another status. Giving it to somebody does so while it is in review.
fn is_status_step(ticket: &TicketDetails, step: TicketAction) -> bool {
    STATUS_STEPS.contains(&step) || (step == TicketAction::Assign && ticket.summary.status == Status::New)
}

/// Whether the reader may take it to another status now.
pub fn leads_to_another_status(ticket: &TicketDetails) -> bool {
    ticket.actions.iter().any(|step| is_status_step(ticket, *step))
}

/// Properties of [`Bar`].
#[derive(Properties, PartialEq)]
pub struct BarProps {
    /// The ticket.
    pub ticket: Rc<TicketDetails>,
    /// Its query.
    pub query: Query<TicketDetails>,
    /// It has a page of its own.
    pub alone: bool,
    /// Opens a dialog.
    pub ask: Callback<Asking>,
    /// Goes on to what is written, in public or for staff.
    pub write: Callback<Audience>,
    /// A command that needs no dialog is done.
    pub on_done: Callback<Outcome>,
    /// Puts it on paper.
    pub on_print: Callback<()>,
    /// What was pressed is gone: the focus goes on to the ticket.
    pub on_leave: Callback<()>,
    /// Back to the list.
    pub on_close: Callback<()>,
}

/// An action of the bar: given at once, or asked about first.
#[derive(Clone, PartialEq)]
enum Step {
    Give(TicketCommand),
    Ask(Asking),
}

/// The bar, and below it why the last command was refused.
#[component]
pub fn Bar(props: &BarProps) -> Html {
    let t = use_messages();
    let menu = use_id("m");
    let me = use_account().map(|me| me.id);
    let ticket = &props.ticket;
    let giving = {
        let (on_done, before) = (props.on_done.clone(), ticket.summary.status);
        use_giving(&props.query, true, move |ticket| {
            on_done.emit(match ticket {
                Some(ticket) => Outcome::Done(done_words(t, before, &ticket)),
                None => Outcome::Gone(t.no_longer_yours().to_owned()),
            });
        })
    };
    let run = {
        let (run, ask) = (giving.run.clone(), props.ask.clone());
        Callback::from(move |step: Step| match step {
            Step::Give(command) => run.emit(command),
            Step::Ask(asking) => ask.emit(asking),
        })
    };
    let take = me.map(|id| Step::Give(TicketCommand::Assign(Assign { assignee_id: id, reason: None })));
    {
        let take = take.clone().filter(|_| ticket.can(TicketAction::Take));
        let run = run.clone();
        use_keys(move |event: &KeyboardEvent| match (&take, event.key().as_str()) {
            (Some(take), "a") => {
                run.emit(take.clone());
                true
            }
            (_, "s") => opens_status_menu(),
            _ => false,
        });
    }
    let mut all: Vec<Item> = items(t, ticket, take);
    let assign = all.iter().position(|item| item.id == TicketAction::Assign);
    if let Some(at) = assign.filter(|_| ticket.summary.status == Status::New) {
        // Who may give it away does that first, and takes second. The rest keeps its order.
        let assign = all.remove(at);
        all.insert(0, assign);
    }
    use_desk_actions(desk_actions(t, props, &all, &run));
    let (shown, rest) = all.split_at(shown(ticket, &all));
    let forget = {
        let (reset, leave) = (giving.reset.clone(), props.on_leave.clone());
        Callback::from(move |_| {
            reset.emit(());
            leave.emit(());
        })
    };
    let refusal = RefusalProps {
        error: giving.error.clone(),
        seen: giving.seen.clone(),
        now: ticket.clone(),
        advice: t.look_and_go_on().into(),
    };
    html! {
        <>
            <header class="bar-top">
                { back(t, props) }
                <span class="muted ui num">{ &ticket.summary.folio }</span>
                if !props.alone {
                    <Link
                        to={Route::Ticket { folio: ticket.summary.folio.clone() }}
                        class="btn btn-ghost btn-icon btn-sm"
                        label={t.open_alone()}
                    >
                        { icon_sm(Glyph::External) }
                    </Link>
                }
                <div class="row end g-1">
                    { for shown.iter().enumerate().rev().map(|(at, item)| button(item, &run, giving.busy, at == 0 && leads_on(ticket, item.id))) }
                    <Button weight={Weight::Ghost} size={Size::Small} glyph={Glyph::More} label={t.more_actions()} popover={menu.clone()} />
                    <Menu id={menu} label={t.more_actions()}>
                        { for rest.iter().map(|item| menu_item(item, &run)) }
                        <MenuItem glyph={Glyph::File} on_pick={props.on_print.clone()}>{ t.print() }</MenuItem>
                    </Menu>
                    if !props.alone {
                        <Button class="hide-sm" weight={Weight::Ghost} size={Size::Small} glyph={Glyph::Close}
                            label={t.close()} key_shortcut="Escape" on_click={props.on_close.reform(|_| ())} />
                    }
                </div>
            </header>
            if leads_to_another_status(ticket) {
                <Menu id={STATUS_MENU} label={t.change_status()} heading={t.change_status()}>
                    { for all.iter().filter(|item| is_status_step(ticket, item.id)).map(|item| menu_item(item, &run)) }
                </Menu>
            }
            if giving.error.is_some() {
                <div class="refused row row-n top">
                    <div class="grow">
                        <PartOf part={Part::Dialogs} page={Page::Refusal(refusal)} meanwhile={html! {
                            <ErrorAlert error={giving.error.clone()} />
                        }} />
                    </div>
                    <Button
                        weight={Weight::Ghost}
                        size={Size::Small}
                        glyph={Glyph::Close}
                        label={t.close_notice()}
                        on_click={forget}
                    />
                </div>
            }
        </>
    }
}

/// Presses the button beside the status, so that the menu stands there. Says whether there is one.
fn opens_status_menu() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    let button = document.and_then(|document| document.get_element_by_id(STATUS_BUTTON));
    let button = button.and_then(|button| button.dyn_into::<HtmlElement>().ok());
    let found = button.is_some();
    if let Some(button) = button {
        // The menu gives the focus back to where it came from.
        button.focus().ok();
        button.click();
    }
    found
}

fn back(t: Messages, props: &BarProps) -> Html {
    if props.alone {
        return html! {
            <Link to={Route::Queue} class="btn btn-ghost btn-sm">
                { icon_sm(Glyph::Left) }{ t.nav_queue() }
            </Link>
        };
    }
    html! {
        <Button class="only-sm" weight={Weight::Ghost} size={Size::Small} glyph={Glyph::Left} label={t.back_to_list()}
            on_click={props.on_close.reform(|_| ())} />
    }
}

/// The same for whoever looks for it by its words, with the two ways to write.
fn desk_actions(t: Messages, props: &BarProps, items: &[Item], run: &Callback<Step>) -> DeskActions {
    let ticket = &props.ticket;
    let writing = [
        (TicketAction::Reply, t.key_reply(), Glyph::Reply, "R", Audience::Public),
        (TicketAction::Note, t.key_note(), Glyph::Lock, "N", Audience::Internal),
    ];
    let writing =
        writing.into_iter().filter(|(action, ..)| ticket.can(*action)).map(|(_, words, glyph, key, audience)| {
            DeskAction { words, glyph, key: Some(key), run: props.write.reform(move |()| audience) }
        });
    let items = items.iter().map(|item| {
        let step = item.step.clone();
        DeskAction { words: item.words, glyph: item.glyph, key: item.key, run: run.reform(move |()| step.clone()) }
    });
    DeskActions { folio: ticket.summary.folio.clone(), actions: items.chain(writing).collect() }
}

/// Something that may be done now.
struct Item {
    id: TicketAction,
    glyph: Glyph,
    words: &'static str,
    key: Option<&'static str>,
    step: Step,
}

/// Everything that may be done now, what comes next first.
fn items(t: Messages, ticket: &TicketDetails, take: Option<Step>) -> Vec<Item> {
    let assigned = ticket.summary.assignee.is_some();
    let give = |id, glyph, words, command| Item { id, glyph, words, key: None, step: Step::Give(command) };
    let ask =
        |asking: Asking, glyph, words, key| Item { id: asking.action(), glyph, words, key, step: Step::Ask(asking) };
    let assign = if assigned { t.reassign() } else { t.assign() };
    let mut items = Vec::new();
    items.extend(take.map(|step| Item {
        id: TicketAction::Take,
        glyph: Glyph::User,
        words: t.take(),
        key: Some("A"),
        step,
    }));
    items.extend([
        give(TicketAction::Start, Glyph::InProgress, t.start(), TicketCommand::Start),
        give(TicketAction::Resume, Glyph::InProgress, t.resume(), TicketCommand::Resume),
        ask(Asking::Attend, Glyph::Check, t.attend(), None),
        ask(Asking::Reopen, Glyph::Refresh, t.reopen(), None),
        ask(Asking::CloseUnanswered, Glyph::Resolved, t.close_unanswered(), None),
        ask(Asking::Assign, Glyph::Users, assign, Some("⇧ A")),
        ask(Asking::Wait, Glyph::Waiting, t.put_on_hold(), Some("W")),
        ask(Asking::Transfer, Glyph::ArrowRight, t.transfer(), None),
        give(TicketAction::Unassign, Glyph::New, t.unassign(), TicketCommand::Unassign),
        ask(Asking::Priority, Glyph::High, t.change_priority(), Some("P")),
        ask(Asking::Service, Glyph::App, t.change_service(), None),
        ask(Asking::Link, Glyph::Link, t.link_to_another(), Some("L")),
        ask(Asking::Cancel, Glyph::Cancelled, t.cancel_request(), None),
    ]);
    items.retain(|item| ticket.can(item.id));
    items
}

/// How many of them stand in the bar itself: the next step, and giving it to somebody while it is in review.
fn shown(ticket: &TicketDetails, items: &[Item]) -> usize {
    let next = match ticket.summary.status {
        Status::New => {
            items.iter().take_while(|item| matches!(item.id, TicketAction::Take | TicketAction::Assign)).count()
        }
        Status::Assigned | Status::InProgress | Status::Waiting => {
            let steps = [TicketAction::Start, TicketAction::Resume, TicketAction::Attend, TicketAction::Assign];
            items.iter().take_while(|item| steps.contains(&item.id)).count()
        }
        Status::Attended | Status::Resolved => items
            .iter()
            .take_while(|item| matches!(item.id, TicketAction::Reopen | TicketAction::CloseUnanswered))
            .count(),
        Status::Cancelled => 0,
    };
    next.min(2)
}

/// Whether it is what the procedure waits for, and not merely possible.
fn leads_on(ticket: &TicketDetails, action: TicketAction) -> bool {
    match action {
        TicketAction::Take | TicketAction::Start | TicketAction::Resume | TicketAction::Attend => true,
        TicketAction::Assign => ticket.summary.status == Status::New,
        _ => false,
    }
}

/// The next step is the primary button and stands last, beside the menu.
fn button(item: &Item, run: &Callback<Step>, busy: bool, primary: bool) -> Html {
    let step = item.step.clone();
    html! {
        <Button
            key={item.words}
            weight={if primary { Weight::Primary } else { Weight::Plain }}
            size={Size::Small}
            glyph={item.glyph}
            busy={busy && matches!(item.step, Step::Give(_))}
            key_shortcut={item.key}
            on_click={run.reform(move |_| step.clone())}
        >
            { item.words }
        </Button>
    }
}

fn menu_item(item: &Item, run: &Callback<Step>) -> Html {
    let step = item.step.clone();
    html! {
        <>
            if item.id == TicketAction::Cancel { <hr /> }
            <MenuItem
                key={item.words}
                glyph={item.glyph}
                key_shortcut={item.key}
                on_pick={run.reform(move |()| step.clone())}
            >
                { item.words }
            </MenuItem>
        </>
    }
}

/// What has just happened, by where the ticket stood and stands.
fn done_words(t: Messages, before: Status, ticket: &TicketDetails) -> String {
    let folio = ticket.summary.folio.as_str();
    match (before, ticket.summary.status) {
        (Status::New, Status::Assigned) => t.done_taken(folio),
        (Status::Waiting, Status::InProgress) => t.done_resumed(folio),
        (_, Status::InProgress) => t.done_started(folio),
        (_, Status::New) => t.done_unassigned(folio),
        (_, status) => t.done_status(folio, t.status(status)),
    }
}
