//! Fills an empty database by giving the demo's people the commands that anybody gives, one day after the other.

use anyhow::Context;
use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

use super::{
    mark, people,
    script::{Story, When},
    stage::{Clockwork, Stage, instant},
    stories,
};
use crate::{app::App, audit};

/// One step of the past.
struct Step {
    at: DateTime<Utc>,
    /// Index of the story.
    story: usize,
    /// Index of the act; none is the filing.
    act: Option<usize>,
}

/// Fills the database with the stories that were written.
///
/// # Errors
/// When the database is not empty, or a command refuses what the script says.
pub async fn seed(app: &App) -> anyhow::Result<()> {
    tracing::info!("filling the demo");
    let now = app.clock.now();
    let begun = std::time::Instant::now();
    let outcome = perform(app, now).await;
    // Whatever happened, the clock shows the present again.
    let meanwhile = Duration::from_std(begun.elapsed()).unwrap_or_default();
    app.clock.advance(now + meanwhile - app.clock.now());
    outcome?;
    let now = app.clock.now();
    app.db.write(async |tx| mark::complete(tx, now).await).await?;
    tracing::info!("the demo is filled");
    Ok(())
}

async fn perform(app: &App, now: DateTime<Utc>) -> anyhow::Result<()> {
    let stories: Vec<&'static Story> = stories::all().collect();
    let zone = app.config.time_zone;
    let mut steps = Vec::new();
    for (index, story) in stories.iter().enumerate() {
        let at = |when: When| instant(when, now, zone);
        steps.push(Step { at: at(story.filed), story: index, act: None });
        for (act, (when, ..)) in story.acts.iter().enumerate() {
            steps.push(Step { at: at(*when), story: index, act: Some(act) });
        }
    }
    // Stable: what is written for the same instant happens in the order in which it was written.
    steps.sort_by_key(|step| step.at);
    let Some(first) = steps.first() else { return Ok(()) };

    app.clock.advance(first.at - Duration::days(1) - app.clock.now());
    let opening = app.clock.now();
    let people = app
        .db
        .write(async |tx| {
            mark::begin(tx, opening).await?;
            people::enrol_all(app, tx, opening).await
        })
        .await?;
    // Before anything happens and once it has, as of a desk that was always there.
    audit::checkpoint_at(app, opening, Uuid::now_v7()).await?;
    let mut stage = Stage::new(app, people, stories, now).await?;
    let mut clockwork = Clockwork::new(app, opening);
    for step in steps {
        clockwork.run_until(step.at).await?;
        stage.perform(step.story, step.act, step.at).await.with_context(|| stage.describe(step.story, step.act))?;
    }
    clockwork.run_until(now).await?;
    audit::checkpoint_at(app, app.clock.now(), Uuid::now_v7()).await?;
    Ok(())
}
