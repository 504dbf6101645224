//! The own API tokens.

use shared::page::Page;
use shared::session::{NewToken, TokenInfo, TokenSecret};
use uuid::Uuid;

use super::client::{Answer, Client};

impl Client {
    /// A page of the own tokens, newest first.
    pub async fn tokens(&self, cursor: Option<String>) -> Answer<Page<TokenInfo>> {
        self.get("/tokens").query_if("cursor", cursor).read().await
    }

    /// Makes one. The answer is the only one with its secret.
    pub async fn create_token(&self, token: &NewToken) -> Answer<TokenSecret> {
        self.post("/tokens").json(token).read().await
    }

    /// Revokes one.
    pub async fn revoke_token(&self, id: Uuid) -> Answer<()> {
        self.delete(format!("/tokens/{id}")).done().await
    }
}
