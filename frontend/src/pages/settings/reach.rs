//! Whose addresses are the institution's, and in which time zone its days begin; and what a change of either does, which is
//! asked before it is saved.

use shared::institution::{Settings, mail_domain};
use shared::limits::DOMAINS_MAX;
use shared::person::Email;
use shared::problem::FieldCode;
use yew::{AttrValue, Callback, Html, Properties, component, html};

use super::editor::at;
use crate::api::error::ApiError;
use crate::components::button::{Button, Weight};
use crate::components::card::Card;
use crate::components::choice::Choice;
use crate::components::dialog::Dialog;
use crate::components::field::Field;
use crate::components::select::select;
use crate::components::text_area::TextArea;
use crate::hooks::use_editing::Editing;
use crate::i18n::{Messages, intl, use_messages};

/// What is kept of the lines that were typed: neither blanks nor empty lines.
pub fn tidy(domains: &[String]) -> Vec<String> {
    let lines = domains.iter().map(|line| line.trim().to_ascii_lowercase());
    lines.filter(|line| !line.is_empty()).collect()
}

/// Why the domains can't be taken. `own` is the address of whoever edits, which stays one of the institution.
pub fn domains_fault(t: Messages, domains: &[String], own: Option<&str>) -> Option<AttrValue> {
    let domains = tidy(domains);
    if domains.is_empty() {
        return Some(t.one_domain_at_least().into());
    }
    if domains.len() as u64 > DOMAINS_MAX {
        return Some(FieldCode::TooMany.message(t.0, Some(&DOMAINS_MAX.to_string())).into());
    }
    if let Some(odd) = domains.iter().find(|domain| mail_domain(domain).is_none()) {
        return Some(t.odd_domain(odd).into());
    }
    if let Some((_, twice)) =
        domains.iter().enumerate().find(|(index, domain)| domains.iter().take(*index).any(|one| one == *domain))
    {
        return Some(t.domain_twice(twice).into());
    }
    let own: Email = own?.parse().ok()?;
    (!own.is_of(&domains)).then(|| t.own_domain_stays(own.domain()).into())
}

/// The card.
pub fn reach(t: Messages, editing: &Editing<Settings>, fault: Option<&AttrValue>, error: Option<&ApiError>) -> Html {
    let form = &editing.form;
    let refused =
        error.and_then(|error| error.elsewhere(|pointer| !pointer.starts_with("/domains")).into_iter().next());
    let mut zones = intl::time_zones();
    if !zones.contains(&form.time_zone) {
        zones.push(form.time_zone.clone());
        zones.sort();
    }
    let zones = zones.into_iter().map(|zone| Choice::new(zone.clone(), zone.replace('_', " "))).collect();
    html! {
        <Card title={t.reach_title()}>
            <Field label={t.mail_domains()} error={fault.cloned().or(refused)} help={t.mail_domains_help()}>
                <TextArea
                    value={AttrValue::from(form.domains.join("\n"))}
                    on_input={editing.setter(|form: &mut Settings, text: String| {
                        form.domains = text.split('\n').map(ToOwned::to_owned).collect();
                    })}
                />
            </Field>
            <Field label={t.time_zone()} error={at(error, "/time_zone", None)} help={t.time_zone_help()}>
                { select(zones, Some(&form.time_zone), &editing.setter(|form: &mut Settings, zone| form.time_zone = zone), None) }
            </Field>
        </Card>
    }
}

/// Whether something differs that is asked about first.
pub fn is_far_reaching(before: &Settings, after: &Settings) -> bool {
    before.time_zone != after.time_zone || before.domains != tidy(&after.domains)
}

/// Properties of [`ReachDialog`].
#[derive(Properties, PartialEq)]
pub struct ReachDialogProps {
    /// Shown or not.
    pub open: bool,
    /// As it stands.
    pub before: Settings,
    /// As it is to be.
    pub after: Settings,
    /// Not yet.
    pub on_close: Callback<()>,
    /// Yes.
    pub on_submit: Callback<()>,
}

/// What the change does, before it is done.
#[component]
pub fn ReachDialog(props: &ReachDialogProps) -> Html {
    let t = use_messages();
    let (before, after) = (&props.before, &props.after);
    let domains = tidy(&after.domains);
    let gone: Vec<&str> = without(&before.domains, &domains);
    let new: Vec<&str> = without(&domains, &before.domains);
    let footer = html! {
        <>
            <Button on_click={props.on_close.reform(|_| ())}>{ t.cancel_word() }</Button>
            <Button submit=true weight={Weight::Primary}>{ t.save_changes() }</Button>
        </>
    };
    html! {
        <Dialog
            open={props.open}
            on_close={props.on_close.clone()}
            title={t.save_reach_question()}
            on_submit={props.on_submit.clone()}
            {footer}
        >
            if before.time_zone != after.time_zone {
                <section class="stack g-2">
                    <h3 class="h-s">{ t.zone_changes(&before.time_zone, &after.time_zone) }</h3>
                    <ul class="bullets">
                        <li>{ t.zone_moves_days() }</li>
                        <li>{ t.zone_moves_months() }</li>
                        <li>{ t.zone_keeps_instants() }</li>
                    </ul>
                </section>
            }
            if !gone.is_empty() {
                <section class="stack g-2">
                    <h3 class="h-s">{ t.domains_go(&gone.join(", ")) }</h3>
                    <ul class="bullets">
                        <li>{ t.gone_domain_shuts() }</li>
                        <li>{ t.gone_domain_sessions() }</li>
                        <li>{ t.gone_domain_history() }</li>
                    </ul>
                </section>
            }
            if !new.is_empty() {
                <section class="stack g-2">
                    <h3 class="h-s">{ t.domains_come(&new.join(", ")) }</h3>
                    <ul class="bullets">
                        <li>{ t.new_domain_opens() }</li>
                        <li>{ t.new_domain_secondary() }</li>
                    </ul>
                </section>
            }
        </Dialog>
    }
}

fn without<'a>(all: &'a [String], others: &[String]) -> Vec<&'a str> {
    all.iter().filter(|one| !others.contains(one)).map(String::as_str).collect()
}
