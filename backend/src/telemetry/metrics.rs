//! Numbers about the process for Prometheus: what requests cost, what waits to be delivered, how jobs ended.

use std::{fmt, time::Duration};

use actix_web::http::Method;
use prometheus::{
    Encoder, HistogramOpts, HistogramVec, IntCounterVec, IntGauge, IntGaugeVec, Opts, Registry, TextEncoder,
};

/// Upper bounds of the durations that are counted, in seconds.
const SECONDS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// Every number.
pub struct Metrics {
    registry: Registry,
    requests: IntCounterVec,
    durations: HistogramVec,
    under_way: IntGauge,
    pub(super) outbox: IntGaugeVec,
    pub(super) oldest_mail: IntGauge,
    pub(super) job_ran: IntGaugeVec,
    pub(super) job_failed: IntGaugeVec,
    job_failures: IntCounterVec,
    pub(super) relay: IntGauge,
    pub(super) connections: IntGaugeVec,
    pub(super) database: IntGauge,
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Metrics(…)")
    }
}

/// A request that is being answered; it is not any more when this is dropped.
#[derive(Debug)]
pub struct UnderWay(IntGauge);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Metrics {
    /// Numbers that are all at zero.
    ///
    /// # Errors
    /// When two have one name.
    pub fn new() -> anyhow::Result<Self> {
        let registry = Registry::new();
        let gauges = |name: &str, help: &str, label: &str| -> anyhow::Result<IntGaugeVec> {
            let gauges = IntGaugeVec::new(Opts::new(name, help), &[label])?;
            registry.register(Box::new(gauges.clone()))?;
            Ok(gauges)
        };
        let gauge = |name: &str, help: &str| -> anyhow::Result<IntGauge> {
            let gauge = IntGauge::new(name, help)?;
            registry.register(Box::new(gauge.clone()))?;
            Ok(gauge)
        };
        let requests = IntCounterVec::new(
            Opts::new("ventanilla_requests_total", "Requests that were answered"),
            &["method", "route", "status"],
        )?;
        registry.register(Box::new(requests.clone()))?;
        let durations = HistogramVec::new(
            HistogramOpts::new("ventanilla_request_duration_seconds", "Until the answer's head was ready")
                .buckets(SECONDS.to_vec()),
            &["method", "route"],
        )?;
        registry.register(Box::new(durations.clone()))?;
        let job_failures =
            IntCounterVec::new(Opts::new("ventanilla_job_failures_total", "Runs of a job that failed here"), &["job"])?;
        registry.register(Box::new(job_failures.clone()))?;
        let build = gauges("ventanilla_build_info", "The program's version", "version")?;
        build.with_label_values(&[env!("CARGO_PKG_VERSION")]).set(1);
        Ok(Self {
            under_way: gauge("ventanilla_requests_in_progress", "Requests that are being answered")?,
            outbox: gauges("ventanilla_outbox_messages", "Mail that waits, or that could not be delivered", "state")?,
            oldest_mail: gauge("ventanilla_outbox_oldest_seconds", "Age of the oldest mail that waits")?,
            job_ran: gauges("ventanilla_job_last_run_timestamp_seconds", "When a job last ran", "job")?,
            job_failed: gauges("ventanilla_job_failed", "Whether a job's last run failed", "job")?,
            relay: gauge("ventanilla_mail_relay_up", "Whether the mail relay could be reached when it was last tried")?,
            connections: gauges("ventanilla_database_connections", "Connections to the database", "state")?,
            database: gauge("ventanilla_database_up", "Whether the database answers")?,
            registry,
            requests,
            durations,
            job_failures,
        })
    }

    /// What counts from zero on, rather than appear with its first failure.
    pub fn name_jobs<'j>(&self, jobs: impl IntoIterator<Item = &'j str>) {
        for job in jobs {
            self.job_failures.with_label_values(&[job]);
        }
    }

    /// A run of a job failed.
    pub fn count_job_failure(&self, job: &str) {
        self.job_failures.with_label_values(&[job]).inc();
    }

    /// A request begins.
    pub fn begin(&self) -> UnderWay {
        self.under_way.inc();
        UnderWay(self.under_way.clone())
    }

    /// A request was answered.
    pub fn count(&self, method: &Method, route: &str, status: u16, took: Duration) {
        let method = match method.as_str() {
            known @ ("GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS") => known,
            // Anybody can make one up.
            _ => "other",
        };
        self.requests.with_label_values(&[method, route, &status.to_string()]).inc();
        self.durations.with_label_values(&[method, route]).observe(took.as_secs_f64());
    }

    /// The numbers as Prometheus reads them.
    ///
    /// # Errors
    /// When one can't be written.
    pub fn print(&self) -> anyhow::Result<Vec<u8>> {
        let mut text = Vec::new();
        TextEncoder::new().encode(&self.registry.gather(), &mut text)?;
        Ok(text)
    }
}
