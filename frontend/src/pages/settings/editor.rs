//! The form of the settings, kept as a draft until it is saved.

use std::rc::Rc;

use shared::institution::{Settings, SettingsPatch};
use shared::limits::{CLOSURE_DAYS_MAX, FOLIO_PREFIX_MAX, NAME_MAX};
use shared::problem::FieldCode;
use web_sys::SubmitEvent;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state};

use super::colour::Colour;
use super::logo::LogoCard;
use super::notice::{notice, notice_faults};
use super::reach::{ReachDialog, domains_fault, is_far_reaching, reach, tidy};
use super::targets::{target_faults, targets, use_added_target};
use crate::api::error::ApiError;
use crate::components::button::{Button, Weight};
use crate::components::card::Card;
use crate::components::error_region::ErrorAlert;
use crate::components::field::{Field, text_fault};
use crate::components::number_input::NumberInput;
use crate::components::text_input::TextInput;
use crate::hooks::query_cache;
use crate::hooks::use_editing::{Editable, Editing, Part, changed, focus_fault, parts, use_editing};
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_mutation::use_mutation;
use crate::hooks::use_query::Query;
use crate::hooks::use_title::{use_heading, use_title};
use crate::i18n::{Messages, intl, use_messages};
use crate::state::session::use_account;
use crate::state::toasts::use_toaster;

impl Editable for Settings {
    const PARTS: &'static [Part<Self>] = parts! {
        institution_name: name;
        institution_hue: hue;
        mail_domains: domains;
        time_zone: time_zone;
        folio_prefix: folio_prefix;
        closure_policy: closure_working_days, reminder_working_days;
        indicator_target: targets;
        privacy_notice: privacy_notice;
    };

    fn version(&self) -> i32 {
        self.version
    }
}

/// What is sent: only what differs.
fn patch(before: &Settings, after: &Settings) -> SettingsPatch {
    SettingsPatch {
        name: changed(&before.name, &after.name),
        domains: changed(&before.domains, &tidy(&after.domains)),
        time_zone: changed(&before.time_zone, &after.time_zone),
        hue: changed(&before.hue, &after.hue),
        folio_prefix: changed(&before.folio_prefix, &after.folio_prefix),
        closure_working_days: changed(&before.closure_working_days, &after.closure_working_days),
        reminder_working_days: changed(&before.reminder_working_days, &after.reminder_working_days),
        targets: changed(&before.targets, &after.targets),
        privacy_notice: changed(&before.privacy_notice, &after.privacy_notice),
    }
}

/// The pointers of the fields that show what is wrong with them.
const FIELDS: &[&str] = &[
    "/name",
    "/hue",
    "/domains",
    "/time_zone",
    "/folio_prefix",
    "/closure_working_days",
    "/reminder_working_days",
    "/targets/",
    "/privacy_notice/",
];

/// Properties of [`SettingsEditor`].
#[derive(Properties, PartialEq)]
pub struct SettingsEditorProps {
    /// The settings as they stand.
    pub settings: Rc<Settings>,
    /// Their query.
    pub query: Query<Settings>,
}

/// The page.
#[component]
pub fn SettingsEditor(props: &SettingsEditorProps) -> Html {
    let t = use_messages();
    let heading = use_heading();
    let toaster = use_toaster();
    use_title(t.settings_title());
    let editing = use_editing(t, "settings", &props.settings);
    use_added_target(editing.form.targets.len());
    let save = {
        let (replace, done) = (props.query.replace.clone(), editing.done.clone());
        use_mutation(
            |client, (version, patch): (i32, SettingsPatch), _key| async move {
                client.change_settings(version, &patch).await
            },
            move |settings: Settings| {
                replace.emit(Rc::new(settings));
                done.emit(());
                toaster.ok(t.settings_saved());
                query_cache::invalidate("institution");
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
    let me = use_account();
    let faults = Faults::of(t, &editing.form, me.as_ref().map(|me| me.email.as_str()));
    let asking = use_state(|| false);
    let give = {
        let (run, asking) = (save.run.clone(), asking.setter());
        let (version, patch) = (props.settings.version, patch(&editing.before, &editing.form));
        Callback::from(move |()| {
            asking.set(false);
            run.emit((version, patch.clone()));
        })
    };
    let onsubmit = {
        let (give, asking, can_save, sound) = (give.clone(), asking.setter(), editing.can_save(), faults.is_none());
        let asks = is_far_reaching(&editing.before, &editing.form);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !sound {
                focus_fault();
            } else if can_save && asks {
                asking.set(true);
            } else if can_save {
                give.emit(());
            }
        })
    };
    let not_yet = {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(false))
    };
    let on_logo = {
        // What is edited beside it stays, on top of the new version.
        let (replace, rebase) = (props.query.replace.clone(), editing.rebase.clone());
        Callback::from(move |settings: Rc<Settings>| {
            replace.emit(settings.clone());
            rebase.emit(settings);
            query_cache::invalidate("institution");
        })
    };
    let error = save.error.as_ref();
    html! {
        <>
            <form class="pad stack g-4" {onsubmit} novalidate=true>
                <header class="page-head save-bar">
                    <div>
                        <h1 ref={heading} tabindex="-1" class="h-p">{ t.settings_title() }</h1>
                        <p class="ui soft">{ t.settings_about() }</p>
                    </div>
                    if !editing.changes.is_empty() {
                        <Button weight={Weight::Ghost} on_click={editing.discard.reform(|_| ())}>{ t.discard_changes() }</Button>
                    }
                    <Button submit=true weight={Weight::Primary} busy={save.busy} disabled={!editing.can_save()}>
                        { t.save_changes() }
                    </Button>
                </header>
                { editing.conflict(t) }
                if editing.theirs.is_none() { <ErrorAlert error={error.and_then(|error| error.beside_none(FIELDS))} /> }
                <div class="grid min-24 top">
                    <div class="stack g-4">
                        { identity(t, &editing, &faults, error) }
                        <LogoCard settings={props.settings.clone()} on_change={on_logo} on_stale={props.query.refetch.clone()} />
                        { reach(t, &editing, faults.domains.as_ref(), error) }
                        { closure(t, &editing, &faults, error) }
                    </div>
                    <div class="stack g-4">
                        { targets(t, &editing, &faults.targets, error) }
                        { notice(t, &editing, &faults.notice, error) }
                    </div>
                </div>
            </form>
            <ReachDialog
                open={*asking}
                before={(*editing.before).clone()}
                after={(*editing.form).clone()}
                on_close={not_yet}
                on_submit={give}
            />
        </>
    }
}

