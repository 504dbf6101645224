//! An invented past of any size, the same for the same seed: people, requests and what became of each, loaded in bulk. The
//! written stories are few and told by commands; here are as many as an institution has in four years.

mod answers;
mod chance;
mod crowd;
mod life;
mod pen;
mod terms;
mod words;

use std::collections::HashMap;

use anyhow::Context;
use chrono::{DateTime, Duration, NaiveTime, Utc};
use sea_orm::{EntityTrait, QueryOrder, prelude::Json};
use shared::person::Community;
use tokio::sync::mpsc;
use uuid::Uuid;

use self::{
    chance::Chance,
    crowd::{Crowd, Team},
    pen::{Rows, Stop},
    terms::Terms,
    words::{SERVICES, Wording},
};
use super::mark;
use crate::{
    app::App,
    audit,
    db::{Engine, Packed},
    directory::{self, InForce},
    entity::{
        account, account_email, account_role, attachment, confirmation, event, service, status_interval, team,
        team_member, ticket, ticket_link, ticket_tag, ticket_watcher,
    },
    event::Source,
    keys::Keys,
    tickets::number,
};

/// Tickets that are written in one transaction: many, but few enough to be still near when they are handed on.
const BATCH: usize = 1_000;
/// The tables that are loaded.
const TABLES: &[&str] = &[
    "account",
    "account_email",
    "account_role",
    "team_member",
    "ticket",
    "event",
    "status_interval",
    "attachment",
    "ticket_watcher",
    "ticket_tag",
    "ticket_link",
    "confirmation",
];

/// What past is to be invented.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Tickets in all.
    pub tickets: u64,
    /// The same seed invents the same.
    pub seed: u64,
    /// The present, at which it ends.
    pub until: DateTime<Utc>,
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// So many tickets are written.
    Written(u64),
    /// All are; the indexes are being made.
    Indexing,
}

/// Fills an empty database with an invented past.
///
/// # Errors
/// When the database is not empty or can't be written.
pub async fn invent(app: &App, plan: Plan, tell: impl Fn(Progress)) -> anyhow::Result<()> {
    let db = app.db.reader();
    let in_force = directory::in_force(app, db).await?;
    let terms = Terms { zone: in_force.zone, until: plan.until };
    let opening = terms.instant(terms.first_day().and_time(NaiveTime::MIN)) - Duration::days(1);
    let teams = team::Entity::find().order_by_asc(team::Column::Id).all(db).await?;
    let services = service::Entity::find().order_by_asc(service::Column::Id).all(db).await?;
    let domain = in_force.domains.first().map_or("example.edu.mx", |domain| domain.trim_start_matches('.')).to_owned();
    app.db.write(async |tx| mark::begin(tx, opening).await).await?;
    // Before anything happens and once it has, as of a desk that was always there.
    let mut chance = Chance::new(plan.seed, 0);
    audit::checkpoint_at(app, opening, chance.at(opening).id()).await?;

    let mut load = app.db.load(TABLES).await?;
    let mut crowd = crowd::gather(plan.tickets, plan.seed, &domain, &teams, opening);
    let engine = app.db.engine();
    let people = vec![
        Packed::of::<account::Entity, _>(engine, crowd.accounts.clone())?,
        Packed::of::<account_email::Entity, _>(engine, std::mem::take(&mut crowd.addresses))?,
        Packed::of::<account_role::Entity, _>(engine, std::mem::take(&mut crowd.roles))?,
        Packed::of::<team_member::Entity, _>(engine, std::mem::take(&mut crowd.members))?,
    ];
    load.write(people).await?;
    let world = World::new(app, in_force, terms, crowd, services)?;

    // One invents, one packs, one loads.
    let (invented, mut to_pack) = mpsc::channel(1);
    let (packed, mut to_load) = mpsc::channel(1);
    let inventing = tokio::task::spawn_blocking(move || write_down(&world, plan, &invented));
    let packing = tokio::task::spawn_blocking(move || {
        while let Some(rows) = to_pack.blocking_recv() {
            if packed.blocking_send((rows.tickets.len() as u64, pack(engine, rows)?)).is_err() {
                break;
            }
        }
        anyhow::Ok(())
    });
    let mut written = 0;
    while let Some((count, rows)) = to_load.recv().await {
        load.write(rows).await?;
        written += count;
        tell(Progress::Written(written));
    }
    inventing.await??;
    packing.await??;
    tell(Progress::Indexing);
    load.finish().await?;
    app.db
        .write(async |tx| {
            number::skip(tx, i64::try_from(written).unwrap_or(i64::MAX)).await?;
            mark::complete(tx, plan.until).await
        })
        .await?;
    audit::checkpoint_at(app, plan.until, chance.at(plan.until).id()).await?;
    Ok(())
}

