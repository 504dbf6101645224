//! The form of one service.

use std::path::Path;

use super::{Browser, Kind};

/// How the service of [`crate::Service::Wifi`] is called.
pub const WIFI: &str = "Red inalámbrica (Wi-Fi)";

/// The form.
#[derive(Debug)]
pub struct RequestForm<'a>(&'a Browser);

impl<'a> RequestForm<'a> {
    /// By its address.
    pub async fn open(browser: &'a Browser, service: crate::Service, name: &str) -> Self {
        browser.goes_to(&format!("/new/{}", service.id())).await;
        Self::shown(browser, name).await
    }

    /// It came up by itself.
    pub async fn shown(browser: &'a Browser, name: &str) -> Self {
        browser.sees_a(Kind::Heading, name).await;
        browser.sees_a(Kind::Button, "Enviar solicitud").await;
        Self(browser)
    }

    /// The form of the Wi-Fi, with every answer given.
    pub async fn filled_in(browser: &'a Browser) -> Self {
        let form = Self::open(browser, crate::Service::Wifi, WIFI).await;
        browser.fills("¿Dónde es?", "Biblioteca").await;
        browser.chooses("Mi computadora").await;
        browser.chooses("Va lenta").await;
        form.tells("No carga nada desde las 9.").await;
        form
    }

    /// What is needed, in the person's words.
    pub async fn tells(&self, description: &str) {
        self.0.fills("Cuéntanos qué necesitas", description).await;
    }

    /// Adds a file and waits until the server has it.
    pub async fn attaches(&self, file: &Path) {
        self.0.attaches("Elige archivos", file).await;
        let name = file.file_name().and_then(|name| name.to_str()).expect("a file name");
        self.0.sees_a(Kind::Button, &format!("Quitar {name}")).await;
    }

    /// Presses the button, whatever comes of it.
    pub async fn tries(&self) {
        self.0.presses("Enviar solicitud").await;
    }

    /// Finds the person for whom it is registered.
    pub async fn is_for(&self, words: &str, person: &str) {
        self.0.chooses("La registro para otra persona").await;
        self.0.fills("¿Quién necesita el servicio?", words).await;
        self.0.presses(person).await;
        self.0.sees_a(Kind::Button, "Cambiar").await;
    }

    /// Sends it by an impatient double press. Answers its folio.
    pub async fn sends_hastily(&self) -> String {
        self.0.presses_twice("Enviar solicitud").await;
        self.folio().await
    }

    /// Sends it. Answers its folio.
    pub async fn sends(&self) -> String {
        self.tries().await;
        self.folio().await
    }

    async fn folio(&self) -> String {
        self.0.sees("Tu folio es ").await;
        let address = self.0.address().await;
        address
            .strip_prefix("/t/")
            .unwrap_or_else(|| panic!("after filing one sees the request, not {address}"))
            .to_owned()
    }
}
