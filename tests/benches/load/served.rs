//! The server under measurement: the release build, in a process of its own.

use std::{
    fs::File,
    net::{SocketAddr, TcpListener},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::{
    Options,
    client::{Call, Client},
    stage::{PUBLIC_URL, REQUESTS_PER_MINUTE, Stage},
};

/// How long it may take to start.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server that runs.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// How long it took from its start to its first answer, in milliseconds.
    pub first_answer: f64,
}

impl Server {
    /// Starts on a database and waits for the first answer.
    pub async fn start(options: &Options, stage: &Stage) -> Self {
        let address = free_address();
        // Its log goes where it would in earnest: to a file, a line a request.
        let log = || Stdio::from(File::create(options.folder.join("server.log")).expect("a file for the log"));
        let mut command = Command::new(&options.server);
        command
            .args(["serve", "--demo"])
            .env("VENTANILLA_LISTEN", address.to_string())
            .env("VENTANILLA_PUBLIC_URL", PUBLIC_URL)
            .env("VENTANILLA_DATA", &stage.data)
            .env("VENTANILLA_JOBS", options.endure.is_some().to_string())
            .env("VENTANILLA_REQUESTS_PER_MINUTE", REQUESTS_PER_MINUTE.to_string())
            .env("VENTANILLA_PUBLIC_REQUESTS_PER_MINUTE", REQUESTS_PER_MINUTE.to_string())
            .stdin(Stdio::null())
            .stdout(log())
            .stderr(log());
        if let Some(url) = &stage.url {
            command.env("VENTANILLA_DATABASE_URL", url);
        }
        let begun = Instant::now();
        let mut child = command.spawn().expect("the server's binary starts");
        let call = Call::get("/healthz", "");
        while begun.elapsed() < PATIENCE {
            // Before it listens, nobody can connect; whoever connects afterwards is answered as soon as it can.
            if let Ok(mut client) = Client::connect(address).await
                && client.try_send(&call).await.is_ok_and(|answer| answer.status == 200)
            {
                let first_answer = begun.elapsed().as_secs_f64() * 1_000.0;
                return Self { child, address, first_answer };
            }
            tokio::time::sleep(Duration::from_micros(200)).await;
        }
        let _ = child.kill();
        let _ = child.wait();
        panic!("the server does not answer; {} tells why", options.folder.join("server.log").display());
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Stops it.
    pub fn stop(mut self) {
        let id = self.child.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &id]).status();
        if !asked.is_ok_and(|status| status.success()) {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

/// An address of this machine that nobody listens on.
fn free_address() -> SocketAddr {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    listener.local_addr().expect("an address")
}
