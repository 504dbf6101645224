//! A ticket on the wire: how it is filed, listed, shown, changed and commanded.

mod commands;
mod flat;

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use self::commands::{
    Assign, Attend, Cancel, Confirm, ConfirmationAnswer, NewMessage, NewTicketLink, NewWatcher, Nothing, Reason,
    Transfer, Verdict, Wait,
};
#[cfg(feature = "validation")]
use crate::limits;
use crate::{
    access::TicketAction,
    attachment::Attachment,
    category::Category,
    person::{Contact, PersonRef},
    priority::{Impact, ImpactAnswer, Priority, Urgency, UrgencyAnswer},
    service::{Answer, Answers, ServiceRef},
    status::{CancelReason, Channel, Closure, Status, WaitReason},
};

/// The number that people use: a prefix and at least six digits, `TI-000123`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Folio(String);

impl Folio {
    /// The folio of a number under a prefix.
    pub fn new(prefix: &str, number: i64) -> Self {
        Self(format!("{prefix}-{number:06}"))
    }

    /// A folio as somebody typed it: any case, surrounding blanks.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_uppercase();
        let (prefix, digits) = text.rsplit_once('-')?;
        let sound = (1..=8).contains(&prefix.len())
            && prefix.chars().all(|c| c.is_ascii_alphanumeric())
            && (6..=18).contains(&digits.len())
            && digits.chars().all(|c| c.is_ascii_digit());
        sound.then_some(Self(text))
    }

    /// The folio as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Folio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

wire_enum! {
    /// How two tickets are linked.
    TicketLinkKind {
        /// This one asks for the same as the other and was cancelled for it.
        DuplicateOf = "duplicate_of",
        /// Staff say that they belong together.
        Related = "related",
        /// Filed because the other was not the end of it.
        FollowUpOf = "follow_up_of",
    }
}

/// A team by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TeamRef {
    /// The team.
    pub id: Uuid,
    /// Its name.
    pub name: String,
}

/// A request to be filed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "validation", derive(validator::Validate))]
pub struct NewTicket {
    /// A service of the catalogue that is offered to the caller.
    pub service_id: Uuid,
    /// In a few words; the service's name when absent or blank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validation", validate(length(max = limits::SUBJECT_MAX)))]
    #[cfg_attr(feature = "openapi", schema(max_length = 160))]
    pub subject: Option<String>,
    /// What is needed, in Markdown.
    #[cfg_attr(feature = "validation", validate(length(min = 1, max = limits::BODY_MAX)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 20000))]
    pub description: String,
    /// Answers to the service's fields, by key.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub answers: Answers,
    /// Whom does it affect?
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub impact_answer: Option<ImpactAnswer>,
    /// Can you work or teach meanwhile?
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urgency_answer: Option<UrgencyAnswer>,
    /// The person helped, when staff register for somebody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<Uuid>,
    /// Files uploaded before, by the caller.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "validation", validate(length(max = limits::ATTACHMENTS_MAX)))]
    #[cfg_attr(feature = "openapi", schema(max_items = 10))]
    pub attachment_ids: Vec<Uuid>,
    /// The closed ticket that this one follows up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follow_up_of: Option<Uuid>,
}

/// Why and until when a ticket waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Waiting {
    /// Why.
    pub reason: WaitReason,
    /// When it resumes by itself, if it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default, deserialize_with = "crate::instant::read_if_any")]
    pub until: Option<DateTime<Utc>>,
}

/// A ticket in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TicketSummary {
    /// The ticket.
    pub id: Uuid,
    /// Its number for people.
    pub folio: String,
    /// Where it stands.
    pub status: Status,
    /// Version, for `If-Match`.
    pub version: i32,
    /// In a few words.
    pub subject: String,
    /// Topic.
    pub category: Category,
    /// Service asked for.
    pub service: ServiceRef,
    /// What to take first.
    pub priority: Priority,
    /// Whom it affects.
    pub impact: Impact,
    /// How soon it hurts.
    pub urgency: Urgency,
    /// The person helped.
    pub requester: PersonRef,
    /// Who has it.
    pub assignee: Option<PersonRef>,
    /// The team that serves it.
    pub team: TeamRef,
    /// How it came in.
    pub channel: Channel,
    /// When it was filed.
    #[serde(deserialize_with = "crate::instant::read")]
    pub created_at: DateTime<Utc>,
    /// When anything public last changed.
    #[serde(deserialize_with = "crate::instant::read")]
    pub updated_at: DateTime<Utc>,
    /// When IT last said that it was done.
    #[serde(default, deserialize_with = "crate::instant::read_if_any")]
    pub attended_at: Option<DateTime<Utc>>,
    /// When it was resolved.
    #[serde(default, deserialize_with = "crate::instant::read_if_any")]
    pub resolved_at: Option<DateTime<Utc>>,
    /// How it was resolved.
    pub closure: Option<Closure>,
    /// Why it waits, while it does.
    pub waiting: Option<Waiting>,
}

