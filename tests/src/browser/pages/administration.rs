//! The administration: accounts, the import of the directory, teams.

use std::path::Path;

use super::{Browser, Kind};

/// One account as an admin sees it.
#[derive(Debug)]
pub struct AccountEditor<'a>(&'a Browser);

impl<'a> AccountEditor<'a> {
    /// Looked for by a word, and opened from the list.
    pub async fn find(browser: &'a Browser, word: &str, name: &str) -> Self {
        browser.goes_to("/admin/accounts").await;
        browser.sees_a(Kind::Heading, "Cuentas y funciones").await;
        browser.fills("Buscar a una persona", word).await;
        browser.arrives_at(&format!("/admin/accounts?q={word}")).await;
        browser.sees("1 cuenta").await;
        browser.follows(name).await;
        Self::shown(browser, name).await
    }

    /// It came up by itself.
    pub async fn shown(browser: &'a Browser, name: &str) -> Self {
        browser.sees_a(Kind::Heading, name).await;
        browser.sees("Correo y acceso").await;
        Self(browser)
    }

    /// Saves what was edited.
    pub async fn saves(&self, name: &str) {
        self.0.presses("Guardar cambios").await;
        self.0.sees(&format!("Se guardó la cuenta de {name}")).await;
    }

    /// Does something that is asked about first; `verb` is the button that agrees.
    pub async fn after_asking(&self, button: &str, verb: &str) {
        self.0.presses(button).await;
        self.0.presses(verb).await;
    }
}

/// The import of the directory.
#[derive(Debug)]
pub struct ImportPage<'a>(&'a Browser);

impl<'a> ImportPage<'a> {
    /// From the list of accounts.
    pub async fn open(browser: &'a Browser) -> Self {
        browser.goes_to("/admin/accounts").await;
        browser.follows("Importar CSV").await;
        browser.sees_a(Kind::Heading, "Importar el directorio").await;
        Self(browser)
    }

    /// Chooses a file; what it comes to is shown.
    pub async fn previews(&self, file: &Path) {
        self.0.attaches("Elige un archivo", file).await;
        self.0.sees("Líneas del archivo").await;
    }
}

/// One team as an admin sees it.
#[derive(Debug)]
pub struct TeamEditor<'a>(&'a Browser);

impl<'a> TeamEditor<'a> {
    /// From the list.
    pub async fn open(browser: &'a Browser, name: &str) -> Self {
        browser.goes_to("/admin/teams").await;
        browser.sees_a(Kind::Heading, "Equipos de trabajo").await;
        browser.follows(name).await;
        Self::shown(browser, name).await
    }

    /// It came up by itself.
    pub async fn shown(browser: &'a Browser, name: &str) -> Self {
        browser.sees_a(Kind::Heading, name).await;
        browser.sees("Servicios que atiende").await;
        Self(browser)
    }

    /// Adds somebody who is found by a word.
    pub async fn adds(&self, word: &str, name: &str) {
        self.0.fills("Agregar a una persona", word).await;
        self.0.presses(name).await;
        self.0.sees_a(Kind::Button, &format!("Quitar a {name}")).await;
        self.0.is_about_to_write_into("Agregar a una persona").await;
    }

    /// Saves what was edited.
    pub async fn saves(&self, name: &str) {
        self.0.presses("Guardar cambios").await;
        self.0.sees(&format!("Se guardó el equipo {name}")).await;
    }
}
