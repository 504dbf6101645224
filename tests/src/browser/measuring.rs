//! What a page costs: how often it asks, how soon it answers a hand, whether it jumps, whether it keeps up with the wheel.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Browser, pictures};

/// From the first moment of every page on: what jumps without having been touched, and how long what was pressed or typed
/// takes until it is painted.
const WATCH: &str = "window.jumps = []; window.events = [];
    new PerformanceObserver((list) => {
        for (const jump of list.getEntries()) {
            if (jump.hadRecentInput) continue;
            const what = (source) => `${source.node?.nodeName ?? '?'}.${source.node?.className ?? ''}`;
            window.jumps.push({ value: jump.value, what: (jump.sources ?? []).map(what) });
        }
    }).observe({ type: 'layout-shift', buffered: true });
    new PerformanceObserver((list) => {
        for (const event of list.getEntries()) {
            if (!event.interactionId) continue;
            window.events.push({
                name: event.name, milliseconds: event.duration,
                handled: Math.round(event.processingEnd - event.processingStart),
            });
        }
    }).observe({ type: 'event', durationThreshold: 16, buffered: true });
    window.tasks = [];
    new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((task) => task.duration)))
        .observe({ type: 'longtask', buffered: true });";
const CALLS: &str = "return performance.getEntriesByType('resource').map((entry) => new URL(entry.name))
    .filter((url) => url.pathname.startsWith('/api/v1/')).map((url) => url.pathname.slice('/api/v1'.length));";
/// The names of the parts of the app that the page fetched, in that order; the main module is none.
const PARTS: &str = "return performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname)
    .map((path) => /^\\/assets\\/(\\w+)-[0-9a-f]+\\.wasm$/.exec(path)?.[1]).filter((name) => name && name !== 'ventanilla');";
/// Scrolls a box to its end, so many pixels in each frame, and takes the time of each frame.
const SCROLL: &str = "const [selector, pixels, done] = arguments;
    const box = document.querySelector(selector);
    const scroller = box.scrollHeight > box.clientHeight ? box : document.scrollingElement;
    scroller.scrollTop = 0;
    const frames = [];
    let before = null;
    const step = (now) => {
        if (before !== null) frames.push(now - before);
        before = now;
        const top = scroller.scrollTop;
        scroller.scrollTop = top + pixels;
        if (scroller.scrollTop > top && frames.length < 2000) requestAnimationFrame(step);
        else done(frames);
    };
    requestAnimationFrame(step);";
/// A page of nothing but rows of text, as many and as high as those of a list and laid out only when they come into sight: what
/// the browser can do at best here.
const PLAIN_ROWS: &str = "const [selector, count] = arguments;
    const high = document.querySelector(selector).getBoundingClientRect().height;
    const box = document.createElement('div');
    box.id = 'plain';
    box.style.cssText = 'position:fixed;inset:0;z-index:9999;overflow:auto;background:Canvas';
    for (let n = 0; n < count; n++) {
        const row = box.appendChild(document.createElement('div'));
        row.style.cssText = `block-size:${high}px;content-visibility:auto;contain-intrinsic-block-size:${high}px`;
        row.textContent = `${n} The quick brown fox jumps over the lazy dog`;
    }
    const field = document.createElement('textarea');
    field.ariaLabel = 'Bare field';
    box.prepend(field);
    document.body.replaceChildren(box);";
/// A frame of 60 in a second, in milliseconds.
const FRAME: f64 = 1000.0 / 60.0;

