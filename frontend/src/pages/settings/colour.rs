//! The colour of the institution: a slider over the hues; the whole page wears the chosen one until it is saved or left.

use web_sys::{HtmlInputElement, InputEvent};
use yew::{AttrValue, Callback, Html, Properties, TargetCast, component, html};

use crate::components::badge::StatusBadge;
use crate::components::button::{Button, Weight};
use crate::components::field::{Field, use_field};
use crate::hooks::use_effect::use_effect_with;
use crate::i18n::use_messages;
use crate::state::institution::use_institution;
use crate::state::preferences::root;

/// Properties of [`Colour`].
#[derive(Properties, PartialEq)]
pub struct ColourProps {
    /// The hue, degrees.
    pub hue: u16,
    /// What is wrong with it.
    pub error: Option<AttrValue>,
    /// Another hue.
    pub on_change: Callback<u16>,
}

/// The slider and a sample.
#[component]
pub fn Colour(props: &ColourProps) -> Html {
    let t = use_messages();
    let own = use_institution().map(|institution| institution.hue);
    use_effect_with((props.hue, own), |(hue, own)| {
        wear(*hue);
        let own = *own;
        // Whoever leaves without saving leaves no colour behind.
        move || {
            if let Some(own) = own {
                wear(own);
            }
        }
    });
    html! {
        <>
            <Field label={t.institution_hue()} help={t.institution_hue_help()} note={format!("{}°", props.hue)} error={props.error.clone()}>
                <HueInput hue={props.hue} on_change={props.on_change.clone()} />
            </Field>
            <div class="row g-3 sample" inert=true aria-hidden="true">
                <Button weight={Weight::Primary}>{ t.sample_button() }</Button>
                <Button>{ t.cancel_word() }</Button>
                <StatusBadge status={shared::status::Status::New} />
                <span class="text-link">{ t.sample_link() }</span>
            </div>
        </>
    }
}

fn wear(hue: u16) {
    if let Some(root) = root() {
        // Only a read-only declaration refuses, and an element's own never is.
        root.style().set_property("--brand-hue", &hue.to_string()).ok();
    }
}

/// Properties of [`HueInput`].
#[derive(Properties, PartialEq)]
struct HueInputProps {
    hue: u16,
    on_change: Callback<u16>,
}

#[component]
fn HueInput(props: &HueInputProps) -> Html {
    let field = use_field();
    let on_change = props.on_change.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        if let Ok(hue) = event.target_unchecked_into::<HtmlInputElement>().value().parse() {
            on_change.emit(hue);
        }
    });
    html! {
        <input
            type="range"
            class="hue"
            id={field.id}
            min="0"
            max="360"
            step="1"
            value={props.hue.to_string()}
            aria-describedby={field.described_by}
            aria-invalid={field.invalid}
            {oninput}
        />
    }
}
