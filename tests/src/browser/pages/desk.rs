//! The desk of T.I.: the queue, and a ticket as staff work it.

use super::{Browser, Kind, Screen};

/// The work queue.
#[derive(Debug)]
pub struct QueuePage<'a>(&'a Browser);

impl<'a> QueuePage<'a> {
    /// By its address, with a query or without.
    pub async fn open(browser: &'a Browser, query: &str) -> Self {
        browser.goes_to(&format!("/queue{query}")).await;
        Self::shown(browser).await
    }

    /// It came up by itself.
    pub async fn shown(browser: &'a Browser) -> Self {
        browser.sees_a(Kind::Button, "Panel de lectura").await;
        Self(browser)
    }

    /// What is listed, in order: the folio of every row.
    pub async fn folios(&self) -> Vec<String> {
        let rows = self.0.names_of(Kind::Row).await;
        let folio = |row: &str| {
            let (_, number) = row.split_once("TI-")?;
            let number: String = number.chars().take_while(char::is_ascii_digit).collect();
            Some(format!("TI-{number}"))
        };
        rows.iter().filter_map(|row| folio(row)).collect()
    }

    /// The first row is this ticket's, sooner or later.
    pub async fn begins_with(&self, folio: &str) {
        self.0
            .until(&format!("for {folio} to come first"), async || {
                Ok((self.folios().await.first().map(String::as_str) == Some(folio)).then_some(()))
            })
            .await;
    }

    /// The focus is on this ticket's row, sooner or later.
    pub async fn is_on_the_row_of(&self, folio: &str) {
        self.0
            .until(&format!("to be on the row of {folio}"), async || {
                let on =
                    self.0.script("return document.activeElement.closest('tr')?.innerText ?? ''", Vec::new()).await?;
                Ok(on.json().as_str().is_some_and(|row| row.contains(folio)).then_some(()))
            })
            .await;
    }

    /// Opens a ticket beside the list.
    pub async fn opens(&self, folio: &str) -> DeskTicket<'a> {
        self.0.clicks(Kind::Row, folio).await;
        DeskTicket::shown(self.0, folio).await
    }
}

/// A ticket as staff see it, in the reading pane or on its own page.
#[derive(Debug)]
pub struct DeskTicket<'a> {
    browser: &'a Browser,
    folio: String,
}

impl<'a> DeskTicket<'a> {
    /// On its own page.
    pub async fn open(browser: &'a Browser, folio: &str) -> Self {
        browser.goes_to(&format!("/t/{folio}")).await;
        Self::shown(browser, folio).await
    }

    /// It came up by itself.
    pub async fn shown(browser: &'a Browser, folio: &str) -> Self {
        browser.sees_a(Kind::Region, &format!("Solicitud {folio}")).await;
        browser.sees("Datos del servicio").await;
        Self { browser, folio: folio.to_owned() }
    }

    async fn is_told(&self, words: &str) {
        self.browser.sees(&words.replace("{folio}", &self.folio)).await;
    }

    /// Something that stands in the menu.
    async fn picks(&self, action: &str) {
        self.browser.presses("Más acciones").await;
        self.browser.presses(action).await;
    }

    /// Keeps pictures of what stands in the menu, and closes it again.
    pub async fn looks_into_the_menu(&self, picture: &str) {
        self.browser.presses("Más acciones").await;
        self.browser.sees_a(Kind::Button, "Cambiar prioridad").await;
        self.browser.is_pictured_everywhere(picture, Screen::Desktop).await;
        self.browser.presses("Más acciones").await;
    }

    /// Takes it.
    pub async fn takes(&self) {
        self.browser.presses("Tomar").await;
        self.is_told("Tomaste {folio}").await;
    }

    /// Opens the dialog that asks to whom it goes.
    pub async fn is_about_to_assign(&self) {
        self.browser.presses("Asignar").await;
        self.browser.sees_a(Kind::Heading, "¿A quién la asignas?").await;
    }

    /// Gives it to somebody.
    pub async fn assigns_to(&self, name: &str) {
        self.is_about_to_assign().await;
        self.browser.chooses(name).await;
        self.browser.presses("Asignar").await;
        self.is_told(&format!("{{folio}} quedó asignada a {name}")).await;
    }

    /// Begins.
    pub async fn starts(&self) {
        self.browser.presses("Empezar").await;
        self.is_told("Empezaste {folio}").await;
    }

    /// Asks the requester and waits.
    pub async fn waits_for_answer(&self, question: &str) {
        self.picks("Poner en espera").await;
        self.browser.chooses("Respuesta de quien la pidió").await;
        self.browser.fills("¿Qué necesitas de quien la pidió?", question).await;
        self.browser.presses("Poner en espera").await;
        self.is_told("{folio} quedó en espera").await;
    }

    /// Says what was done.
    pub async fn attends(&self, summary: &str) {
        self.browser.presses("Atender").await;
        self.browser.fills("¿Qué se hizo?", summary).await;
        self.browser.presses("Atender").await;
        self.is_told("{folio} quedó atendida").await;
    }

