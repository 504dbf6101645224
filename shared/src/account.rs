//! Accounts and teams, as admins see and change them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[cfg(feature = "validation")]
use crate::limits;
use crate::{
    person::{Community, Language, PersonRef, Role},
    problem::FieldError,
    ticket::TeamRef,
};

/// An account as an admin sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountDetails {
    /// The account.
    pub id: Uuid,
    /// Version, for `If-Match`.
    pub version: i32,
    /// Institutional e-mail.
    pub email: String,
    /// Name to show.
    pub name: String,
    /// Community.
    pub community: Option<Community>,
    /// Whether the directory told it.
    pub community_verified: bool,
    /// Matrícula or employee number.
    pub institutional_id: Option<String>,
    /// Área or carrera.
    pub unit: Option<String>,
    /// Phone extension.
    pub phone_extension: Option<String>,
    /// Language.
    pub language: Language,
    /// Roles beside `requester`.
    pub roles: Vec<Role>,
    /// Teams.
    pub teams: Vec<TeamRef>,
    /// Whether it may sign in.
    pub active: bool,
    /// Since when it exists.
    #[serde(deserialize_with = "crate::instant::read")]
    pub created_at: DateTime<Utc>,
}

/// An account to be made before its owner first signs in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "validation", derive(validator::Validate))]
pub struct NewAccount {
    /// Institutional e-mail.
    #[cfg_attr(feature = "validation", validate(length(min = 1, max = limits::EMAIL_MAX)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 254))]
    pub email: String,
    /// Name to show; made from the address when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validation", validate(length(max = limits::NAME_MAX)))]
    #[cfg_attr(feature = "openapi", schema(max_length = 120))]
    pub name: Option<String>,
    /// Community.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub community: Option<Community>,
    /// Matrícula or employee number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validation", validate(length(max = limits::INSTITUTIONAL_ID_MAX)))]
    #[cfg_attr(feature = "openapi", schema(max_length = 40))]
    pub institutional_id: Option<String>,
    /// Área or carrera.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validation", validate(length(max = limits::NAME_MAX)))]
    #[cfg_attr(feature = "openapi", schema(max_length = 120))]
    pub unit: Option<String>,
    /// Phone extension.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validation", validate(length(max = limits::EXTENSION_MAX)))]
    #[cfg_attr(feature = "openapi", schema(max_length = 20))]
    pub phone_extension: Option<String>,
    /// Language of mail until its owner chooses one; Spanish when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// Roles beside `requester`.
    #[serde(default)]
    #[cfg_attr(feature = "validation", validate(length(max = 5)))]
    #[cfg_attr(feature = "openapi", schema(max_items = 5))]
    pub roles: Vec<Role>,
}

/// What an admin changes of an account; what is absent stays.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "validation", derive(validator::Validate))]
pub struct AccountPatch {
    /// Name to show.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validation", validate(length(min = 1, max = limits::NAME_MAX)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 120))]
    pub name: Option<String>,
    /// Community; it becomes verified.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub community: Option<Community>,
    /// Matrícula or employee number; empty removes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validation", validate(length(max = limits::INSTITUTIONAL_ID_MAX)))]
    #[cfg_attr(feature = "openapi", schema(max_length = 40))]
    pub institutional_id: Option<String>,
    /// Área or carrera; empty removes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validation", validate(length(max = limits::NAME_MAX)))]
    #[cfg_attr(feature = "openapi", schema(max_length = 120))]
    pub unit: Option<String>,
    /// Phone extension; empty removes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validation", validate(length(max = limits::EXTENSION_MAX)))]
    #[cfg_attr(feature = "openapi", schema(max_length = 20))]
    pub phone_extension: Option<String>,
    /// The whole new set of roles beside `requester`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validation", validate(length(max = 5)))]
    #[cfg_attr(feature = "openapi", schema(max_items = 5))]
    pub roles: Option<Vec<Role>>,
    /// Whether it may sign in. One whose address was released needs a new address to sign in again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
    /// Its new institutional e-mail. The former address no longer identifies it, and it is signed out everywhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validation", validate(length(min = 1, max = limits::EMAIL_MAX)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 254))]
    pub email: Option<String>,
    /// Whether its address stops identifying it, as when its owner left: it is disabled and signed out everywhere, and
    /// whoever gets the address next starts anew. Not together with `email`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub release_email: bool,
}

