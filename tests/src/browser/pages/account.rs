//! The menu behind one's initials: language, appearance, signing out.

use super::{Browser, Kind};

/// The open menu.
#[derive(Debug)]
pub struct AccountMenu<'a>(&'a Browser);

impl<'a> AccountMenu<'a> {
    /// Opens it, in whichever language.
    pub async fn open(browser: &'a Browser) -> Self {
        let names = browser.names_of(Kind::Button).await;
        let button =
            names.iter().find(|name| ["Tu cuenta, ", "Your account, "].iter().any(|start| name.starts_with(start)));
        let button = button.unwrap_or_else(|| panic!("no account menu among {names:?}"));
        browser.presses(button).await;
        Self(browser)
    }

    /// Chooses a language by its own name, or an appearance.
    pub async fn chooses(&self, name: &str) {
        self.0.chooses(name).await;
    }

    /// Signs out.
    pub async fn signs_out(self) {
        self.0.presses("Salir").await;
    }

    /// Signs out although something waits to be sent.
    pub async fn signs_out_and_loses(self, words: &str) {
        let browser = self.0;
        self.signs_out().await;
        browser.sees(words).await;
        browser.presses("Salir y perderlos").await;
    }
}
