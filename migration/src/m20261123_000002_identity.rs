//! Signing in: challenges, sessions, refresh tokens, API tokens and the counters of limits.

use sea_orm_migration::{prelude::*, schema::*};

/// Signing in: challenges, sessions, refresh tokens, API tokens and the counters of limits.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        challenge(manager).await?;
        email_proof(manager).await?;
        session(manager).await?;
        refresh_token(manager).await?;
        api_token(manager).await?;
        rate_limit(manager).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["rate_limit", "api_token", "refresh_token", "session", "email_proof", "challenge"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

async fn challenge(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("challenge")
                .col(uuid("id").primary_key())
                .col(text("purpose"))
                .col(text("email"))
                .col(uuid_null("account_id"))
                .col(binary("code_digest"))
                .col(integer("tries"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("expires_at"))
                .col(timestamp_with_time_zone_null("used_at"))
                .foreign_key(ForeignKey::create().from("challenge", "account_id").to("account", "id"))
                .to_owned(),
        )
        .await?;
    manager
        .get_connection()
        .execute_unprepared("CREATE INDEX ix_challenge_email ON challenge (email, created_at)")
        .await?;
    manager.get_connection().execute_unprepared("CREATE INDEX ix_challenge_expires ON challenge (expires_at)").await?;
    Ok(())
}

async fn email_proof(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("email_proof")
                .col(uuid("id").primary_key())
                .col(uuid("account_id"))
                .col(text("email"))
                .col(timestamp_with_time_zone("proved_at"))
                .foreign_key(ForeignKey::create().from("email_proof", "account_id").to("account", "id"))
                .to_owned(),
        )
        .await?;
    manager
        .get_connection()
        .execute_unprepared("CREATE INDEX ix_email_proof_account ON email_proof (account_id, email)")
        .await?;
    Ok(())
}

async fn session(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("session")
                .col(uuid("id").primary_key())
                .col(uuid("account_id"))
                .col(boolean("remember"))
                .col(text_null("user_agent"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("last_used_at"))
                .col(timestamp_with_time_zone("expires_at"))
                .col(timestamp_with_time_zone_null("ended_at"))
                .col(text_null("ended_because"))
                .foreign_key(ForeignKey::create().from("session", "account_id").to("account", "id"))
                .to_owned(),
        )
        .await?;
    manager.get_connection().execute_unprepared("CREATE INDEX ix_session_account ON session (account_id)").await?;
    manager.get_connection().execute_unprepared("CREATE INDEX ix_session_expires ON session (expires_at)").await?;
    Ok(())
}

async fn refresh_token(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("refresh_token")
                .col(uuid("id").primary_key())
                .col(uuid("session_id"))
                .col(binary("digest"))
                .col(timestamp_with_time_zone("issued_at"))
                .col(timestamp_with_time_zone_null("spent_at"))
                .col(uuid_null("successor_id"))
                .foreign_key(ForeignKey::create().from("refresh_token", "session_id").to("session", "id"))
                .to_owned(),
        )
        .await?;
    manager
        .get_connection()
        .execute_unprepared("CREATE UNIQUE INDEX ix_refresh_token_digest ON refresh_token (digest)")
        .await?;
    manager
        .get_connection()
        .execute_unprepared("CREATE INDEX ix_refresh_token_session ON refresh_token (session_id)")
        .await?;
    Ok(())
}

async fn api_token(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("api_token")
                .col(uuid("id").primary_key())
                .col(uuid("account_id"))
                .col(text("name"))
                .col(text("prefix"))
                .col(binary("digest"))
                .col(json_binary("scopes"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone_null("last_used_at"))
                .col(timestamp_with_time_zone_null("expires_at"))
                .col(timestamp_with_time_zone_null("revoked_at"))
                .foreign_key(ForeignKey::create().from("api_token", "account_id").to("account", "id"))
                .to_owned(),
        )
        .await?;
    manager
        .get_connection()
        .execute_unprepared("CREATE UNIQUE INDEX ix_api_token_digest ON api_token (digest)")
        .await?;
    manager.get_connection().execute_unprepared("CREATE INDEX ix_api_token_account ON api_token (account_id)").await?;
    Ok(())
}

async fn rate_limit(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("rate_limit")
                .col(text("key"))
                .col(timestamp_with_time_zone("window_start"))
                .col(integer("count"))
                .col(timestamp_with_time_zone("expires_at"))
                .primary_key(Index::create().col("key").col("window_start"))
                .to_owned(),
        )
        .await?;
    manager
        .get_connection()
        .execute_unprepared("CREATE INDEX ix_rate_limit_expires ON rate_limit (expires_at)")
        .await?;
    Ok(())
}
