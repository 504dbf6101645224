//! The people of the invented past: those of the demo, so that a visitor can be one of them, and as many more as ask for so
//! much, with agents and a supervisor for every team.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use shared::{
    notification::Notification,
    person::{Community, Language, Role},
};
use uuid::Uuid;

use super::{chance::Chance, words};
use crate::{
    demo::people::PEOPLE,
    directory::{self, lookup::folded},
    entity::{account, account_email, account_role, team, team_member},
};

/// Tickets for each person who asks, and for each agent of a team.
const TICKETS_A_PERSON: u64 = 25;
const TICKETS_AN_AGENT: u64 = 50_000;
/// Fewest people who ask.
const PEOPLE_MIN: u64 = 60;

/// Everyone, as rows.
#[derive(Debug, Default)]
pub(super) struct Crowd {
    pub accounts: Vec<account::Model>,
    pub addresses: Vec<account_email::Model>,
    pub roles: Vec<account_role::Model>,
    pub members: Vec<team_member::Model>,
    /// Places among the accounts of those who ask, by community.
    pub asking: HashMap<Community, Vec<usize>>,
    pub teams: Vec<Team>,
}

/// Who serves.
#[derive(Debug)]
pub(super) struct Team {
    pub id: Uuid,
    pub agents: Vec<Uuid>,
    pub supervisors: Vec<Uuid>,
}

/// Somebody to be enrolled.
struct Newcomer<'a> {
    name: String,
    local: String,
    community: Community,
    unit: &'a str,
    institutional_id: String,
    extension: Option<String>,
    language: Language,
    roles: &'a [Role],
    teams: Vec<Uuid>,
}

/// Enrols everyone at an instant.
pub(super) fn gather(tickets: u64, seed: u64, domain: &str, teams: &[team::Model], at: DateTime<Utc>) -> Crowd {
    let mut chance = Chance::new(seed, u64::MAX);
    let mut crowd = Crowd {
        teams: teams.iter().map(|team| Team { id: team.id, agents: Vec::new(), supervisors: Vec::new() }).collect(),
        ..Crowd::default()
    };
    for person in PEOPLE {
        let of = teams.iter().filter(|team| person.teams.contains(&team.name.as_str())).map(|team| team.id).collect();
        let newcomer = Newcomer {
            name: person.name.to_owned(),
            local: person.local.to_owned(),
            community: person.community,
            unit: person.unit,
            institutional_id: person.institutional_id.to_owned(),
            extension: person.extension.map(ToOwned::to_owned),
            language: person.language,
            roles: person.roles,
            teams: of,
        };
        crowd.enrol(newcomer, domain, at, &mut chance);
    }
    for team in teams {
        let agents = 1 + tickets / TICKETS_AN_AGENT;
        let roles = std::iter::once(&[Role::Supervisor][..]).chain((0..agents).map(|_| &[Role::Agent][..]));
        for role in roles {
            let newcomer = Newcomer {
                roles: role,
                teams: vec![team.id],
                unit: "Tecnologías de la Información",
                ..crowd.somebody(Community::Administrative, &mut chance)
            };
            crowd.enrol(newcomer, domain, at, &mut chance);
        }
    }
    for _ in 0..(tickets / TICKETS_A_PERSON).max(PEOPLE_MIN) {
        let communities = [Community::Student, Community::Faculty, Community::Administrative];
        let community = communities.get(chance.weighted([68, 18, 14].into_iter())).copied();
        let newcomer = crowd.somebody(community.unwrap_or(Community::Student), &mut chance);
        crowd.enrol(newcomer, domain, at, &mut chance);
    }
    crowd
}

impl Crowd {
    /// Somebody with a name, and an address that nobody else has.
    fn somebody(&self, community: Community, chance: &mut Chance) -> Newcomer<'static> {
        let (first, last) = (chance.word(words::FIRST_NAMES), chance.word(words::SURNAMES));
        let number = self.accounts.len();
        let (unit, institutional_id) = match community {
            Community::Student => (chance.word(words::DEGREES), format!("A02{number:06}")),
            Community::Faculty => (chance.word(words::DEGREES), format!("E-{}", 20_000 + number)),
            Community::Administrative => (chance.word(words::OFFICES), format!("E-{}", 20_000 + number)),
        };
        let extension = (community != Community::Student).then(|| chance.between(2_000, 4_999).to_string());
        Newcomer {
            name: format!("{first} {last} {}", chance.word(words::SURNAMES)),
            local: format!("{}.{}{number}", folded(first), folded(last)),
            community,
            unit,
            institutional_id,
            extension,
            language: Language::Es,
            roles: &[],
            teams: Vec::new(),
        }
    }

    /// Writes somebody down as an enrolment and a grant would.
    fn enrol(&mut self, newcomer: Newcomer<'_>, domain: &str, at: DateTime<Utc>, chance: &mut Chance) {
        let id = chance.id(at);
        let email = format!("{}@{domain}", newcomer.local);
        for team_id in &newcomer.teams {
            self.members.push(team_member::Model { team_id: *team_id, account_id: id, added_at: at });
        }
        for team in self.teams.iter_mut().filter(|team| newcomer.teams.contains(&team.id)) {
            if newcomer.roles.contains(&Role::Agent) {
                team.agents.push(id);
            }
            if newcomer.roles.contains(&Role::Supervisor) {
                team.supervisors.push(id);
            }
        }
        for role in newcomer.roles {
            self.roles.push(account_role::Model { account_id: id, role: *role, granted_at: at, granted_by: None });
        }
        if newcomer.roles.is_empty() {
            self.asking.entry(newcomer.community).or_default().push(self.accounts.len());
        }
        self.addresses.push(account_email::Model {
            id: chance.id(at),
            account_id: id,
            email: email.clone(),
            valid_from: at,
            valid_to: None,
        });
        self.accounts.push(account::Model {
            id,
            email,
            name: newcomer.name,
            community: Some(newcomer.community),
            community_verified: true,
            institutional_id: Some(newcomer.institutional_id),
            unit: Some(newcomer.unit.to_owned()),
            phone_extension: newcomer.extension,
            language: newcomer.language,
            mail_off: directory::mail_off(Notification::ALL),
            single_keys: true,
            active: true,
            // A grant changes the account.
            version: if newcomer.roles.is_empty() { 1 } else { 2 },
            created_at: at,
            updated_at: at,
        });
    }
}
