//! Ventanilla's web app. It draws what the API tells and decides nothing: the rules it shows are those of `shared`.

mod api;
mod app;
mod components;
mod hooks;
mod i18n;
mod locales;
mod pages;
mod parts;
mod route;
mod router;
mod shell;
mod state;
mod tickets;

fn main() {
    let place =
        web_sys::window().and_then(|window| window.document()).and_then(|document| document.get_element_by_id("app"));
    if let Some(place) = place {
        // The static page stands there until now.
        place.set_text_content(None);
        yew::Renderer::<app::App>::with_root(place).render();
    }
}