/// What can't be taken, before the server is asked.
struct Faults {
    name: Option<AttrValue>,
    domains: Option<AttrValue>,
    prefix: Option<AttrValue>,
    closure: Option<AttrValue>,
    reminder: Option<AttrValue>,
    targets: Vec<[Option<AttrValue>; 3]>,
    notice: [Option<AttrValue>; 2],
}

impl Faults {
    /// `own` is the address of whoever edits.
    fn of(t: Messages, form: &Settings, own: Option<&str>) -> Self {
        let days = |days: u32| {
            let most = CLOSURE_DAYS_MAX.to_string();
            (days > CLOSURE_DAYS_MAX).then(|| FieldCode::TooLarge.message(t.0, Some(&most)).into())
        };
        let prefix = form.folio_prefix.trim();
        let odd = !prefix.chars().all(|c| c.is_ascii_alphanumeric());
        Self {
            name: text_fault(t, &form.name, NAME_MAX, true),
            domains: domains_fault(t, &form.domains, own),
            prefix: text_fault(t, prefix, FOLIO_PREFIX_MAX, true).or_else(|| odd.then(|| t.prefix_letters().into())),
            closure: days(form.closure_working_days),
            reminder: days(form.reminder_working_days),
            targets: target_faults(t, &form.targets),
            notice: notice_faults(t, form),
        }
    }

    fn is_none(&self) -> bool {
        let own = [&self.name, &self.domains, &self.prefix, &self.closure, &self.reminder];
        own.into_iter().chain(self.targets.iter().flatten()).chain(&self.notice).all(Option::is_none)
    }
}

/// What is wrong at a pointer.
pub fn at(error: Option<&ApiError>, pointer: &str, fault: Option<&AttrValue>) -> Option<AttrValue> {
    fault.cloned().or_else(|| error.and_then(|error| error.at(pointer)))
}

/// Its name, its colour, how its folios begin.
fn identity(t: Messages, editing: &Editing<Settings>, faults: &Faults, error: Option<&ApiError>) -> Html {
    let form = &editing.form;
    let prefix = intl::upper(form.folio_prefix.trim());
    html! {
        <Card title={t.institution_label()}>
            <Field label={t.institution_name()} error={at(error, "/name", faults.name.as_ref())} help={t.institution_name_help()}>
                <TextInput
                    value={AttrValue::from(form.name.clone())}
                    on_input={editing.setter(|form: &mut Settings, text| form.name = text)}
                />
            </Field>
            <Colour
                hue={form.hue}
                error={at(error, "/hue", None)}
                on_change={editing.setter(|form: &mut Settings, hue| form.hue = hue)}
            />
            <Field label={t.folio_prefix()} error={at(error, "/folio_prefix", faults.prefix.as_ref())} help={t.folio_prefix_help(&prefix)}>
                <TextInput
                    class="max-10"
                    spellcheck=false
                    autocomplete="off"
                    value={AttrValue::from(form.folio_prefix.clone())}
                    on_input={editing.setter(|form: &mut Settings, text| form.folio_prefix = text)}
                />
            </Field>
        </Card>
    }
}

/// When what was attended closes by itself, and how often whoever is awaited is reminded.
fn closure(t: Messages, editing: &Editing<Settings>, faults: &Faults, error: Option<&ApiError>) -> Html {
    let form = &editing.form;
    let closure_help: AttrValue = match form.closure_working_days {
        0 => t.closure_off().into(),
        days => t.closure_on(u64::from(days)).into(),
    };
    let reminder_help: AttrValue = match form.reminder_working_days {
        0 => t.reminder_off().into(),
        days => t.reminder_on(u64::from(days)).into(),
    };
    html! {
        <Card title={t.closure_policy()}>
            <Field label={t.closure_days()} error={at(error, "/closure_working_days", faults.closure.as_ref())} help={closure_help}>
                <NumberInput
                    whole=true
                    value={f64::from(form.closure_working_days)}
                    on_change={editing.setter(|form: &mut Settings, days| form.closure_working_days = count(days))}
                />
            </Field>
            <Field label={t.reminder_days()} error={at(error, "/reminder_working_days", faults.reminder.as_ref())} help={reminder_help}>
                <NumberInput
                    whole=true
                    value={f64::from(form.reminder_working_days)}
                    on_change={editing.setter(|form: &mut Settings, days| form.reminder_working_days = count(days))}
                />
            </Field>
        </Card>
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what fits")]
fn count(days: f64) -> u32 {
    days.clamp(0.0, 9_999.0) as u32
}
