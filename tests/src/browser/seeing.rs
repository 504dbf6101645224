//! What a person does at a browser: reads, presses, fills in. Everything is found by the words that a person sees, and
//! waited for: nothing here sleeps for a guess.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use thirtyfour::{WebElement, error::WebDriverResult};

use super::Browser;

/// How long a page may take to show what it must. Generous: the machine may be busy with other suites.
const PATIENCE: Duration = Duration::from_secs(40);
/// How often is looked.
const BETWEEN_LOOKS: Duration = Duration::from_millis(40);
const FIND: &str = include_str!("find.js");
/// Brings what one is about to press from under bars that float.
const SCROLL: &str = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' });";
/// Marks the text of a field, so that what is typed replaces it. Says whether it can be written in.
const MARK: &str = "arguments[0].focus(); arguments[0].select?.(); return !arguments[0].readOnly;";
/// What a picker would do to a date or time field.
const PICK: &str = "const [field, value] = arguments; field.value = value;
    for (const kind of ['input', 'change']) field.dispatchEvent(new Event(kind, { bubbles: true }));";
/// What is wider than the screen, if the page is.
const OVERHANG: &str = "const wide = innerWidth;
    if (document.scrollingElement.scrollWidth <= wide) return [];
    const over = [...document.body.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > wide);
    return ['the page', ...over.map((element) => `${element.tagName} ${element.className}`)];";
const OPTION: &str = "const [field, label] = arguments;
    return [...field.options].find((option) => option.textContent.trim() === label) ?? null;";

/// What stands on a page and has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Something that acts.
    Button,
    /// Something that leads elsewhere.
    Link,
    /// Text, number, date, or a list to pick from.
    Field,
    /// A radio button or a check box.
    Choice,
    /// A place for files.
    File,
    /// A title.
    Heading,
    /// A message that appeared.
    Alert,
    /// A row of a list or table.
    Row,
    /// What a field offers for what is typed.
    Offer,
    /// A part of the page that has a name.
    Region,
    /// A picture with an alternative text.
    Picture,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Button => "button",
            Self::Link => "link",
            Self::Field => "field",
            Self::Choice => "choice",
            Self::File => "file",
            Self::Heading => "heading",
            Self::Alert => "alert",
            Self::Row => "row",
            Self::Offer => "offer",
            Self::Region => "region",
            Self::Picture => "picture",
        }
    }
}

impl Browser {
    /// Waits until something holds. Errors of the driver count as 'not yet': pages change under one's hands.
    pub(super) async fn until<T>(&self, what: &str, mut look: impl AsyncFnMut() -> WebDriverResult<Option<T>>) -> T {
        let until = Instant::now() + PATIENCE;
        loop {
            let last = match look().await {
                Ok(Some(found)) => return found,
                Ok(None) => String::new(),
                Err(error) => format!(" ({error})"),
            };
            if Instant::now() > until {
                let (address, text) = (self.address().await, self.text().await.unwrap_or_default());
                panic!("{} waited in vain: {what}{last}\nat {address} there is:\n{text}", self.name);
            }
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
    }

    async fn find(&self, kind: Kind, name: &str) -> WebDriverResult<Option<WebElement>> {
        let found = self.script(FIND, vec![json!(kind.name()), json!(name), json!(false)]).await?;
        if found.json().is_null() { Ok(None) } else { found.element().map(Some) }
    }

    /// Everything that can be read on the page.
    pub async fn text(&self) -> WebDriverResult<String> {
        let text = self.script("return document.body.innerText", Vec::new()).await?;
        Ok(text.json().as_str().unwrap_or_default().to_owned())
    }

    async fn reads(&self, words: &str) -> WebDriverResult<bool> {
        Ok(folded(&self.text().await?).contains(&folded(words)))
    }

    /// Sees these words, sooner or later.
    pub async fn sees(&self, words: &str) {
        self.until(&format!("to see “{words}”"), async || Ok(self.reads(words).await?.then_some(()))).await;
    }

    /// A picture of this name is shown, whole, sooner or later.
    pub async fn sees_the_picture(&self, name: &str) {
        const SHOWN: &str = "return [...document.images].some((image) =>
            image.alt.includes(arguments[0]) && image.complete && image.naturalWidth > 0 && image.getClientRects().length)";
        self.until(&format!("to see the picture “{name}”"), async || {
            Ok((self.script(SHOWN, vec![json!(name)]).await?.json() == true).then_some(()))
        })
        .await;
    }

    /// These words are gone, sooner or later.
    pub async fn loses_sight_of(&self, words: &str) {
        self.until(&format!("for “{words}” to go"), async || Ok((!self.reads(words).await?).then_some(()))).await;
    }

