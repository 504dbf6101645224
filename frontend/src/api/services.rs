//! The catalogue as an admin edits it.

use shared::page::Page;
use shared::service::{NewService, ServiceDetails, ServicePatch, ServicePlace};
use shared::status::Status;
use shared::ticket::TicketSummary;
use uuid::Uuid;

use super::client::{Answer, Client};

impl Client {
    /// Every service with its form, retired ones too, by category and place.
    pub async fn services(&self) -> Answer<Vec<ServiceDetails>> {
        let mut services = Vec::new();
        let mut cursor = None;
        loop {
            let page: Page<ServiceDetails> =
                self.get("/services").query("limit", 200).query_if("cursor", cursor).read().await?;
            services.extend(page.items);
            if page.next_cursor.is_none() {
                return Ok(services);
            }
            cursor = page.next_cursor;
        }
    }

    /// Adds a service.
    pub async fn create_service(&self, service: &NewService, key: &str) -> Answer<ServiceDetails> {
        self.post("/services").key(key).json(service).read().await
    }

    /// Changes a service; a form with other fields becomes its next version.
    pub async fn change_service(&self, id: Uuid, version: i32, patch: &ServicePatch) -> Answer<ServiceDetails> {
        self.patch(format!("/services/{id}")).version(version).json(patch).read().await
    }

    /// Puts a service right behind another of its category; behind none, it is the first.
    pub async fn move_service(&self, id: Uuid, version: i32, after: Option<Uuid>) -> Answer<ServiceDetails> {
        self.put(format!("/services/{id}/place")).version(version).json(&ServicePlace { after }).read().await
    }

    /// How many requests for a service are open.
    pub async fn open_requests_for(&self, id: Uuid) -> Answer<u64> {
        self.open_requests("service", id).await
    }

    /// How many open requests somebody has to attend to.
    pub async fn open_requests_of(&self, account_id: Uuid) -> Answer<u64> {
        self.open_requests("assignee", account_id).await
    }

    async fn open_requests(&self, by: &'static str, id: Uuid) -> Answer<u64> {
        let open: Vec<&str> =
            Status::ALL.iter().filter(|status| status.is_open()).map(|status| status.as_str()).collect();
        let call = self.get("/tickets").query("view", "all").query(by, id).query("status", open.join(","));
        let page: Page<TicketSummary> = call.query("limit", 1).query("count", true).read().await?;
        Ok(page.total.unwrap_or(0))
    }
}
