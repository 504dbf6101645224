//! The editor of one service: its draft, publishing it, and what somebody else changed meanwhile.

use std::rc::Rc;

use shared::service::ServiceDetails;
use shared::ticket::TeamRef;
use uuid::Uuid;
use web_sys::SubmitEvent;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_effect, use_mut_ref, use_state};

use super::draft::{self, Edit, ServiceDraft, blank, differences, form_of, rebased};
use super::editing::Editing;
use super::fields::{field_editor, field_list};
use super::general::general;
use super::preview::Preview;
use crate::components::alert::{Alert, Tone};
use crate::components::button::{Button, Weight};
use crate::components::crumbs::{Crumb, Crumbs};
use crate::components::icon::{Glyph, icon_sm};
use crate::components::link::Link;
use crate::hooks::use_draft::use_draft;
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_query::{Query, use_query};
use crate::hooks::use_title::{use_heading, use_kept_focus, use_title};
use crate::i18n::{Messages, use_messages};
use crate::route::Route;
use crate::state::toasts::use_toaster;

mod acts;
mod dialogs;
mod notices;
mod sending;

use acts::acts;
use dialogs::{publish_dialog, retire_dialog};
use notices::{refused, what_changed};
use sending::{Send, use_sending};

/// Properties of [`ServiceEditor`].
#[derive(Properties, PartialEq)]
pub struct ServiceEditorProps {
    /// The service as it is published; none for a new one.
    pub service: Option<Rc<ServiceDetails>>,
    /// All services.
    pub query: Query<Vec<ServiceDetails>>,
    /// The teams that may serve it.
    pub teams: Rc<Vec<TeamRef>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    Publish,
    Retire,
}

