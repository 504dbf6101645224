//! What just happened, in the corner: six seconds, ten with 'undo', held while pointed at or focused; a newer version until it
//! is answered. Errors are alerts, never toasts.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use yew::{Callback, Html, Properties, component, html, use_callback, use_context, use_state};

use super::button::{Button, Size, Weight};
use super::icon::{Glyph, icon};
use crate::hooks::use_effect::use_effect_with;
use crate::i18n::use_messages;
use crate::state::toasts::{Kind, Toast, ToastList, use_toaster};

const STAY: u32 = 6_000;
const STAY_WITH_UNDO: u32 = 10_000;

/// The corner where toasts appear.
#[component]
pub fn Toasts() -> Html {
    let list = use_context::<Rc<ToastList>>().unwrap_or_default();
    html! {
        <div class="toasts">
            { for list.items().iter().map(|toast| html! { <OneToast key={toast.id} toast={toast.clone()} /> }) }
        </div>
    }
}

/// Properties of [`OneToast`].
#[derive(Properties, PartialEq)]
struct OneToastProps {
    toast: Toast,
}

#[component]
fn OneToast(props: &OneToastProps) -> Html {
    let t = use_messages();
    let toaster = use_toaster();
    let held = use_state(|| false);
    let id = props.toast.id;
    {
        let toaster = toaster.clone();
        let stay = if props.toast.action.is_some() { STAY_WITH_UNDO } else { STAY };
        let held = *held || props.toast.kind == Kind::Update;
        use_effect_with((id, held), move |(id, held)| {
            let id = *id;
            let timer = (!held).then(|| Timeout::new(stay, move || toaster.dismiss(id)));
            move || drop(timer)
        });
    }
    let hold = use_callback(held.setter(), |_, held| held.set(true));
    let release = use_callback(held.setter(), |_, held| held.set(false));
    let hold_focus = use_callback(held.setter(), |_, held| held.set(true));
    let release_focus = use_callback(held.setter(), |_, held| held.set(false));
    let words = match props.toast.kind {
        Kind::News => t.undo(),
        Kind::Update => t.update_app(),
    };
    let action = props.toast.action.clone().map(|action| {
        let toaster = toaster.clone();
        Callback::from(move |_| {
            toaster.dismiss(id);
            action.emit(());
        })
    });
    html! {
        <div
            class="toast"
            role="status"
            onmouseenter={hold}
            onmouseleave={release}
            onfocusin={hold_focus}
            onfocusout={release_focus}
        >
            { icon(props.toast.tone.glyph()) }
            <span>{ &props.toast.text }</span>
            if let Some(on_click) = action {
                <Button size={Size::Small} {on_click}>{ words }</Button>
            }
            <Button
                weight={Weight::Ghost}
                size={Size::Small}
                glyph={Glyph::Close}
                label={t.close_notice()}
                on_click={Callback::from(move |_| toaster.dismiss(id))}
            />
        </div>
    }
}
