//! Tickets: filing, listing, reading, changing, commanding, writing.

use serde::Deserialize;
use shared::account::PersonMatch;
use shared::category::Category;
use shared::event::TimelineItem;
use shared::limits::PAGE_MAX;
use shared::page::Page;
use shared::person::PersonRef;
use shared::priority::Priority;
use shared::status::Status;
use shared::ticket::{
    Assign, Assignee, Attend, Cancel, Confirm, NewMessage, NewTicket, NewTicketLink, NewWatcher, Nothing, Reason, Sort,
    TeamRef, TicketDetails, TicketPatch, TicketSummary, Transfer, View, Wait,
};
use uuid::Uuid;

use super::client::{Answer, Client, part};

/// Which tickets a list shows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TicketFilter {
    /// Whose.
    pub view: Option<View>,
    /// In one of these statuses; empty is any.
    pub status: Vec<Status>,
    /// `me`, `none`, or an account.
    pub assignee: Option<String>,
    /// Of one of these priorities; empty is any.
    pub priority: Vec<Priority>,
    /// Of one of these categories; empty is any.
    pub category: Vec<Category>,
    /// Of this team.
    pub team: Option<Uuid>,
    /// Asked for by this account.
    pub requester: Option<Uuid>,
    /// Words, a folio, an address.
    pub q: Option<String>,
    /// The order.
    pub sort: Option<Sort>,
    /// Also how many there are in all.
    pub count: bool,
    /// Rows a page.
    pub limit: Option<u32>,
}

impl TicketFilter {
    /// What a cache knows this list by.
    pub fn key(&self) -> String {
        format!("tickets?{self:?}")
    }
}

fn words<T: Copy>(values: &[T], word: fn(T) -> &'static str) -> Option<String> {
    (!values.is_empty()).then(|| values.iter().map(|value| word(*value)).collect::<Vec<_>>().join(","))
}

/// A command of the life cycle with what it takes.
#[derive(Clone, PartialEq, Debug)]
pub enum TicketCommand {
    /// Give it to somebody, or take it.
    Assign(Assign),
    /// Put it back to review.
    Unassign,
    /// Give it to another team.
    Transfer(Transfer),
    /// Begin.
    Start,
    /// Stop for a reason.
    Wait(Wait),
    /// Go on.
    Resume,
    /// Say that it is done.
    Attend(Attend),
    /// Agree that it is done.
    Confirm(Confirm),
    /// Say that it is not.
    Reject(Reason),
    /// Take it up again.
    Reopen(Reason),
    /// Close it without an answer.
    CloseUnanswered(Reason),
    /// Cancel it.
    Cancel(Cancel),
}

/// What is told of a request that was just filed; its own page reads the whole.
#[derive(Clone, PartialEq, Debug, Deserialize)]
pub struct FiledTicket {
    /// What people call it by.
    pub folio: String,
    /// Who is helped.
    pub requester: PersonRef,
    /// The caller asks for itself.
    pub is_mine: bool,
}

impl Client {
    /// A page of a list.
    pub async fn tickets(&self, filter: &TicketFilter, cursor: Option<String>) -> Answer<Page<TicketSummary>> {
        self.get("/tickets")
            .query_if("view", filter.view)
            .query_if("status", words(&filter.status, Status::as_str))
            .query_if("assignee", filter.assignee.as_ref())
            .query_if("priority", words(&filter.priority, Priority::as_str))
            .query_if("category", words(&filter.category, Category::as_str))
            .query_if("team", filter.team)
            .query_if("requester", filter.requester)
            .query_if("q", filter.q.as_ref())
            .query_if("sort", filter.sort.map(Sort::as_str))
            .query_if("count", filter.count.then_some("true"))
            .query_if("limit", filter.limit)
            .query_if("cursor", cursor)
            .read()
            .await
    }

    /// One ticket, by folio or id.
    pub async fn ticket(&self, folio: &str) -> Answer<TicketDetails> {
        self.get(format!("/tickets/{}", part(folio))).read().await
    }

    /// Files a request.
    pub async fn file_ticket(&self, ticket: &NewTicket, key: &str) -> Answer<FiledTicket> {
        self.post("/tickets").key(key).json(ticket).read().await
    }

    /// Changes what is not the life cycle.
    pub async fn change_ticket(&self, id: Uuid, version: i32, patch: &TicketPatch) -> Answer<TicketDetails> {
        self.patch(format!("/tickets/{id}")).version(version).json(patch).read().await
    }

