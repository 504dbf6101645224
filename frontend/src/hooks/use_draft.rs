//! What somebody is writing, kept in the browser until the server has it. Drafts belong to one account and are wiped when it
//! signs out: laboratory computers are shared.

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use shared::{instant, json};
use uuid::Uuid;
use yew::{AttrValue, Callback, hook, use_mut_ref, use_state};

use crate::hooks::use_effect::use_effect_with;
use crate::state::session::{is_marked, use_account};
use crate::state::storage;

/// Where every draft begins in the browser's storage.
pub const PREFIX: &str = "ventanilla.draft.";

/// A change to what is written.
pub type Alter<T> = Box<dyn FnOnce(&mut T)>;

/// A draft as it stands.
#[derive(Clone, PartialEq)]
pub struct Draft<T> {
    /// What is written so far.
    pub value: T,
    /// When it was last kept; `None` while it is untouched.
    pub saved_at: Option<DateTime<Utc>>,
    /// Changes it and keeps it. The function gets the latest value, so that two changes in one turn both count.
    pub change: Callback<Alter<T>>,
    /// Forgets it: sent, or thrown away.
    pub discard: Callback<()>,
}

impl<T: 'static> Draft<T> {
    /// A callback that puts something into the draft.
    pub fn setter<V: 'static>(&self, set: fn(&mut T, V)) -> Callback<V> {
        self.change.reform(move |value: V| Box::new(move |draft: &mut T| set(draft, value)) as Alter<T>)
    }
}

#[derive(Serialize, Deserialize)]
struct Kept<T> {
    value: T,
    #[serde(deserialize_with = "instant::read")]
    saved_at: DateTime<Utc>,
}

/// The draft of this name and of the account that is signed in.
#[hook]
pub fn use_draft<T>(name: impl Into<AttrValue>) -> Draft<T>
where
    T: Clone + PartialEq + Default + Serialize + DeserializeOwned + 'static,
{
    let name: AttrValue = name.into();
    let account = use_account().map(|account| account.id);
    let key = account.map(|id| AttrValue::from(format!("{PREFIX}{id}.{name}")));
    let latest = use_mut_ref(|| read::<T>(key.as_ref()));
    let shown = use_state(|| latest.borrow().clone());
    {
        let (latest, shown) = (latest.clone(), shown.setter());
        let first = use_mut_ref(|| true);
        use_effect_with(key.clone(), move |key| {
            // The first one was read while rendering.
            if !first.replace(false) {
                let kept = read::<T>(key.as_ref());
                latest.replace(kept.clone());
                shown.set(kept);
            }
        });
    }
    let change = {
        let (latest, shown, key) = (latest.clone(), shown.setter(), key.clone());
        Callback::from(move |alter: Alter<T>| {
            let mut value = latest.borrow().0.clone();
            alter(&mut value);
            let saved_at = Utc::now();
            // Nothing is kept any more for somebody who has left meanwhile.
            let stored = key.as_ref().filter(|_| account.is_some_and(is_marked)).is_some_and(|key| {
                let kept = Kept { value: value.clone(), saved_at };
                serde_json::to_string(&kept).is_ok_and(|json| storage::set(key, &json))
            });
            let next = (value, stored.then_some(saved_at));
            latest.replace(next.clone());
            shown.set(next);
        })
    };
    let discard = {
        let shown = shown.setter();
        Callback::from(move |()| {
            if let Some(key) = &key {
                storage::remove(key);
            }
            latest.replace((T::default(), None));
            shown.set((T::default(), None));
        })
    };
    let (value, saved_at) = (*shown).clone();
    Draft { value, saved_at, change, discard }
}

/// Whether an account has a draft of this name.
pub fn is_kept(account: Uuid, name: &str) -> bool {
    storage::get(&format!("{PREFIX}{account}.{name}")).is_some()
}

/// Makes something a draft again; says whether it is kept. Whoever reads the draft must not be there yet.
pub fn put_back(account: Uuid, name: &str, value: &impl Serialize) -> bool {
    let kept = Kept { value, saved_at: Utc::now() };
    serde_json::to_string(&kept).is_ok_and(|json| storage::set(&format!("{PREFIX}{account}.{name}"), &json))
}

fn read<T: DeserializeOwned + Default>(key: Option<&AttrValue>) -> (T, Option<DateTime<Utc>>) {
    key.and_then(|key| storage::get(key))
        .and_then(|kept| json::read::<Kept<T>>(&kept))
        .map_or_else(|| (T::default(), None), |kept| (kept.value, Some(kept.saved_at)))
}
