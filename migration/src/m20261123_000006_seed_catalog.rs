//! Fills the catalogue with what the procedure fixes: five teams and the services of the six categories, each with its
//! first form. In production too; an admin edits them from here on.

mod form;
mod services;

use chrono::{DateTime, TimeZone, Utc};
use sea_orm_migration::prelude::*;
use serde_json::Value as Json;
use uuid::Uuid;

use self::services::{Service, TEAMS, services};

/// Fills the catalogue.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let at = written_on();
        for (number, name) in TEAMS {
            manager.execute(team(*number, name, at)?).await?;
        }
        for (place, service) in (1..).zip(services()) {
            manager.execute(service_row(place, &service, at)?).await?;
            manager.execute(form_row(&service, at)?).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let ids: Vec<Uuid> = services().iter().map(|service| id(service.number)).collect();
        let teams: Vec<Uuid> = TEAMS.iter().map(|(number, _)| id(*number)).collect();
        manager
            .execute(
                Query::delete()
                    .from_table("service_form")
                    .and_where(Expr::col("service_id").is_in(ids.clone()))
                    .to_owned(),
            )
            .await?;
        manager.execute(Query::delete().from_table("service").and_where(Expr::col("id").is_in(ids)).to_owned()).await?;
        manager.execute(Query::delete().from_table("team").and_where(Expr::col("id").is_in(teams)).to_owned()).await
    }
}

/// The same id in every installation, so that programs and documents can name a seeded service: a v7 of the day on
/// which this was written, with a number where the randomness would be.
fn id(number: u32) -> Uuid {
    Uuid::from_u128(0x01a2_05b3_d000_7000_8000_0000_0000_0000 | u128::from(number))
}

/// A fixed instant: a seed that ran twice gives the same rows.
fn written_on() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 23, 0, 0, 0).single().unwrap_or_default()
}

fn team(number: u32, name: &str, at: DateTime<Utc>) -> Result<InsertStatement, DbErr> {
    let mut insert = Query::insert();
    insert
        .into_table("team")
        .columns(["id", "name", "version", "created_at"])
        .values([id(number).into(), name.into(), 1.into(), at.into()])
        .map_err(refused)?;
    Ok(insert)
}

fn service_row(place: i32, service: &Service, at: DateTime<Utc>) -> Result<InsertStatement, DbErr> {
    let mut insert = Query::insert();
    insert
        .into_table("service")
        .columns([
            "id",
            "slug",
            "category",
            "name_es",
            "name_en",
            "help_es",
            "help_en",
            "communities",
            "team_id",
            "default_impact",
            "default_urgency",
            "assignment_mode",
            "effort",
            "active",
            "position",
            "form_version",
            "version",
            "created_at",
            "updated_at",
        ])
        .values([
            id(service.number).into(),
            service.slug.into(),
            service.category.into(),
            service.name.0.into(),
            service.name.1.into(),
            service.help.0.into(),
            service.help.1.into(),
            Json::from(service.communities).into(),
            id(service.team).into(),
            service.impact.into(),
            service.urgency.into(),
            "manual".into(),
            service.effort.into(),
            true.into(),
            // Room between two, so that an admin can put another there.
            (place * 10).into(),
            1.into(),
            1.into(),
            at.into(),
            at.into(),
        ])
        .map_err(refused)?;
    Ok(insert)
}

fn form_row(service: &Service, at: DateTime<Utc>) -> Result<InsertStatement, DbErr> {
    let fields: Vec<Json> = service.fields.iter().map(form::Field::json).collect();
    let mut insert = Query::insert();
    insert
        .into_table("service_form")
        .columns(["service_id", "version", "fields", "created_at"])
        .values([id(service.number).into(), 1.into(), Json::from(fields).into(), at.into()])
        .map_err(refused)?;
    Ok(insert)
}

fn refused(error: error::Error) -> DbErr {
    DbErr::Migration(error.to_string())
}
