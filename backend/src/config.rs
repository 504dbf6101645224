//! The configuration of a process: `VENTANILLA_*` variables over a TOML file over defaults.

mod check;
pub mod fault;
pub mod keys;
mod load;
mod values;

use std::{fmt, net::SocketAddr, path::PathBuf, time::Duration};

use ipnet::IpNet;
use shared::person::Community;

pub use self::{
    fault::{Fault, Faults},
    load::Flags,
};

/// Everything a process must know before it starts.
#[derive(Clone)]
pub struct Config {
    /// Address and port of the API and the web app.
    pub listen: SocketAddr,
    /// Address and port of `/metrics`; none serves no metrics.
    pub metrics_listen: Option<SocketAddr>,
    /// Folder of the database, the attachments and the master key.
    pub data: PathBuf,
    /// `postgres://…`; none is SQLite in the data folder.
    pub database_url: Option<String>,
    /// Where people reach the app, without a final slash. Links are made from this, never from a request's `Host`.
    /// Empty is the address that is listened on.
    pub public_url: String,
    /// Name of the institution until an admin sets another.
    pub institution: String,
    /// Mail domains of the institution; a leading dot takes every sub-domain.
    pub domains: Vec<String>,
    /// The community of a new account by the domain of its address, as `domain=community`; a leading dot takes every
    /// sub-domain.
    pub communities: Vec<(String, Community)>,
    /// Time zone of the institution.
    pub time_zone: chrono_tz::Tz,
    /// Where mail goes out. None only in the demo.
    pub smtp: Option<Smtp>,
    /// How long one step of the conversation with the relay may take.
    pub smtp_patience: Duration,
    /// Sender of mail.
    pub mail_from: String,
    /// Where the daily audit checkpoint is mailed; none mails none.
    pub audit_mail: Option<String>,
    /// Addresses whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// The master key as text; none reads or makes `secret.key` in the data folder.
    pub secret_key: Option<String>,
    /// Challenges an hour per e-mail address.
    pub codes_per_address: u32,
    /// Challenges an hour per client address.
    pub codes_per_client: u32,
    /// Requests a minute per signed-in caller.
    pub requests_per_minute: u32,
    /// Requests a minute per client address of whoever is not signed in.
    pub public_requests_per_minute: u32,
    /// Whether this is the demo.
    pub demo: bool,
    /// Threads that answer requests; none is one a core.
    pub workers: Option<usize>,
    /// Whether this process runs the background jobs as well.
    pub jobs: bool,
    /// What is logged, in the notation of `tracing`: `info`, `info,backend=debug`.
    pub log: String,
    /// Whether the demo may listen beyond this machine.
    pub demo_listen_anywhere: bool,
}

/// Without secrets: it may end up in a log.
impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("listen", &self.listen)
            .field("data", &self.data)
            .field("database", &if self.database_url.is_some() { "PostgreSQL" } else { "SQLite" })
            .field("public_url", &self.public_url)
            .field("smtp", &self.smtp)
            .field("demo", &self.demo)
            .finish_non_exhaustive()
    }
}

/// An SMTP relay.
#[derive(Clone, PartialEq, Eq)]
pub struct Smtp {
    /// Host.
    pub host: String,
    /// Port.
    pub port: u16,
    /// How the connection is protected.
    pub security: SmtpSecurity,
    /// User and password.
    pub credentials: Option<(String, String)>,
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Smtp({}:{}, {:?})", self.host, self.port, self.security)
    }
}

/// How an SMTP connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmtpSecurity {
    /// TLS from the first byte (usually port 465).
    Tls,
    /// STARTTLS, required (usually port 587).
    StartTls,
    /// Nothing: only to a relay on this machine.
    None,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            metrics_listen: None,
            data: PathBuf::from("data"),
            database_url: None,
            public_url: String::new(),
            institution: "Universidad de Ejemplo".into(),
            domains: vec!["example.edu.mx".into()],
            communities: Vec::new(),
            time_zone: chrono_tz::America::Mexico_City,
            smtp: None,
            smtp_patience: Duration::from_secs(20),
            mail_from: "Mesa de ayuda <mesa.ayuda@example.edu.mx>".into(),
            audit_mail: None,
            trusted_proxies: Vec::new(),
            secret_key: None,
            codes_per_address: 5,
            codes_per_client: 60,
            requests_per_minute: 600,
            public_requests_per_minute: 3_000,
            demo: false,
            workers: None,
            jobs: true,
            log: "info,actix_server=warn,sea_orm_migration=warn".into(),
            demo_listen_anywhere: false,
        }
    }
}
