//! People and teams, and what the institution has set: who they are, who they serve with, how they are reached.

mod accounts;
mod addresses;
mod enrolment;
pub mod http;
mod import;
mod import_file;
pub mod lookup;
mod mail_choice;
mod people;
mod profile;
mod roles;
mod settings;
mod teams;

use chrono::{DateTime, NaiveDate, Utc};

pub use enrolment::{enrol, name_of};
pub use mail_choice::{off as mail_off, wanted as wanted_mail, wants as wants_mail};
pub use people::{
    account, find_by_email, hold, lock, members, people, recipient, roles, served_teams, server_of, team_ids, teams,
};
pub use roles::grant;
pub use settings::{institution_name, settings};

use crate::app::App;

/// The mail domains of the institution; an entry with a leading dot takes every sub-domain.
pub fn domains(app: &App) -> &[String] {
    &app.config.domains
}

/// The local date at an instant, in the institution's time zone.
pub fn today(app: &App, now: DateTime<Utc>) -> NaiveDate {
    now.with_timezone(&app.config.time_zone).date_naive()
}

#[cfg(test)]
mod tests;
