//! The form of one account, kept as a draft until it is saved, and what else can be done with the account.

use std::rc::Rc;

use shared::account::{AccountDetails, AccountPatch};
use shared::limits::{EXTENSION_MAX, INSTITUTIONAL_ID_MAX, NAME_MAX};
use shared::person::{Community, Role};
use web_sys::SubmitEvent;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state};

use super::address::{AddressDialog, ReleaseDialog};
use super::standing::{DisableDialog, EnableDialog};
use super::{roles, state};
use crate::api::error::ApiError;
use crate::components::alert::{Alert, Tone};
use crate::components::button::{Button, Weight};
use crate::components::card::Card;
use crate::components::checkbox::Checkbox;
use crate::components::choice::Choice;
use crate::components::crumbs::{Crumb, Crumbs};
use crate::components::dialog::Dialog;
use crate::components::error_region::ErrorAlert;
use crate::components::field::{Field, FieldGroup, text_fault};
use crate::components::icon::{Glyph, icon_sm};
use crate::components::link::Link;
use crate::components::relative_time::Moment;
use crate::components::select::select;
use crate::components::text_input::TextInput;
use crate::hooks::use_editing::{Editable, Editing, Part, changed, focus_fault, parts, use_editing};
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_mutation::use_mutation;
use crate::hooks::use_query::Query;
use crate::hooks::use_title::{use_heading, use_title};
use crate::i18n::intl::Style;
use crate::i18n::{Messages, own_name, use_messages};
use crate::route::Route;
use crate::state::session::use_account;
use crate::state::toasts::use_toaster;

impl Editable for AccountDetails {
    const PARTS: &'static [Part<Self>] = parts! {
        name: name;
        community_label: community;
        institutional_id: institutional_id;
        unit_label: unit;
        phone_extension: phone_extension;
        roles: roles;
        institutional_email: email;
        status_label: active;
    };

    fn version(&self) -> i32 {
        self.version
    }
}

/// What is sent: only what differs.
fn patch(before: &AccountDetails, after: &AccountDetails) -> AccountPatch {
    // An empty text takes away.
    let text = |before: &Option<String>, after: &Option<String>| {
        (before != after).then(|| after.clone().unwrap_or_default().trim().to_owned())
    };
    AccountPatch {
        name: changed(&before.name, &after.name),
        community: changed(&before.community, &after.community).flatten(),
        institutional_id: text(&before.institutional_id, &after.institutional_id),
        unit: text(&before.unit, &after.unit),
        phone_extension: text(&before.phone_extension, &after.phone_extension),
        roles: changed(&before.roles, &after.roles),
        ..AccountPatch::default()
    }
}

/// The pointers of the fields that show what is wrong with them.
const FIELDS: &[&str] = &["/name", "/community", "/institutional_id", "/unit", "/phone_extension", "/roles"];

/// Properties of [`AccountEditor`].
#[derive(Properties, PartialEq)]
pub struct AccountEditorProps {
    /// The account as it stands.
    pub account: Rc<AccountDetails>,
    /// Its query.
    pub query: Query<AccountDetails>,
    /// It was changed.
    pub on_changed: Callback<Rc<AccountDetails>>,
}

/// What is asked in a dialog.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// Leaving the admins oneself.
    StepDown,
    Disable,
    Enable,
    Address,
    Release,
}

