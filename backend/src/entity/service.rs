//! A service that people may ask for.

use sea_orm::entity::prelude::*;
use shared::{
    category::Category,
    priority::{Impact, Urgency},
    service::AssignmentMode,
};

/// A service that people may ask for.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "service")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// A stable name for seeds and programs; never shown.
    pub slug: String,
    /// Category.
    pub category: Category,
    /// Name es.
    pub name_es: String,
    /// Name en.
    pub name_en: String,
    /// Help es.
    pub help_es: String,
    /// Help en.
    pub help_en: String,
    /// Communities.
    #[sea_orm(column_type = "JsonBinary")]
    pub communities: Json,
    /// Team.
    pub team_id: Uuid,
    /// Default impact.
    pub default_impact: Impact,
    /// Default urgency.
    pub default_urgency: Urgency,
    /// Assignment mode.
    pub assignment_mode: AssignmentMode,
    /// Effort.
    pub effort: f64,
    /// Active.
    pub active: bool,
    /// Position.
    pub position: i32,
    /// Form version.
    pub form_version: i32,
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
