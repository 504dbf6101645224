//! What people answer to the form of each service: what the form accepts, and nothing in some of the optional fields.

use chrono::{Days, NaiveDate};
use serde_json::{Map, Value};

use super::{chance::Chance, words};

/// What the answers may speak of.
pub(super) struct About<'a> {
    pub slug: &'a str,
    pub place: &'a str,
    pub program: &'a str,
    /// The requester.
    pub name: &'a str,
    pub email: &'a str,
    pub institutional_id: &'a str,
    pub unit: &'a str,
    /// The day on which it is filed.
    pub day: NaiveDate,
}

/// Answers that the service's form accepts.
pub(super) fn answers(about: &About<'_>, chance: &mut Chance) -> Value {
    let mut given = Map::new();
    let mut say = |key: &str, value: Value| given.insert(key.to_owned(), value);
    let inventory = format!("INV-{:05}", chance.between(1, 48_000));
    let devices = ["institutional_computer", "own_computer", "phone_or_tablet", "other"];
    let ahead = |days: i64| {
        let day = about.day.checked_add_days(Days::new(days.unsigned_abs())).unwrap_or(about.day);
        Value::from(day.format("%Y-%m-%d").to_string())
    };
    match about.slug {
        "website-update" => {
            say("page_url", "https://www.example.edu.mx/avisos".into());
            say("change", chance.word(&["add", "correct", "remove"]).into());
            say("area", about.unit.into());
            if chance.percent(40) {
                say("publish_on", ahead(chance.between(0, 14)));
            }
        }
        "website-error" => {
            say("page_url", format!("https://www.example.edu.mx/oferta/{}", chance.between(1, 60)).into());
            say("symptom", chance.word(&["does_not_open", "broken_link", "form_fails", "looks_wrong", "other"]).into());
            if chance.percent(50) {
                say("browser", "Firefox en la computadora de la oficina".into());
            }
        }
        "hardware-maintenance" | "hardware-repair" => {
            say("equipment", chance.word(&["desktop", "laptop", "printer", "projector", "other"]).into());
            say("location", about.place.into());
            say("inventory_number", inventory.into());
        }
        "hardware-backup" => {
            say("inventory_number", inventory.into());
            say("location", about.place.into());
            say("data", chance.word(&["Documentos y correo", "D:\\Proyectos", "La carpeta del área"]).into());
            say("size", chance.word(&["under_10_gb", "under_100_gb", "over_100_gb", "unknown"]).into());
            if chance.percent(40) {
                say("needed_by", ahead(chance.between(1, 20)));
            }
        }
        "hardware-replacement" => {
            say(
                "part",
                chance.word(&["disk", "memory", "keyboard_or_mouse", "monitor", "power", "whole", "other"]).into(),
            );
            say("inventory_number", inventory.into());
            say("location", about.place.into());
        }
        "internet-access" => {
            say("location", about.place.into());
            say("device", chance.word(&devices).into());
            if chance.percent(40) {
                say("socket", format!("N-{:03}", chance.between(1, 400)).into());
            }
        }
        "wifi" => {
            say("location", about.place.into());
            say("device", chance.word(&devices).into());
            say("symptom", chance.word(&["not_visible", "refused", "drops", "slow"]).into());
        }
        "telephony" => {
            say("request", chance.word(&["fault", "new", "move", "divert"]).into());
            say("extension", chance.between(2_000, 4_999).to_string().into());
            say("location", about.place.into());
        }
        "software-installation" => {
            say("software", about.program.into());
            say("licence", chance.word(&["free", "owned", "to_buy", "unknown"]).into());
            say("location", about.place.into());
            if chance.percent(30) {
                say("needed_by", ahead(chance.between(1, 20)));
            }
        }
        "software-update" => {
            say("software", about.program.into());
            say("location", about.place.into());
        }
        "software-adaptation" => {
            say("system", chance.word(&["SITO", "Constancias", "Biblioteca", "Reportes del área"]).into());
            say("area", about.unit.into());
            say("users", chance.between(1, 200).into());
        }
        "software-development" => {
            say("area", about.unit.into());
            say("purpose", "Llevar en línea lo que hoy se lleva en hojas de cálculo.".into());
            say("authorised_by", "La dirección del área".into());
            say("users", chance.between(5, 400).into());
        }
        "laboratory-booking" => {
            let from = chance.between(7, 17);
            say("laboratory", chance.word(&["lab_a", "lab_b", "lab_c", "any"]).into());
            say("date", ahead(chance.between(1, 21)));
            say("from", format!("{from:02}:00").into());
            say("to", format!("{:02}:00", from + chance.between(1, 3)).into());
            say("attendees", chance.between(8, 40).into());
            say("course", chance.word(words::DEGREES).into());
            if chance.percent(60) {
                say("software", about.program.into());
            }
        }
        "sito-access" => {
            say("request", chance.word(&["activate", "unlock", "grant", "revoke"]).into());
            say("institutional_id", about.institutional_id.into());
        }
        "email-account-creation" => {
            say("account_for", chance.word(&["person", "area", "event"]).into());
            say("holder", about.name.into());
            say("holder_id", about.institutional_id.into());
        }
        "email-password-recovery" | "email-account-recovery" => {
            say("affected_account", about.email.into());
            say("institutional_id", about.institutional_id.into());
            let local = about.email.split('@').next().unwrap_or_default();
            say("secondary_email", format!("{local}@example.com").into());
            if about.slug == "email-account-recovery" {
                say("reason", chance.word(&["blocked", "gone", "misused", "other"]).into());
            }
        }
        "application-support" => {
            let applications = ["virtual_classroom", "mail_and_calendar", "storage", "video_calls", "sito", "other"];
            say("application", chance.word(&applications).into());
        }
        _ => {}
    }
    Value::Object(given)
}
