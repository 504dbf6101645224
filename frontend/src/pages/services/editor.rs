//! The editor of one service: its draft, publishing it, and what somebody else changed meanwhile.

use std::rc::Rc;

use shared::service::{NewService, ServiceDetails, ServicePatch};
use shared::ticket::TeamRef;
use uuid::Uuid;
use web_sys::SubmitEvent;
use yew::{
    AttrValue, Callback, Html, Properties, component, html, use_effect, use_effect_with, use_mut_ref, use_state,
};
use yew_router::hooks::use_navigator;

use super::draft::{self, Edit, ServiceDraft, blank, differences, form_of, rebased};
use super::editing::Editing;
use super::fields::{Acts, field_editor, field_list, name_of, new_field, row_id};
use super::general::general;
use super::preview::Preview;
use crate::api::error::ApiError;
use crate::components::alert::{Alert, Tone};
use crate::components::button::{Button, Weight};
use crate::components::crumbs::{Crumb, Crumbs};
use crate::components::dialog::Dialog;
use crate::components::error_region::ErrorAlert;
use crate::components::icon::{Glyph, icon_sm};
use crate::components::link::{Link, go};
use crate::hooks::query_cache;
use crate::hooks::use_draft::use_draft;
use crate::hooks::use_mutation::use_mutation;
use crate::hooks::use_query::{Query, use_query};
use crate::hooks::use_title::{use_heading, use_title};
use crate::i18n::{Messages, use_messages};
use crate::pages::new_request::answer_input::control_id;
use crate::route::Route;
use crate::state::announcer::announce;
use crate::state::toasts::use_toaster;

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

/// What is sent.
#[derive(Clone)]
enum Send {
    Create(NewService),
    Publish(Uuid, i32, ServicePatch),
    Offer(Uuid, i32, bool),
}

