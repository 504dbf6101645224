//! What the signed-in person may ask for.

use shared::service::Catalog;
use uuid::Uuid;

use super::client::{Answer, Client};

impl Client {
    /// What somebody else may ask for, else what the reader may.
    pub async fn catalog(&self, whom: Option<Uuid>) -> Answer<Catalog> {
        self.get("/catalog").query_if("for", whom).read().await
    }
}
