//! The picture of the institution's logo: one row, or none.

use sea_orm::entity::prelude::*;

/// The picture of the institution's logo: one row, or none.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "logo")]
pub struct Model {
    /// Digest of the bytes, hexadecimal; part of the picture's address.
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: String,
    /// Media type.
    pub media_type: String,
    /// The picture.
    pub bytes: Vec<u8>,
    /// Created at.
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