    /// Gives a command. `None`: it was done, and the caller no longer sees the ticket.
    pub async fn command(
        &self,
        id: Uuid,
        version: i32,
        command: &TicketCommand,
        key: &str,
    ) -> Answer<Option<TicketDetails>> {
        let to = |name: &str| self.post(format!("/tickets/{id}/{name}")).version(version).key(key);
        let call = match command {
            TicketCommand::Assign(body) => to("assign").json(body),
            TicketCommand::Unassign => to("unassign").json(&Nothing {}),
            TicketCommand::Transfer(body) => to("transfer").json(body),
            TicketCommand::Start => to("start").json(&Nothing {}),
            TicketCommand::Wait(body) => to("wait").json(body),
            TicketCommand::Resume => to("resume").json(&Nothing {}),
            TicketCommand::Attend(body) => to("attend").json(body),
            TicketCommand::Confirm(body) => to("confirm").json(body),
            TicketCommand::Reject(body) => to("reject").json(body),
            TicketCommand::Reopen(body) => to("reopen").json(body),
            TicketCommand::CloseUnanswered(body) => to("close-unanswered").json(body),
            TicketCommand::Cancel(body) => to("cancel").json(body),
        };
        call.read_if_any().await
    }

    /// A page of the timeline, oldest first.
    pub async fn timeline(&self, folio: &str, cursor: Option<String>) -> Answer<Page<TimelineItem>> {
        self.get(format!("/tickets/{}/timeline", part(folio)))
            .query("limit", 200)
            .query_if("cursor", cursor)
            .read()
            .await
    }

    /// Writes in public.
    pub async fn reply(&self, id: Uuid, message: &NewMessage, key: &str) -> Answer<()> {
        self.post(format!("/tickets/{id}/replies")).key(key).json(message).done().await
    }

    /// Writes for staff.
    pub async fn note(&self, id: Uuid, message: &NewMessage, key: &str) -> Answer<()> {
        self.post(format!("/tickets/{id}/notes")).key(key).json(message).done().await
    }

    /// Who has these words in the name or the address: to register a request for.
    pub async fn people(&self, words: &str) -> Answer<Vec<PersonMatch>> {
        let page: Page<PersonMatch> = self.get("/people").query("q", words).query("limit", 10).read().await?;
        Ok(page.items)
    }

    /// These people, with their addresses.
    pub async fn people_of(&self, ids: &[Uuid]) -> Answer<Vec<PersonMatch>> {
        let named = ids.iter().map(Uuid::to_string).collect::<Vec<_>>().join(",");
        let page: Page<PersonMatch> = self.get("/people").query("id", named).query("limit", 50).read().await?;
        Ok(page.items)
    }

    /// To whom the ticket may be given.
    pub async fn assignees(&self, id: Uuid) -> Answer<Vec<Assignee>> {
        self.get(format!("/tickets/{id}/assignees")).read().await
    }

    /// Lets somebody read along.
    pub async fn add_watcher(&self, id: Uuid, watcher: &NewWatcher, key: &str) -> Answer<TicketDetails> {
        self.post(format!("/tickets/{id}/watchers")).key(key).json(watcher).read().await
    }

    /// Somebody no longer reads along. `None`: it was done, and the caller no longer sees the ticket.
    pub async fn remove_watcher(&self, id: Uuid, account_id: Uuid) -> Answer<Option<TicketDetails>> {
        self.delete(format!("/tickets/{id}/watchers/{account_id}")).read_if_any().await
    }

    /// Says that another ticket is related.
    pub async fn link(&self, id: Uuid, version: i32, link: &NewTicketLink, key: &str) -> Answer<TicketDetails> {
        self.post(format!("/tickets/{id}/links")).version(version).key(key).json(link).read().await
    }

    /// Says that another ticket is not related after all.
    pub async fn unlink(&self, id: Uuid, version: i32, other: Uuid) -> Answer<TicketDetails> {
        self.delete(format!("/tickets/{id}/links/{other}")).version(version).read().await
    }

    /// The teams that serve: those that a ticket can be given to.
    pub async fn teams(&self) -> Answer<Vec<TeamRef>> {
        let page: Page<TeamRef> = self.get("/teams").query("active", true).query("limit", PAGE_MAX).read().await?;
        Ok(page.items)
    }

    /// Every team, retired ones too.
    pub async fn all_teams(&self) -> Answer<Vec<TeamRef>> {
        let page: Page<TeamRef> = self.get("/teams").query("limit", PAGE_MAX).read().await?;
        Ok(page.items)
    }
}