/// The page of one account.
#[component]
pub fn AccountEditor(props: &AccountEditorProps) -> Html {
    let t = use_messages();
    let heading = use_heading();
    let toaster = use_toaster();
    let me = use_account().map(|me| me.id);
    let account = &props.account;
    let asked = use_state(|| None::<Asked>);
    use_title(account.name.clone());
    let editing = use_editing(t, format!("account.{}", account.id), account);
    let is_me = me == Some(account.id);
    let id = account.id;
    let save = {
        let (done, on_changed, toaster) = (editing.done.clone(), props.on_changed.clone(), toaster.clone());
        use_mutation(
            move |client, (version, patch): (i32, AccountPatch), _key| async move {
                client.change_account(id, version, &patch).await
            },
            move |account: AccountDetails| {
                toaster.ok(t.account_saved(&account.name));
                done.emit(());
                on_changed.emit(Rc::new(account));
            },
        )
    };
    {
        let refetch = props.query.refetch.clone();
        // Somebody was quicker: see what there is now. Of what was refused, the first field is shown.
        use_effect_with(save.error.clone(), move |error| match error {
            Some(error) if error.is_stale() => refetch.emit(()),
            Some(_) => focus_fault(),
            None => {}
        });
    }
    let ask = |what: Option<Asked>| {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(what))
    };
    let sends = {
        let (run, version, patch) = (save.run.clone(), account.version, patch(&editing.before, &editing.form));
        let close = ask(None);
        Callback::from(move |()| {
            close.emit(());
            run.emit((version, patch.clone()));
        })
    };
    let steps_down = is_me && editing.before.roles.contains(&Role::Admin) && !editing.form.roles.contains(&Role::Admin);
    let onsubmit = {
        let (sends, asks) = (sends.clone(), ask(Some(Asked::StepDown)));
        let (can_save, sound) = (editing.can_save(), faults(t, &editing.form).iter().all(Option::is_none));
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match (can_save, sound, steps_down) {
                (false, ..) => {}
                (_, false, _) => focus_fault(),
                (.., true) => asks.emit(()),
                (.., false) => sends.emit(()),
            }
        })
    };
    let followed = {
        let (on_changed, rebase, close) = (props.on_changed.clone(), editing.rebase.clone(), ask(None));
        Callback::from(move |(account, told): (Rc<AccountDetails>, AttrValue)| {
            close.emit(());
            toaster.ok(told);
            // What is being edited goes on from here.
            rebase.emit(account.clone());
            on_changed.emit(account);
        })
    };
    let opened = |what: Asked| *asked == Some(what);
    html! {
        <div class="pad stack g-4">
            <form class="stack g-4" {onsubmit} novalidate=true>
                <header class="page-head save-bar">
                    <div class="stack g-1">
                        <Crumbs above={vec![Crumb::new(Route::Accounts, t.accounts_title())]} here={account.email.clone()} />
                        <h1 ref={heading} tabindex="-1" class="h-p row">
                            { &account.name }
                            { state(t, account.active) }
                            if is_me { <span class="badge" data-tone="info">{ t.this_is_you() }</span> }
                        </h1>
                    </div>
                    if !editing.changes.is_empty() {
                        <Button weight={Weight::Ghost} on_click={editing.discard.reform(|_| ())}>{ t.discard_changes() }</Button>
                    }
                    <Button submit=true weight={Weight::Primary} busy={save.busy} disabled={!editing.can_save()}>
                        { t.save_changes() }
                    </Button>
                </header>
                { editing.conflict(t) }
                if editing.theirs.is_none() { <ErrorAlert error={save.error.as_ref().and_then(|error| error.beside_none(FIELDS))} /> }
                <div class="split side-20">
                    <div class="stack g-4">
                        { told(t, &editing, save.error.as_ref()) }
                        { given_roles(t, &editing, save.error.as_ref()) }
                    </div>
                    <aside class="stack g-4">
                        <Card title={t.address_and_access()}>
                            <dl class="dl dl-v">
                                <dt>{ t.institutional_email() }</dt><dd class="anywhere">{ &account.email }</dd>
                                <dt>{ t.language() }</dt><dd>{ own_name(account.language) }</dd>
                                <dt>{ t.account_since() }</dt><dd><Moment at={account.created_at} style={Style::Day} /></dd>
                            </dl>
                            <div class="stack g-2">
                                <Button glyph={Glyph::Mail} on_click={ask(Some(Asked::Address)).reform(|_| ())}>{ t.change_address() }</Button>
                                if account.active {
                                    <Button glyph={Glyph::Lock} weight={Weight::Danger} on_click={ask(Some(Asked::Disable)).reform(|_| ())}>
                                        { t.disable_account() }
                                    </Button>
                                } else {
                                    <Button glyph={Glyph::Key} on_click={ask(Some(Asked::Enable)).reform(|_| ())}>{ t.enable_account() }</Button>
                                }
                                <Button weight={Weight::Danger} on_click={ask(Some(Asked::Release)).reform(|_| ())}>{ t.release_address() }</Button>
                            </div>
                        </Card>
                        <Card title={t.nav_teams()}>
                            if account.teams.is_empty() {
                                <p class="small muted">{ t.in_no_team() }</p>
                            } else {
                                <ul class="stack g-1">
                                    { for account.teams.iter().map(|team| html! {
                                        <li>
                                            <Link to={Route::Team { team_id: team.id }} class="go text-link">
                                                { icon_sm(Glyph::Users) }{ &team.name }
                                            </Link>
                                        </li>
                                    }) }
                                </ul>
                            }
                        </Card>
                    </aside>
                </div>
            </form>
            // Beside the form: what a form inside another sends would be heard by both.
            { step_down_dialog(t, opened(Asked::StepDown), &ask(None), &sends) }
            <DisableDialog open={opened(Asked::Disable)} {is_me} account={account.clone()} query={props.query.clone()} on_close={ask(None)} on_done={followed.clone()} />
            <EnableDialog open={opened(Asked::Enable)} {is_me} account={account.clone()} query={props.query.clone()} on_close={ask(None)} on_done={followed.clone()} />
            <AddressDialog open={opened(Asked::Address)} {is_me} account={account.clone()} query={props.query.clone()} on_close={ask(None)} on_done={followed.clone()} />
            <ReleaseDialog open={opened(Asked::Release)} {is_me} account={account.clone()} query={props.query.clone()} on_close={ask(None)} on_done={followed} />
        </div>
    }
}

