//! Where eyes and hands are: what stands on the screen without scrolling, what has the focus, and keys that are pressed.

use serde_json::json;

use super::Browser;

/// The key that opens and sends.
pub const ENTER: &str = "\u{e007}";
/// The key that deletes.
pub const BACKSPACE: &str = "\u{e003}";
/// The key that leaves.
pub const ESCAPE: &str = "\u{e00c}";
/// The arrow to the right.
pub const RIGHT: &str = "\u{e014}";

/// The key that goes on to what stands below.
pub const DOWN: &str = "\u{e015}";
/// `Ctrl` and `K` together.
pub const CTRL_K: &str = "\u{e009}k\u{e000}";
/// `Ctrl` and Enter together.
pub const CTRL_ENTER: &str = "\u{e009}\u{e007}\u{e000}";

/// Whether these words are really there to be read: in no part that is scrolled away, and under nothing.
const IN_VIEW: &str = "const [words] = arguments;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {
        if (!node.data.includes(words)) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const box = range.getBoundingClientRect();
        const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        if (top && node.parentElement.contains(top)) return true;
    }
    return false;";
/// What the focus is on, by the words that a person hears.
const FOCUS: &str = "const on = document.activeElement;
    if (!on || on === document.body) return '';
    const label = on.labels?.[0]?.textContent;
    return (on.getAttribute('aria-label') ?? label ?? on.textContent).replace(/\\s+/g, ' ').trim();";

impl Browser {
    async fn is_in_view(&self, words: &str) -> thirtyfour::error::WebDriverResult<bool> {
        Ok(self.script(IN_VIEW, vec![json!(words)]).await?.json() == true)
    }

    /// These words stand on the screen, sooner or later, without scrolling.
    pub async fn has_in_view(&self, words: &str) {
        self.until(&format!("to have “{words}” in view"), async || Ok(self.is_in_view(words).await?.then_some(())))
            .await;
    }

    /// These words are somewhere else than on the screen. Ask only when the page has settled.
    pub async fn has_out_of_view(&self, words: &str) {
        let in_view = self.is_in_view(words).await.expect("the page can be read");
        assert!(!in_view, "{} has “{words}” in view", self.name);
    }

    /// The focus is on something with these words, sooner or later.
    pub async fn is_on(&self, words: &str) {
        self.until(&format!("to be on “{words}”"), async || {
            let on = self.script(FOCUS, Vec::new()).await?;
            Ok(on.json().as_str().is_some_and(|on| on.contains(words)).then_some(()))
        })
        .await;
    }

    /// Nothing asks anything any more, sooner or later.
    pub async fn has_no_dialog(&self) {
        self.until("for the dialog to close", async || {
            let open = self.script("return document.querySelector('dialog[open]') !== null", Vec::new()).await?;
            Ok((open.json() == false).then_some(()))
        })
        .await;
    }

    /// Presses a key, or several, wherever the focus is.
    pub async fn hits(&self, keys: &str) {
        let on = self.driver.active_element().await.expect("something is active");
        on.send_keys(keys).await.unwrap_or_else(|error| panic!("{}: {keys}: {error}", self.name));
    }
}
