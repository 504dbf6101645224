//! Where the script is performed: the clock is set, somebody gives a command, and the mail of it is delivered.

use std::collections::HashMap;

use anyhow::Context;
use chrono::{DateTime, Days, Duration, NaiveDate, TimeZone, Utc};
use chrono_tz::Tz;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::Value;
use shared::{
    access::Actor,
    person::{Email, Language},
    service::Answers,
    status::CancelReason,
    ticket::{Assign, Attend, Cancel, Confirm, NewMessage, NewTicket, NewWatcher, Reason, TicketPatch, Transfer, Wait},
    working_time::is_working_day,
};
use uuid::Uuid;

use super::script::{Act, Answer, Story, When};
use crate::{
    app::App,
    entity::{demo_mail, service, team},
    error::Result,
    http::{etag::IfMatch, request::Caller},
    identity,
    mail::{self, Transport},
    tickets::{
        clockwork,
        commands::{Edit, assigning, cancelling, closing, editing, filing, messages, watching, working},
    },
};

/// What the performance needs to know.
pub(super) struct Stage<'a> {
    app: &'a App,
    people: HashMap<&'static str, Actor>,
    services: HashMap<String, Uuid>,
    teams: HashMap<String, Uuid>,
    stories: Vec<&'static Story>,
    /// The ticket of each story that has begun.
    tickets: Vec<Option<Uuid>>,
    /// The present, from which the script counts back.
    today: DateTime<Utc>,
}

impl<'a> Stage<'a> {
    pub async fn new(
        app: &'a App,
        people: HashMap<&'static str, Actor>,
        stories: Vec<&'static Story>,
        today: DateTime<Utc>,
    ) -> Result<Self> {
        let services = service::Entity::find().all(app.db.reader()).await?;
        let teams = team::Entity::find().all(app.db.reader()).await?;
        Ok(Self {
            app,
            people,
            services: services.into_iter().map(|service| (service.slug, service.id)).collect(),
            teams: teams.into_iter().map(|team| (team.name, team.id)).collect(),
            tickets: vec![None; stories.len()],
            stories,
            today,
        })
    }

    /// Which step it was, for whoever mends the script.
    pub fn describe(&self, story: usize, act: Option<usize>) -> String {
        let story = self.stories.get(story).copied();
        let key = story.map_or("?", |story| story.key);
        match act.and_then(|act| story.and_then(|story| story.acts.get(act))) {
            Some((_, who, act)) => format!("in the story '{key}', {who}: {act:?}"),
            None => format!("in the story '{key}', its filing"),
        }
    }

    /// Lets one step happen at its instant.
    pub async fn perform(&mut self, story: usize, act: Option<usize>, at: DateTime<Utc>) -> anyhow::Result<()> {
        let script = *self.stories.get(story).context("no such story")?;
        // The clock goes on by itself, so it may already show a little more.
        let now = at.max(self.app.clock.now());
        self.app.clock.advance(now - self.app.clock.now());
        match act.and_then(|act| script.acts.get(act)) {
            None => {
                let id = self.file(script, now).await?;
                if let Some(place) = self.tickets.get_mut(story) {
                    *place = Some(id);
                }
            }
            Some((_, who, act)) => {
                let id = self.tickets.get(story).copied().flatten().context("it was not filed yet")?;
                self.act(id, who, act, now).await?;
            }
        }
        mail::deliver(self.app, &Transport::Mailbox).await?;
        Ok(())
    }

    fn person(&self, key: &str) -> anyhow::Result<&Actor> {
        self.people.get(key).with_context(|| format!("nobody is called '{key}'"))
    }

    async fn file(&self, story: &Story, now: DateTime<Utc>) -> anyhow::Result<Uuid> {
        let requester = self.person(story.by)?;
        let mut answers = Answers::new();
        for (key, answer) in story.answers {
            answers.insert((*key).to_owned(), self.answer(*answer, now));
        }
        if let Some((_, Answer::Text(address))) = story.answers.iter().find(|(key, _)| *key == "secondary_email") {
            self.prove(requester, address, now).await?;
        }
        let new = NewTicket {
            service_id: *self.services.get(story.service).context("no such service")?,
            subject: Some(story.subject.to_owned()),
            description: story.description.to_owned(),
            answers,
            impact_answer: Some(story.affects),
            urgency_answer: Some(story.meanwhile),
            on_behalf_of: story.registered_by.map(|_| requester.account_id),
            attachment_ids: Vec::new(),
            follow_up_of: None,
        };
        let actor = match story.registered_by {
            Some(key) => self.person(key)?,
            None => requester,
        };
        Ok(self.app.db.write(async |tx| filing::file(self.app, tx, actor, &new, now).await).await?)
    }

