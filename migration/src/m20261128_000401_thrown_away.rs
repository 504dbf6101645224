//! Indexes for what is looked for among all rows every few minutes, or by every report: what may be thrown away, and the forms that
//! tickets left after an instant.

use sea_orm_migration::prelude::*;

/// Indexes for what may be thrown away, and for the forms that tickets left.
#[derive(DeriveMigrationName)]
pub struct Migration;

const INDEXES: [(&str, &str); 5] = [
    ("ix_outbox_sent", "outbox (sent_at) WHERE sent_at IS NOT NULL"),
    ("ix_session_ended", "session (ended_at) WHERE ended_at IS NOT NULL"),
    ("ix_refresh_token_spent", "refresh_token (spent_at) WHERE spent_at IS NOT NULL"),
    ("ix_email_proof_proved", "email_proof (proved_at)"),
    ("ix_ticket_seen_form_until", "ticket_seen_form (until_at, ticket_id)"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, index) in INDEXES {
            manager.get_connection().execute_unprepared(&format!("CREATE INDEX {name} ON {index}")).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, _) in INDEXES {
            manager.get_connection().execute_unprepared(&format!("DROP INDEX {name}")).await?;
        }
        Ok(())
    }
}
