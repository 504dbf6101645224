//! Who does it: people of the invented past, chosen for how much there is of theirs, and signed in.

use actix_web::web::Data;
use backend::{
    app::App,
    entity::{account, account_role, team_member, ticket},
    identity::{self, Device},
};
use chrono::{Duration, NaiveDate};
use e2e::Service;
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, Order, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};
use serde_json::json;
use shared::person::Role;
use uuid::Uuid;

use crate::{
    client::{Call, Client},
    operations::{Worked, command, filing, key},
};

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct Member {
    /// The account.
    pub id: Uuid,
    /// The access token, good for ten minutes.
    pub token: String,
}

/// Everybody, and what they look at.
#[derive(Debug, Clone)]
pub struct Cast {
    /// People with many requests, those with the most first. As many as a page has tickets, and more: who looks at what is open
    /// meets as many people whether the past is short or long.
    pub requesters: Vec<Member>,
    /// People who see everything.
    pub supervisors: Vec<Member>,
    /// Somebody who gives commands.
    pub agent: Member,
    /// Somebody of the quality office.
    pub quality: Member,
    /// People who were given many tickets.
    pub assignees: Vec<Uuid>,
    /// Tickets of all times.
    pub tickets: Vec<Uuid>,
    /// Tickets that are given commands by the server's clients.
    pub worked: Vec<Worked>,
    /// Tickets that are given commands by raw statements; the first is the one whose statements were recorded.
    pub replayed: Vec<Worked>,
    /// A year that ended two days ago, by its first and last day: what is filed now is in no time zone a part of it, or each report
    /// would take longer than the one before.
    pub year: (NaiveDate, NaiveDate),
}

#[derive(Debug, FromQueryResult)]
struct Most {
    id: Uuid,
}

impl Cast {
    /// Chooses among the people and tickets of a past.
    pub async fn gather(app: &Data<App>, tickets: u64) -> Self {
        let db = app.db.reader();
        let most = async |column: ticket::Column, count: u64| {
            let found = ticket::Entity::find()
                .select_only()
                .column_as(column, "id")
                .filter(column.is_not_null())
                .group_by(column)
                .order_by(Expr::cust("COUNT(*)"), Order::Desc)
                .order_by_asc(column)
                .limit(count);
            let rows = found.into_model::<Most>().all(db).await.expect("the tickets are there");
            rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
        };
        let with = async |role: Role| {
            let rows = account_role::Entity::find()
                .filter(account_role::Column::Role.eq(role))
                .order_by_asc(account_role::Column::AccountId)
                .all(db)
                .await;
            rows.expect("the roles are there").into_iter().map(|row| row.account_id).collect::<Vec<_>>()
        };
        let team = team_member::Entity::find()
            .filter(team_member::Column::TeamId.eq(Service::Wifi.team()))
            .order_by_asc(team_member::Column::AccountId)
            .all(db)
            .await
            .expect("the team is there");
        let agents = with(Role::Agent).await;
        let agent =
            team.iter().map(|row| row.account_id).find(|id| agents.contains(id)).expect("the team has an agent");
        let last = i64::try_from(tickets).expect("a number of tickets");
        let numbers = (0..32).map(|place| 1 + place * (last - 1) / 31);
        let some = ticket::Entity::find().filter(ticket::Column::Number.is_in(numbers)).all(db).await;
        let today = app.clock.now().date_naive();
        let member = |id: Uuid| Member { id, token: String::new() };
        let mut cast = Self {
            requesters: most(ticket::Column::RequesterId, 64).await.into_iter().map(member).collect(),
            supervisors: with(Role::Supervisor).await.into_iter().take(4).map(member).collect(),
            agent: member(agent),
            quality: member(with(Role::Quality).await[0]),
            assignees: most(ticket::Column::AssigneeId, 8).await,
            tickets: some.expect("the tickets are there").into_iter().map(|ticket| ticket.id).collect(),
            worked: Vec::new(),
            replayed: Vec::new(),
            year: (today - Duration::days(366), today - Duration::days(2)),
        };
        cast.sign_in(app).await;
        cast
    }

    /// Signs everybody in anew.
    pub async fn sign_in(&mut self, app: &Data<App>) {
        let others = [&mut self.agent, &mut self.quality];
        for member in self.requesters.iter_mut().chain(&mut self.supervisors).chain(others) {
            let id = member.id;
            let opened = app.db.write(async |tx| {
                let known = account::Entity::find_by_id(id).one(tx).await?.expect("the account is there");
                identity::open_session(app, tx, &known, &Device::default(), app.clock.now()).await
            });
            member.token = opened.await.expect("a session is opened").token.access_token;
        }
    }

    /// Makes so many tickets to give commands to, and puts them to work.
    pub async fn put_to_work(&self, client: &mut Client, tickets: usize) -> Vec<Worked> {
        let mut made = Vec::new();
        for place in 0..tickets {
            made.push(self.one_at_work(client, place).await);
        }
        made
    }

    async fn one_at_work(&self, client: &mut Client, place: usize) -> Worked {
        let filed = filing(&self.requesters[place % self.requesters.len()].token).header("Idempotency-Key", &key());
        let answer = client.send(&filed).await;
        assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(answer.body));
        let id: Uuid = answer.value()["id"].as_str().and_then(|id| id.parse().ok()).expect("a ticket's id");
        let mut etag = answer.etag.expect("a ticket's tag").to_owned();
        let token = &self.agent.token;
        for (name, body) in [("assign", json!({"assignee_id": self.agent.id})), ("start", json!({}))] {
            let call = Call::post(format!("/api/v1/tickets/{id}/{name}"), token, &body).header("If-Match", &etag);
            let answer = client.send(&call).await;
            assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(answer.body));
            etag = answer.etag.expect("a ticket's tag").to_owned();
        }
        let mut ticket = Worked { id, waits: false, etag };
        // Once through, so that what is recorded of it is what happens every time.
        for _ in 0..2 {
            let answer = client.send(&command(id, ticket.waits, &ticket.etag, token)).await;
            assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(answer.body));
            ticket = Worked { id, waits: !ticket.waits, etag: answer.etag.expect("a ticket's tag").to_owned() };
        }
        ticket
    }
}
