//! Tickets, their events, their intervals and what hangs on them.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DbBackend};

/// Tickets, their events, their intervals and what hangs on them.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ticket(manager).await?;
        event(manager).await?;
        status_interval(manager).await?;
        ticket_watcher(manager).await?;
        ticket_tag(manager).await?;
        ticket_link(manager).await?;
        ticket_seen_form(manager).await?;
        confirmation(manager).await?;
        idempotency(manager).await?;
        folio_counter(manager).await?;
        folio_numbers(manager).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            "folio_counter",
            "idempotency",
            "confirmation",
            "ticket_seen_form",
            "ticket_link",
            "ticket_tag",
            "ticket_watcher",
            "status_interval",
            "event",
            "ticket",
        ] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        if manager.get_database_backend() == DbBackend::Postgres {
            manager.get_connection().execute_unprepared("DROP SEQUENCE ticket_number").await?;
        }
        Ok(())
    }
}

async fn ticket(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("ticket")
                .col(uuid("id").primary_key())
                .col(big_integer("number"))
                .col(text("folio"))
                .col(text("status"))
                .col(integer("version"))
                .col(text("subject"))
                .col(text("description"))
                .col(text("category"))
                .col(uuid("service_id"))
                .col(integer("form_version"))
                .col(json_binary("answers"))
                .col(text("impact"))
                .col(text("urgency"))
                .col(text("priority"))
                .col(small_integer("priority_rank"))
                .col(uuid("requester_id"))
                .col(uuid_null("registered_by_id"))
                .col(text("channel"))
                .col(uuid_null("assignee_id"))
                .col(uuid("team_id"))
                .col(text_null("wait_reason"))
                .col(timestamp_with_time_zone_null("wait_until"))
                .col(text_null("closure"))
                .col(text_null("cancel_reason"))
                .col(uuid_null("duplicate_of_id"))
                .col(integer("rejections"))
                .col(integer("attendances"))
                .col(integer("reminders"))
                .col(timestamp_with_time_zone_null("reminded_at"))
                .col(small_integer_null("rating"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("updated_at"))
                .col(timestamp_with_time_zone_null("first_response_at"))
                .col(timestamp_with_time_zone_null("attended_at"))
                .col(timestamp_with_time_zone_null("resolved_at"))
                .col(timestamp_with_time_zone_null("cancelled_at"))
                .col(timestamp_with_time_zone("status_since"))
                .col(integer("event_count"))
                .col(binary("chain_head"))
                .foreign_key(ForeignKey::create().from("ticket", "service_id").to("service", "id"))
                .foreign_key(ForeignKey::create().from("ticket", "requester_id").to("account", "id"))
                .foreign_key(ForeignKey::create().from("ticket", "registered_by_id").to("account", "id"))
                .foreign_key(ForeignKey::create().from("ticket", "assignee_id").to("account", "id"))
                .foreign_key(ForeignKey::create().from("ticket", "team_id").to("team", "id"))
                .foreign_key(ForeignKey::create().from("ticket", "duplicate_of_id").to("ticket", "id"))
                .to_owned(),
        )
        .await?;
    manager.get_connection().execute_unprepared("CREATE UNIQUE INDEX ix_ticket_number ON ticket (number)").await?;
    manager.get_connection().execute_unprepared("CREATE UNIQUE INDEX ix_ticket_folio ON ticket (folio)").await?;
    manager
        .get_connection()
        .execute_unprepared("CREATE INDEX ix_ticket_requester_updated ON ticket (requester_id, updated_at, id)")
        .await?;
    manager
        .get_connection()
        .execute_unprepared("CREATE INDEX ix_ticket_requester_created ON ticket (requester_id, created_at, id)")
        .await?;
    manager
        .get_connection()
        .execute_unprepared("CREATE INDEX ix_ticket_team_queue ON ticket (team_id, priority_rank, created_at, id) WHERE status IN ('new', 'assigned', 'in_progress', 'waiting')")
        .await?;
    manager
        .get_connection()
        .execute_unprepared("CREATE INDEX ix_ticket_open_queue ON ticket (priority_rank, created_at, id) WHERE status IN ('new', 'assigned', 'in_progress', 'waiting')")
        .await?;
    manager
        .get_connection()
        .execute_unprepared(
            "CREATE INDEX ix_ticket_team_status ON ticket (team_id, status, priority_rank, created_at, id)",
        )
        .await?;
    manager
        .get_connection()
        .execute_unprepared(
            "CREATE INDEX ix_ticket_assignee_status ON ticket (assignee_id, status, priority_rank, created_at, id)",
        )
        .await?;
    manager
        .get_connection()
        .execute_unprepared("CREATE INDEX ix_ticket_team_updated ON ticket (team_id, updated_at, id)")
        .await?;
    manager
        .get_connection()
        .execute_unprepared("CREATE INDEX ix_ticket_team_created ON ticket (team_id, created_at, id)")
        .await?;
    manager
        .get_connection()
        .execute_unprepared(
            "CREATE INDEX ix_ticket_awaited ON ticket (status, id) WHERE status IN ('waiting', 'attended')",
        )
        .await?;
    manager.get_connection().execute_unprepared("CREATE INDEX ix_ticket_updated ON ticket (updated_at, id)").await?;
    manager.get_connection().execute_unprepared("CREATE INDEX ix_ticket_created ON ticket (created_at, id)").await?;
    Ok(())
}