/// The editor.
#[component]
pub fn ServiceEditor(props: &ServiceEditorProps) -> Html {
    let t = use_messages();
    let heading = use_heading();
    let toaster = use_toaster();
    let service = props.service.clone();
    let id = service.as_ref().map(|service| service.id);
    let draft = use_draft::<ServiceDraft>(id.map_or_else(|| "service.new".to_owned(), |id| format!("service.{id}")));
    let selected = use_state(|| None::<usize>);
    let asked = use_state(|| None::<Asked>);
    let focus_next = use_mut_ref(|| None::<String>);
    let open_requests =
        use_query(id.map(|id| format!("open-requests/{id}")).unwrap_or_default(), move |client| async move {
            client.open_requests_for(id.unwrap_or_default()).await
        });

    let origin = service.as_ref().map_or_else(blank, |service| form_of(service));
    let form = Rc::new(draft.value.form.clone().unwrap_or_else(|| origin.clone()));
    let before = draft.value.base.as_ref().map_or_else(|| origin.clone(), form_of);
    let changes = if draft.value.form.is_some() { differences(t, &before, &form) } else { Vec::new() };
    let stale = draft.value.base.as_ref().zip(service.as_ref()).is_some_and(|(base, now)| base.version != now.version);
    let title: AttrValue = match form.name.get(t.0) {
        "" => t.new_service().into(),
        name => name.to_owned().into(),
    };
    use_title(title.clone());

    let send = use_sending(&props.query, &draft);
    {
        let refetch = props.query.refetch.clone();
        let selected = selected.setter();
        // Somebody was quicker: see what there is now. Of what was refused, the first field is opened.
        use_effect_with(send.error.clone(), move |error| {
            let Some(error) = error else { return };
            if error.is_stale() {
                refetch.emit(());
            }
            let mut pointers = error.problem().into_iter().flat_map(|problem| &problem.errors);
            let first = pointers.find_map(|one| one.pointer.strip_prefix("/fields/")?.split('/').next()?.parse().ok());
            if first.is_some() {
                selected.set(first);
            }
        });
    }
    {
        let focus_next = focus_next.clone();
        use_effect(move || {
            let wanted = focus_next.borrow_mut().take();
            if let Some(id) = wanted {
                focus(&id);
            }
        });
    }

    let edit: Callback<Edit> = {
        let (service, origin) = (service.clone(), origin.clone());
        draft.change.reform(move |edit: Edit| {
            let (service, origin) = (service.clone(), origin.clone());
            Box::new(move |draft: &mut ServiceDraft| {
                let mut form = draft.form.take().unwrap_or(origin);
                edit(&mut form);
                if draft.base.is_none() {
                    draft.base = service.map(|service| (*service).clone());
                }
                draft.form = Some(form);
            }) as Box<dyn FnOnce(&mut ServiceDraft)>
        })
    };
    let known_keys: Rc<[String]> =
        before.fields.iter().map(|field| field.key.clone()).filter(|_| id.is_some()).collect();
    let on = Editing {
        t,
        form: form.clone(),
        known_keys,
        teams: props.teams.clone(),
        edit: edit.clone(),
        error: send.error.clone(),
    };
    let acts = acts(&on, &selected, &send.reset, &focus_next, &toaster);

    let ask = |what: Option<Asked>| {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(what))
    };
    let publish = {
        let (run, service, before, form) = (send.run.clone(), service.clone(), before.clone(), form.clone());
        let close = ask(None);
        Callback::from(move |()| {
            close.emit(());
            run.emit(match &service {
                Some(service) => Send::Publish(service.id, service.version, draft::patch(&before, &form)),
                None => Send::Create((*form).clone()),
            });
        })
    };
    let offer = {
        let (run, service, close) = (send.run.clone(), service.clone(), ask(None));
        Callback::from(move |active: bool| {
            close.emit(());
            if let Some(service) = &service {
                run.emit(Send::Offer(service.id, service.version, active));
            }
        })
    };
    let onsubmit = {
        let (asks, publish, is_new) = (ask(Some(Asked::Publish)), publish.clone(), id.is_none());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if is_new { publish.emit(()) } else { asks.emit(()) }
        })
    };
    let discard = {
        let (discard, reset, change, kept) =
            (draft.discard.clone(), send.reset.clone(), draft.change.clone(), draft.value.clone());
        let (toaster, selected) = (toaster.clone(), selected.setter());
        Callback::from(move |_| {
            discard.emit(());
            reset.emit(());
            selected.set(None);
            let (change, kept) = (change.clone(), kept.clone());
            toaster.with_undo(
                t.changes_discarded(),
                Callback::from(move |()| {
                    let kept = kept.clone();
                    change.emit(Box::new(move |draft: &mut ServiceDraft| *draft = kept));
                }),
            );
        })
    };
    let go_on = {
        let (change, service, reset) = (draft.change.clone(), service.clone(), send.reset.clone());
        Callback::from(move |_| {
            let Some(now) = service.as_ref().map(|service| (**service).clone()) else { return };
            reset.emit(());
            change.emit(Box::new(move |draft: &mut ServiceDraft| {
                if let (Some(base), Some(mine)) = (&draft.base, &draft.form) {
                    draft.form = Some(rebased(&form_of(base), mine, &form_of(&now)));
                }
                draft.base = Some(now);
            }));
        })
    };
    let open = open_requests.data.as_ref().map(|count| **count);
    use_kept_focus(changes.is_empty());
    let dialogs = service.as_ref().map(|service| {
        let next = (before.fields != form.fields).then_some(service.form_version + 1);
        html! {
            <>
                { publish_dialog(t, *asked == Some(Asked::Publish), &ask(None), &publish, &changes, next, open) }
                { retire_dialog(t, *asked == Some(Asked::Retire), &ask(None), &offer.reform(|()| false), &title) }
            </>
        }
    });
    let retired = service.as_ref().is_some_and(|service| !service.active);
    html! {
        <div class="admin">
            { services_nav(t, props.query.data.as_deref().map_or(&[], Vec::as_slice), id) }
            <form class="adm-main" {onsubmit} novalidate=true>
                <header class="bar-top">
                    <div class="grow stack g-1">
                        <Crumbs above={vec![Crumb::new(Route::Services, t.services_title())]} here={form.category.label(t.0)} />
                        <h1 ref={heading} tabindex="-1" class="h-p">{ &title }</h1>
                    </div>
                    if !changes.is_empty() {
                        <span class="badge" data-tone="warn">{ icon_sm(Glyph::Edit) }{ t.draft_with_changes(changes.len() as u64) }</span>
                        <Button weight={Weight::Ghost} on_click={discard}>{ t.discard_changes() }</Button>
                    }
                    <Button submit=true weight={Weight::Primary} busy={send.busy} disabled={stale || changes.is_empty()}>
                        { if id.is_some() { t.publish() } else { t.create_service() } }
                    </Button>
                </header>
                <div class="adm-scroll stack g-5 pt-3">
                    if stale {
                        { what_changed(t, draft.value.base.as_ref(), service.as_deref(), &changes, &go_on) }
                    } else {
                        { refused(t, send.error.as_ref()) }
                    }
                    if retired {
                        <Alert tone={Tone::Warn} title={t.retired_title()}>
                            <p>{ t.retired_about() }</p>
                            <Button busy={send.busy} on_click={offer.reform(|_| true)}>{ t.bring_back() }</Button>
                        </Alert>
                    }
                    { general(&on) }
                    { field_list(&on, service.as_ref().map(|service| service.form_version), *selected, &acts) }
                    if let Some(at) = *selected { { field_editor(&on, at) } }
                    if id.is_none() {
                        { on.switch(t.offered_at_once(), form.active, |form, yes| form.active = yes) }
                    } else if !retired {
                        <div><Button weight={Weight::Danger} on_click={ask(Some(Asked::Retire)).reform(|_| ())}>{ t.retire_service() }</Button></div>
                    }
                </div>
            </form>
            <Preview form={(*form).clone()} selected={*selected} />
            // Beside the form: what a form inside another sends would be heard by both.
            { dialogs }
        </div>
    }
}

/// The other services, beside the one that is being edited.
fn services_nav(t: Messages, services: &[ServiceDetails], here: Option<Uuid>) -> Html {
    html! {
        <nav class="adm-nav hide-sm" aria-label={t.services_title()}>
            { for shared::category::Category::ALL.iter().map(|category| html! {
                <>
                    <div class="h">{ category.label(t.0) }</div>
                    { for services.iter().filter(|service| service.category == *category).map(|service| html! {
                        <Link to={Route::Service { service_id: service.id }} class="item" current={here == Some(service.id)}>
                            <span class="grow trunc">{ service.name.get(t.0) }</span>
                            if !service.active { <span class="small muted">{ t.service_retired() }</span> }
                        </Link>
                    }) }
                </>
            }) }
        </nav>
    }
}

/// Puts the focus on a control by its id.
fn focus(id: &str) {
    let element = web_sys::window().and_then(|window| window.document()).and_then(|page| page.get_element_by_id(id));
    if let Some(element) =
        element.and_then(|element| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(element).ok())
    {
        element.focus().ok();
    }
}
