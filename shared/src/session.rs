//! Signing in: codes, sessions, what the signed-in person may do, and API tokens (§2).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[cfg(feature = "validation")]
use crate::limits;
use crate::{
    access::Scope,
    notification::Notification,
    person::{Community, Language, Role},
    ticket::TeamRef,
};

/// Ask for a six-digit code, by mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "validation", derive(validator::Validate))]
pub struct NewCode {
    /// Institutional e-mail.
    #[cfg_attr(feature = "validation", validate(length(min = 1, max = limits::EMAIL_MAX)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 254, example = "ana.lopez@example.edu.mx"))]
    pub email: String,
}

/// A code is under way (or not: the answer is the same whether or not the account exists).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CodeChallenge {
    /// Send it back with the code; whoever has only the code can do nothing with it.
    pub challenge_id: Uuid,
    /// Life of the code, in seconds.
    pub expires_in: u32,
}

/// Open a session with the code from the mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "validation", derive(validator::Validate))]
pub struct NewSession {
    /// From the answer to the request for a code.
    pub challenge_id: Uuid,
    /// The six digits.
    #[cfg_attr(feature = "validation", validate(length(min = 1, max = 16)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 16, example = "482913"))]
    pub code: String,
    /// Remember this device for 30 days instead of 12 idle hours.
    #[serde(default)]
    pub remember: bool,
}

/// A session was opened or renewed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionToken {
    /// Send it as `Authorization: Bearer …`; keep it in memory only.
    pub access_token: String,
    /// Its life, in seconds.
    pub expires_in: u32,
    /// Who signed in.
    pub account: Me,
}

/// The signed-in person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    /// The account.
    pub id: Uuid,
    /// Version, for `If-Match`.
    pub version: i32,
    /// Institutional e-mail.
    pub email: String,
    /// Name to show.
    pub name: String,
    /// Community; absent until the person or the directory tells.
    pub community: Option<Community>,
    /// Whether the directory told it, and not the person.
    pub community_verified: bool,
    /// Matrícula or employee number.
    pub institutional_id: Option<String>,
    /// Área or carrera.
    pub unit: Option<String>,
    /// Phone extension.
    pub phone_extension: Option<String>,
    /// Language of the interface and of mail.
    pub language: Language,
    /// The mail that the person wants of what one may do without. Everything else is always sent.
    pub notifications: Vec<Notification>,
    /// Whether single keys give commands in the web app.
    pub single_keys: bool,
    /// Roles; everyone is a requester.
    pub roles: Vec<Role>,
    /// Teams.
    pub teams: Vec<TeamRef>,
    /// The limits of the API token this was asked with; absent for a session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scopes: Option<Vec<Scope>>,
}

/// What a person changes of the own account; what is absent stays.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "validation", derive(validator::Validate))]
pub struct MePatch {
    /// Name to show.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validation", validate(length(min = 1, max = limits::NAME_MAX)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 120))]
    pub name: Option<String>,
    /// Language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// Community, only while the directory has not told it; it stays unverified.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub community: Option<Community>,
    /// Phone extension; empty removes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validation", validate(length(max = 20)))]
    #[cfg_attr(feature = "openapi", schema(max_length = 20))]
    pub phone_extension: Option<String>,
    /// Área or carrera; empty removes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validation", validate(length(max = limits::NAME_MAX)))]
    #[cfg_attr(feature = "openapi", schema(max_length = 120))]
    pub unit: Option<String>,
    /// All the mail that is wanted of what one may do without.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validation", validate(length(max = 5)))]
    #[cfg_attr(feature = "openapi", schema(max_items = 5))]
    pub notifications: Option<Vec<Notification>>,
    /// Whether single keys give commands in the web app.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub single_keys: Option<bool>,
}

/// One of the person's open sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionInfo {
    /// The session.
    pub id: Uuid,
    /// When it was opened.
    #[serde(deserialize_with = "crate::instant::read")]
    pub created_at: DateTime<Utc>,
    /// When it was last renewed.
    #[serde(deserialize_with = "crate::instant::read")]
    pub last_used_at: DateTime<Utc>,
    /// When it ends if it is not used.
    #[serde(deserialize_with = "crate::instant::read")]
    pub expires_at: DateTime<Utc>,
    /// The browser, as it names itself.
    pub user_agent: Option<String>,
    /// Whether the device is remembered, and the session lasts 30 idle days instead of 12 idle hours.
    pub remembered: bool,
    /// The session that asks.
    pub current: bool,
}

