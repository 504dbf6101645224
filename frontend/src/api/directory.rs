//! Accounts and teams, as admins see and change them.

use js_sys::Uint8Array;
use shared::account::{AccountDetails, AccountPatch, ImportReport, NewTeam, TeamDetails, TeamPatch};
use shared::limits::PAGE_MAX;
use shared::page::Page;
use shared::person::{Community, Role};
use shared::session::{Invitation, NewInvitation};
use uuid::Uuid;

use super::client::{Answer, Client};

/// Which accounts a list shows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct AccountFilter {
    /// Words of the name or of the address.
    pub q: Option<String>,
    /// Only those with a role.
    pub role: Option<Role>,
    /// Only those of a community.
    pub community: Option<Community>,
    /// Only the active, or only the disabled.
    pub active: Option<bool>,
}

/// What an import does with a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ImportMode {
    /// Only says what it would do.
    Preview,
    /// Writes it, unless a line is wrong.
    Whole,
    /// Writes it without the lines that are wrong.
    WithoutWrong,
}

impl Client {
    /// A page of accounts, by name; the first one says how many there are in all.
    pub async fn accounts(&self, filter: &AccountFilter, cursor: Option<String>) -> Answer<Page<AccountDetails>> {
        self.get("/accounts")
            .query_if("q", filter.q.as_ref())
            .query_if("role", filter.role)
            .query_if("community", filter.community)
            .query_if("active", filter.active)
            .query("count", cursor.is_none())
            .query_if("cursor", cursor)
            .read()
            .await
    }

    /// One account.
    pub async fn account(&self, id: Uuid) -> Answer<AccountDetails> {
        self.get(format!("/accounts/{id}")).read().await
    }

    /// Changes an account.
    pub async fn change_account(&self, id: Uuid, version: i32, patch: &AccountPatch) -> Answer<AccountDetails> {
        self.patch(format!("/accounts/{id}")).version(version).json(patch).read().await
    }

    /// Invites the owner of an institutional address by mail.
    pub async fn invite(&self, invitation: &NewInvitation, key: &str) -> Answer<Invitation> {
        self.post("/invitations").key(key).json(invitation).read().await
    }

    /// Brings a directory in, or says what that would do. With what a preview was named by, nothing else is written.
    pub async fn import_accounts(
        &self,
        file: &Uint8Array,
        mode: ImportMode,
        preview: Option<&str>,
    ) -> Answer<ImportReport> {
        self.post("/accounts/import")
            .query("dry_run", mode == ImportMode::Preview)
            .query("skip_wrong", mode == ImportMode::WithoutWrong)
            .query_if("preview", preview)
            .bytes(file, "text/csv")
            .read()
            .await
    }

    /// Every team with its members, by name.
    pub async fn teams_with_members(&self) -> Answer<Vec<TeamDetails>> {
        let mut teams = Vec::new();
        let mut cursor = None;
        loop {
            let page: Page<TeamDetails> =
                self.get("/teams").query("limit", PAGE_MAX).query_if("cursor", cursor).read().await?;
            teams.extend(page.items);
            if page.next_cursor.is_none() {
                return Ok(teams);
            }
            cursor = page.next_cursor;
        }
    }

    /// Makes a team.
    pub async fn create_team(&self, team: &NewTeam, key: &str) -> Answer<TeamDetails> {
        self.post("/teams").key(key).json(team).read().await
    }

    /// Changes a team.
    pub async fn change_team(&self, id: Uuid, version: i32, patch: &TeamPatch) -> Answer<TeamDetails> {
        self.patch(format!("/teams/{id}")).version(version).json(patch).read().await
    }
}
