//! The own account: who I am here, which mail I get, how it looks, where I am signed in, and the programs that act for me.

pub mod community;
mod look;
mod notifications;
mod profile;
mod sessions;
pub mod single_keys;
pub mod tokens;

use shared::access::Operation;
use yew::{Html, component, html};

use crate::components::button::{Size, Weight, button_class};
use crate::components::card::Card;
use crate::components::icon::{Glyph, icon_sm};
use crate::components::link::Link;
use crate::hooks::use_title::{use_heading, use_title};
use crate::i18n::use_messages;
use crate::route::Route;
use crate::state::session::{can, use_account};

/// The page.
#[component]
pub fn AccountPage() -> Html {
    let t = use_messages();
    let heading = use_heading();
    // The queue is what has keys.
    let has_keys = use_account().is_some_and(|me| can(&me, Operation::ListTeam) || can(&me, Operation::ListAll));
    use_title(t.my_account());
    html! {
        <div class="wrap stack page w-40 g-5">
            <h1 ref={heading} tabindex="-1">{ t.my_account() }</h1>
            <profile::Profile />
            <notifications::Notifications />
            <look::Look />
            if has_keys {
                <Card title={t.keyboard()}><single_keys::SingleKeys /></Card>
            }
            <sessions::Sessions />
            <Card title={t.tokens()}>
                <p class="soft">{ t.tokens_short() }</p>
                <div class="row">
                    <Link to={Route::Tokens} class={button_class(Weight::Plain, Size::Normal)}>
                        { icon_sm(Glyph::Key) }{ t.manage_tokens() }
                    </Link>
                </div>
            </Card>
        </div>
    }
}