/// The editor.
#[component]
pub fn ServiceEditor(props: &ServiceEditorProps) -> Html {
    let t = use_messages();
    let heading = use_heading();
    let navigator = use_navigator();
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

    let send = {
        let (query, discard, change) = (props.query.clone(), draft.discard.clone(), draft.change.clone());
        let (toaster, navigator) = (toaster.clone(), navigator.clone());
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
    };
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
    let acts = {
        let reset = send.reset.clone();
        let select = {
            let selected = selected.clone();
            Callback::from(move |at| selected.set((*selected != Some(at)).then_some(at)))
        };
        let add = {
            let (edit, selected, focus_next, reset) =
                (edit.clone(), selected.setter(), focus_next.clone(), reset.clone());
            let (taken, place) = (on.clone(), form.fields.len());
            Callback::from(move |()| {
                let key = draft::slug("", "campo", |key| {
                    taken.known_keys.iter().any(|known| known == key)
                        || taken.form.fields.iter().any(|field| field.key == key)
                });
                edit.emit(Box::new(move |form: &mut NewService| form.fields.push(new_field(key))));
                reset.emit(());
                selected.set(Some(place));
                focus_next.replace(Some(control_id(&format!("/fields/{place}/label/es")).to_string()));
            })
        };
        let shift = {
            let (edit, selected, focus_next, reset, on) =
                (edit.clone(), selected.clone(), focus_next.clone(), reset.clone(), on.clone());
            Callback::from(move |(from, to, part): (usize, usize, &'static str)| {
                let count = on.form.fields.len();
                let Some(field) = on.form.fields.get(from).filter(|_| to < count) else { return };
                edit.emit(Box::new(move |form: &mut NewService| {
                    if from < form.fields.len() && to < form.fields.len() {
                        let field = form.fields.remove(from);
                        form.fields.insert(to, field);
                    }
                }));
                // What was refused is named by places that are no longer.
                reset.emit(());
                selected.set(Some(to));
                // At either end the button that led there is off.
                let part = match part {
                    "up" if to == 0 => "down",
                    "down" if to + 1 == count => "up",
                    part => part,
                };
                focus_next.replace(Some(row_id(&field.key, part)));
                announce(&on.t.field_moved(&name_of(&on, field), &(to + 1).to_string(), &count.to_string()));
            })
        };
        let remove = {
            let (edit, selected, toaster, on) = (edit.clone(), selected.setter(), toaster.clone(), on.clone());
            Callback::from(move |at: usize| {
                let Some(field) = on.form.fields.get(at).cloned() else { return };
                let name = name_of(&on, &field);
                edit.emit(Box::new(move |form: &mut NewService| {
                    if at < form.fields.len() {
                        form.fields.remove(at);
                    }
                }));
                reset.emit(());
                selected.set(None);
                let back = edit.clone();
                toaster.with_undo(
                    on.t.field_removed(&name),
                    Callback::from(move |()| {
                        let field = field.clone();
                        back.emit(Box::new(move |form: &mut NewService| {
                            form.fields.insert(at.min(form.fields.len()), field);
                        }));
                    }),
                );
            })
        };
        Acts { select, add, shift, remove }
    };

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

/// Puts the focus on a control by its id.
fn focus(id: &str) {
    let element = web_sys::window().and_then(|window| window.document()).and_then(|page| page.get_element_by_id(id));
    if let Some(element) =
        element.and_then(|element| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(element).ok())
    {
        element.focus().ok();
    }
}

/// What the server refused: how much to check, and what no field shows.
fn refused(t: Messages, error: Option<&ApiError>) -> Html {
    let count = error.and_then(ApiError::problem).map_or(0, |problem| problem.errors.len());
    if count == 0 {
        return html! { <ErrorAlert error={error.cloned()} /> };
    }
    let errors = error.and_then(ApiError::problem).map(|problem| problem.errors.clone()).unwrap_or_default();
    html! {
        <Alert tone={Tone::Danger} title={t.fix_to_publish(count as u64)} live=true>
            <ul>
                { for errors.into_iter().map(|error| {
                    let id = control_id(&error.pointer);
                    let onclick = Callback::from(move |event: web_sys::MouseEvent| {
                        event.prevent_default();
                        focus(&id);
                    });
                    html! { <li><a href={format!("#{}", control_id(&error.pointer))} {onclick}>{ &error.message }</a></li> }
                }) }
            </ul>
        </Alert>
    }
}

/// What somebody else published while this was being edited.
fn what_changed(
    t: Messages,
    base: Option<&ServiceDetails>,
    now: Option<&ServiceDetails>,
    mine: &[&'static str],
    go_on: &Callback<web_sys::MouseEvent>,
) -> Html {
    let theirs = base.zip(now).map(|(base, now)| differences(t, &form_of(base), &form_of(now))).unwrap_or_default();
    let both: Vec<&str> = theirs.iter().copied().filter(|part| mine.contains(part)).collect();
    let told =
        if theirs.is_empty() { t.service_changed_elsewhere().to_owned() } else { t.changed_parts(&theirs.join(", ")) };
    html! {
        <Alert tone={Tone::Warn} title={t.service_changed_meanwhile()} live=true>
            <p>{ told }</p>
            if !both.is_empty() { <p>{ t.both_changed(&both.join(", ")) }</p> }
            <p>{ t.yours_is_kept() }</p>
            <Button on_click={go_on.clone()}>{ t.go_on_with_mine() }</Button>
        </Alert>
    }
}

fn publish_dialog(
    t: Messages,
    open: bool,
    close: &Callback<()>,
    publish: &Callback<()>,
    changes: &[&'static str],
    next_form: Option<i32>,
    open_requests: Option<u64>,
) -> Html {
    let footer = html! {
        <>
            <Button on_click={close.reform(|_| ())}>{ t.cancel_word() }</Button>
            <Button submit=true weight={Weight::Primary}>{ t.publish() }</Button>
        </>
    };
    let kept = open_requests.map_or_else(|| t.open_keep_theirs().to_owned(), |count| t.open_keep_form(count));
    html! {
        <Dialog {open} on_close={close.clone()} title={t.publish_question()} on_submit={publish.clone()} {footer}>
            <p>{ t.what_changes() }</p>
            <ul class="bullets">{ for changes.iter().map(|change| html! { <li>{ *change }</li> }) }</ul>
            if let Some(version) = next_form {
                <Alert tone={Tone::Info}>{ t.publish_new_form(&version.to_string()) }{ " " }{ kept }</Alert>
            } else {
                <p class="soft">{ t.publish_same_form() }</p>
            }
        </Dialog>
    }
}

fn retire_dialog(t: Messages, open: bool, close: &Callback<()>, retire: &Callback<()>, name: &str) -> Html {
    let footer = html! {
        <>
            <Button on_click={close.reform(|_| ())}>{ t.cancel_word() }</Button>
            <Button submit=true weight={Weight::Danger}>{ t.retire_word() }</Button>
        </>
    };
    html! {
        <Dialog {open} on_close={close.clone()} title={t.retire_question(name)} on_submit={retire.clone()} {footer}>
            <p>{ t.retire_about() }</p>
        </Dialog>
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
