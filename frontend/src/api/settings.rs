//! What an admin sets for the whole institution, and the mail that did not get through.

use shared::account::DeadLetter;
use shared::institution::{Settings, SettingsPatch};
use shared::page::Page;
use uuid::Uuid;

use super::client::{Answer, Client};

impl Client {
    /// The settings.
    pub async fn settings(&self) -> Answer<Settings> {
        self.get("/settings").read().await
    }

    /// Changes the settings.
    pub async fn change_settings(&self, version: i32, patch: &SettingsPatch) -> Answer<Settings> {
        self.patch("/settings").version(version).json(patch).read().await
    }

    /// A page of mail that could not be delivered, the latest first.
    pub async fn dead_letters(&self, cursor: Option<String>) -> Answer<Page<DeadLetter>> {
        self.get("/outbox/dead-letters").query_if("cursor", cursor).read().await
    }

    /// Tries undelivered mail again.
    pub async fn retry_dead_letter(&self, id: Uuid, key: &str) -> Answer<()> {
        self.post(format!("/outbox/dead-letters/{id}/retry")).key(key).done().await
    }
}
