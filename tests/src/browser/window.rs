//! A browser with a profile of its own, at which one person sits.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::{
    Capabilities, ChromeCapabilities, ChromiumLikeCapabilities, LoggingPrefsLogLevel, RequestData, SessionId,
    WebDriver, WindowHandle, common::command::FormatRequestData,
};

use super::{console::Expected, driver::Driver};
use crate::{desk::Site, process};

/// How long one may wait for the browser itself. (What a page must show has its own patience.)
const DRIVER_PATIENCE: Duration = Duration::from_secs(120);
const AGE: &str =
    "for (const name of Object.keys(localStorage).filter((name) => name.startsWith('ventanilla.outbox.'))) {
        const waiting = JSON.parse(localStorage.getItem(name));
        if (!waiting.tried_at) continue;
        waiting.tried_at = new Date(Date.parse(waiting.tried_at) - 24 * 60 * 60 * 1000).toISOString();
        localStorage.setItem(name, JSON.stringify(waiting));
    }";

/// On what the browser is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// 1440 by 900, with a mouse.
    Desktop,
    /// 390 by 844, under a finger.
    Phone,
}

impl Screen {
    /// Width and height in CSS pixels.
    pub fn size(self) -> (u32, u32) {
        match self {
            Self::Desktop => (1440, 900),
            Self::Phone => (390, 844),
        }
    }

    /// In the names of files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Desktop => "desktop",
            Self::Phone => "phone",
        }
    }
}

/// A browser that is open.
#[derive(Debug)]
pub struct Browser {
    /// Whose it is.
    pub name: String,
    pub(super) driver: WebDriver,
    pub(super) site: Arc<Site>,
    pub(super) expected: Mutex<Vec<Expected>>,
    pub(super) barriers: Mutex<Vec<String>>,
    _profile: TempDir,
}

