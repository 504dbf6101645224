//! The palette of the desk: a request by its folio or its words, a page, or something to do with the request that is open.

use std::rc::Rc;

use shared::access::Operation;
use shared::session::Me;
use shared::ticket::{Folio, TicketSummary};
use web_sys::{HtmlDialogElement, HtmlElement};
use yew::{AttrValue, Callback, Html, Properties, component, html, use_memo, use_node_ref, use_state};

use super::frame::may_see;
use super::rail::TOOLS;
use crate::components::badge::StatusBadge;
use crate::components::combobox::{Combobox, Offer, Offers};
use crate::components::error_region::ErrorAlert;
use crate::components::icon::{Glyph, icon_sm};
use crate::components::link::go;
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_title::focus_heading;
use crate::i18n::{Messages, use_messages};
use crate::pages::queue::query::{QueueQuery, Shelf};
use crate::route::Route;
use crate::router::{use_location, use_navigator};
use crate::state::desk_actions::desk_actions;
use crate::state::session::{can, is_staff};
use crate::tickets::recent::{folded, speaks_of, use_recent};
use crate::tickets::row::status_text;

/// Requests that are offered at once.
const REQUESTS: usize = 6;

/// Properties of [`Palette`].
#[derive(Properties, PartialEq)]
pub struct PaletteProps {
    /// Who works here.
    pub me: Rc<Me>,
    /// Closes it.
    pub on_close: Callback<()>,
}

/// What an offer leads to.
#[derive(Clone)]
enum Way {
    Act(Callback<()>),
    Page(Route, String),
    Request(String),
}

/// An offer and where it leads.
struct Lead {
    offer: Offer,
    way: Way,
}

/// A dialog that is one field and its list.
#[component]
pub fn Palette(props: &PaletteProps) -> Html {
    let t = use_messages();
    let typed = use_state(String::new);
    let node = use_node_ref();
    let here = use_location();
    let navigator = use_navigator();
    // As it was when the palette opened.
    let shown = use_memo((), |()| desk_actions());
    let recent = use_recent(true, None);
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            if let Some(dialog) = node.cast::<HtmlDialogElement>() {
                // Refused only when the element has left the page meanwhile.
                dialog.show_modal().ok();
            }
            move || {
                if let Some(dialog) = node.cast::<HtmlDialogElement>() {
                    dialog.close();
                }
            }
        });
    }
    let words = typed.trim().to_owned();
    // As the folios that one works with begin.
    let prefix = recent.data.as_ref().and_then(|tickets| tickets.first()?.folio.rsplit_once('-'));
    let prefix = prefix.map(|(prefix, _)| prefix).unwrap_or_default();
    let actions = shown.actions.iter().filter(|action| fits(action.words, &words)).map(|action| Lead {
        offer: line(action.words, action.glyph, action.words, action.key),
        way: Way::Act(action.run.clone()),
    });
    let folio = folio_of(&words, prefix);
    let known = recent.data.iter().flat_map(|tickets| tickets.iter());
    let requests = known
        .filter(|ticket| !words.is_empty() && Some(&ticket.folio) != folio.as_ref() && speaks_of(ticket, &words))
        .take(REQUESTS)
        .map(|ticket| request(t, ticket));
    let exact = folio.iter().map(|folio| Lead {
        offer: line(&t.seek_open(folio), Glyph::ArrowRight, folio, None),
        way: Way::Request(folio.clone()),
    });
    let groups: Vec<(AttrValue, Vec<Lead>)> = vec![
        (t.nav_requests().into(), exact.chain(requests).collect()),
        (t.seek_actions(&shown.folio).into(), actions.collect()),
        (
            t.seek_pages().into(),
            pages(t, &props.me).filter(|(words_of, _)| fits(words_of, &words)).map(|(_, lead)| lead).collect(),
        ),
    ];
    let count: usize = groups.iter().map(|(_, leads)| leads.len()).sum();
    let ways: Vec<(AttrValue, Way)> =
        groups.iter().flat_map(|(_, leads)| leads).map(|lead| (lead.offer.key.clone(), lead.way.clone())).collect();
    let on_pick = {
        let node = node.clone();
        Callback::from(move |key: AttrValue| {
            let Some((_, way)) = ways.iter().find(|(other, _)| *other == key) else { return };
            // Closing gives the focus back; what is picked takes it from there.
            if let Some(dialog) = node.cast::<HtmlDialogElement>() {
                dialog.close();
            }
            let (Some(navigator), Some(here)) = (&navigator, &here) else { return };
            match way {
                Way::Act(run) => run.emit(()),
                Way::Page(route, query) => {
                    go(navigator, route, query);
                    focus_heading();
                }
                Way::Request(folio) => {
                    leave_focus();
                    if here.path() == Route::Queue.to_path() {
                        let beside = QueueQuery::read(here.query_str()).with_ticket(Some(folio));
                        go(navigator, &Route::Queue, &beside.to_query());
                    } else {
                        go(navigator, &Route::Ticket { folio: folio.clone() }, "");
                    }
                }
            }
        })
    };
    let groups = groups
        .into_iter()
        .map(|(heading, leads)| Offers { heading, offers: leads.into_iter().map(|lead| lead.offer).collect() });
    let set_typed = typed.setter();
    html! {
        <dialog ref={node} class="dialog palette" aria-label={t.key_palette()} closedby="any"
            onclose={props.on_close.reform(|_| ())}>
            <Combobox
                value={AttrValue::from((*typed).clone())}
                on_input={Callback::from(move |text| set_typed.set(text))}
                groups={groups.collect::<Vec<_>>()}
                {on_pick}
                list_label={t.seek_results()}
                status={if words.is_empty() { String::new() } else { t.seek_found(count as u64) }}
                eager=true
                stays=true
                label={t.seek_label()}
                placeholder={t.seek_label()}
            />
            <ErrorAlert error={recent.error.clone()} on_retry={recent.refetch.clone()} />
            if count == 0 && recent.data.is_some() { <p class="small soft pad">{ t.seek_nothing() }</p> }
        </dialog>
    }
}

