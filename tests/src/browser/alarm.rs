//! Whether words that people wrote did anything in somebody's browser: ran, became elements, led away.

use serde_json::{Value, json};

use super::Browser;

/// Before anything of a page runs: what a payload would call, and an ear for what the policy forbids.
const ALARM: &str = "window.alarms = [];
    window.evil = () => { window.alarms.push('a script ran'); };
    window.open = window.alert = window.evil;
    addEventListener('securitypolicyviolation', (event) => {
        window.alarms.push(`${event.violatedDirective}: ${event.blockedURI}`);
    });";
/// Every alarm, and every element that nobody but a payload brings. The app's own page has neither of them.
const HARM: &str = "const own = ['http:', 'https:', 'mailto:', 'blob:', ''];
    const found = (selector) => [...document.querySelectorAll(selector)].map((element) => element.outerHTML);
    const acts = [...document.querySelectorAll('*')].filter((element) =>
        [...element.attributes].some((attribute) => attribute.name.startsWith('on')));
    const leads = [...document.querySelectorAll('a, area, form, use')].filter((element) => {
        const to = element.getAttribute('href') ?? element.getAttribute('xlink:href') ?? element.getAttribute('action');
        return to !== null && !own.includes(new URL(to, location.href).protocol);
    });
    return [
        ...window.alarms,
        ...found('.evil, iframe, object, embed, base, meta[http-equiv], script:not([src]), [src*=\"evil\"]'),
        ...[...acts, ...leads].map((element) => element.outerHTML),
    ];";

impl Browser {
    /// From the next page on it is noticed when something of a payload acts.
    pub async fn has_an_alarm(&self) {
        self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({"source": ALARM})).await;
    }

    /// Everything on this page that a payload did.
    pub async fn alarms(&self) -> Vec<String> {
        let found = self.script(HARM, Vec::new()).await;
        let found = found.unwrap_or_else(|error| panic!("{}: no alarm: {error}", self.name));
        serde_json::from_value(found.json().clone()).expect("they are texts")
    }

    /// The page stands, is one of ours, and nothing has acted on it.
    pub async fn is_unharmed(&self) {
        let url = self.driver.current_url().await.unwrap_or_else(|error| panic!("{}: address: {error}", self.name));
        assert_eq!(url.origin().ascii_serialization(), self.site.origin, "{} was led to {url}", self.name);
        let alarms = self.alarms().await;
        assert!(alarms.is_empty(), "{} at {url}: {alarms:#?}", self.name);
    }

    /// From the next page on no policy stands between markup and what it does.
    pub async fn takes_markup(&self) {
        self.devtools("Page.setBypassCSP", json!({"enabled": true})).await;
    }

    /// Puts markup on the page as an app would that trusts words.
    pub async fn trusts(&self, markup: &str) {
        let trusting = "document.body.insertAdjacentHTML('beforeend', arguments[0])";
        self.script(trusting, vec![Value::from(markup)]).await.expect("the page takes it");
    }
}
