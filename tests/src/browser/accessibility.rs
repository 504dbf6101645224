//! What stands in the way of people who don't see, hear or point as others do, as far as axe-core can tell. A journey ends
//! only when no page that it looked at had any of it.

use std::{path::PathBuf, sync::OnceLock};

use serde_json::Value;

use super::Browser;

/// Whether the page has the checks already: they stay until it is loaded anew.
const HAS_CHECKS: &str = "return typeof axe === 'object'";
/// Every violation in a line, with the elements that it is about. The style sheets are the page's own, so none is fetched.
const CHECK: &str = "const done = arguments[arguments.length - 1];
    const place = (node) => `${node.target.join(' ')} ${node.html.slice(0, 160)}: ${node.failureSummary.split('\\n').slice(1).join(';')}`;
    axe.run(document, { resultTypes: ['violations'], preload: false }).then(
        ({ violations }) => done(violations.map(({ id, help, nodes }) => `${id} (${help}): ${nodes.map(place).join(' | ')}`)),
        (error) => done([`axe-core failed: ${error}`]));";

/// What scrolls out of its own box: text for screen readers alone hangs below the page unless it is placed within what scrolls
/// it, and one could scroll on into nothing.
const ADRIFT: &str = "const scrolls = (element) => /auto|scroll/.test(getComputedStyle(element).overflowY);
    const scroller = (element) => {
        for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) if (scrolls(at)) return at;
    };
    return [...document.body.querySelectorAll('*')]
        .filter((element) => getComputedStyle(element).position === 'absolute' && element.checkVisibility())
        .filter((element) => element.offsetParent && scroller(element) && !scroller(element).contains(element.offsetParent))
        .map((element) => `adrift: ${element.outerHTML.slice(0, 120)} in ${scroller(element).className}`);";

/// axe-core's script, which the test command fetches.
fn checks() -> &'static str {
    static CHECKS: OnceLock<String> = OnceLock::new();
    CHECKS.get_or_init(|| {
        let told = std::env::var_os("VENTANILLA_TEST_AXE").map(PathBuf::from);
        let file = told.unwrap_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/../target/axe-core/axe.min.js").into());
        std::fs::read_to_string(&file).unwrap_or_else(|error| {
            panic!("{}: {error}; `cargo xtask test` fetches it, or name it in VENTANILLA_TEST_AXE", file.display())
        })
    })
}

impl Browser {
    /// Looks for barriers in what is shown now, and remembers them under this name for the end of the journey.
    pub(super) async fn is_checked(&self, shown: &str) {
        let failed = |error| panic!("{}: axe-core on {shown}: {error}", self.name);
        let has_checks = self.script(HAS_CHECKS, Vec::new()).await.unwrap_or_else(failed);
        if has_checks.json() != &Value::Bool(true) {
            self.script(checks(), Vec::new()).await.unwrap_or_else(failed);
        }
        let found = self.driver.execute_async(CHECK, Vec::new()).await.unwrap_or_else(failed);
        let adrift = self.script(ADRIFT, Vec::new()).await.unwrap_or_else(failed);
        let lines = |found: &Value| -> Vec<String> { serde_json::from_value(found.clone()).expect("they are lines") };
        let found = [lines(found.json()), lines(adrift.json())].concat();
        self.barriers.lock().unwrap().extend(found.into_iter().map(|barrier| format!("{shown}: {barrier}")));
    }

    /// Every barrier that was found.
    pub(super) fn barriers(&self) -> Vec<String> {
        self.barriers.lock().unwrap().clone()
    }
}