/// A moment of the ticket's life, for the stepper: when it first entered each status it has been through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Milestone {
    /// The status.
    pub status: Status,
    /// When it was last entered.
    #[serde(deserialize_with = "crate::instant::read")]
    pub at: DateTime<Utc>,
}

/// What IT said it did, when it last marked the ticket attended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attendance {
    /// What was done (Markdown).
    pub summary: String,
    /// When.
    #[serde(deserialize_with = "crate::instant::read")]
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: Option<PersonRef>,
}

/// How the requester rated the service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rating {
    /// 1 (worst) to 5.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 5))]
    pub stars: u8,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// Why it will not be performed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cancellation {
    /// The reason.
    pub reason: CancelReason,
    /// When.
    #[serde(deserialize_with = "crate::instant::read")]
    pub at: DateTime<Utc>,
    /// Folio of the ticket that it duplicates, when the caller may see that ticket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duplicate_of: Option<String>,
}

/// A link to another ticket, in the direction it is read here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TicketLink {
    /// How they are linked.
    pub kind: TicketLinkKind,
    /// Whether the other ticket holds the link (it is the duplicate, the follow-up) and not this one.
    pub inverse: bool,
    /// The other ticket.
    pub id: Uuid,
    /// Its number.
    pub folio: String,
    /// Its subject.
    pub subject: String,
    /// Where it stands.
    pub status: Status,
}

/// What was answered before the ticket became another service.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EarlierAnswers {
    /// The service it was.
    pub service: ServiceRef,
    /// The answers to its form.
    pub answers: Vec<Answer>,
    /// Until when it was that service.
    #[serde(deserialize_with = "crate::instant::read")]
    pub until: DateTime<Utc>,
}

/// A ticket alone, as this caller may see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "flat::FlatTicket")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TicketDetails {
    /// What lists show.
    #[serde(flatten)]
    pub summary: TicketSummary,
    /// What is needed (Markdown).
    pub description: String,
    /// The answers to the form, with their questions.
    pub answers: Vec<Answer>,
    /// The version of the form that was answered.
    pub form_version: i32,
    /// Answers to the forms of services that it was changed from, oldest first.
    #[serde(default)]
    pub earlier_answers: Vec<EarlierAnswers>,
    /// Who registered it, when it was not the requester.
    pub registered_by: Option<PersonRef>,
    /// Who else reads it.
    pub watchers: Vec<PersonRef>,
    /// Files that came with the request and with its public replies.
    pub attachments: Vec<Attachment>,
    /// Links to tickets that the caller may see.
    pub links: Vec<TicketLink>,
    /// Statuses it has been through, with the last time each was entered, in the order of the life cycle.
    pub milestones: Vec<Milestone>,
    /// What IT said it did, once it did.
    pub attendance: Option<Attendance>,
    /// How often the requester rejected the result.
    pub rejections: i32,
    /// How the requester rated it.
    pub rating: Option<Rating>,
    /// Why it was cancelled.
    pub cancellation: Option<Cancellation>,
    /// Until when the requester may reopen it.
    #[serde(default, deserialize_with = "crate::instant::read_if_any")]
    pub reopen_until: Option<DateTime<Utc>>,
    /// When it closes by itself if the requester does not answer; absent where the policy is off.
    #[serde(default, deserialize_with = "crate::instant::read_if_any")]
    pub closes_at: Option<DateTime<Utc>>,
    /// How to reach the requester; for staff only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// Tags; for staff only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    /// The caller is the requester.
    pub is_mine: bool,
    /// What the caller may do now.
    pub actions: Vec<TicketAction>,
}

impl TicketDetails {
    /// Whether the caller may do this now.
    pub fn can(&self, action: TicketAction) -> bool {
        self.actions.contains(&action)
    }
}

