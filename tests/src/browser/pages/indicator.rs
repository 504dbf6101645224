//! The quality indicator.

use super::{Browser, Kind};

/// Attended by received.
#[derive(Debug)]
pub struct IndicatorPage<'a>(&'a Browser);

impl<'a> IndicatorPage<'a> {
    /// It came up by itself.
    pub async fn shown(browser: &'a Browser) -> Self {
        browser.sees_a(Kind::Heading, "Solicitudes atendidas").await;
        Self(browser)
    }

    /// What the number is.
    pub async fn says(&self, words: &str) {
        self.0.sees(words).await;
    }

    /// Opens the tickets behind a number.
    pub async fn opens(&self, number: &str) {
        self.0.follows(number).await;
    }
}
