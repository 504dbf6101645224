//! The requester's start.

use super::{Browser, Kind, RequestForm};

/// What do you need?
#[derive(Debug)]
pub struct HomePage<'a>(&'a Browser);

impl<'a> HomePage<'a> {
    /// By its address.
    pub async fn open(browser: &'a Browser, first_name: &str) -> Self {
        browser.goes_to("/").await;
        Self::shown(browser, first_name).await
    }

    /// It came up by itself, and greets.
    pub async fn shown(browser: &'a Browser, first_name: &str) -> Self {
        browser.sees_a(Kind::Heading, &format!("¿Qué necesitas, {first_name}?")).await;
        Self(browser)
    }

    /// Through category and service to its form.
    pub async fn asks_for(&self, category: &str, service: &str) -> RequestForm<'a> {
        self.0.follows(category).await;
        self.0.sees_a(Kind::Heading, "¿Sobre qué es?").await;
        self.0.follows(service).await;
        RequestForm::shown(self.0, service).await
    }

    /// The request under way is listed with these words.
    pub async fn lists(&self, folio: &str, words: &str) {
        self.0.sees_a(Kind::Row, folio).await;
        self.0.sees(words).await;
    }
}
