//! A menu in a popover: Up and Down move, Enter picks, Escape closes and gives the focus back.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, MouseEvent, NodeList};
use yew::{AttrValue, Callback, Html, Properties, component, html, use_node_ref};

use super::icon::{Glyph, icon_sm};

/// Properties of [`Menu`].
#[derive(Properties, PartialEq)]
pub struct MenuProps {
    /// The id that a [`super::button::Button`]'s `popover` names.
    pub id: AttrValue,
    /// What the menu is of.
    pub label: AttrValue,
    /// A line above the items.
    #[prop_or_default]
    pub heading: Option<AttrValue>,
    /// The items.
    pub children: Html,
}

/// A popover with items.
#[component]
pub fn Menu(props: &MenuProps) -> Html {
    let node = use_node_ref();
    let onkeydown = {
        let node = node.clone();
        Callback::from(move |event: KeyboardEvent| {
            let step = match event.key().as_str() {
                "ArrowDown" => 1,
                "ArrowUp" => -1,
                _ => return,
            };
            if let Some(menu) = node.cast::<Element>() {
                event.prevent_default();
                move_focus(&menu, step);
            }
        })
    };
    let onclick = {
        let node = node.clone();
        Callback::from(move |event: MouseEvent| {
            let on_item = event
                .target()
                .and_then(|target| target.dyn_into::<Element>().ok())
                .and_then(|target| target.closest(".item").ok().flatten())
                .is_some();
            if let (true, Some(menu)) = (on_item, node.cast::<HtmlElement>()) {
                // Already closed is fine.
                menu.hide_popover().ok();
            }
        })
    };
    // Opened, it takes the keyboard; the browser gives it back to the button when the menu closes.
    let ontoggle = {
        let node = node.clone();
        Callback::from(move |_: Event| {
            if let Some(menu) = node.cast::<Element>().filter(|menu| menu.matches(":popover-open").unwrap_or(false)) {
                move_focus(&menu, 1);
            }
        })
    };
    html! {
        <div ref={node} class="menu" id={props.id.clone()} popover="auto" role="group" aria-label={props.label.clone()}
            {onkeydown} {onclick} {ontoggle}>
            if let Some(heading) = &props.heading { <div class="h">{ heading }</div> }
            { props.children.clone() }
        </div>
    }
}

fn move_focus(menu: &Element, step: i32) {
    let Ok(items) = menu.query_selector_all(".item:not(:disabled)") else { return };
    let count = i32::try_from(items.length()).unwrap_or(0);
    if count == 0 {
        return;
    }
    let active = web_sys::window().and_then(|window| window.document()).and_then(|document| document.active_element());
    let at = active.and_then(|active| position(&items, &active));
    let next = at.map_or(if step > 0 { 0 } else { count - 1 }, |at| (at + step).rem_euclid(count));
    let item = u32::try_from(next).ok().and_then(|next| items.get(next));
    if let Some(item) = item.and_then(|item| item.dyn_into::<HtmlElement>().ok()) {
        item.focus().ok();
    }
}

fn position(items: &NodeList, active: &Element) -> Option<i32> {
    (0..items.length())
        .find(|at| items.get(*at).is_some_and(|item| item.is_same_node(Some(active))))
        .and_then(|at| i32::try_from(at).ok())
}

/// Properties of [`MenuItem`].
#[derive(Properties, PartialEq)]
pub struct MenuItemProps {
    /// An icon before the words.
    #[prop_or_default]
    pub glyph: Option<Glyph>,
    /// The key that does the same.
    #[prop_or_default]
    pub key_shortcut: Option<AttrValue>,
    /// Not now.
    #[prop_or_default]
    pub disabled: bool,
    /// What picking it does.
    pub on_pick: Callback<()>,
    /// The words.
    pub children: Html,
}

/// An item that acts. Links in a menu are `Link`s with class `item`.
#[component]
pub fn MenuItem(props: &MenuItemProps) -> Html {
    html! {
        <button type="button" class="item" disabled={props.disabled} onclick={props.on_pick.reform(|_| ())}>
            if let Some(glyph) = props.glyph { { icon_sm(glyph) } }
            <span class="grow">{ props.children.clone() }</span>
            if let Some(key) = &props.key_shortcut { <kbd>{ key }</kbd> }
        </button>
    }
}
