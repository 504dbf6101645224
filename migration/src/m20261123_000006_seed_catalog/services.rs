//! The teams and the services, as the procedure names them.

mod computer_lab;
mod connectivity;
mod hardware;
mod platforms;
mod software;
mod website;

use super::form::{Field, Words};

const SUPPORT: u32 = 1;
const NETWORKS: u32 = 2;
const DEVELOPMENT: u32 = 3;
const LABORATORIES: u32 = 4;
const PLATFORMS: u32 = 5;

/// The teams, each with the number of its id.
pub const TEAMS: &[(u32, &str)] = &[
    (SUPPORT, "Soporte técnico"),
    (NETWORKS, "Redes y telecomunicaciones"),
    (DEVELOPMENT, "Desarrollo y sitio web"),
    (LABORATORIES, "Laboratorios"),
    (PLATFORMS, "Plataformas institucionales"),
];

const EVERYONE: &[&str] = &["administrative", "faculty", "student"];
/// What belongs to an office or to a person's post.
const EMPLOYEES: &[&str] = &["administrative", "faculty"];

/// A service as it is seeded.
pub struct Service {
    /// The number of its id.
    pub number: u32,
    /// Its stable name.
    pub slug: &'static str,
    /// Its category.
    pub category: &'static str,
    /// Its name.
    pub name: Words,
    /// What it is for.
    pub help: Words,
    /// Who may ask for it.
    pub communities: &'static [&'static str],
    /// The number of its team's id.
    pub team: u32,
    /// Default impact.
    pub impact: &'static str,
    /// Default urgency.
    pub urgency: &'static str,
    /// Effort as a factor of a normal service's.
    pub effort: f64,
    /// Its form.
    pub fields: Vec<Field>,
}

/// Every seeded service, in the procedure's order.
pub fn services() -> Vec<Service> {
    [
        website::services(),
        hardware::services(),
        connectivity::services(),
        software::services(),
        computer_lab::services(),
        platforms::services(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