    fn answer(&self, answer: Answer, now: DateTime<Utc>) -> Value {
        match answer {
            Answer::Text(text) => text.into(),
            Answer::Number(number) => number.into(),
            Answer::DaysAhead(days) => {
                (today(self.app, now) + Duration::days(days)).format("%Y-%m-%d").to_string().into()
            }
        }
    }

    /// Proves a secondary address as anybody does: by the code in the mail.
    async fn prove(&self, actor: &Actor, address: &str, now: DateTime<Utc>) -> anyhow::Result<()> {
        let caller = Caller { actor: actor.clone(), session_id: None, language: Language::Es, now };
        let address: Email = address.parse().map_err(|error| anyhow::anyhow!("{error}"))?;
        let challenge = identity::proofs::begin(self.app, &caller, address.as_str(), None).await?;
        mail::deliver(self.app, &Transport::Mailbox).await?;
        let mail = demo_mail::Entity::find()
            .filter(demo_mail::Column::Recipient.eq(address.as_str()))
            .order_by_desc(demo_mail::Column::Id)
            .one(self.app.db.reader())
            .await?
            .context("no mail came")?;
        let code = mail.text.lines().find(|line| line.len() == 6 && line.chars().all(|c| c.is_ascii_digit()));
        let code = code.context("no code came")?;
        Ok(identity::proofs::verify(self.app, &caller, challenge.challenge_id, code).await?)
    }

    async fn act(&self, id: Uuid, who: &str, act: &Act, now: DateTime<Utc>) -> anyhow::Result<()> {
        let actor = self.person(who)?;
        let order = self.order(actor, act, now)?;
        self.app
            .db
            .write(async |tx| {
                let mut edit = Edit::load(self.app, tx, actor, id, now).await?;
                let seen = IfMatch(Some(edit.ticket.version));
                give(&mut edit, seen, &order).await
            })
            .await?;
        Ok(())
    }

    /// The command that an act comes to.
    fn order(&self, actor: &Actor, act: &Act, now: DateTime<Utc>) -> anyhow::Result<Order> {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let message = |text: &str| NewMessage { body: text.to_owned(), attachment_ids: Vec::new() };
        Ok(match act {
            Act::Take => Order::Assign(Assign { assignee_id: actor.account_id, reason: None }),
            Act::Assign(to, reason) => {
                Order::Assign(Assign { assignee_id: self.person(to)?.account_id, reason: text(reason) })
            }
            Act::Start => Order::Start,
            Act::Resume => Order::Resume,
            Act::Reply(body) => Order::Reply(message(body)),
            Act::Note(body) => Order::Note(message(body)),
            Act::Wait(reason, until, note) => {
                let until = until.map(|when| instant(when, self.today, self.app.config.time_zone));
                Order::Wait(Wait { reason: *reason, until, note: text(note) })
            }
            Act::WaitDays(days, note) => Order::Wait(Wait {
                reason: shared::status::WaitReason::Scheduled,
                until: Some(now + Duration::days(*days)),
                note: text(note),
            }),
            Act::Attend(summary) => Order::Attend(Attend { summary: (*summary).to_owned() }),
            Act::Confirm(rating, comment) => Order::Confirm(Confirm { rating: Some(*rating), comment: text(comment) }),
            Act::Reject(reason) => Order::Reject(Reason { reason: (*reason).to_owned() }),
            Act::Reopen(reason) => Order::Reopen(Reason { reason: (*reason).to_owned() }),
            Act::CloseUnanswered(reason) => Order::CloseUnanswered(Reason { reason: (*reason).to_owned() }),
            Act::Cancel(reason, note) => {
                Order::Cancel(Cancel { reason: *reason, duplicate_of: None, note: text(note) })
            }
            Act::CancelAsDuplicateOf(key) => {
                let place = self.stories.iter().position(|story| story.key == *key);
                let original = place.and_then(|place| self.tickets.get(place).copied().flatten());
                anyhow::ensure!(original.is_some(), "there is no request '{key}' yet");
                Order::Cancel(Cancel { reason: CancelReason::Duplicate, duplicate_of: original, note: None })
            }
            Act::Transfer(team, reason) => {
                let team_id = *self.teams.get(*team).context("no such team")?;
                Order::Transfer(Transfer { team_id, reason: text(reason) })
            }
            Act::Prioritise(impact, urgency) => {
                Order::Change(TicketPatch { impact: Some(*impact), urgency: Some(*urgency), ..TicketPatch::default() })
            }
            Act::Tag(tags) => Order::Change(TicketPatch {
                tags: Some(tags.iter().map(|tag| (*tag).to_owned()).collect()),
                ..TicketPatch::default()
            }),
            Act::Watch(who) => Order::Watch(NewWatcher { account_id: Some(self.person(who)?.account_id), email: None }),
        })
    }
}

