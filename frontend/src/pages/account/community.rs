//! The part of the university that a person belongs to, asked once where no directory tells.

use shared::person::Community;
use shared::session::MePatch;
use yew::{Html, component, html};

use crate::components::card::Card;
use crate::components::choice::Choice;
use crate::components::choice_cards::choice_cards;
use crate::components::error_region::ErrorAlert;
use crate::hooks::query_cache;
use crate::hooks::use_setting::use_change_me;
use crate::i18n::{Messages, use_messages};
use crate::state::session::use_account;

/// Asks once for the community that no directory told.
#[component]
pub fn CommunityQuestion() -> Html {
    let t = use_messages();
    html! {
        <Card title={t.which_community()} urgent=true>
            <p class="soft">{ t.which_community_about() }</p>
            <CommunityChoice />
        </Card>
    }
}

/// The choice alone.
#[component]
pub fn CommunityChoice() -> Html {
    let t = use_messages();
    let me = use_account();
    let change = use_change_me(|| query_cache::invalidate("catalog"));
    let choices: Vec<Choice<Community>> =
        Community::ALL.iter().map(|community| Choice::new(*community, t.community_word(*community))).collect();
    let community = me.and_then(|me| me.community);
    let on_change = change.run.reform(|community| MePatch { community: Some(community), ..MePatch::default() });
    html! {
        <div class="stack g-2">
            <ErrorAlert error={change.error.clone()} />
            <div role="radiogroup" aria-label={t.which_community()}>
                { choice_cards(choices, community.as_ref(), &on_change, "min-11") }
            </div>
        </div>
    }
}

impl Messages {
    /// A community as a person names itself.
    pub fn community_word(self, community: Community) -> &'static str {
        match community {
            Community::Administrative => self.i_am_administrative(),
            Community::Faculty => self.i_am_faculty(),
            Community::Student => self.i_am_student(),
        }
    }
}
