//! Where a journey is played: a desk that runs, and the browsers of the people in it. Whatever happens, the browsers are
//! closed; when it goes wrong, there are pictures of what they showed.

use std::{
    panic::{AssertUnwindSafe, resume_unwind},
    sync::{Arc, Mutex},
};

use backend::config::Config;
use futures_util::FutureExt;

use super::{Browser, Screen, pictures};
use crate::{Desk, Engine, Person, desk};

/// A desk, and browsers at it.
#[derive(Debug)]
pub struct Stage {
    /// The desk.
    pub desk: Desk,
    name: String,
    browsers: Mutex<Vec<Arc<Browser>>>,
}

/// Plays a journey at a desk of its own.
pub fn journey(name: &str, play: impl AsyncFnOnce(&Stage)) {
    journey_at(name, |_| {}, play);
}

/// Plays a journey at a demo.
pub fn journey_at_demo(name: &str, play: impl AsyncFnOnce(&Stage)) {
    journey_at(
        name,
        |config| {
            config.demo = true;
            config.smtp = None;
        },
        play,
    );
}

/// Plays a journey at a desk that is configured differently.
pub fn journey_at(name: &str, differ: impl FnOnce(&mut Config), play: impl AsyncFnOnce(&Stage)) {
    desk::run(async {
        let desk = Desk::with(Engine::Sqlite, differ).await;
        needs_web_app(&desk).await;
        let mut stage = Stage { desk, name: name.to_owned(), browsers: Mutex::default() };
        let played = AssertUnwindSafe(play(&stage)).catch_unwind().await;
        let ended = match played {
            Ok(()) => AssertUnwindSafe(stage.nobody_complains()).catch_unwind().await,
            failed => failed,
        };
        if ended.is_err() {
            // A browser that died cannot be pictured, and that must not hide why.
            drop(AssertUnwindSafe(stage.pictures_of_the_failure()).catch_unwind().await);
        }
        for browser in stage.everyone() {
            browser.close().await;
        }
        stage.desk.stop().await;
        if let Err(panic) = ended {
            resume_unwind(panic);
        }
    });
}

async fn needs_web_app(desk: &Desk) {
    let page = reqwest::get(format!("{}/", desk.origin)).await.expect("the server answers");
    assert!(
        page.status().is_success(),
        "there is no web app to try: build it with `cargo xtask spa` (`cargo xtask test` does it first)"
    );
}

impl Stage {
    /// Somebody opens a browser.
    pub async fn opens(&self, name: &str, screen: Screen) -> Arc<Browser> {
        let browser = Arc::new(Browser::open(name, self.desk.site(), screen).await);
        self.browsers.lock().unwrap().push(browser.clone());
        browser
    }

    /// Somebody opens a browser and is signed in on it: by the cookie, as after an earlier visit. (The journeys of signing
    /// in do it by hand.)
    pub async fn arrives(&self, person: &Person, screen: Screen) -> Arc<Browser> {
        let browser = self.opens(&person.name, screen).await;
        browser.is_remembered(person).await;
        browser
    }

    fn everyone(&self) -> Vec<Arc<Browser>> {
        self.browsers.lock().unwrap().clone()
    }

    async fn nobody_complains(&self) {
        for browser in self.everyone() {
            let complaints = browser.complaints().await;
            assert!(complaints.is_empty(), "the console of {}: {complaints:#?}", browser.name);
        }
        let barriers: Vec<String> = self.everyone().iter().flat_map(|browser| browser.barriers()).collect();
        assert!(barriers.is_empty(), "people met barriers: {barriers:#?}");
    }

    async fn pictures_of_the_failure(&self) {
        for browser in self.everyone() {
            let picture = format!("failed-{}-{}", self.name, browser.name.to_lowercase().replace(' ', "-"));
            browser.is_pictured(&picture).await;
            eprintln!("what {} saw: {}/{picture}.png", browser.name, pictures::folder().display());
            for complaint in browser.complaints().await {
                eprintln!("the console of {}: {complaint}", browser.name);
            }
        }
    }
}
