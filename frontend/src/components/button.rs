//! A button that acts: keeps its label while busy and cannot be pressed twice.

use web_sys::MouseEvent;
use yew::{AttrValue, Callback, Classes, Html, NodeRef, Properties, classes, component, html, use_callback};

use super::icon::{Glyph, icon, icon_sm};

/// How much a button asks to be pressed. One primary per view.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Weight {
    /// The one thing to do here.
    Primary,
    /// An ordinary action.
    #[default]
    Plain,
    /// Beside others, quiet.
    Ghost,
    /// Ends or removes something.
    Danger,
}

/// How large a button is.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Size {
    /// In rows and toolbars.
    Small,
    /// The measure of the page's density.
    #[default]
    Normal,
    /// Sends a whole form.
    Large,
}

/// The classes of a button, for links that look like one.
pub fn button_class(weight: Weight, size: Size) -> Classes {
    let weight = match weight {
        Weight::Primary => Some("btn-primary"),
        Weight::Plain => None,
        Weight::Ghost => Some("btn-ghost"),
        Weight::Danger => Some("btn-danger"),
    };
    let size = match size {
        Size::Small => Some("btn-sm"),
        Size::Normal => None,
        Size::Large => Some("btn-lg"),
    };
    classes!("btn", weight, size)
}

/// Properties of [`Button`].
#[derive(Properties, PartialEq)]
pub struct ButtonProps {
    /// The visible label; leave it out together with giving `label`.
    #[prop_or_default]
    pub children: Html,
    /// How much it asks to be pressed.
    #[prop_or_default]
    pub weight: Weight,
    /// How large it is.
    #[prop_or_default]
    pub size: Size,
    /// An icon before the label, or alone.
    #[prop_or_default]
    pub glyph: Option<Glyph>,
    /// The name of an icon-only button.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// Sends the form it stands in.
    #[prop_or_default]
    pub submit: bool,
    /// Something is under way: it stays visible and takes no further press.
    #[prop_or_default]
    pub busy: bool,
    /// Cannot be pressed now; say why beside it.
    #[prop_or_default]
    pub disabled: bool,
    /// For toggles: pressed or not.
    #[prop_or_default]
    pub pressed: Option<bool>,
    /// The id of a popover that it opens.
    #[prop_or_default]
    pub popover: Option<AttrValue>,
    /// Further classes, for placement only.
    #[prop_or_default]
    pub class: Classes,
    /// What pressing does.
    #[prop_or_default]
    pub on_click: Callback<MouseEvent>,
    /// The key that does the same, for assistive technology.
    #[prop_or_default]
    pub key_shortcut: Option<AttrValue>,
    /// The element, to give it the focus.
    #[prop_or_default]
    pub node_ref: NodeRef,
}

/// A native button.
#[component]
pub fn Button(props: &ButtonProps) -> Html {
    let onclick = use_callback((props.busy, props.on_click.clone()), |event: MouseEvent, (busy, on_click)| {
        if *busy {
            event.prevent_default();
        } else {
            on_click.emit(event);
        }
    });
    let alone = props.children == Html::default();
    let class = classes!(button_class(props.weight, props.size), alone.then_some("btn-icon"), props.class.clone());
    let small = !alone || props.size == Size::Small;
    html! {
        <button
            ref={props.node_ref.clone()}
            {class}
            type={if props.submit { "submit" } else { "button" }}
            disabled={props.disabled}
            aria-busy={props.busy.then_some("true")}
            aria-label={props.label.clone()}
            aria-pressed={props.pressed.map(|on| if on { "true" } else { "false" })}
            aria-keyshortcuts={props.key_shortcut.clone()}
            title={props.label.clone()}
            popovertarget={props.popover.clone()}
            {onclick}
        >
            if let (Some(glyph), false) = (props.glyph, props.busy) {
                { if small { icon_sm(glyph) } else { icon(glyph) } }
            }
            { props.children.clone() }
        </button>
    }
}
