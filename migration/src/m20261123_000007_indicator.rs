//! An index that answers the indicator by itself: the rows of a million tickets, with their descriptions, stay unread.

use sea_orm_migration::prelude::*;

/// An index that answers the indicator by itself.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .get_connection()
            .execute_unprepared(
                "CREATE INDEX ix_ticket_indicator ON ticket (created_at, status_since, resolved_at, category, status, \
                 closure, cancel_reason, rejections, id)",
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared("DROP INDEX ix_ticket_indicator").await?;
        Ok(())
    }
}
