//! Evidence that holds more: salts of what events tell of their ticket, checkpoints that follow one another, the day that
//! was announced for a closure, and indexes for what the clock looks for.

use sea_orm_migration::{prelude::*, schema::*};

/// Evidence that holds more, and indexes for what the clock looks for.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// What the clock looks for, each by the index that holds nothing else.
const INDEXES: [(&str, &str); 5] = [
    ("ix_audit_checkpoint_previous", "UNIQUE INDEX {} ON audit_checkpoint (previous_mac)"),
    (
        "ix_ticket_remind",
        "INDEX {} ON ticket (reminders, status_since, id) WHERE status = 'attended' OR (status = 'waiting' AND \
         wait_reason = 'requester')",
    ),
    ("ix_ticket_close", "INDEX {} ON ticket (closes_at, id) WHERE status = 'attended'"),
    ("ix_ticket_resume", "INDEX {} ON ticket (wait_until, id) WHERE status = 'waiting'"),
    ("ix_confirmation_expires", "INDEX {} ON confirmation (expires_at)"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in [
            ("event", json_binary_null("salts")),
            ("audit_checkpoint", binary_null("previous_mac")),
            ("ticket", timestamp_with_time_zone_null("closes_at")),
        ] {
            manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await?;
        }
        for (name, index) in INDEXES {
            let statement = format!("CREATE {}", index.replace("{}", name));
            manager.get_connection().execute_unprepared(&statement).await?;
        }
        manager.get_connection().execute_unprepared("DROP INDEX ix_ticket_awaited").await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let awaited = "CREATE INDEX ix_ticket_awaited ON ticket (status, id) WHERE status IN ('waiting', 'attended')";
        manager.get_connection().execute_unprepared(awaited).await?;
        for (name, _) in INDEXES {
            manager.get_connection().execute_unprepared(&format!("DROP INDEX {name}")).await?;
        }
        for (table, column) in [("ticket", "closes_at"), ("audit_checkpoint", "previous_mac"), ("event", "salts")] {
            manager.alter_table(Table::alter().table(table).drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
