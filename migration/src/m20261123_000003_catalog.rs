//! The catalogue: services under the six categories, and every version of their forms.

use sea_orm_migration::{prelude::*, schema::*};

/// The catalogue: services under the six categories, and every version of their forms.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        service(manager).await?;
        service_form(manager).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["service_form", "service"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

async fn service(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("service")
                .col(uuid("id").primary_key())
                .col(text("slug"))
                .col(text("category"))
                .col(text("name_es"))
                .col(text("name_en"))
                .col(text("help_es"))
                .col(text("help_en"))
                .col(json_binary("communities"))
                .col(uuid("team_id"))
                .col(text("default_impact"))
                .col(text("default_urgency"))
                .col(text("assignment_mode"))
                .col(double("effort"))
                .col(boolean("active"))
                .col(integer("position"))
                .col(integer("form_version"))
                .col(integer("version"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("updated_at"))
                .foreign_key(ForeignKey::create().from("service", "team_id").to("team", "id"))
                .to_owned(),
        )
        .await?;
    manager.get_connection().execute_unprepared("CREATE UNIQUE INDEX ix_service_slug ON service (slug)").await?;
    Ok(())
}

async fn service_form(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("service_form")
                .col(uuid("service_id"))
                .col(integer("version"))
                .col(json_binary("fields"))
                .col(timestamp_with_time_zone("created_at"))
                .primary_key(Index::create().col("service_id").col("version"))
                .foreign_key(ForeignKey::create().from("service_form", "service_id").to("service", "id"))
                .to_owned(),
        )
        .await?;
    Ok(())
}
