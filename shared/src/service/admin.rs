//! Services as an admin sees, makes and changes them.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{AssignmentMode, Bilingual, Field};
#[cfg(feature = "validation")]
use crate::limits;
use crate::{
    category::Category,
    person::Community,
    priority::{Impact, Urgency},
};

/// A service as an admin sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServiceDetails {
    /// The service.
    pub id: Uuid,
    /// Version, for `If-Match`.
    pub version: i32,
    /// Category.
    pub category: Category,
    /// Name.
    pub name: Bilingual,
    /// What it is for.
    pub help: Bilingual,
    /// Who may ask for it.
    pub communities: Vec<Community>,
    /// The team that serves it.
    pub team_id: Uuid,
    /// Impact of a new request whose requester answered nothing.
    pub default_impact: Impact,
    /// Urgency of a new request whose requester answered nothing.
    pub default_urgency: Urgency,
    /// How its tickets find their assignee.
    pub assignment_mode: AssignmentMode,
    /// Effort as a factor of a normal service's.
    pub effort: f64,
    /// Whether it is offered.
    pub active: bool,
    /// Place within its category.
    pub position: i32,
    /// Version of the form.
    pub form_version: i32,
    /// The form.
    pub fields: Vec<Field>,
}

/// A service that an admin adds to the catalogue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "validation", derive(validator::Validate))]
pub struct NewService {
    /// Category.
    pub category: Category,
    /// Name.
    pub name: Bilingual,
    /// What it is for; may be blank.
    #[serde(default)]
    pub help: Bilingual,
    /// Who may ask for it.
    #[cfg_attr(feature = "validation", validate(length(min = 1, max = 3)))]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 3))]
    pub communities: Vec<Community>,
    /// The team that serves it.
    pub team_id: Uuid,
    /// Impact of a new request whose requester answered nothing.
    #[serde(default = "individual")]
    pub default_impact: Impact,
    /// Urgency of a new request whose requester answered nothing.
    #[serde(default = "medium")]
    pub default_urgency: Urgency,
    /// How its tickets find their assignee.
    #[serde(default = "manual")]
    pub assignment_mode: AssignmentMode,
    /// Effort as a factor of a normal service's.
    #[serde(default = "one")]
    #[cfg_attr(feature = "validation", validate(range(min = limits::EFFORT_MIN, max = limits::EFFORT_MAX)))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0.1, maximum = 100.0))]
    pub effort: f64,
    /// Whether it is offered from now on.
    #[serde(default = "yes")]
    pub active: bool,
    /// Place within its category; absent is the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validation", validate(range(min = 0, max = 100_000)))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 100_000))]
    pub position: Option<i32>,
    /// Its form.
    #[serde(default)]
    #[cfg_attr(feature = "validation", validate(length(max = limits::FIELDS_MAX)))]
    #[cfg_attr(feature = "openapi", schema(max_items = 40))]
    pub fields: Vec<Field>,
}

const fn individual() -> Impact {
    Impact::Individual
}

const fn medium() -> Urgency {
    Urgency::Medium
}

const fn manual() -> AssignmentMode {
    AssignmentMode::Manual
}

const fn one() -> f64 {
    1.0
}

const fn yes() -> bool {
    true
}

impl From<NewService> for ServicePatch {
    /// Every value of the new service, as if it were changed into it.
    fn from(new: NewService) -> Self {
        Self {
            category: Some(new.category),
            name: Some(new.name),
            help: Some(new.help),
            communities: Some(new.communities),
            team_id: Some(new.team_id),
            default_impact: Some(new.default_impact),
            default_urgency: Some(new.default_urgency),
            assignment_mode: Some(new.assignment_mode),
            effort: Some(new.effort),
            active: Some(new.active),
            position: new.position,
            fields: Some(new.fields),
        }
    }
}

/// The place of a service within its category.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "validation", derive(validator::Validate))]
pub struct ServicePlace {
    /// The service of the same category that it stands right behind; `null` is the first place.
    #[serde(deserialize_with = "Option::deserialize")]
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub after: Option<Uuid>,
}

/// What an admin changes of a service; what is absent stays.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "validation", derive(validator::Validate))]
pub struct ServicePatch {
    /// Category; tickets that were filed keep theirs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// Name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Bilingual>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<Bilingual>,
    /// Who may ask for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validation", validate(length(min = 1, max = 3)))]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 3))]
    pub communities: Option<Vec<Community>>,
    /// The team that serves it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team_id: Option<Uuid>,
    /// Default impact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_impact: Option<Impact>,
    /// Default urgency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_urgency: Option<Urgency>,
    /// How its tickets find their assignee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assignment_mode: Option<AssignmentMode>,
    /// Effort as a factor of a normal service's.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validation", validate(range(min = limits::EFFORT_MIN, max = limits::EFFORT_MAX)))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0.1, maximum = 100.0))]
    pub effort: Option<f64>,
    /// Whether it is offered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
    /// Place within its category.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validation", validate(range(min = 0, max = 100_000)))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 100_000))]
    pub position: Option<i32>,
    /// A new form; the old one stays readable under its version.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validation", validate(length(max = limits::FIELDS_MAX)))]
    #[cfg_attr(feature = "openapi", schema(max_items = 40))]
    pub fields: Option<Vec<Field>>,
}
