//! Signing in and out, the own account, its sessions, invitations, and what everyone may know of the institution.

use shared::institution::Institution;
use shared::limits::PAGE_MAX;
use shared::service::Bilingual;
use shared::session::{
    CodeChallenge, CodeProof, InvitationInfo, Me, MePatch, NewCode, NewSession, SessionInfo, SessionToken,
};
use uuid::Uuid;

use super::client::{Answer, Client};
use shared::page::Page;

impl Client {
    /// What everyone may know of the institution.
    pub async fn institution(&self) -> Answer<Institution> {
        self.get("/public/institution").public().read().await
    }

    /// The privacy notice, which everyone may read.
    pub async fn privacy_notice(&self) -> Answer<Bilingual> {
        self.get("/public/privacy-notice").public().read().await
    }

    /// Sends a code to an institutional address.
    pub async fn request_code(&self, email: String) -> Answer<CodeChallenge> {
        self.post("/auth/codes").public().json(&NewCode { email }).read().await
    }

    /// Opens a session with the code; the client takes it over.
    pub async fn sign_in(&self, session: NewSession) -> Answer<()> {
        let token: SessionToken = self.post("/auth/sessions").public().cookies().json(&session).read().await?;
        self.begin(token);
        Ok(())
    }

    /// Ends this session on the server.
    pub async fn sign_out(&self) -> Answer<()> {
        self.delete("/auth/sessions/current").cookies().done().await
    }

    /// The own open sessions.
    pub async fn sessions(&self) -> Answer<Vec<SessionInfo>> {
        let page: Page<SessionInfo> = self.get("/auth/sessions").query("limit", PAGE_MAX).read().await?;
        Ok(page.items)
    }

    /// Ends one of the own sessions.
    pub async fn end_session(&self, id: Uuid) -> Answer<()> {
        self.delete(format!("/auth/sessions/{id}")).done().await
    }

    /// The own account as it stands.
    pub async fn me(&self) -> Answer<Me> {
        self.get("/me").read().await
    }

    /// Changes the own account.
    pub async fn change_me(&self, version: i32, patch: MePatch) -> Answer<Me> {
        self.patch("/me").version(version).json(&patch).read().await
    }

    /// Sends a code to a secondary address, to prove it.
    pub async fn request_secondary_code(&self, email: String) -> Answer<CodeChallenge> {
        self.post("/email-proofs").json(&NewCode { email }).read().await
    }

    /// Proves a secondary address by the code that was sent there.
    pub async fn prove_secondary(&self, challenge_id: Uuid, code: String) -> Answer<()> {
        self.post(format!("/email-proofs/{challenge_id}/verify")).json(&CodeProof { code }).done().await
    }

    /// What an invitation gives.
    pub async fn invitation(&self, token: &str) -> Answer<InvitationInfo> {
        self.get(format!("/invitations/{token}")).public().read().await
    }

    /// Accepts an invitation with a code that was sent to the invited address; the client takes the session over.
    pub async fn accept_invitation(&self, token: &str, session: NewSession) -> Answer<()> {
        let token: SessionToken =
            self.post(format!("/invitations/{token}")).public().cookies().json(&session).read().await?;
        self.begin(token);
        Ok(())
    }
}
