//! Signing in and out, the own account, its sessions, invitations, and what everyone may know of the institution.

use shared::institution::Institution;
use shared::limits::PAGE_MAX;
use shared::service::Bilingual;
use shared::session::{
    CodeChallenge, CodeProof, InvitationInfo, Me, MePatch, NewCode, NewSession, SessionInfo, SessionToken,
};
use uuid::Uuid;
use web_sys::AbortSignal;

use super::client::{Answer, Call, Client, part};
use super::error::ApiError;
use super::{lock, refresh};
use crate::state::leaving::PATIENCE;
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
        self.open(self.post("/auth/sessions").json(&session)).await
    }

    /// Opens a session; the client takes it over. Not while another tab renews or ends one: they share the cookie.
    pub(super) async fn open(&self, call: Call) -> Answer<()> {
        let client = self.clone();
        let opened = lock::alone(refresh::LOCK, async move {
            let token: SessionToken = call.public().cookies().read().await?;
            client.begin(token);
            Ok(())
        });
        opened.await.unwrap_or(Err(ApiError::Network))
    }

    /// Ends the session of this token on the server. To be called under [`refresh::LOCK`].
    pub async fn sign_out(&self, token: &str) -> Answer<()> {
        self.hasty().delete("/auth/sessions/current").cookies().bearer(token).done().await
    }

    fn hasty(&self) -> Self {
        self.until(Some(AbortSignal::timeout_with_u32(PATIENCE)))
    }

    /// Ends the session whose cookie is still in this browser, although whoever had it has left. Nobody is signed in by it.
    /// To be called under [`refresh::LOCK`].
    pub async fn end_left_session(&self) -> Answer<()> {
        let ended = match self.hasty().post("/auth/sessions/refresh").public().cookies().read::<SessionToken>().await {
            Ok(session) => self.sign_out(&session.access_token).await,
            Err(error) => Err(error),
        };
        match ended {
            // The server knows no such session any more.
            Err(ApiError::Problem(problem)) if matches!(problem.status, 401 | 404) => Ok(()),
            ended => ended,
        }
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
        self.get(format!("/invitations/{}", part(token))).public().read().await
    }

    /// Accepts an invitation with a code that was sent to the invited address; the client takes the session over.
    pub async fn accept_invitation(&self, token: &str, session: NewSession) -> Answer<()> {
        self.open(self.post(format!("/invitations/{}", part(token))).json(&session)).await
    }
}
