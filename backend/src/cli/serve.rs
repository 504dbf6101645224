//! `serve`: until a signal says to stop; a second one does not wait.

use std::process::ExitCode;

use shared::{paths, person::Language};

use crate::{app::App, clock::Clock, config::Config, demo, serve};

pub(super) async fn serve(config: Config) -> anyhow::Result<ExitCode> {
    let running = serve::start(config, Clock::default()).await?;
    println!("Ventanilla: {}", running.app.config.public_url);
    if running.app.config.demo {
        introduce(&running.app)?;
    }
    tracing::info!(address = %running.address, version = env!("CARGO_PKG_VERSION"), "serving");
    let mut signals = Signals::listen()?;
    signals.next().await;
    tracing::info!("stopping: requests in flight are finished");
    tokio::select! {
        () = running.stop() => {
            tracing::info!("stopped");
            Ok(ExitCode::SUCCESS)
        }
        () = signals.next() => {
            tracing::warn!("stopped at once");
            Ok(ExitCode::FAILURE)
        }
    }
}

/// Who one may be in the demo, and where its mail is.
fn introduce(app: &App) -> anyhow::Result<()> {
    println!("\nThis is the demo: sign in there, without a code, as one of");
    let personas = demo::personas(app, Language::En)?;
    let width = personas.iter().map(|persona| persona.name.chars().count()).max().unwrap_or_default();
    for persona in personas {
        println!("  {:width$}  {}\n  {:width$}  {}", persona.name, persona.email, "", persona.hint);
    }
    println!("\nMail that would have gone out: {}/demo/mailbox", app.config.public_url);
    println!("The API's documentation: {}{}", app.config.public_url, paths::DOCS);
    println!("Data: {}; Ctrl-C stops it.", app.config.data.display());
    Ok(())
}

/// The signals that ask a process to stop.
#[cfg(unix)]
struct Signals {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn listen() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

/// The signals that ask a process to stop.
#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn listen() -> std::io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) {
        // An error says that no signal can come; then only the end of the process ends it.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
