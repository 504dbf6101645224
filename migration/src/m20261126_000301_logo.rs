//! The picture of the institution's logo, beside the settings that speak of it.

use sea_orm_migration::{prelude::*, schema::*};

/// In the database, so that every process and every backup has it.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let logo = Table::create()
            .table("logo")
            .col(text("digest").primary_key())
            .col(text("media_type"))
            .col(binary("bytes"))
            .col(timestamp_with_time_zone("created_at"))
            .to_owned();
        manager.create_table(logo).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("logo").to_owned()).await
    }
}
