//! How the editor's service reaches the server, and what follows when it has.

use std::rc::Rc;

use shared::service::{NewService, ServiceDetails, ServicePatch};
use uuid::Uuid;
use yew::hook;

use crate::components::link::go;
use crate::hooks::query_cache;
use crate::hooks::use_draft::Draft;
use crate::hooks::use_mutation::{Mutation, use_mutation};
use crate::hooks::use_query::Query;
use crate::i18n::use_messages;
use crate::pages::services::draft::ServiceDraft;
use crate::route::Route;
use crate::router::use_navigator;
use crate::state::toasts::use_toaster;

/// What is sent.
#[derive(Clone)]
pub enum Send {
    /// A new one.
    Create(NewService),
    /// What was changed of one, and the version it was changed from.
    Publish(Uuid, i32, ServicePatch),
    /// Whether one is offered, and the version seen.
    Offer(Uuid, i32, bool),
}

/// Sends it. What comes back takes its place in the list, and a draft that was sent is forgotten.
#[hook]
pub fn use_sending(query: &Query<Vec<ServiceDetails>>, draft: &Draft<ServiceDraft>) -> Mutation<Send> {
    let t = use_messages();
    let (navigator, toaster) = (use_navigator(), use_toaster());
    let (query, discard, change) = (query.clone(), draft.discard.clone(), draft.change.clone());
    let kept = draft.value.form.is_some();
    use_mutation(
        |client, send: Send, key| async move {
            match send {
                Send::Create(new) => client.create_service(&new, &key).await.map(|done| (done, None)),
                Send::Publish(id, version, patch) => {
                    client.change_service(id, version, &patch).await.map(|done| (done, Some(None)))
                }
                Send::Offer(id, version, active) => {
                    let patch = ServicePatch { active: Some(active), ..ServicePatch::default() };
                    client.change_service(id, version, &patch).await.map(|done| (done, Some(Some(active))))
                }
            }
        },
        move |(done, what): (ServiceDetails, Option<Option<bool>>)| {
            let name = done.name.get(t.0).to_owned();
            let mut all: Vec<ServiceDetails> = query.data.iter().flat_map(|all| all.iter().cloned()).collect();
            match all.iter_mut().find(|one| one.id == done.id) {
                Some(one) => *one = done.clone(),
                None => all.push(done.clone()),
            }
            query.replace.emit(Rc::new(all));
            query_cache::invalidate("catalog");
            match what {
                Some(Some(active)) => {
                    toaster.ok(if active { t.service_is_back(&name) } else { t.service_was_retired(&name) });
                    // What is being edited goes on from here.
                    if kept {
                        change.emit(Box::new(move |draft: &mut ServiceDraft| draft.base = Some(done)));
                    }
                }
                Some(None) => {
                    discard.emit(());
                    toaster.ok(t.service_published(&name));
                }
                None => {
                    discard.emit(());
                    toaster.ok(t.service_created(&name));
                    query_cache::invalidate("services");
                    if let Some(navigator) = &navigator {
                        go(navigator, &Route::Service { service_id: done.id }, "");
                    }
                }
            }
        },
    )
}
