//! Files, outgoing mail, jobs and the audit's checkpoints.

use sea_orm_migration::{prelude::*, schema::*};

/// Files, outgoing mail, jobs and the audit's checkpoints.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        attachment(manager).await?;
        outbox(manager).await?;
        demo_mail(manager).await?;
        job(manager).await?;
        audit_checkpoint(manager).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["audit_checkpoint", "job", "demo_mail", "outbox", "attachment"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

async fn attachment(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("attachment")
                .col(uuid("id").primary_key())
                .col(uuid("uploader_id"))
                .col(uuid_null("ticket_id"))
                .col(uuid_null("event_id"))
                .col(text("audience"))
                .col(text("file_name"))
                .col(text("media_type"))
                .col(big_integer("size"))
                .col(binary("sha256"))
                .col(text("storage_key"))
                .col(timestamp_with_time_zone("created_at"))
                .foreign_key(ForeignKey::create().from("attachment", "uploader_id").to("account", "id"))
                .foreign_key(ForeignKey::create().from("attachment", "ticket_id").to("ticket", "id"))
                .to_owned(),
        )
        .await?;
    manager.get_connection().execute_unprepared("CREATE INDEX ix_attachment_ticket ON attachment (ticket_id)").await?;
    manager.get_connection().execute_unprepared("CREATE INDEX ix_attachment_event ON attachment (event_id)").await?;
    manager
        .get_connection()
        .execute_unprepared("CREATE UNIQUE INDEX ix_attachment_storage_key ON attachment (storage_key)")
        .await?;
    manager
        .get_connection()
        .execute_unprepared("CREATE INDEX ix_attachment_unclaimed ON attachment (created_at) WHERE ticket_id IS NULL")
        .await?;
    Ok(())
}

async fn outbox(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("outbox")
                .col(uuid("id").primary_key())
                .col(text("kind"))
                .col(uuid_null("ticket_id"))
                .col(uuid_null("account_id"))
                .col(text("recipient"))
                .col(text("language"))
                .col(text("message_id"))
                .col(binary_null("payload"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone_null("expires_at"))
                .col(timestamp_with_time_zone("next_attempt_at"))
                .col(integer("attempts"))
                .col(timestamp_with_time_zone_null("leased_until"))
                .col(uuid_null("lease_id"))
                .col(timestamp_with_time_zone_null("sent_at"))
                .col(timestamp_with_time_zone_null("dead_at"))
                .col(text_null("last_error"))
                .to_owned(),
        )
        .await?;
    manager
        .get_connection()
        .execute_unprepared(
            "CREATE INDEX ix_outbox_due ON outbox (next_attempt_at, id) WHERE sent_at IS NULL AND dead_at IS NULL",
        )
        .await?;
    manager
        .get_connection()
        .execute_unprepared("CREATE INDEX ix_outbox_dead ON outbox (dead_at) WHERE dead_at IS NOT NULL")
        .await?;
    Ok(())
}

async fn demo_mail(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("demo_mail")
                .col(uuid("id").primary_key())
                .col(text("recipient"))
                .col(text("subject"))
                .col(text("text"))
                .col(text("html"))
                .col(timestamp_with_time_zone("sent_at"))
                .to_owned(),
        )
        .await?;
    manager.get_connection().execute_unprepared("CREATE INDEX ix_demo_mail_sent ON demo_mail (sent_at, id)").await?;
    Ok(())
}

async fn job(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("job")
                .col(text("name").primary_key())
                .col(timestamp_with_time_zone("next_run_at"))
                .col(timestamp_with_time_zone_null("leased_until"))
                .col(uuid_null("lease_id"))
                .col(timestamp_with_time_zone_null("last_run_at"))
                .col(text_null("last_error"))
                .to_owned(),
        )
        .await?;
    Ok(())
}

async fn audit_checkpoint(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("audit_checkpoint")
                .col(uuid("id").primary_key())
                .col(timestamp_with_time_zone("covers_until"))
                .col(big_integer("tickets"))
                .col(big_integer("events"))
                .col(binary("digest"))
                .col(binary("mac"))
                .col(timestamp_with_time_zone("created_at"))
                .to_owned(),
        )
        .await?;
    manager
        .get_connection()
        .execute_unprepared("CREATE INDEX ix_audit_checkpoint_covers ON audit_checkpoint (covers_until)")
        .await?;
    Ok(())
}
