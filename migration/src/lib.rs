//! The schema, one file per step, each with its own identifiers: entities change, a step that ran does not.

#![cfg_attr(not(test), expect(clippy::wildcard_imports, reason = "the schema helpers are one per column type"))]

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

mod m20261123_000001_directory;
mod m20261123_000002_identity;
mod m20261123_000003_catalog;
mod m20261123_000004_tickets;
mod m20261123_000005_deliveries;
mod m20261123_000006_seed_catalog;
mod m20261123_000007_indicator;
mod m20261125_000101_evidence;
mod m20261126_000201_lists;
mod m20261126_000202_invitations;
mod m20261126_000204_account_choices;
mod m20261126_000301_logo;
mod m20261126_000302_retired_teams;
mod m20261128_000401_thrown_away;

/// Runs the steps in order, each once.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261123_000001_directory::Migration),
            Box::new(m20261123_000002_identity::Migration),
            Box::new(m20261123_000003_catalog::Migration),
            Box::new(m20261123_000004_tickets::Migration),
            Box::new(m20261123_000005_deliveries::Migration),
            Box::new(m20261123_000006_seed_catalog::Migration),
            Box::new(m20261123_000007_indicator::Migration),
            Box::new(m20261125_000101_evidence::Migration),
            Box::new(m20261126_000201_lists::Migration),
            Box::new(m20261126_000202_invitations::Migration),
            Box::new(m20261126_000204_account_choices::Migration),
            Box::new(m20261126_000301_logo::Migration),
            Box::new(m20261126_000302_retired_teams::Migration),
            Box::new(m20261128_000401_thrown_away::Migration),
        ]
    }
}
