//! The form of one team: its name and its members, kept as a draft until it is saved.

use std::rc::Rc;

use shared::account::{AccountDetails, NewTeam, TeamDetails, TeamPatch};
use shared::limits::NAME_MAX;
use shared::person::PersonRef;
use shared::service::ServiceDetails;
use uuid::Uuid;
use web_sys::SubmitEvent;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state};

use super::people::PeopleSearch;
use super::standing::{RetireTeam, Retired};
use crate::components::alert::{Alert, Tone};
use crate::components::avatar::{Avatar, AvatarSize};
use crate::components::button::{Button, Size, Weight};
use crate::components::card::Card;
use crate::components::crumbs::{Crumb, Crumbs};
use crate::components::error_region::ErrorAlert;
use crate::components::field::{Field, text_fault};
use crate::components::icon::{Glyph, icon_sm};
use crate::components::link::{Link, go};
use crate::components::text_input::TextInput;
use crate::hooks::query_cache;
use crate::hooks::use_editing::{Edit, Editable, Editing, Part, changed, focus_fault, parts, use_editing};
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_mutation::use_mutation;
use crate::hooks::use_query::Query;
use crate::hooks::use_title::{use_heading, use_title};
use crate::i18n::{Messages, use_messages};
use crate::route::Route;
use crate::router::use_navigator;
use crate::state::announcer::announce;
use crate::state::toasts::use_toaster;

impl Editable for TeamDetails {
    const PARTS: &'static [Part<Self>] = parts! {
        name: name;
        members: members;
    };

    fn version(&self) -> i32 {
        self.version
    }
}

fn ids(team: &TeamDetails) -> Vec<Uuid> {
    team.members.iter().map(|member| member.id).collect()
}

/// What is sent.
#[derive(Clone)]
enum Send {
    Create(NewTeam),
    Change(Uuid, i32, TeamPatch),
}

/// Properties of [`TeamEditor`].
#[derive(Properties, PartialEq)]
pub struct TeamEditorProps {
    /// The team as it stands; without an id a new one.
    pub team: Rc<TeamDetails>,
    /// All teams.
    pub query: Query<Vec<TeamDetails>>,
    /// All services.
    pub services: Rc<Vec<ServiceDetails>>,
}

/// The page of one team.
#[component]
pub fn TeamEditor(props: &TeamEditorProps) -> Html {
    let t = use_messages();
    let heading = use_heading();
    let toaster = use_toaster();
    let navigator = use_navigator();
    let tried = use_state(|| false);
    let team = &props.team;
    let is_new = team.id.is_nil();
    let editing = use_editing(t, format!("team.{}", team.id), team);
    let title: AttrValue = if is_new { t.new_team().into() } else { team.name.clone().into() };
    use_title(title.clone());
    let save = {
        let (query, done, tried) = (props.query.clone(), editing.done.clone(), tried.setter());
        use_mutation(
            |client, send: Send, key| async move {
                match send {
                    Send::Create(new) => client.create_team(&new, &key).await.map(|team| (team, true)),
                    Send::Change(id, version, patch) => {
                        client.change_team(id, version, &patch).await.map(|team| (team, false))
                    }
                }
            },
            move |(team, is_new): (TeamDetails, bool)| {
                let mut all: Vec<TeamDetails> = query.data.iter().flat_map(|all| all.iter().cloned()).collect();
                all.retain(|one| one.id != team.id);
                all.push(team.clone());
                all.sort_by(|a, b| a.name.cmp(&b.name));
                toaster.ok(if is_new { t.team_created(&team.name) } else { t.team_saved(&team.name) });
                done.emit(());
                tried.set(false);
                query.replace.emit(Rc::new(all));
                query_cache::invalidate("teams");
                query_cache::invalidate("account");
                if let (true, Some(navigator)) = (is_new, &navigator) {
                    go(navigator, &Route::Team { team_id: team.id }, "");
                }
            },
        )
    };
    {
        let refetch = props.query.refetch.clone();
        use_effect_with(save.error.clone(), move |error| match error {
            Some(error) if error.is_stale() => refetch.emit(()),
            Some(_) => focus_fault(),
            None => {}
        });
    }
    let on_standing = {
        // What is edited beside it stays, on top of the new version.
        let (query, rebase) = (props.query.clone(), editing.rebase.clone());
        Callback::from(move |team: TeamDetails| {
            let mut all: Vec<TeamDetails> = query.data.iter().flat_map(|all| all.iter().cloned()).collect();
            if let Some(one) = all.iter_mut().find(|one| one.id == team.id) {
                *one = team.clone();
            }
            query.replace.emit(Rc::new(all));
            rebase.emit(Rc::new(team));
            query_cache::invalidate("teams");
        })
    };
    let fault = text_fault(t, &editing.form.name, NAME_MAX, *tried || !is_new);
    let onsubmit = {
        let (run, tried, can_save) = (save.run.clone(), tried.setter(), editing.can_save());
        let sound = text_fault(t, &editing.form.name, NAME_MAX, true).is_none();
        let (before, form, version) = (editing.before.clone(), editing.form.clone(), team.version);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            if !sound {
                focus_fault();
            } else if can_save && is_new {
                run.emit(Send::Create(NewTeam { name: form.name.clone(), member_ids: ids(&form) }));
            } else if can_save {
                let member_ids = changed(&ids(&before), &ids(&form));
                run.emit(Send::Change(
                    form.id,
                    version,
                    TeamPatch { name: changed(&before.name, &form.name), member_ids, active: None },
                ));
            }
        })
    };
    let error = save.error.as_ref();
    html! {
        <>
            <form class="pad stack g-4" {onsubmit} novalidate=true>
                <header class="page-head save-bar">
                    <div class="stack g-1">
                        <Crumbs above={vec![Crumb::new(Route::Teams, t.nav_teams())]} here={title.clone()} />
                        <h1 ref={heading} tabindex="-1" class="h-p">{ &title }</h1>
                    </div>
                    if !editing.changes.is_empty() {
                        <Button weight={Weight::Ghost} on_click={editing.discard.reform(|_| ())}>{ t.discard_changes() }</Button>
                    }
                    <Button submit=true weight={Weight::Primary} busy={save.busy} disabled={!editing.can_save()}>
                        { if is_new { t.create_team() } else { t.save_changes() } }
                    </Button>
                </header>
                <Retired team={team.clone()} on_change={on_standing.clone()} on_stale={props.query.refetch.clone()} />
                { editing.conflict(t) }
                if editing.theirs.is_none() { <ErrorAlert error={error.and_then(|error| error.beside_none(&["/name", "/member_ids"]))} /> }
                <div class="split side-20">
                    <Card title={t.team()}>
                        <Field label={t.name()} error={fault.or_else(|| error.and_then(|error| error.at("/name")))}>
                            <TextInput
                                value={AttrValue::from(editing.form.name.clone())}
                                on_input={editing.setter(|form: &mut TeamDetails, text| form.name = text)}
                            />
                        </Field>
                        { members(t, &editing) }
                        if error.is_some_and(|error| error.is_beside(|pointer| pointer.starts_with("/member_ids"))) {
                            <Alert tone={Tone::Danger} live=true>{ t.member_is_gone() }</Alert>
                        }
                    </Card>
                    if !is_new { { served(t, team.id, &props.services) } }
                </div>
            </form>
            if !is_new { <RetireTeam team={team.clone()} on_change={on_standing} on_stale={props.query.refetch.clone()} /> }
        </>
    }
}

