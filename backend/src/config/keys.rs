//! Every key of the configuration, with its default and its meaning: what the README's table is held against.

/// A key of the file; its variable is `VENTANILLA_` and the key in capitals.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its name in the file.
    pub name: &'static str,
    /// What holds when it is not given.
    pub default: &'static str,
    /// What it means.
    pub meaning: &'static str,
}

/// The beginning of every variable.
pub const PREFIX: &str = "VENTANILLA_";
/// The variable that names the file.
pub const FILE: &str = "VENTANILLA_CONFIG";
/// Variables of the tests, which are none of ours.
pub const TEST_PREFIX: &str = "VENTANILLA_TEST_";

/// The variable of a key.
pub fn variable(key: &str) -> String {
    format!("{PREFIX}{}", key.to_ascii_uppercase())
}

const fn key(name: &'static str, default: &'static str, meaning: &'static str) -> Key {
    Key { name, default, meaning }
}

/// Every key.
pub const KEYS: &[Key] = &[
    key("listen", "127.0.0.1:8080", "Address and port of the web app and the API"),
    key(
        "public_url",
        "http:// and the listening address",
        "Where people reach it: https, without a path; required when it listens beyond this machine",
    ),
    key("data", "data (demo: data/demo)", "Folder of the database, the attachments and the key file"),
    key(
        "database_url",
        "SQLite in the data folder",
        "`postgres://user:password@host/database` for PostgreSQL 15 or newer",
    ),
    key(
        "smtp",
        "none: required unless demo",
        "`smtps://user:password@host:465`, `smtp+starttls://user:password@host:587`; `smtp://127.0.0.1:25` only on this machine",
    ),
    key("mail_from", "Mesa de ayuda <mesa.ayuda@example.edu.mx>", "Sender of mail"),
    key("audit_mail", "none: only the log", "Where the daily audit checkpoint is mailed, best outside this server"),
    key("institution", "Universidad de Ejemplo", "Name of the institution until an admin sets another"),
    key(
        "domains",
        "example.edu.mx",
        "Mail domains of the institution until an admin sets others, separated by commas; a leading dot takes every sub-domain",
    ),
    key(
        "communities",
        "none: people are asked",
        "The community of new accounts by the domain of their address, as `domain=community` separated by commas: `alumnos.example.edu.mx=student`",
    ),
    key("time_zone", "America/Mexico_City", "Time zone of the institution (IANA) until an admin sets another"),
    key(
        "secret_key",
        "`secret.key` in the data folder",
        "The master key, 32 bytes as URL-safe base64; the same for all processes",
    ),
    key("trusted_proxies", "none", "Addresses or networks whose `X-Forwarded-For` is believed, separated by commas"),
    key("metrics_listen", "none: no metrics", "Address and port of `/metrics` (Prometheus)"),
    key("requests_per_minute", "600", "Requests a minute per signed-in caller"),
    key(
        "public_requests_per_minute",
        "3000",
        "Requests a minute per client address without signing in; a campus may share one address",
    ),
    key("codes_per_address", "5", "Sign-in codes an hour per e-mail address"),
    key("codes_per_client", "60", "Sign-in codes an hour per client address"),
    key("workers", "one a core", "Threads that answer requests"),
    key("jobs", "true", "Whether this process delivers mail and runs the periodic jobs"),
    key("log", "info, and warn of libraries", "What is logged: `info`, `warn`, `info,backend=debug`"),
    key("demo_listen_anywhere", "false", "Whether `serve --demo` may listen beyond this machine"),
];