/// Prove a secondary e-mail by the code that was sent there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "validation", derive(validator::Validate))]
pub struct CodeProof {
    /// The six digits.
    #[cfg_attr(feature = "validation", validate(length(min = 1, max = 16)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 16, example = "482913"))]
    pub code: String,
}

/// A new API token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "validation", derive(validator::Validate))]
pub struct NewToken {
    /// What it is for.
    #[cfg_attr(feature = "validation", validate(length(min = 1, max = limits::TOKEN_NAME_MAX)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 80))]
    pub name: String,
    /// What it may be used for.
    #[cfg_attr(feature = "validation", validate(length(min = 1, max = 8)))]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 8))]
    pub scopes: Vec<Scope>,
    /// When it ends by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default, deserialize_with = "crate::instant::read_if_any")]
    pub expires_at: Option<DateTime<Utc>>,
}

/// An API token without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TokenInfo {
    /// The token.
    pub id: Uuid,
    /// What it is for.
    pub name: String,
    /// Its first characters, to recognise it by.
    pub prefix: String,
    /// What it may be used for.
    pub scopes: Vec<Scope>,
    /// When it was made.
    #[serde(deserialize_with = "crate::instant::read")]
    pub created_at: DateTime<Utc>,
    /// When it was last used.
    #[serde(default, deserialize_with = "crate::instant::read_if_any")]
    pub last_used_at: Option<DateTime<Utc>>,
    /// When it ends by itself.
    #[serde(default, deserialize_with = "crate::instant::read_if_any")]
    pub expires_at: Option<DateTime<Utc>>,
}

/// A token just made: the only time its secret is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TokenSecret {
    /// What it is.
    #[serde(flatten)]
    pub info: TokenInfo,
    /// The secret.
    pub token: String,
}

/// Whom to invite to what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "validation", derive(validator::Validate))]
pub struct NewInvitation {
    /// Institutional e-mail.
    #[cfg_attr(feature = "validation", validate(length(min = 1, max = limits::EMAIL_MAX)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 254))]
    pub email: String,
    /// The roles it gives beside `requester`.
    #[serde(default)]
    #[cfg_attr(feature = "validation", validate(length(max = 5)))]
    #[cfg_attr(feature = "openapi", schema(max_items = 5))]
    pub roles: Vec<Role>,
}

/// An invitation that was sent. Only the mail carries its link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invitation {
    /// The invitation.
    pub id: Uuid,
    /// Who is invited.
    pub email: String,
    /// The roles it gives.
    pub roles: Vec<Role>,
    /// When it was sent.
    #[serde(deserialize_with = "crate::instant::read")]
    pub created_at: DateTime<Utc>,
    /// Until when its link works.
    #[serde(deserialize_with = "crate::instant::read")]
    pub expires_at: DateTime<Utc>,
}

/// What an invitation link shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitationInfo {
    /// Who is invited.
    pub email: String,
    /// The roles it gives.
    pub roles: Vec<Role>,
    /// Until when it works.
    #[serde(deserialize_with = "crate::instant::read")]
    pub expires_at: DateTime<Utc>,
}

/// One of the people of the demo, to sign in as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Persona {
    /// Send it as `persona`.
    pub key: String,
    /// Name.
    pub name: String,
    /// Institutional e-mail.
    pub email: String,
    /// Roles.
    pub roles: Vec<Role>,
    /// Community.
    pub community: Option<Community>,
    /// What to try as this person, in the caller's language.
    pub hint: String,
}

/// Sign in as one of the people of the demo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "validation", derive(validator::Validate))]
pub struct NewDemoSession {
    /// A key of the personas.
    #[cfg_attr(feature = "validation", validate(length(min = 1, max = limits::KEY_MAX)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 60))]
    pub persona: String,
}

/// A mail that would have gone out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DemoMail {
    /// The mail.
    pub id: Uuid,
    /// To whom.
    pub to: String,
    /// Subject.
    pub subject: String,
    /// Text part.
    pub text: String,
    /// HTML part.
    pub html: String,
    /// When it was delivered here.
    #[serde(deserialize_with = "crate::instant::read")]
    pub sent_at: DateTime<Utc>,
}

/// The demo's mailbox, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Mailbox {
    /// The mails.
    pub items: Vec<DemoMail>,
    /// Pass it as `cursor` to go on.
    #[serde(default)]
    pub next_cursor: Option<String>,
}
