//! The page behind the link in the mail.

use super::{Browser, Kind};

/// Confirm or reject without a session.
#[derive(Debug)]
pub struct ConfirmPage<'a>(&'a Browser);

impl<'a> ConfirmPage<'a> {
    /// By the link.
    pub async fn open(browser: &'a Browser, token: &str) -> Self {
        browser.goes_to(&format!("/confirm/{token}")).await;
        browser.sees_a(Kind::Heading, "Qué se hizo").await;
        Self(browser)
    }

    /// Asks for the word.
    pub async fn asks(&self) {
        self.0.sees_a(Kind::Heading, "¿Quedó resuelto?").await;
    }

    /// Gives the word: it is resolved.
    pub async fn confirms(&self, stars: &str) {
        self.0.chooses("Sí, quedó resuelto").await;
        self.0.chooses(stars).await;
        self.0.presses("Confirmar y cerrar").await;
        self.0.sees("Gracias. La solicitud quedó resuelta.").await;
    }

    /// Gives the word: something is missing, and without saying what it does not go.
    pub async fn rejects(&self, reason: &str) {
        self.0.chooses("Todavía no").await;
        self.0.presses("Devolver a T.I.").await;
        self.0.sees("Completa este dato.").await;
        self.0.is_about_to_write_into("¿Qué falta?").await;
        self.0.fills("¿Qué falta?", reason).await;
        self.0.presses("Devolver a T.I.").await;
        self.0.sees("Gracias por avisar. La retomamos.").await;
    }

    /// A link that does not work, or no longer: says so, and leads on.
    pub async fn is_dead(browser: &Browser, token: &str) {
        browser.expects_refusal(404, "/api/v1/confirmations/");
        browser.goes_to(&format!("/confirm/{token}")).await;
        browser.sees_a(Kind::Heading, "Este enlace ya no funciona").await;
        browser.sees_a(Kind::Link, "Entrar").await;
    }

    /// Says that the link has been used.
    pub async fn is_spent(&self) {
        self.0.sees("Este enlace ya no decide nada").await;
        assert_eq!(self.0.names_of(Kind::Choice).await, Vec::<String>::new(), "a spent link offers nothing to choose");
    }
}
