//! A PostgreSQL server whose data stay: made in a folder, reached by a socket, without TCP; it waits for the disk, and ends when
//! this process has.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::postgres::{programs, run, short_temp_dir};
use crate::process::{self, User};

/// A server that runs.
#[derive(Debug)]
pub struct Server {
    data: PathBuf,
    sockets: PathBuf,
}

impl Server {
    /// Starts a server whose data are in a folder's `data`, and makes them when there are none.
    pub fn start(folder: &Path, settings: &[&str]) -> Self {
        let user = User::for_postgres();
        let sockets = process::folder_of_its_own(&short_temp_dir()).keep();
        for folder in [folder, sockets.as_path()] {
            if let Some(user) = user {
                user.owns(folder);
            }
        }
        let (data, log) = (folder.join("data"), folder.join("log"));
        process::when_we_end(
            "\"$1\" -D \"$2\" -m fast stop; rm -rf \"$3\"",
            &[programs().join("pg_ctl").as_os_str(), data.as_os_str(), sockets.as_os_str()],
            user,
        );
        let data_argument = data.display().to_string();
        if !data.join("PG_VERSION").exists() {
            let arguments =
                ["-D", &data_argument, "--no-sync", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-U", "postgres"];
            run(&programs().join("initdb"), &arguments, folder, user);
        }
        let place = format!("unix_socket_directories='{}'", sockets.display());
        let settings = [settings, &["listen_addresses=''", place.as_str()]].concat().join("\n");
        fs::write(data.join("postgresql.auto.conf"), settings).expect("the cluster is configured");
        let arguments = ["-D", &data_argument, "-l", &log.display().to_string(), "-w", "-t", "60", "start"];
        run(&programs().join("pg_ctl"), &arguments, folder, user);
        Self { data, sockets }
    }

    /// The address of one of its databases.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://postgres@localhost/{database}?host={}&port=5432", self.sockets.display())
    }

    /// The process that all of its others are children of.
    pub fn process_id(&self) -> u32 {
        let file = fs::read_to_string(self.data.join("postmaster.pid")).expect("the server runs");
        file.lines().next().and_then(|line| line.parse().ok()).expect("it names its process")
    }

    /// The folder of what is written ahead.
    pub fn write_ahead_log(&self) -> PathBuf {
        self.data.join("pg_wal")
    }
}
