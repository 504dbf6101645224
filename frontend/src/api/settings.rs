//! What an admin sets for the whole institution, and the mail that did not get through.

use js_sys::Uint8Array;
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

    /// Makes a picture the logo.
    pub async fn set_logo(&self, version: i32, picture: &Uint8Array) -> Answer<Settings> {
        // The server looks at the bytes; what this says only has to be one of the kinds that it takes.
        self.put("/settings/logo").version(version).bytes(picture, "image/png").read().await
    }

    /// Takes the logo away.
    pub async fn remove_logo(&self, version: i32) -> Answer<Settings> {
        self.delete("/settings/logo").version(version).read().await
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