/// What is wrong with the texts: name, institutional id, unit, extension.
fn faults(t: Messages, form: &AccountDetails) -> [Option<AttrValue>; 4] {
    let optional = |text: &Option<String>, most| text_fault(t, text.as_deref().unwrap_or_default(), most, false);
    [
        text_fault(t, &form.name, NAME_MAX, true),
        optional(&form.institutional_id, INSTITUTIONAL_ID_MAX),
        optional(&form.unit, NAME_MAX),
        optional(&form.phone_extension, EXTENSION_MAX),
    ]
}

/// What the directory tells of the person.
fn told(t: Messages, editing: &Editing<AccountDetails>, error: Option<&ApiError>) -> Html {
    let form = &editing.form;
    let [name, institutional_id, unit, extension] = faults(t, form);
    let at = |pointer: &str, fault: Option<AttrValue>| fault.or_else(|| error.and_then(|error| error.at(pointer)));
    let text = |value: &Option<String>| AttrValue::from(value.clone().unwrap_or_default());
    let communities: Vec<Choice<Community>> =
        Community::ALL.iter().map(|community| Choice::new(*community, t.community_title(*community))).collect();
    let on_community =
        editing.setter(|form: &mut AccountDetails, community: Community| form.community = Some(community));
    let unverified = form.community.is_some() && !form.community_verified;
    html! {
        <Card title={t.profile()}>
            <div class="grid min-20">
                <Field label={t.name()} error={at("/name", name)}>
                    <TextInput
                        value={AttrValue::from(form.name.clone())}
                        on_input={editing.setter(|form: &mut AccountDetails, text| form.name = text)}
                    />
                </Field>
                <Field label={t.community_label()} help={unverified.then(|| AttrValue::from(t.community_unverified()))} error={at("/community", None)}>
                    { select(communities, form.community.as_ref(), &on_community, Some(t.no_community().into())) }
                </Field>
                <Field label={t.institutional_id()} optional=true error={at("/institutional_id", institutional_id)}>
                    <TextInput
                        spellcheck=false
                        value={text(&form.institutional_id)}
                        on_input={editing.setter(|form: &mut AccountDetails, text| form.institutional_id = some(text))}
                    />
                </Field>
                <Field label={t.unit_label()} optional=true error={at("/unit", unit)}>
                    <TextInput
                        value={text(&form.unit)}
                        on_input={editing.setter(|form: &mut AccountDetails, text| form.unit = some(text))}
                    />
                </Field>
                <Field label={t.phone_extension()} optional=true error={at("/phone_extension", extension)}>
                    <TextInput
                        spellcheck=false
                        inputmode="tel"
                        value={text(&form.phone_extension)}
                        on_input={editing.setter(|form: &mut AccountDetails, text| form.phone_extension = some(text))}
                    />
                </Field>
            </div>
        </Card>
    }
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// What the account may do.
fn given_roles(t: Messages, editing: &Editing<AccountDetails>, error: Option<&ApiError>) -> Html {
    let form = &editing.form;
    let works = |account: &AccountDetails, role: Role| account.roles.contains(&role);
    let loses_work =
        [Role::Agent, Role::Supervisor].into_iter().any(|role| works(&editing.before, role) && !works(form, role));
    let without_team =
        form.teams.is_empty() && form.roles.iter().any(|role| matches!(role, Role::Agent | Role::Supervisor));
    html! {
        <Card title={t.roles()} actions={roles(t, &form.roles)}>
            <FieldGroup label={t.roles()} label_hidden=true help={t.roles_about()} error={error.and_then(|error| error.at("/roles"))}>
                <RoleBoxes
                    chosen={form.roles.clone()}
                    on_change={editing.setter(|form: &mut AccountDetails, roles| form.roles = roles)}
                />
            </FieldGroup>
            if loses_work { <Alert tone={Tone::Info}>{ t.role_is_lost() }</Alert> }
            if without_team {
                <Alert tone={Tone::Info}>
                    <p>{ t.role_needs_team() }</p>
                    <p><Link to={Route::Teams} class="text-link">{ t.open_teams() }</Link></p>
                </Alert>
            }
        </Card>
    }
}

/// Properties of [`RoleBoxes`].
#[derive(Properties, PartialEq)]
pub struct RoleBoxesProps {
    /// The roles now.
    pub chosen: Vec<Role>,
    /// Other roles.
    pub on_change: Callback<Vec<Role>>,
}

/// A box for each role that can be given, with what it may do.
#[component]
pub fn RoleBoxes(props: &RoleBoxesProps) -> Html {
    let t = use_messages();
    html! {
        <div class="stack g-3">
            { for Role::ALL.iter().filter(|role| **role != Role::Requester).map(|role| {
                let role = *role;
                let chosen = props.chosen.clone();
                let on_change = props.on_change.reform(move |wanted: bool| {
                    // In the order of the list, so that what is put back is no change.
                    let has = |other: &Role| if *other == role { wanted } else { chosen.contains(other) };
                    Role::ALL.iter().copied().filter(has).collect()
                });
                html! {
                    <Checkbox checked={props.chosen.contains(&role)} {on_change}>
                        <b class="block">{ t.role(role) }</b>
                        <span class="small muted">{ t.role_about(role) }</span>
                    </Checkbox>
                }
            }) }
        </div>
    }
}

fn step_down_dialog(t: Messages, open: bool, close: &Callback<()>, sends: &Callback<()>) -> Html {
    let footer = html! {
        <>
            <Button on_click={close.reform(|_| ())}>{ t.cancel_word() }</Button>
            <Button submit=true weight={Weight::Danger}>{ t.step_down() }</Button>
        </>
    };
    html! {
        <Dialog {open} on_close={close.clone()} title={t.step_down_question()} on_submit={sends.clone()} {footer}>
            <p>{ t.step_down_about() }</p>
        </Dialog>
    }
}
