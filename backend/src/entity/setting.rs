//! The institution's settings, one JSON document a key, and the marks that a database carries.

use sea_orm::entity::prelude::*;

/// The institution's settings, one JSON document a key, and the marks that a database carries.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "setting")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// Value.
    #[sea_orm(column_type = "JsonBinary")]
    pub value: Json,
    /// Version.
    pub version: i32,
    /// Updated at.
    pub updated_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
