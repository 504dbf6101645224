//! A server in front of the desk, as a proxy stands there, which turns to a newer version of the web app when it is told to: the
//! same files, of which those that tell the version have other names and another version in them.

use std::{
    net::TcpListener,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use actix_web::{App, HttpRequest, HttpResponse, HttpServer, rt::System, web};
use reqwest::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};

use crate::Desk;

/// The server in front. It ends with the process.
#[derive(Debug)]
pub struct Front {
    origin: String,
    newer: Arc<AtomicBool>,
}

/// What it answers from.
#[derive(Debug, Clone)]
struct Behind {
    origin: String,
    client: reqwest::Client,
    newer: Arc<AtomicBool>,
    /// Names and versions of the files that there are, and what they are in the newer version.
    changes: Vec<(String, String)>,
}

impl Front {
    /// In front of a desk.
    pub async fn of(desk: &Desk) -> Self {
        let (client, newer) = (reqwest::Client::new(), Arc::<AtomicBool>::default());
        let worker = client.get(format!("{}/service-worker.js", desk.origin)).send().await.expect("the server answers");
        let worker = worker.error_for_status().expect("there is a service worker").text().await.expect("its text");
        let changes = ["VERSION = \"", "/assets/start-", "/assets/later-"].map(|before| {
            let (_, rest) = worker.split_once(before).unwrap_or_else(|| panic!("{before} in the worker"));
            let hash: String = rest.chars().take_while(char::is_ascii_hexdigit).collect();
            let other = hash.chars().rev().collect();
            (
                format!("{}{hash}", before.trim_start_matches("/assets/")),
                format!("{}{other}", before.trim_start_matches("/assets/"), other = String::clone(&other)),
            )
        });
        let behind = Behind { origin: desk.origin.clone(), client, newer: newer.clone(), changes: changes.into() };
        let socket = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let origin = format!("http://{}", socket.local_addr().expect("it is bound"));
        std::thread::spawn(move || {
            let server = HttpServer::new(move || {
                App::new().app_data(web::Data::new(behind.clone())).default_service(web::to(pass))
            });
            let server = server.workers(1).disable_signals().listen(socket).expect("it listens").run();
            System::new().block_on(server)
        });
        Self { origin, newer }
    }

    /// The address of a page.
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    /// From now on there is a newer version.
    pub fn turns_newer(&self) {
        self.newer.store(true, Ordering::SeqCst);
    }
}

/// Passes a reading request on, without conditions, and its answer back.
async fn pass(request: HttpRequest, behind: web::Data<Behind>) -> HttpResponse {
    let mut path = request.uri().to_string();
    for (old, new) in &behind.changes {
        path = path.replace(new.as_str(), old);
    }
    let Ok(answer) = behind.client.get(format!("{}{path}", behind.origin)).send().await else {
        return HttpResponse::BadGateway().finish();
    };
    let status = actix_web::http::StatusCode::from_u16(answer.status().as_u16()).expect("a status");
    let mut passed = HttpResponse::build(status);
    for name in [CONTENT_TYPE, CACHE_CONTROL, CONTENT_SECURITY_POLICY] {
        if let Some(value) = answer.headers().get(&name).and_then(|value| value.to_str().ok()) {
            passed.insert_header((name.as_str(), value));
        }
    }
    let body = answer.bytes().await.unwrap_or_default();
    let is_text = [".js", "/", "/sign-in"].iter().any(|end| path.ends_with(end));
    if !is_text || !behind.newer.load(Ordering::SeqCst) {
        return passed.body(body);
    }
    let mut text = String::from_utf8_lossy(&body).into_owned();
    for (old, new) in &behind.changes {
        text = text.replace(old.as_str(), new);
    }
    passed.body(text)
}