wire_enum! {
    /// A column of an imported directory.
    ImportColumn {
        /// Institutional e-mail: whose line it is. The only one that must be there.
        Email = "email",
        /// Name to show.
        Name = "name",
        /// Community; it becomes verified.
        Community = "community",
        /// Matrícula or employee number.
        InstitutionalId = "institutional_id",
        /// Área or carrera.
        Unit = "unit",
        /// Phone extension.
        Extension = "extension",
        /// Language of a new account; people who have one have chosen theirs.
        Language = "language",
    }
}

wire_enum! {
    /// What a line of an imported directory comes to.
    ImportOutcome {
        /// Makes an account.
        Create = "create",
        /// Changes an account.
        Change = "change",
        /// Is wrong, and changes nothing.
        Wrong = "wrong",
    }
}

/// One value that an import sets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportedValue {
    /// Which.
    pub column: ImportColumn,
    /// What it was.
    pub before: Option<String>,
    /// What it is then.
    pub after: String,
}

/// A line of an imported directory that does something, or can't.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportLine {
    /// Its number in the file; the heading is line 1.
    pub line: u32,
    /// Whose it is, as the file says.
    pub email: String,
    /// What it comes to.
    pub outcome: ImportOutcome,
    /// What it sets.
    pub values: Vec<ImportedValue>,
    /// What is wrong, by column: `/email`.
    pub errors: Vec<FieldError>,
}

/// What an import does, or would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportReport {
    /// Whether it was written.
    pub written: bool,
    /// Names what the lines come to. Sent back as `preview`, it makes sure that nothing else is written.
    #[cfg_attr(feature = "openapi", schema(min_length = 43, max_length = 43))]
    pub preview: String,
    /// Accounts that it makes.
    pub created: u32,
    /// Accounts that it changes.
    pub changed: u32,
    /// Lines that say what is so already; they are not listed.
    pub unchanged: u32,
    /// Lines that are wrong.
    pub wrong: u32,
    /// The other lines, in the order of the file.
    pub lines: Vec<ImportLine>,
}

/// Somebody found by name or address: to register a request for, or to let watch one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonMatch {
    /// The account.
    pub id: Uuid,
    /// Name to show.
    pub name: String,
    /// Institutional e-mail.
    pub email: String,
    /// Community, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub community: Option<Community>,
    /// Área or carrera.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

/// A team with its members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TeamDetails {
    /// The team.
    pub id: Uuid,
    /// Version, for `If-Match`.
    pub version: i32,
    /// Its name.
    pub name: String,
    /// Whether it serves: a retired team gets no new work, and what it did stays readable.
    #[serde(default = "yes")]
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub active: bool,
    /// Agents and supervisors that belong to it.
    pub members: Vec<PersonRef>,
}

const fn yes() -> bool {
    true
}

/// A new team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "validation", derive(validator::Validate))]
pub struct NewTeam {
    /// Its name.
    #[cfg_attr(feature = "validation", validate(length(min = 1, max = limits::NAME_MAX)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 120))]
    pub name: String,
    /// Agents and supervisors that belong to it.
    #[serde(default)]
    #[cfg_attr(feature = "validation", validate(length(max = 500)))]
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub member_ids: Vec<Uuid>,
}

/// What an admin changes of a team; what is absent stays.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "validation", derive(validator::Validate))]
pub struct TeamPatch {
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validation", validate(length(min = 1, max = limits::NAME_MAX)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 120))]
    pub name: Option<String>,
    /// The whole new set of members; nobody joins a retired team.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validation", validate(length(max = 500)))]
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub member_ids: Option<Vec<Uuid>>,
    /// Whether it serves. A team that serves an active service, has open tickets or may get attended or resolved ones back is
    /// not retired.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
}

/// Something that could not be delivered after every retry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeadLetter {
    /// The entry of the outbox.
    pub id: Uuid,
    /// What it is: the kind of mail.
    pub kind: String,
    /// To whom.
    pub recipient: String,
    /// How often it was tried.
    pub attempts: i32,
    /// What the last try said.
    pub last_error: String,
    /// When it was written.
    #[serde(deserialize_with = "crate::instant::read")]
    pub created_at: DateTime<Utc>,
    /// When it was given up.
    #[serde(deserialize_with = "crate::instant::read")]
    pub dead_at: DateTime<Utc>,
}
