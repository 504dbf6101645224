//! Lists that cost the same at any size: indexes in the order of every list under what it is narrowed to, the folded words by
//! which people are found, and the category that a ticket had under an earlier service.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DbBackend};

/// Lists that cost the same at any size.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// By the last change, by the filing, and by priority and then filing: the queue. What is narrowed to a status and ordered by
/// the filing is read from the queue's index, priority by priority; and what is narrowed to a category or a service alone,
/// from those of its statuses.
const INDEXES: [(&str, &str); 12] = [
    ("ix_ticket_team_status_updated", "ticket (team_id, status, updated_at, id)"),
    ("ix_ticket_assignee_updated", "ticket (assignee_id, status, updated_at, id)"),
    ("ix_ticket_status_updated", "ticket (status, updated_at, id)"),
    ("ix_ticket_status_queue", "ticket (status, priority_rank, created_at, id)"),
    ("ix_ticket_category_updated", "ticket (category, status, updated_at, id)"),
    ("ix_ticket_category_queue", "ticket (category, status, priority_rank, created_at, id)"),
    ("ix_ticket_service_updated", "ticket (service_id, status, updated_at, id)"),
    ("ix_ticket_service_queue", "ticket (service_id, status, priority_rank, created_at, id)"),
    // Denied twice, or SQLite would look for the status in an index of all statuses, however few are due.
    ("ix_ticket_close", "ticket (closes_at, id) WHERE NOT (status <> 'attended')"),
    ("ix_ticket_resume", "ticket (wait_until, id) WHERE NOT (status <> 'waiting')"),
    // What still goes to somebody whose address changes.
    ("ix_outbox_account", "outbox (account_id) WHERE sent_at IS NULL"),
    // In the order of people's names, with all that a search looks at.
    ("ix_account_found", "account (name, id, active, community, found)"),
];

/// What they replace: the queues of what is open are now read status by status.
const FORMER: [(&str, &str); 5] = [
    (
        "ix_ticket_team_queue",
        "ticket (team_id, priority_rank, created_at, id) WHERE status IN ('new', 'assigned', 'in_progress', 'waiting')",
    ),
    (
        "ix_ticket_open_queue",
        "ticket (priority_rank, created_at, id) WHERE status IN ('new', 'assigned', 'in_progress', 'waiting')",
    ),
    ("ix_ticket_close", "ticket (closes_at, id) WHERE status = 'attended'"),
    ("ix_ticket_resume", "ticket (wait_until, id) WHERE status = 'waiting'"),
    ("ix_account_name", "account (name)"),
];

/// Letters with accents and what they are taken for, in both cases: SQLite knows no case beyond ASCII.
const FOLDS: [(&str, &str); 14] = [
    ("á", "a"),
    ("é", "e"),
    ("í", "i"),
    ("ó", "o"),
    ("ú", "u"),
    ("ü", "u"),
    ("ñ", "n"),
    ("Á", "a"),
    ("É", "e"),
    ("Í", "i"),
    ("Ó", "o"),
    ("Ú", "u"),
    ("Ü", "u"),
    ("Ñ", "n"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        manager
            .alter_table(Table::alter().table("ticket_seen_form").add_column(text_null("category")).to_owned())
            .await?;
        connection
            .execute_unprepared(
                "UPDATE ticket_seen_form SET category = \
                 (SELECT category FROM service WHERE service.id = ticket_seen_form.service_id)",
            )
            .await?;
        found(manager).await?;
        for (name, _) in FORMER {
            connection.execute_unprepared(&format!("DROP INDEX {name}")).await?;
        }
        for (name, index) in INDEXES {
            connection.execute_unprepared(&format!("CREATE INDEX {name} ON {index}")).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        for (name, _) in INDEXES {
            connection.execute_unprepared(&format!("DROP INDEX {name}")).await?;
        }
        for (name, index) in FORMER {
            connection.execute_unprepared(&format!("CREATE INDEX {name} ON {index}")).await?;
        }
        if manager.get_database_backend() == DbBackend::Sqlite {
            for trigger in ["account_found_new", "account_found_changed"] {
                connection.execute_unprepared(&format!("DROP TRIGGER {trigger}")).await?;
            }
        }
        for (table, column) in [("account", "found"), ("ticket_seen_form", "category")] {
            manager.alter_table(Table::alter().table(table).drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}

/// Keeps a name, folded, a space and the address beside every account, whoever writes them. PostgreSQL generates such a column.
/// SQLite adds none that it stores, and from an index it does not read one that it does not store: so triggers write it.
async fn found(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let name = FOLDS
        .iter()
        .fold("lower(name)".to_owned(), |text, (accented, plain)| format!("replace({text}, '{accented}', '{plain}')"));
    let found = format!("{name} || ' ' || email");
    if manager.get_database_backend() == DbBackend::Postgres {
        let column = format!("ALTER TABLE account ADD COLUMN found text GENERATED ALWAYS AS ({found}) STORED");
        connection.execute_unprepared(&column).await?;
        return Ok(());
    }
    connection.execute_unprepared("ALTER TABLE account ADD COLUMN found text").await?;
    connection.execute_unprepared(&format!("UPDATE account SET found = {found}")).await?;
    for (trigger, event) in [("account_found_new", "INSERT"), ("account_found_changed", "UPDATE OF name, email")] {
        let statement = format!(
            "CREATE TRIGGER {trigger} AFTER {event} ON account BEGIN \
             UPDATE account SET found = {found} WHERE id = NEW.id; END"
        );
        connection.execute_unprepared(&statement).await?;
    }
    Ok(())
}
