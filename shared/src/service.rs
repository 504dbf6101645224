//! Services of the catalogue, the fields of their forms, and the answers to them (§3).

mod admin;
mod answers;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use self::{
    admin::{NewService, ServiceDetails, ServicePatch, ServicePlace},
    answers::{Answer, AnswerFault, Answers, Ask, check_answers, clock_time},
};
use crate::{category::Category, person::Language};

wire_enum! {
    /// What a field asks for.
    FieldKind {
        /// One line.
        Text = "text",
        /// Several lines.
        LongText = "long_text",
        /// A number.
        Number = "number",
        /// A date, `YYYY-MM-DD`.
        Date = "date",
        /// A time of day, `HH:MM`.
        Time = "time",
        /// One of the options.
        Choice = "choice",
        /// Some of the options.
        MultiChoice = "multi_choice",
        /// An e-mail address.
        Email = "email",
        /// An http(s) address.
        Url = "url",
        /// Yes or no.
        YesNo = "yes_no",
        /// A slot of a laboratory's calendar.
        LabSlot = "lab_slot",
    }
}

wire_enum! {
    /// How a new ticket of a service finds its assignee.
    AssignmentMode {
        /// A supervisor or agent decides.
        Manual = "manual",
        /// The ranking is shown, a person decides.
        Suggested = "suggested",
        /// The ranking is applied.
        Automatic = "automatic",
    }
}

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Bilingual {
    /// Spanish.
    pub es: String,
    /// English.
    pub en: String,
}

impl Bilingual {
    /// Both texts.
    pub fn new(es: impl Into<String>, en: impl Into<String>) -> Self {
        Self { es: es.into(), en: en.into() }
    }

    /// The text in a language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Es => &self.es,
            Language::En => &self.en,
        }
    }
}

/// One choice of a choice field, as an admin edits it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldOption {
    /// What is stored.
    pub value: String,
    /// What is shown.
    pub label: Bilingual,
}

/// Which values a field accepts, beyond its kind.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Constraints {
    /// Shortest text, in characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_length: Option<u32>,
    /// Longest text, in characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u32>,
    /// Smallest number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// Largest number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// Whole numbers only.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub integer: bool,
    /// Dates from today on only.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub not_past: bool,
    /// An e-mail address that is not of the institution and that its owner has proved by a code.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub secondary_email: bool,
    /// The key of another date or time of the form, which this one must follow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// A field of a service's form, as it is stored and as an admin edits it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Field {
    /// The name of the answer.
    pub key: String,
    /// What is asked.
    pub label: Bilingual,
    /// A hint below it.
    #[serde(default)]
    pub help: Bilingual,
    /// What kind of answer.
    pub kind: FieldKind,
    /// Whether an answer must be given.
    #[serde(default)]
    pub required: bool,
    /// The choices of a choice field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<FieldOption>,
    /// What else an answer must satisfy.
    #[serde(default)]
    pub constraints: Constraints,
}

impl Field {
    /// The field as the catalogue shows it in one language.
    pub fn in_language(&self, language: Language) -> CatalogField {
        CatalogField {
            key: self.key.clone(),
            label: self.label.get(language).to_owned(),
            help: self.help.get(language).to_owned(),
            kind: self.kind,
            required: self.required,
            options: self
                .options
                .iter()
                .map(|option| CatalogOption {
                    value: option.value.clone(),
                    label: option.label.get(language).to_owned(),
                })
                .collect(),
            constraints: self.constraints.clone(),
        }
    }
}

/// A choice in the caller's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CatalogOption {
    /// What to send.
    pub value: String,
    /// What to show.
    pub label: String,
}

/// A field in the caller's language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CatalogField {
    /// The name of the answer in `answers`.
    pub key: String,
    /// What is asked.
    pub label: String,
    /// A hint below it; may be empty.
    pub help: String,
    /// What kind of answer.
    pub kind: FieldKind,
    /// Whether an answer must be given.
    pub required: bool,
    /// The choices of a choice field.
    #[serde(default)]
    pub options: Vec<CatalogOption>,
    /// What else an answer must satisfy.
    #[serde(default)]
    pub constraints: Constraints,
}

/// A service in the caller's language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CatalogService {
    /// The service, as `service_id` of a new ticket.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// What it is for; may be empty.
    pub help: String,
    /// The version of the form below.
    pub form_version: i32,
    /// What it asks for.
    pub fields: Vec<CatalogField>,
}

/// A category with the services that the caller may ask for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CatalogCategory {
    /// The category.
    pub category: Category,
    /// Its name in the caller's language.
    pub label: String,
    /// Its services, in the order that the admin gave them.
    pub services: Vec<CatalogService>,
}

/// What the caller may ask for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Catalog {
    /// The six categories, in the procedure's order; a category without services for the caller is left out.
    pub categories: Vec<CatalogCategory>,
}

/// A service by name, as lists and tickets show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServiceRef {
    /// The service.
    pub id: Uuid,
    /// Its name in the caller's language.
    pub name: String,
}
