//! A request as its requester sees it.

use super::{Browser, Kind};

/// The page of a request.
#[derive(Debug)]
pub struct TicketPage<'a>(&'a Browser);

impl<'a> TicketPage<'a> {
    /// By its address.
    pub async fn open(browser: &'a Browser, folio: &str) -> Self {
        browser.goes_to(&format!("/t/{folio}")).await;
        Self::shown(browser, folio).await
    }

    /// It came up by itself.
    pub async fn shown(browser: &'a Browser, folio: &str) -> Self {
        browser.arrives_at(&format!("/t/{folio}")).await;
        browser.sees_a(Kind::Heading, "Historial").await;
        Self(browser)
    }

    /// By its address, with all that writing takes, also once the connection is gone.
    pub async fn open_to_write(browser: &'a Browser, folio: &str) -> Self {
        let page = Self::open(browser, folio).await;
        browser.can_press("Adjuntar archivo").await;
        page
    }

    /// Says where it stands.
    pub async fn stands_at(&self, words: &str) {
        self.0.sees(words).await;
    }

    /// Writes to whoever has it.
    pub async fn replies(&self, text: &str) {
        self.0.fills("Respuesta pública", text).await;
        self.0.presses("Responder").await;
        self.0.sees("Respuesta enviada").await;
        self.0.sees(text).await;
    }

    /// Lets somebody follow it.
    pub async fn adds(&self, email: &str) {
        self.0.fills("Agregar a alguien", email).await;
        self.0.presses("Agregar").await;
    }

    /// Takes somebody away from those who follow it.
    pub async fn takes_away(&self, name: &str) {
        self.0.presses(&format!("Quitar a {name}")).await;
        self.0.sees("Solo tú y T.I. la ven.").await;
    }

    /// Checks the result and agrees.
    pub async fn confirms(&self, stars: &str, comment: &str) {
        self.0.chooses("Sí, quedó resuelto").await;
        self.0.chooses(stars).await;
        self.0.fills("Comentario", comment).await;
        self.0.presses("Confirmar y cerrar").await;
        self.0.sees("Gracias. La solicitud quedó resuelta.").await;
    }

    /// Checks the result and does not agree.
    pub async fn rejects(&self, reason: &str) {
        self.0.chooses("Todavía no").await;
        self.0.fills("¿Qué falta?", reason).await;
        self.0.presses("Devolver a T.I.").await;
        self.0.sees("Gracias por avisar. La retomamos.").await;
    }
}
