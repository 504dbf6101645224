//! What stands ready on every page of the desk: the keys that lead to a view, the palette of `Ctrl K`, and the sheet of `?`.
//! The two that float are a part of their own.

use std::cell::RefCell;
use std::rc::Rc;

use shared::session::Me;
use yew::{Callback, Html, Properties, component, html, use_state};

use crate::components::link::go;
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_keys::{FirstKey, use_first_keys};
use crate::hooks::use_title::focus_heading;
use crate::i18n::use_messages;
use crate::pages::queue::query::Shelf;
use crate::parts::{Page, Part, PartOf};
use crate::route::Route;
use crate::router::use_navigator;
use crate::state::announcer::announce;
use crate::state::session::is_staff;

/// A tool that floats over the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tool {
    /// Look for a request, a page, an action.
    Palette,
    /// The sheet of keys.
    Shortcuts,
}

thread_local! {
    static OPEN: RefCell<Callback<Tool>> = RefCell::new(Callback::noop());
}

/// Opens a tool; does nothing away from the desk.
pub fn open_tool(tool: Tool) {
    OPEN.with_borrow(Callback::clone).emit(tool);
}

/// Properties of [`DeskTools`].
#[derive(Properties, PartialEq)]
pub struct DeskToolsProps {
    /// Who works here.
    pub me: Rc<Me>,
    /// The page that is shown.
    pub route: Route,
}

/// Hears the keys, and shows the tool that is open.
#[component]
pub fn DeskTools(props: &DeskToolsProps) -> Html {
    let t = use_messages();
    let navigator = use_navigator();
    let open = use_state(|| None::<Tool>);
    {
        let open = open.setter();
        use_effect_with((), move |()| {
            OPEN.set(Callback::from(move |tool| open.set(Some(tool))));
            || OPEN.set(Callback::noop())
        });
    }
    let staff = is_staff(&props.me);
    use_first_keys(Rc::new(move |key| {
        let shelf = match key {
            FirstKey::Palette => {
                open_tool(Tool::Palette);
                return true;
            }
            FirstKey::Help => {
                open_tool(Tool::Shortcuts);
                return true;
            }
            FirstKey::Pair("m") if staff => Shelf::Mine,
            FirstKey::Pair("s") if staff => Shelf::Unassigned,
            FirstKey::Pair("t") if staff => Shelf::Open,
            FirstKey::Pair(_) => return false,
        };
        if let Some(navigator) = &navigator {
            go(navigator, &Route::Queue, &shelf.query().to_query());
            focus_heading();
            announce(shelf.words(t));
        }
        true
    }));
    let Some(tool) = *open else { return Html::default() };
    let on_close = {
        let open = open.setter();
        Callback::from(move |()| open.set(None))
    };
    let page = Page::Tool { tool, me: props.me.clone(), route: props.route.clone(), on_close };
    html! { <PartOf part={Part::Dialogs} {page} /> }
}
