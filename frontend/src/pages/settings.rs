//! The settings of the institution, for admins.

use yew::{Html, component, html};

use crate::components::skeleton::SkeletonPage;
use crate::hooks::use_query::use_query;

mod colour;
mod editor;
mod logo;
mod notice;
mod reach;
mod targets;

use editor::SettingsEditor;

/// The page.
#[component]
pub fn SettingsPage() -> Html {
    let query = use_query("settings", |client| async move { client.settings().await });
    query.view_page(html! { <SkeletonPage /> }, |settings| {
        html! { <SettingsEditor settings={settings.clone()} query={query.clone()} /> }
    })
}
