//! What a person sets of the own account, kept by the server so that it follows to every device.

use shared::session::{Me, MePatch};
use yew::{Callback, hook, use_mut_ref, use_state};

use super::use_mutation::{Mutation, use_mutation};
use crate::api::error::ApiError;
use crate::hooks::use_effect::use_effect_with;
use crate::state::session::{use_account, use_session_control};

/// Changes the own account. Where it was changed elsewhere meanwhile, what it is now is shown beside the refusal.
#[hook]
pub fn use_change_me(done: impl Fn() + 'static) -> Mutation<MePatch> {
    let version = use_account().map_or(0, |me| me.version);
    let control = use_session_control();
    let update = move |me: Me| {
        if let Some(control) = &control {
            control.update(me);
        }
    };
    let changed = update.clone();
    use_mutation(
        move |client, patch: MePatch, _key| {
            let update = update.clone();
            async move {
                let answer = client.change_me(version, patch).await;
                if answer.as_ref().is_err_and(ApiError::is_stale)
                    && let Ok(newest) = client.me().await
                {
                    update(newest);
                }
                answer
            }
        },
        move |me| {
            changed(me);
            done();
        },
    )
}

/// A setting that applies at once.
#[derive(Clone, PartialEq)]
pub struct Setting<T: Clone + PartialEq> {
    /// What is set: what the person just chose, and what the server keeps once it has answered.
    pub value: T,
    /// Why the last choice was not kept.
    pub error: Option<ApiError>,
    /// Another choice. One made while another is on its way follows it.
    pub set: Callback<T>,
}

/// A setting that applies at once: where the account has it, and how it is said to the server.
#[hook]
pub fn use_setting<T>(read: fn(&Me) -> T, patch: fn(T) -> MePatch) -> Setting<T>
where
    T: Clone + PartialEq + Default + 'static,
{
    let kept = use_account().map(|me| read(&me)).unwrap_or_default();
    let wanted = use_state(|| None::<T>);
    let change = use_change_me(|| ());
    let sent = use_mut_ref(|| None::<T>);
    let (run, reset) = (change.run.clone(), change.reset.clone());
    {
        let setter = wanted.setter();
        let latest = ((*wanted).clone(), kept.clone(), change.busy, change.error.is_some());
        use_effect_with(latest, move |(wanted, kept, busy, failed)| {
            let Some(wanted) = wanted.as_ref().filter(|_| !busy) else { return };
            let is_new = sent.borrow().as_ref() != Some(wanted) && wanted != kept;
            if is_new && !failed {
                sent.replace(Some(wanted.clone()));
                run.emit(patch(wanted.clone()));
            } else {
                sent.replace(None);
                setter.set(None);
            }
        });
    }
    let set = {
        let (setter, busy) = (wanted.setter(), change.busy);
        Callback::from(move |choice: T| {
            if !busy {
                reset.emit(());
            }
            setter.set(Some(choice));
        })
    };
    Setting { value: (*wanted).clone().unwrap_or(kept), error: change.error, set }
}
