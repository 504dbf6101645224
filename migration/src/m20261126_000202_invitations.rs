//! Invitations that say who invited, so that roles granted by one say who granted them.

use sea_orm_migration::{prelude::*, schema::*};

/// Who invited; nobody is the command line.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let invited_by = Table::alter().table("invitation").add_column(uuid_null("invited_by")).to_owned();
        manager.alter_table(invited_by).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("invitation").drop_column("invited_by").to_owned()).await
    }
}
