//! What the log says of a request, and what it must never say.

use std::{
    io::Write,
    sync::{Arc, Mutex},
};

use e2e::{Device, Engine, desk};
use reqwest::Method;
use serde_json::{Value, json};
use shared::session::TokenSecret;

/// Everything that was logged.
#[derive(Debug, Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    /// From now on, of this whole process: the other tests' lines are in it as well.
    fn begin() -> Self {
        let log = Self::default();
        let writer = log.clone();
        let lines = tracing_subscriber::fmt().json().with_max_level(tracing_subscriber::filter::LevelFilter::DEBUG);
        lines.with_writer(move || writer.clone()).init();
        log
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }

    /// The line of a request.
    fn of(&self, request_id: &str) -> Value {
        let text = self.text();
        let mut lines = text
            .lines()
            .filter(|line| line.contains(request_id))
            .map(|line| serde_json::from_str::<Value>(line).unwrap());
        lines.find(|line| line["fields"]["message"] == "request").unwrap_or_else(|| panic!("{request_id} is missing"))["fields"].clone()
    }
}

#[test]
fn a_request_is_one_line_without_what_it_carries() {
    let log = Log::begin();
    desk::try_out(Engine::Sqlite, async |desk| {
        let email = "quien.no.debe.aparecer@example.edu.mx";
        let mut device = Device::at(desk);
        let challenge = device.asks_for_code(email).await;
        let code = desk.mail_to(email).await.code();
        let session: Value = device.enters(challenge, &code).await.expect(200).value();
        let access = session["access_token"].as_str().unwrap().to_owned();
        let renewed: Value = device.renews().await.expect(200).value();
        let token: TokenSecret = desk
            .call(Method::POST, "/tokens")
            .bearer(&access)
            .json(&json!({"name": "Inventario", "scopes": ["tickets:read"]}))
            .await
            .expect_json(201);
        let account = session["account"]["id"].as_str().unwrap();
        let asked = desk
            .call(Method::GET, "/tickets?q=palabra-secreta")
            .bearer(&token.token)
            .header("x-request-id", "la-linea-de-esta-peticion")
            .await
            .expect(422);
        assert_eq!(asked.header("x-request-id"), Some("la-linea-de-esta-peticion"));
        desk.call(Method::GET, "/attachments/0193f0a7-c1d2-7a3e-9d5c-2f6b8e4a1c00?signature=firma-secreta").await;
        desk.call(Method::GET, "/confirmations/ficha-secreta").await;
        desk.call(Method::GET, "/ruta-inventada-secreta").await;

        let line = log.of("la-linea-de-esta-peticion");
        assert_eq!(line["method"], "GET");
        assert_eq!(line["route"], "/api/v1/tickets");
        assert_eq!(line["status"], 422);
        assert_eq!(line["account_id"], account);
        assert!(line["duration_ms"].is_u64(), "{line}");

        let said = log.text();
        let renewed = renewed["access_token"].as_str().unwrap().to_owned();
        let signature = |token: &str| token.rsplit('.').next().unwrap().to_owned();
        for secret in [
            email,
            &format!("\"{code}\""),
            &signature(&access),
            &signature(&renewed),
            &token.token,
            "palabra-secreta",
            "firma-secreta",
            "ficha-secreta",
            "ruta-inventada-secreta",
        ] {
            let found = said.lines().find(|line| line.contains(secret));
            assert!(found.is_none(), "the log says {secret}: {}", found.unwrap_or_default());
        }
    });
}
