//! The catalogue as an admin edits it.

use super::{Browser, Kind};

/// One service with its form.
#[derive(Debug)]
pub struct ServiceEditor<'a>(&'a Browser);

impl<'a> ServiceEditor<'a> {
    /// From the list.
    pub async fn open(browser: &'a Browser, name: &str) -> Self {
        browser.goes_to("/admin/services").await;
        browser.sees_a(Kind::Heading, "Catálogo de servicios").await;
        browser.follows(name).await;
        Self::shown(browser, name).await
    }

    /// It came up by itself.
    pub async fn shown(browser: &'a Browser, name: &str) -> Self {
        browser.sees_a(Kind::Heading, name).await;
        browser.sees("Campos del formulario").await;
        Self(browser)
    }

    /// Adds a field with its labels.
    pub async fn adds_field(&self, es: &str, en: &str) {
        self.0.presses("Agregar campo").await;
        self.0.is_about_to_write_into("Etiqueta en español").await;
        self.0.fills("Etiqueta en español", es).await;
        self.0.fills("Etiqueta en inglés", en).await;
        self.0.sees_a(Kind::Button, es).await;
    }

    /// Publishes what was edited, and is asked first.
    pub async fn publishes(&self, name: &str) {
        self.0.presses("Publicar").await;
        self.0.sees_a(Kind::Heading, "¿Publicar los cambios?").await;
        self.0.presses("Publicar").await;
        self.0.sees(&format!("Se publicó {name}")).await;
    }
}
