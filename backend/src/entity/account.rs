//! A person. The institutional address identifies it and is kept in `account_email`, dated.

use sea_orm::entity::prelude::*;
use shared::person::{Community, Language};

/// A person. The institutional address identifies it and is kept in `account_email`, dated.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The current institutional address, for reading; `account_email` has its history.
    pub email: String,
    /// The name to show.
    pub name: String,
    /// Community.
    pub community: Option<Community>,
    /// Whether the directory told the community, and not the person.
    pub community_verified: bool,
    /// Matrícula or employee number.
    pub institutional_id: Option<String>,
    /// Área or carrera.
    pub unit: Option<String>,
    /// Phone extension.
    pub phone_extension: Option<String>,
    /// Language.
    pub language: Language,
    /// Mail that its owner does without.
    #[sea_orm(column_type = "JsonBinary")]
    pub mail_off: Json,
    /// Whether single keys give commands.
    pub single_keys: bool,
    /// Whether it may sign in.
    pub active: bool,
    /// Version.
    pub version: i32,
    /// Created at.
    pub created_at: DateTimeUtc,
    /// Updated at.
    pub updated_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