/// The pages of the desk that are this person's.
fn pages(t: Messages, me: &Rc<Me>) -> impl Iterator<Item = (&'static str, Lead)> + use<> {
    let shelves = Shelf::ALL.iter().copied().filter({
        let (staff, all) = (is_staff(me), can(me, Operation::ListAll));
        move |shelf| if *shelf == Shelf::Everywhere { all } else { staff }
    });
    let key = |shelf| match shelf {
        Shelf::Mine => Some("G M"),
        Shelf::Unassigned => Some("G S"),
        Shelf::Open => Some("G T"),
        _ => None,
    };
    let tools = TOOLS.into_iter().map(move |(route, glyph, words)| (words(t), glyph, route));
    let others = std::iter::once((t.nav_indicator(), Glyph::Chart, Route::Indicator)).chain(tools).chain([
        (t.nav_new_request(), Glyph::Plus, Route::NewRequest),
        (t.nav_my_requests(), Glyph::Home, Route::MyRequests),
        (t.account_page(), Glyph::User, Route::Account),
    ]);
    let me = me.clone();
    let shelves =
        shelves.map(move |shelf| (shelf.words(t), shelf.glyph(), Route::Queue, shelf.query().to_query(), key(shelf)));
    let others = others
        .filter(move |(.., route)| may_see(route, &me))
        .map(|(words, glyph, route)| (words, glyph, route, String::new(), None));
    shelves.chain(others).map(|(words, glyph, route, query, key)| {
        (
            words,
            Lead {
                offer: line(words, glyph, &format!("{}?{query}", route.to_path()), key),
                way: Way::Page(route, query),
            },
        )
    })
}

fn line(words: &str, glyph: Glyph, key: &str, shortcut: Option<&'static str>) -> Offer {
    let content = html! {
        <>
            { icon_sm(glyph) }
            <span class="grow">{ words.to_owned() }</span>
            if let Some(shortcut) = shortcut { <kbd>{ shortcut }</kbd> }
        </>
    };
    Offer { key: key.to_owned().into(), content }
}

fn request(t: Messages, ticket: &TicketSummary) -> Lead {
    let content = html! {
        <>
            <StatusBadge status={ticket.status} plain=true icon_only=true text={status_text(t, ticket)} />
            <span class="grow">
                { &ticket.subject }
                <small class="blk">{ &ticket.folio }{ " · " }{ &ticket.requester.name }</small>
            </span>
        </>
    };
    Lead { offer: Offer { key: ticket.folio.clone().into(), content }, way: Way::Request(ticket.folio.clone()) }
}

/// The folio that is typed, whole or as its number alone.
fn folio_of(words: &str, prefix: &str) -> Option<String> {
    let number = words.parse::<i64>().ok().filter(|number| *number > 0 && !prefix.is_empty());
    Folio::parse(words).or_else(|| number.map(|number| Folio::new(prefix, number))).map(|folio| folio.to_string())
}

fn fits(text: &str, words: &str) -> bool {
    let text = folded(text);
    folded(words).split_whitespace().all(|word| text.contains(word))
}

/// A request that opens beside the list takes the focus where nothing else has it.
fn leave_focus() {
    let active = web_sys::window().and_then(|window| window.document()).and_then(|document| document.active_element());
    if let Some(active) = active.and_then(|active| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(active).ok()) {
        active.blur().ok();
    }
}
