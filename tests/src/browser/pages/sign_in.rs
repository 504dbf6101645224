//! Signing in by e-mail and code.

use super::{Browser, Kind};
use crate::Desk;

/// Where one signs in.
#[derive(Debug)]
pub struct SignInPage<'a>(&'a Browser);

impl<'a> SignInPage<'a> {
    /// By its address.
    pub async fn open(browser: &'a Browser) -> Self {
        browser.goes_to("/sign-in").await;
        Self::shown(browser).await
    }

    /// It came up by itself.
    pub async fn shown(browser: &'a Browser) -> Self {
        browser.sees_a(Kind::Heading, "Entra a Ventanilla").await;
        Self(browser)
    }

    /// Asks for a code.
    pub async fn asks_for_code(&self, email: &str) {
        self.0.fills("Correo institucional", email).await;
        self.0.presses("Enviar código").await;
    }

    /// Asks for a code and enters the one that the mail brings. What comes up next is for the caller to see.
    pub async fn signs_in(&self, desk: &Desk, email: &str) {
        // Older mail first, so that the newest is the code's.
        desk.tick().await;
        self.asks_for_code(email).await;
        self.0.sees_a(Kind::Heading, "Escribe tu código").await;
        self.enters(&desk.mail_to(email).await.code()).await;
    }

    /// Types a code; the sixth digit sends it.
    pub async fn enters(&self, code: &str) {
        self.0.fills("Código de 6 dígitos", code).await;
    }
}
