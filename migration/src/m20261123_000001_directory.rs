//! People and teams: accounts with their dated addresses and roles, and who serves together.

use sea_orm_migration::{prelude::*, schema::*};

/// People and teams: accounts with their dated addresses and roles, and who serves together.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        account(manager).await?;
        account_email(manager).await?;
        account_role(manager).await?;
        team(manager).await?;
        team_member(manager).await?;
        setting(manager).await?;
        invitation(manager).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["invitation", "setting", "team_member", "team", "account_role", "account_email", "account"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

async fn account(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("account")
                .col(uuid("id").primary_key())
                .col(text("email"))
                .col(text("name"))
                .col(text_null("community"))
                .col(boolean("community_verified"))
                .col(text_null("institutional_id"))
                .col(text_null("unit"))
                .col(text_null("phone_extension"))
                .col(text("language"))
                .col(boolean("active"))
                .col(integer("version"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("updated_at"))
                .to_owned(),
        )
        .await?;
    manager.get_connection().execute_unprepared("CREATE INDEX ix_account_email ON account (email)").await?;
    manager.get_connection().execute_unprepared("CREATE INDEX ix_account_name ON account (name)").await?;
    Ok(())
}

async fn account_email(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("account_email")
                .col(uuid("id").primary_key())
                .col(uuid("account_id"))
                .col(text("email"))
                .col(timestamp_with_time_zone("valid_from"))
                .col(timestamp_with_time_zone_null("valid_to"))
                .foreign_key(ForeignKey::create().from("account_email", "account_id").to("account", "id"))
                .to_owned(),
        )
        .await?;
    manager
        .get_connection()
        .execute_unprepared(
            "CREATE UNIQUE INDEX ix_account_email_current ON account_email (email) WHERE valid_to IS NULL",
        )
        .await?;
    manager
        .get_connection()
        .execute_unprepared("CREATE INDEX ix_account_email_account ON account_email (account_id)")
        .await?;
    Ok(())
}

async fn account_role(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("account_role")
                .col(uuid("account_id"))
                .col(text("role"))
                .col(timestamp_with_time_zone("granted_at"))
                .col(uuid_null("granted_by"))
                .primary_key(Index::create().col("account_id").col("role"))
                .foreign_key(ForeignKey::create().from("account_role", "account_id").to("account", "id"))
                .to_owned(),
        )
        .await?;
    Ok(())
}

async fn team(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("team")
                .col(uuid("id").primary_key())
                .col(text("name"))
                .col(integer("version"))
                .col(timestamp_with_time_zone("created_at"))
                .to_owned(),
        )
        .await?;
    manager.get_connection().execute_unprepared("CREATE UNIQUE INDEX ix_team_name ON team (name)").await?;
    Ok(())
}

async fn team_member(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("team_member")
                .col(uuid("team_id"))
                .col(uuid("account_id"))
                .col(timestamp_with_time_zone("added_at"))
                .primary_key(Index::create().col("team_id").col("account_id"))
                .foreign_key(ForeignKey::create().from("team_member", "team_id").to("team", "id"))
                .foreign_key(ForeignKey::create().from("team_member", "account_id").to("account", "id"))
                .to_owned(),
        )
        .await?;
    manager
        .get_connection()
        .execute_unprepared("CREATE INDEX ix_team_member_account ON team_member (account_id)")
        .await?;
    Ok(())
}

async fn setting(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("setting")
                .col(text("key").primary_key())
                .col(json_binary("value"))
                .col(integer("version"))
                .col(timestamp_with_time_zone("updated_at"))
                .to_owned(),
        )
        .await?;
    Ok(())
}

async fn invitation(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("invitation")
                .col(uuid("id").primary_key())
                .col(text("email"))
                .col(json_binary("roles"))
                .col(binary("token_digest"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("expires_at"))
                .col(timestamp_with_time_zone_null("used_at"))
                .to_owned(),
        )
        .await?;
    manager
        .get_connection()
        .execute_unprepared("CREATE UNIQUE INDEX ix_invitation_digest ON invitation (token_digest)")
        .await?;
    Ok(())
}
