//! Whether a team serves: it is retired when nobody counts on it any more, and brought back.

use std::rc::Rc;

use shared::account::{TeamDetails, TeamPatch};
use yew::{Callback, Html, Properties, component, hook, html, use_state};

use crate::api::error::ApiError;
use crate::components::alert::{Alert, Tone};
use crate::components::button::{Button, Weight};
use crate::components::card::Card;
use crate::components::dialog::Dialog;
use crate::components::error_region::ErrorAlert;
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_mutation::{Mutation, use_mutation};
use crate::i18n::use_messages;
use crate::state::toasts::use_toaster;

/// Properties of [`RetireTeam`] and [`Retired`].
#[derive(Properties, PartialEq)]
pub struct StandingProps {
    /// The team as it stands.
    pub team: Rc<TeamDetails>,
    /// The team after a change.
    pub on_change: Callback<TeamDetails>,
    /// Somebody else has changed it meanwhile: it is to be loaded again.
    pub on_stale: Callback<()>,
}

/// Retires the team, or brings it back.
#[hook]
fn use_standing(props: &StandingProps) -> Mutation<bool> {
    let t = use_messages();
    let toaster = use_toaster();
    let (id, version, on_change) = (props.team.id, props.team.version, props.on_change.clone());
    let change = use_mutation(
        move |client, active: bool, _key| async move {
            client.change_team(id, version, &TeamPatch { active: Some(active), ..TeamPatch::default() }).await
        },
        move |team: TeamDetails| {
            toaster.ok(if team.active { t.team_is_back(&team.name) } else { t.team_was_retired(&team.name) });
            on_change.emit(team);
        },
    );
    let on_stale = props.on_stale.clone();
    use_effect_with(change.error.clone(), move |error| {
        if error.as_ref().is_some_and(ApiError::is_stale) {
            on_stale.emit(());
        }
    });
    change
}

/// Where a team is retired, and what is asked before.
#[component]
pub fn RetireTeam(props: &StandingProps) -> Html {
    let t = use_messages();
    let change = use_standing(props);
    let asking = use_state(|| false);
    {
        let asking = asking.setter();
        use_effect_with(props.team.active, move |_| asking.set(false));
    }
    if !props.team.active {
        return Html::default();
    }
    let ask = {
        let (asking, reset) = (asking.setter(), change.reset.clone());
        move |open: bool| {
            let (asking, reset) = (asking.clone(), reset.clone());
            Callback::from(move |()| {
                reset.emit(());
                asking.set(open);
            })
        }
    };
    let footer = html! {
        <>
            <Button on_click={ask(false).reform(|_| ())}>{ t.cancel_word() }</Button>
            <Button submit=true weight={Weight::Danger} busy={change.busy}>{ t.retire_word() }</Button>
        </>
    };
    html! {
        <div class="pad">
            <Card title={t.retire_team()}>
                <p class="small soft">{ t.retire_team_about() }</p>
                <div><Button weight={Weight::Danger} on_click={ask(true).reform(|_| ())}>{ t.retire_team() }</Button></div>
            </Card>
            <Dialog
                open={*asking}
                on_close={ask(false)}
                title={t.retire_question(&props.team.name)}
                on_submit={change.run.reform(|()| false)}
                {footer}
            >
                <ErrorAlert error={change.error.clone()} />
                <p>{ t.retire_team_does() }</p>
            </Dialog>
        </div>
    }
}

/// That a team is retired, and the way back.
#[component]
pub fn Retired(props: &StandingProps) -> Html {
    let t = use_messages();
    let change = use_standing(props);
    if props.team.active {
        return Html::default();
    }
    html! {
        <Alert tone={Tone::Neutral} title={t.retired_team_title()}>
            <p>{ t.retired_team_about() }</p>
            <ErrorAlert error={change.error.clone()} />
            <Button busy={change.busy} on_click={change.run.reform(|_| true)}>{ t.bring_team_back() }</Button>
        </Alert>
    }
}
