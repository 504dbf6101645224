//! One version of a service's form.

use sea_orm::entity::prelude::*;

/// One version of a service's form.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "service_form")]
pub struct Model {
    /// Service.
    #[sea_orm(primary_key, auto_increment = false)]
    pub service_id: Uuid,
    /// Version.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i32,
    /// Fields.
    #[sea_orm(column_type = "JsonBinary")]
    pub fields: Json,
    /// Created at.
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
