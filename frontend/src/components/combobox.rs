//! A field that offers what fits what is typed: Down opens, Up and Down move, Enter picks, Escape closes. The focus stays in
//! the field; which offer is meant is told by `aria-activedescendant`.

use web_sys::{HtmlInputElement, InputEvent, KeyboardEvent, MouseEvent, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::{AttrValue, Callback, Html, NodeRef, Properties, TargetCast, classes, component, html, use_state};

use super::field::use_field;
use super::icon::{Glyph, icon};
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_id::use_id;

/// Something that may be picked.
#[derive(Clone, PartialEq)]
pub struct Offer {
    /// Tells it from the others.
    pub key: AttrValue,
    /// What stands in its line.
    pub content: Html,
}

/// Offers that belong together.
#[derive(Clone, PartialEq)]
pub struct Offers {
    /// What they are.
    pub heading: AttrValue,
    /// At least one, or the group is not shown.
    pub offers: Vec<Offer>,
}

/// Properties of [`Combobox`].
#[derive(Properties, PartialEq)]
pub struct ComboboxProps {
    /// The text now.
    pub value: AttrValue,
    /// Each change.
    pub on_input: Callback<String>,
    /// What is offered, in groups.
    pub groups: Vec<Offers>,
    /// The key of the offer that was picked.
    pub on_pick: Callback<AttrValue>,
    /// What the offers are.
    pub list_label: AttrValue,
    /// How many there are, in words.
    pub status: AttrValue,
    /// The first offer is meant at once: Enter picks it.
    #[prop_or_default]
    pub eager: bool,
    /// The list is all there is to see, and stays: Escape is not the field's.
    #[prop_or_default]
    pub stays: bool,
    /// The name where no field gives one.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// An example.
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// The element, to give it the focus.
    #[prop_or_default]
    pub node_ref: NodeRef,
}

/// The field and its list.
#[component]
pub fn Combobox(props: &ComboboxProps) -> Html {
    let field = use_field();
    let list = use_id("l");
    let start = props.eager.then_some(0_usize);
    let active = use_state(|| start);
    let shut = use_state(|| false);
    let keys: Vec<AttrValue> =
        props.groups.iter().flat_map(|group| group.offers.iter().map(|offer| offer.key.clone())).collect();
    {
        let (active, shut) = (active.setter(), shut.setter());
        // What is meant is meant of the offers that one saw.
        use_effect_with(keys.clone(), move |_| active.set(start));
        use_effect_with(props.value.clone(), move |_| shut.set(false));
    }
    let open = !keys.is_empty() && (props.stays || !*shut);
    let meant = (*active).filter(|at| open && *at < keys.len());
    let id_of = |at: usize| format!("{list}-{at}");
    use_effect_with(meant.map(id_of), |id| {
        let offer = id.as_ref().and_then(|id| web_sys::window()?.document()?.get_element_by_id(id));
        if let Some(offer) = offer {
            let nearest = ScrollIntoViewOptions::new();
            nearest.set_block(ScrollLogicalPosition::Nearest);
            offer.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    });
    let onkeydown = {
        let (keys, on_pick, stays) = (keys.clone(), props.on_pick.clone(), props.stays);
        let (active, shut) = (active.setter(), shut.setter());
        Callback::from(move |event: KeyboardEvent| {
            let count = keys.len();
            let picked = meant.and_then(|at| keys.get(at));
            match (event.key().as_str(), picked) {
                ("ArrowDown", _) if !open => shut.set(false),
                ("ArrowDown", _) => active.set(Some(meant.map_or(0, |at| (at + 1) % count))),
                ("ArrowUp", _) if open => {
                    active.set(Some(meant.map_or(count - 1, |at| (at + count - 1) % count)));
                }
                ("Enter", Some(picked)) => on_pick.emit(picked.clone()),
                ("Escape", _) if open && !stays => shut.set(true),
                _ => return,
            }
            event.prevent_default();
        })
    };
    let oninput = props.on_input.reform(|event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value());
    let mut at = 0;
    html! {
        <div class={classes!("combo", "combo-in")}>
            <div class="affix">
                { icon(Glyph::Search) }
                <input
                    ref={props.node_ref.clone()}
                    class="input"
                    id={field.id}
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    spellcheck="false"
                    value={props.value.clone()}
                    placeholder={props.placeholder.clone()}
                    aria-label={props.label.clone()}
                    aria-autocomplete="list"
                    aria-expanded={if open { "true" } else { "false" }}
                    aria-controls={open.then(|| list.clone())}
                    aria-activedescendant={meant.map(id_of)}
                    aria-required={field.required}
                    aria-describedby={field.described_by}
                    aria-invalid={field.invalid}
                    {oninput}
                    {onkeydown}
                />
            </div>
            if open {
                <div class="list" role="listbox" id={list.clone()} aria-label={props.list_label.clone()}>
                    { for props.groups.iter().filter(|group| !group.offers.is_empty()).map(|group| html! {
                        <div role="group" aria-label={group.heading.clone()} key={group.heading.to_string()}>
                            <div class="h" aria-hidden="true">{ &group.heading }</div>
                            { for group.offers.iter().map(|offer| {
                                let own = at;
                                at += 1;
                                line(offer, id_of(own), meant == Some(own), &props.on_pick)
                            }) }
                        </div>
                    }) }
                </div>
            }
            <p class="sr" role="status">{ &props.status }</p>
        </div>
    }
}

fn line(offer: &Offer, id: String, meant: bool, on_pick: &Callback<AttrValue>) -> Html {
    let key = offer.key.clone();
    // The focus stays in the field.
    let onmousedown = Callback::from(|event: MouseEvent| event.prevent_default());
    html! {
        <div
            class="item"
            role="option"
            key={offer.key.to_string()}
            {id}
            aria-selected={if meant { "true" } else { "false" }}
            {onmousedown}
            onclick={on_pick.reform(move |_: MouseEvent| key.clone())}
        >
            { offer.content.clone() }
        </div>
    }
}
