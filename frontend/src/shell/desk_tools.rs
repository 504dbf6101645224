//! What stands ready on every page of the desk: the keys that lead to a view, the palette of `Ctrl K`, and the sheet of `?`.

use std::rc::Rc;

use shared::session::Me;
use yew::{Callback, ContextProvider, Html, Properties, component, hook, html, use_context, use_state};
use yew_router::hooks::use_navigator;

use super::shortcuts::Shortcuts;
use crate::components::link::go;
use crate::hooks::use_keys::{use_first_keys, use_keys};
use crate::hooks::use_title::focus_heading;
use crate::i18n::use_messages;
use crate::pages::queue::query::Shelf;
use crate::parts::{Page, Part, PartOf};
use crate::route::Route;
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

/// Opens a tool.
#[derive(Clone, PartialEq)]
pub struct Tools(Callback<Tool>);

/// What opens the tools of the desk; does nothing elsewhere.
#[hook]
pub fn use_tools() -> Callback<Tool> {
    use_context::<Tools>().map_or_else(Callback::noop, |tools| tools.0)
}

/// Properties of [`DeskTools`].
#[derive(Properties, PartialEq)]
pub struct DeskToolsProps {
    /// Who works here.
    pub me: Rc<Me>,
    /// The page that is shown.
    pub route: Route,
    /// Rail and page.
    pub children: Html,
}

/// The page with its tools.
#[component]
pub fn DeskTools(props: &DeskToolsProps) -> Html {
    let t = use_messages();
    let navigator = use_navigator();
    let open = use_state(|| None::<Tool>);
    let staff = is_staff(&props.me);
    let ask = {
        let open = open.setter();
        Callback::from(move |tool| open.set(Some(tool)))
    };
    let shut = {
        let open = open.setter();
        Callback::from(move |()| open.set(None))
    };
    {
        let ask = ask.clone();
        use_keys(move |event| {
            let help = event.key() == "?";
            if help {
                ask.emit(Tool::Shortcuts);
            }
            help
        });
    }
    let on_pair = move |second: &str| {
        let shelf = match second {
            "m" if staff => Shelf::Mine,
            "s" if staff => Shelf::Unassigned,
            "t" if staff => Shelf::Open,
            _ => return false,
        };
        if let Some(navigator) = &navigator {
            go(navigator, &Route::Queue, &shelf.query().to_query());
            focus_heading();
            announce(shelf.words(t));
        }
        true
    };
    let palette = ask.reform(|()| Tool::Palette);
    use_first_keys(on_pair, move || palette.emit(()));
    let seeking = *open == Some(Tool::Palette);
    html! {
        <ContextProvider<Tools> context={Tools(ask)}>
            { props.children.clone() }
            <Shortcuts
                open={*open == Some(Tool::Shortcuts)}
                on_close={shut.clone()}
                me={props.me.clone()}
                route={props.route.clone()}
            />
            if seeking {
                <PartOf part={Part::Palette} page={Page::Palette { me: props.me.clone(), on_close: shut }} />
            }
        </ContextProvider<Tools>>
    }
}