impl Browser {
    /// From the next page on, what happens in it is written down.
    pub async fn is_watched(&self) {
        self.devtools("Page.enable", json!({})).await;
        self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({"source": WATCH})).await;
    }

    /// Every call of the API since the page was loaded or since they were forgotten: its path below the API.
    pub async fn calls(&self) -> Vec<String> {
        let calls = self.script(CALLS, Vec::new()).await.expect("the page can be read");
        serde_json::from_value(calls.json().clone()).expect("they are paths")
    }

    /// The parts of the app that the page fetched since it was loaded: first its own, then those it expects to need.
    pub async fn parts(&self) -> Vec<String> {
        let parts = self.script(PARTS, Vec::new()).await.expect("the page can be read");
        serde_json::from_value(parts.json().clone()).expect("they are names")
    }

    /// A part of the app is fetched, sooner or later.
    pub async fn fetches(&self, part: &str) {
        self.until(&format!("for the part {part}"), async || {
            let parts = self.script(PARTS, Vec::new()).await?;
            let is_there = |names: &Vec<Value>| names.iter().any(|name| name == part);
            Ok(parts.json().as_array().is_some_and(is_there).then_some(()))
        })
        .await;
    }

    /// Forgets the calls so far.
    pub async fn forgets_calls(&self) {
        let forget = "performance.setResourceTimingBufferSize(2000); performance.clearResourceTimings();";
        self.script(forget, Vec::new()).await.expect("the page takes it");
    }

    /// How much the page jumped by itself since it was loaded, as the layout shift score, and what did.
    pub async fn jumps(&self) -> (f64, Value) {
        let jumps = self.script("return window.jumps", Vec::new()).await.expect("the page is watched").json().clone();
        let each = jumps.as_array().expect("they are jumps").iter();
        (each.filter_map(|jump| jump["value"].as_f64()).sum(), jumps)
    }

    /// How long what was pressed or typed took until it was painted, since the last time. What took less than 16 ms is not
    /// told by the browser.
    async fn events(&self) -> Value {
        // The browser tells of an event after the frame that painted it.
        tokio::time::sleep(Duration::from_millis(500)).await;
        let take = "const events = window.events; window.events = []; return events;";
        self.script(take, Vec::new()).await.expect("the page is watched").json().clone()
    }

    /// Writes a key at a time, as a hand does, and tells how long each took to be painted.
    pub async fn types(&self, label: &str, text: &str) -> Value {
        self.events().await;
        self.fills(label, " ").await;
        for key in text.chars() {
            self.hits(&key.to_string()).await;
        }
        self.answers().await
    }

    /// How long what was done took to be painted, in milliseconds: the longest and the median interaction, the longest that the
    /// page itself was busy with one, and its longest task of more than 50 ms, also behind the paint.
    pub async fn answers(&self) -> Value {
        let events = self.events().await;
        let take = "return Math.round(Math.max(0, ...window.tasks.splice(0)))";
        let task = self.script(take, Vec::new()).await.expect("the page is watched");
        let of = |member: &str| {
            let events = events.as_array().into_iter().flatten();
            let mut all: Vec<f64> = events.filter_map(|event| event[member].as_f64()).collect();
            all.sort_by(f64::total_cmp);
            all
        };
        let (painted, handled) = (of("milliseconds"), of("handled"));
        json!({
            "events": painted.len(),
            "longest_ms": painted.last(),
            "median_ms": painted.get(painted.len() / 2),
            "longest_handling_ms": handled.last(),
            "longest_task_ms": task.json(),
        })
    }

    /// Puts as many rows of plain text in the place of the page, as high as the one that is named, and a bare field.
    pub async fn shows_plain_rows(&self, as_high_as: &str, count: u64) {
        self.script(PLAIN_ROWS, vec![json!(as_high_as), json!(count)]).await.expect("the page takes them");
    }

    /// Scrolls through something, so many pixels in each frame, and tells how many frames there were, how many were dropped,
    /// and the longest in milliseconds.
    pub async fn scrolls_through(&self, selector: &str, pixels: u32) -> Value {
        self.driver.set_script_timeout(Duration::from_secs(110)).await.expect("the driver takes it");
        let frames = self.driver.execute_async(SCROLL, vec![json!(selector), json!(pixels)]).await;
        let frames = frames.unwrap_or_else(|error| panic!("{}: scrolling {selector}: {error}", self.name));
        let frames: Vec<f64> = serde_json::from_value(frames.json().clone()).expect("they are times");
        let dropped: f64 = frames
            .iter()
            .map(|frame| (frame / FRAME).round() - 1.0)
            .filter(|lost| *lost > 0.0)
            .fold(0.0, |all, lost| all + lost);
        let longest = frames.iter().copied().fold(0.0, f64::max).round();
        json!({"frames": frames.len(), "dropped": dropped, "longest_ms": longest})
    }
}

/// Keeps what was measured beside the pictures, and prints it.
pub fn keep(name: &str, measured: &Value) {
    let text = serde_json::to_string_pretty(measured).expect("it is JSON");
    let file = pictures::folder().join(format!("{name}.json"));
    std::fs::write(&file, &text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    println!("{name}: {text}");
}
