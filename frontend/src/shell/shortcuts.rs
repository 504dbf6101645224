//! The keys that work on the page of the desk that is shown, and the switch that turns single ones off.

use std::rc::Rc;

use shared::person::Role;
use shared::session::Me;
use yew::{Callback, Html, Properties, component, html};

use crate::components::dialog::Dialog;
use crate::i18n::{Messages, use_messages};
use crate::pages::account::single_keys::SingleKeys;
use crate::route::Route;
use crate::state::desk_actions::desk_actions;
use crate::state::session::is_staff;

/// Properties of [`Shortcuts`].
#[derive(Properties, PartialEq)]
pub struct ShortcutsProps {
    /// Closes it.
    pub on_close: Callback<()>,
    /// Who works here.
    pub me: Rc<Me>,
    /// The page that is shown.
    pub route: Route,
}

/// The sheet.
#[component]
pub fn Shortcuts(props: &ShortcutsProps) -> Html {
    let t = use_messages();
    html! {
        <Dialog open=true on_close={props.on_close.clone()} title={t.shortcuts()}>
            { for groups(t, &props.me, &props.route).iter().map(|(heading, keys)| html! {
                <section class="stack g-2" key={*heading}>
                    <h3 class="h-s small">{ heading }</h3>
                    <dl class="dl keys">
                        { for keys.iter().map(|(key, words)| html! {
                            <><dt>{ for key.split(' ').map(|key| html! { <><kbd>{ key }</kbd>{ " " }</> }) }</dt><dd>{ words }</dd></>
                        }) }
                    </dl>
                </section>
            }) }
            <SingleKeys />
        </Dialog>
    }
}

type Keys = Vec<(&'static str, &'static str)>;

/// Only what works here, for this person.
fn groups(t: Messages, me: &Me, route: &Route) -> Vec<(&'static str, Keys)> {
    let staff = is_staff(me);
    let mut everywhere = vec![("Ctrl K", t.key_palette())];
    if staff {
        everywhere.extend([("G M", t.nav_mine()), ("G S", t.nav_unassigned()), ("G T", t.nav_all_open())]);
    }
    everywhere.push(("?", t.shortcuts()));
    let mut groups = vec![(t.keys_everywhere(), everywhere)];
    if *route == Route::Queue {
        let list = [("J", t.key_next()), ("K", t.key_previous()), ("↵", t.key_open()), ("Esc", t.key_close())];
        groups.push((t.ticket_list(), list.to_vec()));
    }
    // Staff read what they asked for themselves as its requester.
    let works = *route == Route::Queue || !desk_actions().folio.is_empty();
    if staff && works {
        let mut ticket = vec![("R", t.key_reply()), ("N", t.key_note()), ("A", t.key_take())];
        if me.roles.contains(&Role::Supervisor) {
            ticket.push(("⇧ A", t.key_assign()));
        }
        ticket.extend([
            ("S", t.change_status()),
            ("P", t.key_priority()),
            ("W", t.key_wait()),
            ("L", t.link_to_another()),
            ("Ctrl ↵", t.key_send()),
            ("Esc", t.key_leave()),
        ]);
        groups.push((t.keys_of_ticket(), ticket));
    }
    groups
}