/// Invents every ticket in the order of the filings, batch by batch.
fn write_down(world: &World, plan: Plan, send: &mpsc::Sender<Rows>) -> anyhow::Result<()> {
    let mut rows = Rows::default();
    let mut originals = vec![None; world.offers.len()];
    let mut number: i64 = 0;
    for (day, count) in world.terms.days(plan.tickets, plan.seed) {
        let mut chance = Chance::new(!plan.seed, number.unsigned_abs());
        for filed in world.terms.of_day(day, count, &mut chance) {
            number += 1;
            match life::tell(world, plan.seed, number, filed, &mut originals, &mut rows) {
                Ok(()) | Err(Stop::Present) => {}
                Err(Stop::Fault(error)) => return Err(error).with_context(|| format!("the ticket {number}")),
            }
            if rows.tickets.len() >= BATCH && send.blocking_send(std::mem::take(&mut rows)).is_err() {
                return Ok(());
            }
        }
    }
    // Whoever no longer listens has failed, and tells why.
    let _ = send.blocking_send(rows);
    Ok(())
}

/// Rows as the engine takes them in.
fn pack(engine: Engine, rows: Rows) -> anyhow::Result<Vec<Packed>> {
    Ok(vec![
        Packed::of::<ticket::Entity, _>(engine, rows.tickets)?,
        Packed::of::<event::Entity, _>(engine, rows.events)?,
        Packed::of::<status_interval::Entity, _>(engine, rows.intervals)?,
        Packed::of::<attachment::Entity, _>(engine, rows.attachments)?,
        Packed::of::<ticket_watcher::Entity, _>(engine, rows.watchers)?,
        Packed::of::<ticket_tag::Entity, _>(engine, rows.tags)?,
        Packed::of::<ticket_link::Entity, _>(engine, rows.links)?,
        Packed::of::<confirmation::Entity, _>(engine, rows.confirmations)?,
    ])
}

/// What an invented ticket needs to know.
#[derive(Debug)]
struct World {
    terms: Terms,
    in_force: InForce,
    keys: Keys,
    teams: Vec<Team>,
    accounts: Vec<account::Model>,
    asking: HashMap<Community, Vec<usize>>,
    offers: Vec<Offer>,
}

/// A service, who may ask for it, and how people speak of it.
#[derive(Debug)]
struct Offer {
    row: service::Model,
    communities: Vec<Community>,
    wording: &'static Wording,
}

/// Who asks for what.
#[derive(Debug)]
struct Wish<'a> {
    service: &'a Offer,
    /// The service's place among all.
    place: usize,
    requester_id: Uuid,
    subject: String,
    description: String,
    answers: Json,
}

impl World {
    fn new(
        app: &App,
        in_force: InForce,
        terms: Terms,
        crowd: Crowd,
        services: Vec<service::Model>,
    ) -> anyhow::Result<Self> {
        let mut offers = Vec::new();
        for row in services {
            // Of a service that nobody speaks of nothing is asked.
            let Some(wording) = SERVICES.iter().find(|wording| wording.slug == row.slug) else { continue };
            let communities = serde_json::from_value(row.communities.clone())?;
            offers.push(Offer { row, communities, wording });
        }
        let Crowd { accounts, asking, teams, .. } = crowd;
        Ok(Self { terms, in_force, keys: app.keys.clone(), teams, accounts, asking, offers })
    }

    fn team(&self, id: Uuid) -> Option<&Team> {
        self.teams.iter().find(|team| team.id == id)
    }

    /// Anybody who asks.
    fn somebody(&self, chance: &mut Chance) -> Option<Uuid> {
        self.asker(chance).map(|account| account.id)
    }

    /// Students are many and ask little each.
    fn asker(&self, chance: &mut Chance) -> Option<&account::Model> {
        let communities = [Community::Student, Community::Faculty, Community::Administrative];
        let community = communities.get(chance.weighted([45, 30, 25].into_iter()))?;
        let place = chance.pick(self.asking.get(community)?)?;
        self.accounts.get(*place)
    }

    /// Who asks for what at an instant.
    fn subject(&self, at: DateTime<Utc>, chance: &mut Chance) -> Option<Wish<'_>> {
        let asker = self.asker(chance)?;
        let community = asker.community?;
        let weights = self
            .offers
            .iter()
            .map(|offer| if offer.communities.contains(&community) { offer.wording.weight } else { 0 });
        let place = chance.weighted(weights);
        let offer = self.offers.get(place)?;
        let (spot, program) = (chance.word(words::PLACES), chance.word(words::PROGRAMS));
        let fill = |text: &str| text.replace("{place}", spot).replace("{program}", program);
        let subject = fill(chance.word(offer.wording.subjects));
        let mut description = fill(chance.word(offer.wording.needs));
        for _ in 0..chance.weighted([25, 50, 25].into_iter()) {
            description.push(' ');
            description.push_str(chance.word(words::URGES));
        }
        let about = answers::About {
            slug: offer.wording.slug,
            place: spot,
            program,
            name: &asker.name,
            email: &asker.email,
            institutional_id: asker.institutional_id.as_deref().unwrap_or_default(),
            unit: asker.unit.as_deref().unwrap_or_default(),
            day: self.in_force.day_of(at),
        };
        let answers = answers::answers(&about, chance);
        Some(Wish { service: offer, place, requester_id: asker.id, subject, description, answers })
    }
}
