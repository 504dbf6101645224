//! What people choose for themselves beside their language: mail they do without, and whether single keys act.

use sea_orm_migration::{prelude::*, schema::*};

/// Nobody does without anything, and single keys act.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // What is switched off, so that news which come up later begin switched on.
        for column in [json_binary("mail_off").default("[]").take(), boolean("single_keys").default(true).take()] {
            // SQLite adds one column at a time.
            manager.alter_table(Table::alter().table("account").add_column(column).to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["single_keys", "mail_off"] {
            manager.alter_table(Table::alter().table("account").drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