    /// Sets whom it affects and how pressing it is.
    pub async fn weighs(&self, impact: &str, urgency: &str, priority: &str) {
        self.picks("Cambiar prioridad").await;
        self.browser.chooses(impact).await;
        self.browser.chooses(urgency).await;
        self.browser.presses("Cambiar prioridad").await;
        self.is_told(&format!("Prioridad de {{folio}}: {priority}")).await;
    }

    /// Writes to the requester.
    pub async fn replies(&self, text: &str) {
        self.browser.chooses("Respuesta pública").await;
        self.browser.fills("Respuesta pública", text).await;
        self.browser.presses("Responder").await;
        self.is_told("Respuesta enviada").await;
    }

    /// Leaves a note that only staff see.
    pub async fn notes(&self, text: &str) {
        self.browser.chooses("Nota interna").await;
        self.browser.fills("Nota interna", text).await;
        self.browser.presses("Guardar nota").await;
        self.is_told("Nota guardada").await;
    }

    /// Opens the dialog that asks which request it is related to.
    pub async fn is_about_to_link(&self) {
        self.picks("Vincular con otra").await;
        self.browser.sees_a(Kind::Heading, "¿Con cuál se relaciona?").await;
        self.browser.is_on("La otra solicitud").await;
    }

    /// Says that it is related to a request whose folio is known.
    pub async fn links_with(&self, folio: &str) {
        self.is_about_to_link().await;
        self.browser.fills("La otra solicitud", folio).await;
        self.browser.sees_a(Kind::Region, &format!("Solicitud {folio}")).await;
        self.browser.presses("Vincular").await;
        self.is_told(&format!("{{folio}} y {folio} quedaron vinculadas")).await;
    }

    /// Takes it back to review.
    pub async fn unassigns(&self) {
        self.picks("Dejar sin asignar").await;
        self.is_told("{folio} quedó sin asignar").await;
    }

    /// Puts it on hold until a day (`2026-03-13`), when it goes on by itself.
    pub async fn waits_until(&self, day: &str) {
        self.picks("Poner en espera").await;
        self.browser.chooses("Una fecha acordada").await;
        self.browser.sets("Día", day).await;
        self.browser.presses("Poner en espera").await;
        self.is_told("{folio} quedó en espera").await;
        self.browser.sees("Se reanuda sola el").await;
    }

    /// Goes on.
    pub async fn resumes(&self) {
        self.browser.presses("Reanudar").await;
        self.is_told("Reanudaste {folio}").await;
    }

    /// Takes it up again.
    pub async fn reopens(&self, reason: &str) {
        self.browser.presses("Reabrir").await;
        self.browser.fills("¿Por qué?", reason).await;
        self.browser.presses("Reabrir").await;
        self.is_told("{folio} volvió a estar en proceso").await;
    }

    /// Gives it to another team.
    pub async fn transfers_to(&self, team: &str, reason: &str) {
        self.picks("Pasar a otro equipo").await;
        self.browser.picks("Equipo", team).await;
        self.browser.fills("¿Por qué?", reason).await;
        self.browser.presses("Pasar a otro equipo").await;
        self.is_told(&format!("{{folio}} pasó a {team}")).await;
    }

    /// Says that it is really about another service.
    pub async fn changes_the_service_to(&self, service: &str) {
        self.picks("Cambiar servicio").await;
        self.browser.picks("Servicio", service).await;
        self.browser.presses("Cambiar servicio").await;
        self.is_told(&format!("{{folio}} ahora es de {service}")).await;
    }

    /// Gives it a word of staff's own.
    pub async fn tags_it(&self, tag: &str) {
        self.browser.fills("Agregar etiqueta", tag).await;
        self.browser.presses("Agregar etiqueta").await;
        self.browser.sees_a(Kind::Button, &format!("Quitar etiqueta {tag}")).await;
    }

    /// Closes it without the requester's word.
    pub async fn closes_unanswered(&self, reason: &str) {
        self.browser.presses("Cerrar sin respuesta").await;
        self.browser.fills("¿Por qué?", reason).await;
        self.browser.presses("Cerrar sin respuesta").await;
        self.is_told("{folio} quedó cerrada sin respuesta").await;
    }

    /// Opens the dialog that asks why it will not be performed.
    pub async fn is_about_to_cancel(&self) {
        self.picks("Cancelar solicitud").await;
        self.browser.sees_a(Kind::Heading, "¿Cancelar esta solicitud?").await;
    }

    /// Says that it will not be performed.
    pub async fn cancels(&self, reason: &str, word: &str) {
        self.is_about_to_cancel().await;
        self.browser.chooses(reason).await;
        self.browser.fills("Mensaje para quien la pidió", word).await;
        self.browser.presses("Cancelar solicitud").await;
        self.is_told("{folio} quedó cancelada").await;
    }
}
