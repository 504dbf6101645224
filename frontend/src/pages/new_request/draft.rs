//! What is being asked for, kept in the browser until the server has it, and how it becomes a request.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::account::PersonMatch;
use shared::attachment::Attachment;
use shared::instant;
use shared::limits::{BODY_MAX, SUBJECT_MAX};
use shared::priority::{ImpactAnswer, UrgencyAnswer};
use shared::problem::FieldCode;
use shared::service::{Answers, CatalogService, FieldKind, check_answers};
use shared::session::Me;
use shared::ticket::NewTicket;
use uuid::Uuid;
use yew::AttrValue;

use super::helped;
use crate::api::error::ApiError;
use crate::i18n::{Lang, intl};

/// The draft of a request for one service.
#[derive(Clone, PartialEq, Default, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct RequestDraft {
    /// In a few words.
    pub subject: String,
    /// What is needed.
    pub description: String,
    /// Answers by field; kept also when the form has changed meanwhile.
    pub answers: BTreeMap<String, Value>,
    /// Whom it affects.
    pub impact: Option<ImpactAnswer>,
    /// Whether one can work meanwhile.
    pub urgency: Option<UrgencyAnswer>,
    /// Files that are on the server already.
    pub files: Vec<Attachment>,
    /// The secondary address that was proved by a code.
    pub proven_email: Option<String>,
    /// Staff register it for somebody else.
    pub for_other: bool,
    /// That person.
    pub helped: Option<PersonMatch>,
    /// Who that was when the form was opened for somebody, so that it may be somebody else afterwards.
    pub opened_for: Option<Uuid>,
    /// The idempotency key, born with the first attempt to send.
    pub key: Option<String>,
    /// When it was tried for the first time under this key: from then on it may have arrived.
    #[serde(deserialize_with = "instant::read_if_any")]
    pub tried_at: Option<DateTime<Utc>>,
}

impl RequestDraft {
    /// Nothing worth keeping has been typed. That it was opened for somebody is nothing typed.
    pub fn is_blank(&self) -> bool {
        let given = self.opened_for.is_some_and(|id| self.helped.as_ref().is_none_or(|person| person.id == id));
        *self
            == Self {
                for_other: given && self.for_other,
                helped: self.helped.clone().filter(|_| given),
                opened_for: self.opened_for,
                key: self.key.clone(),
                tried_at: self.tried_at,
                ..Self::default()
            }
    }

    /// The answer to one field: what was typed, also when that was emptied again, else what the account knows. Of somebody
    /// else it knows nothing.
    pub fn answer<'a>(&'a self, key: &str, known: &'a Answers) -> Option<&'a Value> {
        self.answers.get(key).or_else(|| known.get(key).filter(|_| !self.for_other))
    }

    /// What is sent from now on is another request, which has not been tried.
    pub fn forget_tries(&mut self) {
        self.key = None;
        self.tried_at = None;
    }

    fn answers_of(&self, service: &CatalogService, known: &Answers) -> Answers {
        let answer = |key: &String| Some((key.clone(), self.answer(key, known)?.clone()));
        service.fields.iter().filter_map(|field| answer(&field.key)).collect()
    }

    /// The request, or what is wrong with it by JSON pointer: the same checks that the server makes.
    pub fn to_ticket(
        &self,
        service: &CatalogService,
        domains: &[String],
        lang: Lang,
        attachment_ids: Vec<Uuid>,
        follow_up_of: Option<Uuid>,
        known: &Answers,
    ) -> Result<NewTicket, Faults> {
        let mut faults = Faults::default();
        let helped = self.helped.as_ref().filter(|_| self.for_other);
        if self.for_other && helped.is_none() {
            faults.add(helped::POINTER.to_owned(), FieldCode::Choice.message(lang, None));
        }
        let today = intl::local_day(Utc::now()).unwrap_or_default();
        let answers =
            check_answers(&service.fields, &self.answers_of(service, known), today, domains).unwrap_or_else(|found| {
                for fault in found {
                    let message = fault.code.message(lang, fault.bound.as_deref());
                    faults.add(format!("/answers/{}", fault.key), message);
                }
                Answers::new()
            });
        for field in service.fields.iter().filter(|field| field.constraints.secondary_email) {
            let pointer = format!("/answers/{}", field.key);
            let typed = answers.get(&field.key).and_then(Value::as_str);
            if typed.is_some() && typed != self.proven_email.as_deref() && faults.at(&pointer).is_none() {
                faults.add(pointer, FieldCode::Unproven.message(lang, None));
            }
        }
        let description = self.description.trim();
        if description.is_empty() {
            faults.add("/description".to_owned(), FieldCode::Required.message(lang, None));
        }
        for (pointer, text, max) in
            [("/description", description, BODY_MAX), ("/subject", self.subject.trim(), SUBJECT_MAX)]
        {
            if text.chars().count() as u64 > max {
                faults.add(pointer.to_owned(), FieldCode::TooLong.message(lang, Some(&max.to_string())));
            }
        }
        if !faults.0.is_empty() {
            return Err(faults);
        }
        Ok(NewTicket {
            service_id: service.id,
            subject: Some(self.subject.trim().to_owned()).filter(|subject| !subject.is_empty()),
            description: description.to_owned(),
            answers,
            impact_answer: self.impact,
            urgency_answer: self.urgency,
            on_behalf_of: helped.map(|person| person.id),
            attachment_ids,
            follow_up_of,
        })
    }
}

/// What the account answers by itself: lines of text whose key names something that it knows.
pub fn known_answers(me: Option<&Me>, service: &CatalogService) -> Answers {
    let of = |key: &str| match key {
        "institutional_id" => me?.institutional_id.clone(),
        "unit" | "area" => me?.unit.clone(),
        "extension" | "phone_extension" => me?.phone_extension.clone(),
        _ => None,
    };
    let lines = service.fields.iter().filter(|field| field.kind == FieldKind::Text);
    let fits = |text: &String, max: Option<u32>| max.is_none_or(|max| text.chars().count() <= max as usize);
    lines
        .filter_map(|field| {
            let text = of(&field.key).filter(|text| fits(text, field.constraints.max_length))?;
            Some((field.key.clone(), Value::String(text)))
        })
        .collect()
}

/// What is wrong, by JSON pointer, in the order of the form.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Faults(pub Vec<(String, AttrValue)>);

impl Faults {
    /// Adds what is wrong with one field.
    pub fn add(&mut self, pointer: String, message: String) {
        self.0.push((pointer, message.into()));
    }

    /// What the form's own check found, and then what the server said of the fields that the form shows.
    pub fn merged(own: Option<&Self>, error: Option<&ApiError>, shown: impl Fn(&str) -> bool) -> Self {
        let mut all = own.cloned().unwrap_or_default();
        for said in error.and_then(ApiError::problem).iter().flat_map(|problem| &problem.errors) {
            if shown(&said.pointer) && all.at(&said.pointer).is_none() {
                all.add(said.pointer.clone(), said.message.clone());
            }
        }
        all
    }

    /// What is wrong with one field.
    pub fn at(&self, pointer: &str) -> Option<AttrValue> {
        self.0.iter().find(|(known, _)| known == pointer).map(|(_, message)| message.clone())
    }
}
