//! What the signed-in person may ask for.

use shared::service::Catalog;

use super::client::{Answer, Client};

impl Client {
    /// The catalogue in the client's language.
    pub async fn catalog(&self) -> Answer<Catalog> {
        self.get("/catalog").read().await
    }
}