    /// These words are not there. Ask only when the page has settled on something else that was awaited.
    pub async fn does_not_see(&self, words: &str) {
        let text = self.text().await.expect("the page can be read");
        assert!(!folded(&text).contains(&folded(words)), "{} sees “{words}” in:\n{text}", self.name);
    }

    /// A named thing is there, sooner or later.
    pub async fn sees_a(&self, kind: Kind, name: &str) {
        self.until(&format!("to see the {} “{name}”", kind.name()), async || {
            Ok(self.find(kind, name).await?.map(|_| ()))
        })
        .await;
    }

    /// The names of all visible things of a kind.
    pub async fn names_of(&self, kind: Kind) -> Vec<String> {
        let names = self.script(FIND, vec![json!(kind.name()), Value::Null, json!(true)]).await;
        serde_json::from_value(names.expect("the page can be read").json().clone()).expect("they are names")
    }

    /// Sees the bones of a page whose content is on its way.
    pub async fn sees_bones(&self) {
        self.until("to see the bones of the page", async || Ok(self.has_bones().await?.then_some(()))).await;
    }

    /// Everything that was on its way is there, sooner or later.
    pub async fn sees_no_bones(&self) {
        self.until("for the bones to go", async || Ok((!self.has_bones().await?).then_some(()))).await;
    }

    async fn has_bones(&self) -> WebDriverResult<bool> {
        let there = self.script("return document.querySelector('main .skel') !== null", Vec::new()).await?;
        Ok(there.json() == true)
    }

    /// Asks for more of a table until it has at least so many rows. Answers how many it has.
    pub async fn lists_at_least(&self, rows: u64) -> u64 {
        let count = "return document.querySelectorAll('tbody tr').length";
        let mut before = None;
        loop {
            let now = self
                .until("for more rows", async || {
                    let now = self.script(count, Vec::new()).await?.json().as_u64();
                    Ok(now.filter(|now| *now > 0 && Some(*now) != before))
                })
                .await;
            if now >= rows {
                return now;
            }
            before = Some(now);
            self.presses("Mostrar más").await;
        }
    }

    /// Clicks a named thing.
    pub async fn clicks(&self, kind: Kind, name: &str) {
        self.until(&format!("to click the {} “{name}”", kind.name()), async || {
            let Some(found) = self.find(kind, name).await? else { return Ok(None) };
            if !found.is_enabled().await? {
                return Ok(None);
            }
            self.script(SCROLL, vec![found.to_json()?]).await?;
            found.click().await.map(Some)
        })
        .await;
    }

    /// Presses a button.
    pub async fn presses(&self, name: &str) {
        self.clicks(Kind::Button, name).await;
    }

    /// Presses a button, unless it is gone already.
    pub async fn presses_if_it_is_there(&self, name: &str) {
        if let Ok(Some(found)) = self.find(Kind::Button, name).await {
            // It may go at this very moment.
            drop(found.click().await);
        }
    }

    /// Takes back what waits to be sent, between two tries to send it.
    pub async fn takes_back(&self) {
        self.until("to take back what waits", async || {
            self.presses_if_it_is_there("Editar").await;
            Ok((!self.reads("Por enviar").await?).then_some(()))
        })
        .await;
    }

    /// A button is there and can be pressed, sooner or later.
    pub async fn can_press(&self, name: &str) {
        self.until(&format!("for the button “{name}”"), async || {
            let Some(found) = self.find(Kind::Button, name).await? else { return Ok(None) };
            Ok(found.is_enabled().await?.then_some(()))
        })
        .await;
    }

    /// A button is there and cannot be pressed, sooner or later.
    pub async fn cannot_press(&self, name: &str) {
        self.until(&format!("for the button “{name}” to rest"), async || {
            let Some(found) = self.find(Kind::Button, name).await? else { return Ok(None) };
            Ok((!found.is_enabled().await?).then_some(()))
        })
        .await;
    }

    /// Follows a link.
    pub async fn follows(&self, name: &str) {
        self.clicks(Kind::Link, name).await;
    }

    /// Ticks a radio button or a check box.
    pub async fn chooses(&self, name: &str) {
        self.clicks(Kind::Choice, name).await;
    }

    /// Writes into a field, in place of what is there.
    pub async fn fills(&self, label: &str, text: &str) {
        self.until(&format!("to write into “{label}”"), async || {
            let Some(field) = self.find(Kind::Field, label).await? else { return Ok(None) };
            let ready = self.script(MARK, vec![field.to_json()?]).await?;
            if ready.json() != true {
                return Ok(None);
            }
            field.send_keys(text).await.map(Some)
        })
        .await;
    }

    /// Sets a date (`2026-03-13`) or a time (`09:30`).
    pub async fn sets(&self, label: &str, value: &str) {
        self.until(&format!("to set “{label}”"), async || {
            let Some(field) = self.find(Kind::Field, label).await? else { return Ok(None) };
            self.script(PICK, vec![field.to_json()?, json!(value)]).await.map(Some)
        })
        .await;
    }