async fn event(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("event")
                .col(uuid("id").primary_key())
                .col(uuid("ticket_id"))
                .col(integer("sequence"))
                .col(text("kind"))
                .col(text("audience"))
                .col(timestamp_with_time_zone("at"))
                .col(uuid_null("actor_id"))
                .col(text_null("body"))
                .col(json_binary("change"))
                .col(binary("salt"))
                .col(binary("content_digest"))
                .col(binary("previous_digest"))
                .col(binary("digest"))
                .foreign_key(ForeignKey::create().from("event", "ticket_id").to("ticket", "id"))
                .foreign_key(ForeignKey::create().from("event", "actor_id").to("account", "id"))
                .to_owned(),
        )
        .await?;
    manager
        .get_connection()
        .execute_unprepared("CREATE UNIQUE INDEX ix_event_sequence ON event (ticket_id, sequence)")
        .await?;
    manager.get_connection().execute_unprepared("CREATE INDEX ix_event_at ON event (at, id)").await?;
    Ok(())
}

async fn status_interval(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("status_interval")
                .col(uuid("id").primary_key())
                .col(uuid("ticket_id"))
                .col(text("status"))
                .col(uuid_null("assignee_id"))
                .col(uuid("team_id"))
                .col(timestamp_with_time_zone("from_at"))
                .col(timestamp_with_time_zone_null("to_at"))
                .foreign_key(ForeignKey::create().from("status_interval", "ticket_id").to("ticket", "id"))
                .to_owned(),
        )
        .await?;
    manager
        .get_connection()
        .execute_unprepared("CREATE INDEX ix_status_interval_ticket ON status_interval (ticket_id, from_at)")
        .await?;
    manager
        .get_connection()
        .execute_unprepared(
            "CREATE UNIQUE INDEX ix_status_interval_current ON status_interval (ticket_id) WHERE to_at IS NULL",
        )
        .await?;
    Ok(())
}

async fn ticket_watcher(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("ticket_watcher")
                .col(uuid("ticket_id"))
                .col(uuid("account_id"))
                .col(uuid("added_by"))
                .col(timestamp_with_time_zone("added_at"))
                .primary_key(Index::create().col("ticket_id").col("account_id"))
                .foreign_key(ForeignKey::create().from("ticket_watcher", "ticket_id").to("ticket", "id"))
                .foreign_key(ForeignKey::create().from("ticket_watcher", "account_id").to("account", "id"))
                .to_owned(),
        )
        .await?;
    manager
        .get_connection()
        .execute_unprepared("CREATE INDEX ix_ticket_watcher_account ON ticket_watcher (account_id, ticket_id)")
        .await?;
    Ok(())
}