/// A command with everything that it needs.
enum Order {
    Assign(Assign),
    Start,
    Resume,
    Reply(NewMessage),
    Note(NewMessage),
    Wait(Wait),
    Attend(Attend),
    Confirm(Confirm),
    Reject(Reason),
    Reopen(Reason),
    CloseUnanswered(Reason),
    Cancel(Cancel),
    Transfer(Transfer),
    Change(TicketPatch),
    Watch(NewWatcher),
}

async fn give(edit: &mut Edit<'_>, seen: IfMatch, order: &Order) -> Result<()> {
    match order {
        Order::Assign(assign) => assigning::assign(edit, seen, assign).await,
        Order::Start => working::start(edit, seen).await,
        Order::Resume => working::resume(edit, seen).await,
        Order::Reply(message) => messages::reply(edit, message).await.map(drop),
        Order::Note(message) => messages::note(edit, message).await.map(drop),
        Order::Wait(wait) => working::wait(edit, seen, wait).await,
        Order::Attend(attend) => working::attend(edit, seen, attend).await,
        Order::Confirm(confirm) => closing::confirm(edit, seen, confirm).await,
        Order::Reject(reject) => closing::reject(edit, seen, reject).await,
        Order::Reopen(reopen) => closing::reopen(edit, seen, reopen).await,
        Order::CloseUnanswered(close) => closing::close_unanswered(edit, seen, close).await,
        Order::Cancel(cancel) => cancelling::cancel(edit, seen, cancel).await,
        Order::Transfer(transfer) => assigning::transfer(edit, seen, transfer).await,
        Order::Change(patch) => editing::change(edit, seen, patch).await,
        Order::Watch(watcher) => watching::add(edit, watcher).await,
    }
}

/// What time does between the steps: each morning waits end and reminders go out.
pub(super) struct Clockwork<'a> {
    app: &'a App,
    done: NaiveDate,
}

impl<'a> Clockwork<'a> {
    pub fn new(app: &'a App, from: DateTime<Utc>) -> Self {
        Self { app, done: today(app, from) }
    }

    /// Runs every morning up to an instant.
    pub async fn run_until(&mut self, at: DateTime<Utc>) -> anyhow::Result<()> {
        let zone = self.app.config.time_zone;
        while let Some(day) = self.done.checked_add_days(Days::new(1)) {
            let morning = local(day, 8, 5, zone);
            if morning > at {
                break;
            }
            self.done = day;
            self.app.clock.advance(morning - self.app.clock.now());
            clockwork::resume_due(self.app).await?;
            clockwork::remind(self.app).await?;
            clockwork::close_unanswered(self.app).await?;
            mail::deliver(self.app, &Transport::Mailbox).await?;
        }
        Ok(())
    }
}

/// The date at an instant. The demo begins with an empty database, so what is configured holds.
fn today(app: &App, now: DateTime<Utc>) -> NaiveDate {
    now.with_timezone(&app.config.time_zone).date_naive()
}

/// The instant that the script means.
pub(super) fn instant(when: When, now: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
    match when {
        When::Ago(minutes) => now - Duration::minutes(minutes),
        When::Day(ago, hour, minute) => {
            let mut day = now.with_timezone(&zone).date_naive();
            let mut left = ago;
            while left > 0 {
                let Some(before) = day.checked_sub_days(Days::new(1)) else { break };
                day = before;
                if is_working_day(day) {
                    left -= 1;
                }
            }
            local(day, hour, minute, zone)
        }
    }
}

fn local(day: NaiveDate, hour: u32, minute: u32, zone: Tz) -> DateTime<Utc> {
    let time = day.and_hms_opt(hour, minute, 0).unwrap_or_default();
    zone.from_local_datetime(&time).earliest().map_or_else(|| time.and_utc(), |at| at.with_timezone(&Utc))
}
