//! People and teams, and what the institution has set: who they are, who they serve with, how they are reached.

mod accounts;
mod addresses;
mod enrolment;
pub mod http;
mod import;
mod import_file;
mod in_force;
mod logo;
pub mod lookup;
mod mail_choice;
mod people;
mod profile;
mod roles;
mod settings;
mod teams;

pub use enrolment::{enrol, name_of};
pub use in_force::{InForce, in_force};
pub use mail_choice::{off as mail_off, wanted as wanted_mail, wants as wants_mail};
pub use people::{
    Standing, account, find_by_email, hold, lock, members, people, recipient, roles, served_teams, server_of, serves,
    standing, standing_of, team_ids, teams,
};
pub use roles::grant;

#[cfg(test)]
mod tests;