async fn ticket_tag(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("ticket_tag")
                .col(uuid("ticket_id"))
                .col(text("tag"))
                .primary_key(Index::create().col("ticket_id").col("tag"))
                .foreign_key(ForeignKey::create().from("ticket_tag", "ticket_id").to("ticket", "id"))
                .to_owned(),
        )
        .await?;
    manager
        .get_connection()
        .execute_unprepared("CREATE INDEX ix_ticket_tag_tag ON ticket_tag (tag, ticket_id)")
        .await?;
    Ok(())
}

async fn ticket_link(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("ticket_link")
                .col(uuid("ticket_id"))
                .col(uuid("other_id"))
                .col(text("kind"))
                .col(uuid_null("created_by"))
                .col(timestamp_with_time_zone("created_at"))
                .primary_key(Index::create().col("ticket_id").col("other_id").col("kind"))
                .foreign_key(ForeignKey::create().from("ticket_link", "ticket_id").to("ticket", "id"))
                .foreign_key(ForeignKey::create().from("ticket_link", "other_id").to("ticket", "id"))
                .to_owned(),
        )
        .await?;
    manager.get_connection().execute_unprepared("CREATE INDEX ix_ticket_link_other ON ticket_link (other_id)").await?;
    Ok(())
}

async fn ticket_seen_form(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("ticket_seen_form")
                .col(uuid("id").primary_key())
                .col(uuid("ticket_id"))
                .col(uuid("service_id"))
                .col(integer("form_version"))
                .col(json_binary("answers"))
                .col(timestamp_with_time_zone("until_at"))
                .foreign_key(ForeignKey::create().from("ticket_seen_form", "ticket_id").to("ticket", "id"))
                .foreign_key(ForeignKey::create().from("ticket_seen_form", "service_id").to("service", "id"))
                .to_owned(),
        )
        .await?;
    manager
        .get_connection()
        .execute_unprepared("CREATE INDEX ix_ticket_seen_form_ticket ON ticket_seen_form (ticket_id)")
        .await?;
    Ok(())
}

async fn confirmation(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("confirmation")
                .col(uuid("id").primary_key())
                .col(uuid("ticket_id"))
                .col(integer("attendance"))
                .col(binary("token_digest"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("expires_at"))
                .col(timestamp_with_time_zone_null("used_at"))
                .foreign_key(ForeignKey::create().from("confirmation", "ticket_id").to("ticket", "id"))
                .to_owned(),
        )
        .await?;
    manager
        .get_connection()
        .execute_unprepared("CREATE UNIQUE INDEX ix_confirmation_digest ON confirmation (token_digest)")
        .await?;
    manager
        .get_connection()
        .execute_unprepared("CREATE INDEX ix_confirmation_ticket ON confirmation (ticket_id)")
        .await?;
    Ok(())
}

async fn idempotency(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("idempotency")
                .col(uuid("account_id"))
                .col(text("operation"))
                .col(text("key"))
                .col(binary("body_digest"))
                .col(small_integer_null("status"))
                .col(uuid_null("resource_id"))
                .col(timestamp_with_time_zone("created_at"))
                .primary_key(Index::create().col("account_id").col("operation").col("key"))
                .to_owned(),
        )
        .await?;
    manager
        .get_connection()
        .execute_unprepared("CREATE INDEX ix_idempotency_created ON idempotency (created_at)")
        .await?;
    Ok(())
}

async fn folio_counter(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create().table("folio_counter").col(integer("id").primary_key()).col(big_integer("next")).to_owned(),
        )
        .await?;
    Ok(())
}

/// Where folios get their numbers: a sequence where the engine has them, else the counter's one row.
async fn folio_numbers(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let statement = match manager.get_database_backend() {
        DbBackend::Postgres => "CREATE SEQUENCE ticket_number",
        _ => "INSERT INTO folio_counter (id, next) VALUES (1, 1)",
    };
    manager.get_connection().execute_unprepared(statement).await?;
    Ok(())
}
