//! Teams that serve no more, and stay readable.

use sea_orm_migration::{prelude::*, schema::*};

/// Every team serves until an admin retires it.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let active = Table::alter().table("team").add_column(boolean("active").default(true).take()).to_owned();
        manager.alter_table(active).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("team").drop_column("active").to_owned()).await
    }
}