/// Who belongs to it, and where somebody is added.
fn members(t: Messages, editing: &Editing<TeamDetails>) -> Html {
    let members = &editing.form.members;
    let left = ids(&editing.before).iter().any(|id| !members.iter().any(|member| member.id == *id));
    let on_add = editing.edit.reform(move |account: AccountDetails| {
        announce(&t.member_added(&account.name));
        Box::new(move |form: &mut TeamDetails| {
            form.members.push(PersonRef { id: account.id, name: account.name, community: account.community });
            // As the server orders them, so that what is put back is no change.
            form.members.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
        }) as Edit<TeamDetails>
    });
    html! {
        <div class="stack g-3">
            <h3 class="h-s">{ t.members_counted(members.len() as u64) }</h3>
            if members.is_empty() {
                <p class="small muted">{ t.team_is_empty_text() }</p>
            } else {
                <ul class="divided members">
                    { for members.iter().map(|member| {
                        let (id, name) = (member.id, member.name.clone());
                        let remove = editing.edit.reform(move |_| {
                            announce(&t.member_removed(&name));
                            Box::new(move |form: &mut TeamDetails| form.members.retain(|one| one.id != id)) as Edit<TeamDetails>
                        });
                        html! {
                            <li key={id.to_string()} class="row row-n g-3">
                                <Avatar name={AttrValue::from(member.name.clone())} size={AvatarSize::Small} />
                                <Link to={Route::AccountAdmin { account_id: id }} class="link grow">{ &member.name }</Link>
                                <Button
                                    size={Size::Small}
                                    weight={Weight::Ghost}
                                    glyph={Glyph::Close}
                                    label={t.remove_member(&member.name)}
                                    on_click={remove}
                                />
                            </li>
                        }
                    }) }
                </ul>
            }
            if left { <Alert tone={Tone::Info}>{ t.member_leaves() }</Alert> }
            if editing.form.active {
                <PeopleSearch known={members.iter().map(|member| member.id).collect::<Vec<_>>()} {on_add} />
            } else {
                <p class="small muted">{ t.retired_team_is_shut() }</p>
            }
        </div>
    }
}

/// The services that it serves.
fn served(t: Messages, id: Uuid, services: &[ServiceDetails]) -> Html {
    let served: Vec<&ServiceDetails> = services.iter().filter(|service| service.team_id == id).collect();
    html! {
        <aside>
            <Card title={t.serves()}>
                if served.is_empty() {
                    <p class="small muted">{ t.serves_nothing() }</p>
                } else {
                    <ul class="stack g-1">
                        { for served.into_iter().map(|service| html! {
                            <li class="row between">
                                <Link to={Route::Service { service_id: service.id }} class="go text-link">
                                    { icon_sm(Glyph::from(service.category)) }{ service.name.get(t.0) }
                                </Link>
                                if !service.active { <span class="small muted">{ t.service_retired() }</span> }
                            </li>
                        }) }
                    </ul>
                }
                <p class="small muted">{ t.serves_about() }</p>
            </Card>
        </aside>
    }
}