impl Browser {
    /// Opens one, on an empty page.
    pub async fn open(name: &str, site: &Arc<Site>, screen: Screen) -> Self {
        let programs = Driver::of_this_process();
        let profile = process::folder_of_its_own(&programs.folder);
        let mut capabilities = ChromeCapabilities::new();
        let program = programs.chromium.to_str().expect("a path in UTF-8");
        capabilities.set_binary(program).expect("capabilities take it");
        let (width, height) = screen.size();
        let of_its_own =
            [format!("--user-data-dir={}", profile.path().display()), format!("--window-size={width},{height}")];
        let usual = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--no-proxy-server",
            "--hide-scrollbars",
        ];
        for argument in usual.into_iter().chain(of_its_own.iter().map(String::as_str)) {
            capabilities.add_arg(argument).expect("capabilities take it");
        }
        let preferences = json!({"intl.accept_languages": "es-MX,es"});
        capabilities.add_experimental_option("prefs", preferences).expect("capabilities take it");
        capabilities.set_browser_log_level(LoggingPrefsLogLevel::All).expect("capabilities take it");
        let capabilities = Capabilities::from(capabilities);
        let open =
            || WebDriver::builder(&programs.url, capabilities.clone()).request_timeout(DRIVER_PATIENCE).connect();
        // On a busy machine it may end while it starts.
        let driver = match open().await {
            Ok(driver) => driver,
            Err(_) => open().await.unwrap_or_else(|error| panic!("no browser for {name}: {error}")),
        };
        let browser = Self {
            name: name.to_owned(),
            driver,
            site: site.clone(),
            expected: Mutex::default(),
            barriers: Mutex::default(),
            _profile: profile,
        };
        browser.devtools("Emulation.setTimezoneOverride", json!({"timezoneId": "America/Mexico_City"})).await;
        browser.shows_on(screen).await;
        browser.holds_the_focus().await;
        browser
    }

    /// Where several browsers are open at once, a page may be without the focus, and then a marked text loses its mark.
    async fn holds_the_focus(&self) {
        self.devtools("Emulation.setFocusEmulationEnabled", json!({"enabled": true})).await;
    }

    /// On another screen from now on.
    pub async fn shows_on(&self, screen: Screen) {
        let (width, height) = screen.size();
        let phone = screen == Screen::Phone;
        let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone});
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
        self.devtools("Emulation.setTouchEmulationEnabled", json!({"enabled": phone})).await;
    }

    /// Goes to a page by its address, as by a bookmark: the app is loaded anew.
    pub async fn goes_to(&self, path: &str) {
        let address = format!("{}{path}", self.site.origin);
        self.driver.goto(&address).await.unwrap_or_else(|error| panic!("{}: {address}: {error}", self.name));
    }

    /// Loads the page again.
    pub async fn reloads(&self) {
        self.driver.refresh().await.unwrap_or_else(|error| panic!("{}: reload: {error}", self.name));
    }

    /// The tab is gone with whatever it was about to do; another one is opened.
    pub async fn crashes(&self) {
        let gone = async {
            let another = self.driver.new_tab().await?;
            self.driver.close_window().await?;
            self.driver.switch_to_window(another).await
        };
        gone.await.unwrap_or_else(|error| panic!("{}: closing the tab: {error}", self.name));
        self.holds_the_focus().await;
    }

    /// The tab that is looked at.
    pub async fn tab(&self) -> WindowHandle {
        self.driver.window().await.unwrap_or_else(|error| panic!("{}: the tab: {error}", self.name))
    }

    /// Another tab of the same browser is opened and looked at from now on.
    pub async fn opens_another_tab(&self) {
        let another = self.driver.new_tab().await.unwrap_or_else(|error| panic!("{}: another tab: {error}", self.name));
        self.turns_to(&another).await;
    }

    /// Looks at another tab.
    pub async fn turns_to(&self, tab: &WindowHandle) {
        let turned = self.driver.switch_to_window(tab.clone()).await;
        turned.unwrap_or_else(|error| panic!("{}: another tab: {error}", self.name));
        self.holds_the_focus().await;
    }

    /// The tab is closed, and this one looked at.
    pub async fn closes_the_tab_for(&self, tab: &WindowHandle) {
        let closed = self.driver.close_window().await;
        closed.unwrap_or_else(|error| panic!("{}: closing the tab: {error}", self.name));
        self.turns_to(tab).await;
    }

    /// This page, until it is loaded anew, hears nothing of what other tabs keep.
    pub async fn hears_no_other_tab(&self) {
        let deaf = "addEventListener('storage', (event) => event.stopImmediatePropagation(), { capture: true });";
        self.script(deaf, Vec::new()).await.expect("the page takes it");
    }

    /// A day has passed since what waits here to be sent was tried for the first time, if it was.
    pub async fn lets_a_day_pass_for_what_waits(&self) {
        self.script(AGE, Vec::new()).await.expect("the page takes it");
    }

    /// How many texts the browser keeps under keys that begin like this.
    pub async fn kept_in_it(&self, prefix: &str) -> u64 {
        let count = "return Object.keys(localStorage).filter((key) => key.startsWith(arguments[0])).length;";
        let kept = self.script(count, vec![json!(prefix)]).await.expect("the page can be read");
        kept.json().as_u64().expect("a number")
    }

    /// Nothing is kept any more under keys that begin like this, sooner or later.
    pub async fn forgets(&self, prefix: &str) {
        self.until(&format!("to forget {prefix}"), async || Ok((self.kept_in_it(prefix).await == 0).then_some(())))
            .await;
    }

    /// The browser's storage is full: nothing more is kept until the page is loaded anew.
    pub async fn keeps_nothing_more(&self) {
        let full = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }";
        self.script(full, Vec::new()).await.expect("the page takes it");
    }

    /// The page before this one.
    pub async fn goes_back(&self) {
        self.driver.back().await.unwrap_or_else(|error| panic!("{}: back: {error}", self.name));
    }

    /// The path and query of the page.
    pub async fn address(&self) -> String {
        let url = self.driver.current_url().await.unwrap_or_else(|error| panic!("{}: address: {error}", self.name));
        url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()))
    }

    /// Runs a function's body in the page.
    pub(super) async fn script(
        &self,
        body: &str,
        arguments: Vec<Value>,
    ) -> thirtyfour::error::WebDriverResult<thirtyfour::session::scriptret::ScriptRet> {
        self.driver.execute(body, arguments).await
    }

    /// A command of the `DevTools` protocol.
    pub(super) async fn devtools(&self, method: &'static str, parameters: Value) -> Value {
        let answer = self.driver.cmd(DevTools { method, parameters }).await;
        let answer = answer.unwrap_or_else(|error| panic!("{}: {method}: {error}", self.name));
        answer.value_json().unwrap_or(Value::Null)
    }

    /// Closes it.
    pub(super) async fn close(&self) {
        // Whoever is gone already is closed.
        drop(self.driver.clone().quit().await);
    }
}

/// chromedriver's door to the `DevTools` protocol.
#[derive(Debug)]
struct DevTools {
    method: &'static str,
    parameters: Value,
}

impl FormatRequestData for DevTools {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let path = format!("/session/{session}/goog/cdp/execute");
        RequestData::new(reqwest::Method::POST, path).add_body(json!({"cmd": self.method, "params": self.parameters}))
    }
}
