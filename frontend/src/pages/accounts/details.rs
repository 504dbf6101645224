//! One account: what the directory says of it, its roles, its address, and whether it may sign in.

use shared::account::AccountDetails;
use uuid::Uuid;
use yew::{Callback, Html, Properties, component, html};

use super::editor::AccountEditor;
use crate::components::skeleton::SkeletonPage;
use crate::hooks::query_cache;
use crate::hooks::use_query::{Query, use_query};
use crate::state::session::{use_account, use_client, use_session_control};

/// Properties of [`AccountAdminPage`].
#[derive(Properties, PartialEq)]
pub struct AccountAdminProps {
    /// The account.
    pub account_id: Uuid,
}

/// The page.
#[component]
pub fn AccountAdminPage(props: &AccountAdminProps) -> Html {
    let id = props.account_id;
    let query = use_query(format!("account/{id}"), move |client| async move { client.account(id).await });
    let changed = use_changed(&query);
    query.view_page(html! { <SkeletonPage /> }, |account| {
        html! { <AccountEditor key={id.to_string()} account={account.clone()} query={query.clone()} on_changed={changed} /> }
    })
}

/// What follows when an account was changed: every page that shows it is told, and its owner's rights here and now.
#[yew::hook]
fn use_changed(query: &Query<AccountDetails>) -> Callback<std::rc::Rc<AccountDetails>> {
    let me = use_account();
    let client = use_client();
    let control = use_session_control();
    let replace = query.replace.clone();
    Callback::from(move |account: std::rc::Rc<AccountDetails>| {
        let is_me = me.as_ref().is_some_and(|me| me.id == account.id);
        replace.emit(account);
        query_cache::invalidate("accounts");
        query_cache::invalidate("teams");
        if let (true, Some(control)) = (is_me, control.clone()) {
            let client = client.clone();
            wasm_bindgen_futures::spawn_local(async move {
                // Whoever has ended their own session hears of it at once.
                if let Ok(me) = client.me().await {
                    control.update(me);
                }
            });
        }
    })
}
