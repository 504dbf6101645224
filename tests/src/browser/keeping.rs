//! What the service worker keeps in a browser, and whatever else a page leaves there.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Browser;

/// Every cache with the paths in it; null until the worker is at work and has all that the page loaded.
const KEPT: &str = "const done = arguments[arguments.length - 1];
    (async () => {
        const kept = {};
        for (const name of await caches.keys()) {
            const entries = await (await caches.open(name)).keys();
            kept[name] = entries.map(({ url }) => new URL(url).pathname + new URL(url).search).sort();
        }
        const all = Object.values(kept).flat();
        const loaded = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
        const missing = loaded.filter((path) => path.startsWith('/assets/') && !all.includes(path));
        const { waiting, active } = (await navigator.serviceWorker.getRegistration()) ?? {};
        return active?.state === 'activated' && !waiting && navigator.serviceWorker.controller && !missing.length ? kept : null;
    })().then(done, (error) => done(String(error)));";
/// The first of the arguments that any store of the browser holds, and where.
const LEFT: &str = "const [words, done] = [arguments[0], arguments[arguments.length - 1]];
    (async () => {
        const texts = { address: location.href, page: document.documentElement.outerHTML, cookies: document.cookie };
        for (const [name, store] of Object.entries({ localStorage, sessionStorage })) texts[name] = JSON.stringify(store);
        for (const { name } of await indexedDB.databases()) texts[`database ${name}`] = name;
        for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const request of await cache.keys()) texts[request.url] = request.url + await (await cache.match(request)).text();
        }
        const found = Object.entries(texts).flatMap(([place, text]) =>
            words.filter((word) => text.includes(word)).map((word) => `${word} in ${place}`));
        return { places: Object.keys(texts), found };
    })().then(done, (error) => done(String(error)));";
/// Whether the part that shows what waits to be sent has arrived.
const READY: &str = "return performance.getEntriesByType('resource').some(({ name, responseEnd }) =>
    responseEnd > 0 && new URL(name).pathname.startsWith('/assets/delivery-'));";
/// Whether there still is a cache of this name.
const HAS: &str = "const [name, done] = arguments; caches.has(name).then(done, (error) => done(String(error)));";
const LOOK: &str = "const done = arguments[arguments.length - 1];
    navigator.serviceWorker.getRegistration().then((registration) => registration.update()).then(() => done(null), (error) => done(String(error)));";

/// Caches by name, with the paths that each holds.
pub type Kept = BTreeMap<String, Vec<String>>;

impl Browser {
    async fn asks(&self, script: &str, arguments: Vec<Value>) -> Value {
        let answer = self.driver.execute_async(script, arguments).await;
        answer.unwrap_or_else(|error| panic!("{}: {error}", self.name)).json().clone()
    }

    /// The app is ready for a loss of the connection: what shows what waits to be sent has come ahead.
    pub async fn is_ready_to_wait(&self) {
        self.until("for what is needed without a connection", async || {
            Ok((self.script(READY, Vec::new()).await?.json() == true).then_some(()))
        })
        .await;
    }

    /// What is kept, once all that the page has loaded is.
    pub async fn keeps(&self) -> Kept {
        self.until("for the app to be kept", async || {
            let kept = self.driver.execute_async(KEPT, Vec::new()).await?;
            Ok(serde_json::from_value(kept.json().clone()).ok())
        })
        .await
    }

    /// Those caches are still there.
    pub async fn still_keeps(&self, kept: &Kept) {
        for name in kept.keys() {
            assert_eq!(self.asks(HAS, vec![json!(name)]).await, json!(true), "{}: {name} is gone", self.name);
        }
    }

    /// What is kept, once it is one cache other than those.
    pub async fn keeps_only_another(&self, before: &Kept) -> Kept {
        self.until("for another version to be kept alone", async || {
            let kept = self.driver.execute_async(KEPT, Vec::new()).await?;
            let kept: Option<Kept> = serde_json::from_value(kept.json().clone()).ok();
            Ok(kept.filter(|kept| kept.len() == 1 && kept.keys().all(|name| !before.contains_key(name))))
        })
        .await
    }

    /// Nothing in this browser tells of these words. What a person reads is not looked at for words that a page says to everybody.
    pub async fn has_nothing_of(&self, words: &[&str]) {
        let answer = self.asks(LEFT, vec![json!(words)]).await;
        assert_eq!(answer["found"], json!([]), "{}", self.name);
        assert!(
            answer["places"].as_array().is_some_and(|places| places.len() > 8),
            "too little was looked at: {answer}"
        );
    }

    /// The browser looks for a newer version, as it does by itself now and then.
    pub async fn looks_for_a_newer_version(&self) {
        assert_eq!(self.asks(LOOK, Vec::new()).await, Value::Null, "{}", self.name);
    }

    /// The page was loaded anew, sooner or later: a trace left in it is gone.
    pub async fn loses_its_trace(&self) {
        self.until("to be loaded anew", async || {
            let trace =
                self.script("return window.trace === true || document.readyState !== 'complete'", Vec::new()).await?;
            Ok((trace.json() == false).then_some(()))
        })
        .await;
    }

    /// Goes to an address of another server.
    pub async fn visits(&self, address: &str) {
        self.driver.goto(address).await.unwrap_or_else(|error| panic!("{}: {address}: {error}", self.name));
    }
}