    /// Picks from a list.
    pub async fn picks(&self, label: &str, option: &str) {
        self.until(&format!("to pick “{option}” in “{label}”"), async || {
            let Some(field) = self.find(Kind::Field, label).await? else { return Ok(None) };
            let found = self.script(OPTION, vec![field.to_json()?, json!(option)]).await?;
            if found.json().is_null() {
                return Ok(None);
            }
            found.element()?.click().await.map(Some)
        })
        .await;
    }

    /// Gives files to a place for files.
    pub async fn attaches(&self, label: &str, file: &Path) {
        let path = file.to_str().expect("a path in UTF-8");
        self.until(&format!("to attach to “{label}”"), async || {
            let Some(place) = self.find(Kind::File, label).await? else { return Ok(None) };
            place.send_keys(path).await.map(Some)
        })
        .await;
    }

    /// Presses a button twice in one breath, as an impatient hand does.
    pub async fn presses_twice(&self, name: &str) {
        self.until(&format!("to press “{name}” twice"), async || {
            let Some(found) = self.find(Kind::Button, name).await? else { return Ok(None) };
            let twice = "arguments[0].click(); arguments[0].click();";
            self.script(twice, vec![found.to_json()?]).await.map(Some)
        })
        .await;
    }

    /// The keyboard is in this field, sooner or later.
    pub async fn is_about_to_write_into(&self, label: &str) {
        self.until(&format!("to be in “{label}”"), async || {
            let Some(field) = self.find(Kind::Field, label).await? else { return Ok(None) };
            let focused = self.script("return document.activeElement === arguments[0]", vec![field.to_json()?]).await?;
            Ok((focused.json() == true).then_some(()))
        })
        .await;
    }

    /// Whether this field takes what is typed, now.
    pub async fn can_write_into(&self, label: &str) -> bool {
        self.until(&format!("for the field “{label}”"), async || {
            let Some(field) = self.find(Kind::Field, label).await? else { return Ok(None) };
            Ok(Some(field.prop("readOnly").await?.as_deref() != Some("true")))
        })
        .await
    }

    /// What a field holds.
    pub async fn value_of(&self, label: &str) -> String {
        self.until(&format!("to read “{label}”"), async || {
            let Some(field) = self.find(Kind::Field, label).await? else { return Ok(None) };
            field.prop("value").await
        })
        .await
    }

    /// The page is at this address, sooner or later.
    pub async fn arrives_at(&self, path: &str) {
        self.until(&format!("to arrive at {path}"), async || Ok((self.address().await == path).then_some(()))).await;
    }

    /// The window is called this, sooner or later.
    pub async fn is_titled(&self, title: &str) {
        self.until(&format!("for the title “{title}”"), async || {
            Ok((self.driver.title().await? == title).then_some(()))
        })
        .await;
    }

    /// An attribute of the page's root.
    pub async fn root_attribute(&self, name: &str) -> Option<String> {
        let value = self.script("return document.documentElement.getAttribute(arguments[0])", vec![json!(name)]).await;
        value.expect("the page can be read").json().as_str().map(str::to_owned)
    }

    /// Leaves something in the page that loading it anew would wipe away.
    pub async fn leaves_a_trace(&self) {
        self.script("window.trace = true", Vec::new()).await.expect("the page takes it");
    }

    /// Whether the page is still the same one.
    pub async fn finds_its_trace(&self) -> bool {
        let trace = self.script("return window.trace === true", Vec::new()).await;
        trace.expect("the page can be read").json() == true
    }

    /// Leaves something on a part of the page that building it anew would wipe away.
    pub async fn leaves_a_trace_on(&self, kind: Kind, name: &str) {
        self.until(&format!("to mark “{name}”"), async || {
            let Some(found) = self.find(kind, name).await? else { return Ok(None) };
            self.script("arguments[0].trace = true", vec![found.to_json()?]).await.map(Some)
        })
        .await;
    }

    /// Whether that part of the page is still the same one.
    pub async fn finds_its_trace_on(&self, kind: Kind, name: &str) -> bool {
        self.until(&format!("to look at “{name}”"), async || {
            let Some(found) = self.find(kind, name).await? else { return Ok(None) };
            let trace = self.script("return arguments[0].trace === true", vec![found.to_json()?]).await?;
            Ok(Some(trace.json() == true))
        })
        .await
    }

    /// Nothing hangs over the right edge of the screen.
    pub async fn fits(&self) {
        let over = self.script(OVERHANG, Vec::new()).await.expect("the page can be read");
        let address = self.address().await;
        assert_eq!(over.json(), &json!([]), "{} must scroll sideways at {address}", self.name);
    }
}

/// As it is compared: whatever the spaces and whatever the style sheet does to capitals.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
