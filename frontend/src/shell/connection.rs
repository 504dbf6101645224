//! Whether the browser has a connection, and the banner while it has none.

use gloo_events::EventListener;
use yew::{Html, component, hook, html, use_state};

use crate::components::icon::{Glyph, icon_sm};
use crate::hooks::use_effect::use_effect_with;
use crate::i18n::use_messages;
use crate::state::toasts::use_toaster;

/// Whether the browser believes that it has a connection.
pub fn is_online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

/// The same, for a component that follows it.
#[hook]
pub fn use_online() -> bool {
    let online = use_state(is_online);
    {
        let online = online.setter();
        use_effect_with((), move |()| {
            let listeners = web_sys::window().map(|window| {
                let back = online.clone();
                [
                    EventListener::new(&window, "online", move |_| back.set(true)),
                    EventListener::new(&window, "offline", move |_| online.set(false)),
                ]
            });
            move || drop(listeners)
        });
    }
    *online
}

/// The banner above the page.
#[component]
pub fn OfflineBanner() -> Html {
    let t = use_messages();
    let online = use_online();
    let toaster = use_toaster();
    let was_online = yew::use_mut_ref(|| true);
    use_effect_with(online, move |online| {
        if *online && !was_online.replace(*online) {
            toaster.ok(t.back_online());
        }
        was_online.replace(*online);
    });
    if online {
        return Html::default();
    }
    html! {
        <div class="banner" data-tone="warn" role="status">{ icon_sm(Glyph::Offline) }{ t.offline_banner() }</div>
    }
}