/// What can be changed of a ticket beside its life cycle; what is absent stays.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "validation", derive(validator::Validate))]
pub struct TicketPatch {
    /// Requester, while new.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validation", validate(length(min = 1, max = limits::SUBJECT_MAX)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 160))]
    pub subject: Option<String>,
    /// Requester, while new.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validation", validate(length(min = 1, max = limits::BODY_MAX)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 20000))]
    pub description: Option<String>,
    /// Staff of the team.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_id: Option<Uuid>,
    /// Staff of the team.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub impact: Option<Impact>,
    /// Staff of the team.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub urgency: Option<Urgency>,
    /// Staff of the team; the whole new set.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validation", validate(length(max = limits::TAGS_MAX)))]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub tags: Option<Vec<String>>,
}

/// Somebody to whom the caller may give the ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Assignee {
    /// Who.
    pub person: PersonRef,
    /// Where the person is reached: it tells two of one name apart.
    pub email: String,
    /// How many open tickets the person has.
    pub open_tickets: u64,
}

/// What a mail's confirm link shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Confirmation {
    /// The ticket's number.
    pub folio: String,
    /// Its subject.
    pub subject: String,
    /// Where it stands.
    pub status: Status,
    /// The service asked for.
    pub service: String,
    /// What IT said it did.
    pub summary: String,
    /// When.
    #[serde(deserialize_with = "crate::instant::read")]
    pub attended_at: DateTime<Utc>,
    /// Who did it.
    pub attended_by: Option<String>,
    /// Whether the link can still decide: the attendance it was made for still waits and it was not used.
    pub open: bool,
}

wire_enum! {
    /// Which tickets a list is about.
    View {
        /// Those I asked for.
        Own = "own",
        /// Those I watch.
        Watching = "watching",
        /// Those of my teams.
        Team = "team",
        /// Every one; supervisors and admins.
        All = "all",
    }
}

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Sort {
    /// Priority first, oldest first within it: what to do next.
    #[serde(rename = "queue")]
    Queue,
    /// Newest first.
    #[serde(rename = "-created_at")]
    NewestFirst,
    /// Oldest first.
    #[serde(rename = "created_at")]
    OldestFirst,
    /// Last changed first.
    #[serde(rename = "-updated_at")]
    LastChangedFirst,
    /// Longest untouched first.
    #[serde(rename = "updated_at")]
    LongestUntouchedFirst,
}

impl Sort {
    /// Every order.
    pub const ALL: &'static [Self] =
        &[Self::Queue, Self::NewestFirst, Self::OldestFirst, Self::LastChangedFirst, Self::LongestUntouchedFirst];

    /// The order's word on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queue => "queue",
            Self::NewestFirst => "-created_at",
            Self::OldestFirst => "created_at",
            Self::LastChangedFirst => "-updated_at",
            Self::LongestUntouchedFirst => "updated_at",
        }
    }
}

impl std::str::FromStr for Sort {
    type Err = crate::wire::UnknownWord;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL.iter().copied().find(|sort| sort.as_str() == word).ok_or(crate::wire::UnknownWord)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_folio_is_read_as_people_type_it() {
        assert_eq!(Folio::new("TI", 123).as_str(), "TI-000123");
        assert_eq!(Folio::parse(" ti-000123 ").unwrap().as_str(), "TI-000123");
        for text in ["TI000123", "TI-12", "-000123", "TI-00012a", "TI-000123; drop", "TÍ-000123"] {
            assert!(Folio::parse(text).is_none(), "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        #[test]
        fn a_folio_is_read_as_it_is_written(prefix in "[A-Z0-9]{1,8}", number in 0_i64..1_000_000_000_000) {
            let folio = Folio::new(&prefix, number);
            prop_assert_eq!(Folio::parse(folio.as_str()), Some(folio.clone()));
            prop_assert_eq!(Folio::parse(&format!("\t{} ", folio.to_string().to_lowercase())), Some(folio));
        }

        #[test]
        fn whatever_is_taken_for_a_folio_is_one(
            text in prop_oneof![any::<String>(), "[ A-Za-z0-9ñ٣-]{0,12}-[0-9٣a]{4,20} ?"],
        ) {
            if let Some(folio) = Folio::parse(&text) {
                prop_assert!(folio.as_str().is_ascii() && folio.as_str().len() <= 27);
                prop_assert_eq!(Folio::parse(folio.as_str()), Some(folio));
            }
        }
    }
}
