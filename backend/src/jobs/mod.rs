//! What is done without anybody asking: mail goes out, clocks run down, what is no longer needed is thrown away.
//!
//! Any number of processes run the same jobs. Mail is leased row by row, so all of them send, and all of them look after the
//! length of SQLite's log; every other job is leased as a whole, so one of them runs it. A job that fails or panics is logged,
//! noted in its row and tried again; it never holds up another.

mod lease;
mod purge;

use std::{panic::AssertUnwindSafe, time::Duration};

use actix_web::web::Data;
use chrono::TimeDelta;
use futures_util::{FutureExt, future::join_all};
use tokio::sync::{oneshot, watch};

use crate::{
    app::App,
    audit,
    error::Result,
    mail::{self, Transport},
    tickets::clockwork,
};

/// Something that is done again and again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Job {
    /// Sends what is in the outbox.
    DeliverMail,
    /// Goes on with tickets whose wait has ended.
    ResumeTickets,
    /// Reminds requesters who are awaited.
    RemindRequesters,
    /// Closes attended tickets that nobody answered, where that is the policy.
    CloseUnanswered,
    /// Writes the day's checkpoint over all chains of events.
    CheckpointAudit,
    /// Throws away what is no longer needed.
    Purge,
    /// Begins SQLite's write-ahead log anew when it has become long.
    ShortenLog,
}

impl Job {
    /// Every job, in the order in which a tick runs them.
    pub const ALL: [Self; 7] = [
        Self::ResumeTickets,
        Self::RemindRequesters,
        Self::CloseUnanswered,
        Self::CheckpointAudit,
        Self::Purge,
        Self::ShortenLog,
        Self::DeliverMail,
    ];

    /// Its name in the table of jobs and in the log.
    pub const fn name(self) -> &'static str {
        match self {
            Self::DeliverMail => "deliver_mail",
            Self::ResumeTickets => "resume_tickets",
            Self::RemindRequesters => "remind_requesters",
            Self::CloseUnanswered => "close_unanswered",
            Self::CheckpointAudit => "checkpoint_audit",
            Self::Purge => "purge",
            Self::ShortenLog => "shorten_log",
        }
    }

    /// How long after a run the next one is due; none runs at every look, in every process.
    const fn every(self) -> Option<TimeDelta> {
        match self {
            // The log also when there is no room left for a lease.
            Self::DeliverMail | Self::ShortenLog => None,
            Self::ResumeTickets => Some(TimeDelta::seconds(30)),
            Self::RemindRequesters | Self::CloseUnanswered => Some(TimeDelta::minutes(5)),
            Self::CheckpointAudit => Some(TimeDelta::minutes(30)),
            Self::Purge => Some(TimeDelta::minutes(10)),
        }
    }

    /// How often it is looked whether it is due.
    const fn look(self) -> Duration {
        match self {
            Self::DeliverMail => Duration::from_secs(1),
            Self::ShortenLog => Duration::from_secs(15),
            _ => Duration::from_secs(5),
        }
    }

    async fn run(self, app: &App, transport: &Transport) -> Result<()> {
        match self {
            Self::DeliverMail => mail::deliver(app, transport).await.map(drop),
            Self::ResumeTickets => clockwork::resume_due(app).await,
            Self::RemindRequesters => clockwork::remind(app).await,
            Self::CloseUnanswered => clockwork::close_unanswered(app).await,
            Self::CheckpointAudit => audit::checkpoint(app).await,
            Self::Purge => purge::purge(app).await,
            Self::ShortenLog => app.db.shorten_log(&app.config.data).await.map_err(Into::into),
        }
    }
}

/// The jobs of a process at work. They end when this is dropped; [`Running::stop`] waits for it.
#[derive(Debug)]
pub struct Running {
    stop: watch::Sender<()>,
    ended: oneshot::Receiver<()>,
}

impl Running {
    /// Starts no run any more and waits for those under way.
    pub async fn stop(self) {
        drop(self.stop);
        // An error says that the thread is gone, which is what is waited for.
        let _ = self.ended.await;
    }
}

/// Starts every job. Must be called within a tokio runtime, whose reactor the jobs use from a thread of their own: a job
/// that computes for long must not hold up requests.
///
/// # Errors
/// When the mail relay is configured in a way that can't work, or no thread can be had.
pub fn run(app: Data<App>) -> anyhow::Result<Running> {
    let transport = Transport::of(&app.config)?;
    let (stop, stopped) = watch::channel(());
    let (end, ended) = oneshot::channel();
    let runtime = tokio::runtime::Handle::current();
    std::thread::Builder::new().name("jobs".into()).spawn(move || {
        let each = |job| again_and_again(job, &app, &transport, stopped.clone());
        runtime.block_on(join_all(Job::ALL.map(each)));
        drop(app);
        // Nobody waits any more when this fails.
        let _ = end.send(());
    })?;
    Ok(Running { stop, ended })
}

async fn again_and_again(job: Job, app: &App, transport: &Transport, mut stopped: watch::Receiver<()>) {
    while !app.is_stopping() {
        run_if_due(job, app, transport).await;
        tokio::select! {
            () = tokio::time::sleep(job.look()) => {}
            _ = stopped.changed() => return,
        }
    }
}

/// Runs everything that is due, once.
///
/// # Errors
/// When the mail relay is configured in a way that can't work.
pub async fn tick(app: &App) -> anyhow::Result<()> {
    let transport = Transport::of(&app.config)?;
    for job in Job::ALL {
        run_if_due(job, app, &transport).await;
    }
    Ok(())
}

async fn run_if_due(job: Job, app: &App, transport: &Transport) {
    let now = app.clock.now();
    let outcome = match job.every() {
        None => contain(job, app, transport).await,
        Some(every) => match lease::claim(app, job, every, now).await {
            Ok(None) => Ok(()),
            Ok(Some(lease)) => {
                let outcome = contain(job, app, transport).await;
                let said = outcome.as_ref().err().map(ToString::to_string);
                let released = lease::release(app, job, lease, now + every, said).await;
                outcome.and(released)
            }
            Err(error) => Err(error),
        },
    };
    if let Err(error) = outcome {
        app.metrics.count_job_failure(job.name());
        tracing::error!(job = job.name(), %error, "a job failed");
    }
}

/// A panic is a failure like any other: the job is tried again, the others go on.
async fn contain(job: Job, app: &App, transport: &Transport) -> Result<()> {
    match AssertUnwindSafe(job.run(app, transport)).catch_unwind().await {
        Ok(outcome) => outcome,
        Err(_) => Err(anyhow::anyhow!("it panicked").into()),
    }
}
