//! Confirming or rejecting by the link in the mail: no session needed.

use shared::ticket::{Confirmation, ConfirmationAnswer};

use super::client::{Answer, Client, part};

impl Client {
    /// What the link is about. Changes nothing.
    pub async fn confirmation(&self, token: &str) -> Answer<Confirmation> {
        self.get(format!("/confirmations/{}", part(token))).public().read().await
    }

    /// The requester's word. Works once.
    pub async fn answer_confirmation(
        &self,
        token: &str,
        answer: ConfirmationAnswer,
        key: &str,
    ) -> Answer<Confirmation> {
        self.post(format!("/confirmations/{}", part(token))).public().key(key).json(&answer).read().await
    }
}
