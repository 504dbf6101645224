//! The demo: personas to sign in as, and the mail that would have gone out.

use shared::session::{Mailbox, NewDemoSession, Persona};

use super::client::{Answer, Client};

impl Client {
    /// The people of the demo.
    pub async fn personas(&self) -> Answer<Vec<Persona>> {
        self.get("/demo/personas").public().read().await
    }

    /// Signs in as one of them.
    pub async fn sign_in_as(&self, persona: String) -> Answer<()> {
        self.open(self.post("/demo/sessions").json(&NewDemoSession { persona })).await
    }

    /// The mail that would have gone out, newest first.
    pub async fn mailbox(&self, cursor: Option<String>) -> Answer<Mailbox> {
        self.get("/demo/mailbox").public().query_if("cursor", cursor).read().await
    }
}
