//! How processes come up and go down: together, on the wrong database, with a request in flight.

use std::time::Duration;

use backend::{
    clock::Clock,
    config::Config,
    serve::{self, Running},
};
use e2e::{Desk, Engine, Storage, desk, mail::Relay, on_both_engines};
use reqwest::Method;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

async fn start(storage: &Storage, relay: &Relay, differ: impl FnOnce(&mut Config)) -> anyhow::Result<Running> {
    let mut config = desk::configuration(storage, relay);
    differ(&mut config);
    serve::start(config, Clock::default()).await
}

fn demo(config: &mut Config) {
    config.demo = true;
    config.smtp = None;
}

on_both_engines! {
    async fn two_processes_that_start_at_once_migrate_once(engine: Engine) {
        let (storage, relay) = (Storage::empty(engine).await, Relay::start().await);
        let (one, other) = tokio::join!(start(&storage, &relay, |_| {}), start(&storage, &relay, |_| {}));
        for running in [one.unwrap(), other.unwrap()] {
            assert_eq!(running.app.db.pending_migrations().await.unwrap(), 0);
            running.stop().await;
        }
    }

    async fn a_demo_and_a_real_desk_refuse_each_others_database(engine: Engine) {
        let (storage, relay) = (Storage::empty(engine).await, Relay::start().await);
        start(&storage, &relay, demo).await.unwrap().stop().await;
        let refused = start(&storage, &relay, |_| {}).await.err().unwrap().to_string();
        assert!(refused.contains("demo"), "{refused}");
        start(&storage, &relay, demo).await.unwrap().stop().await;

        let mut desk = Desk::start(engine).await;
        desk.requester("ana").await;
        desk.stop().await;
        let mut config = Config { data: desk.data().to_owned(), database_url: desk.app.config.database_url.clone(), ..Config::default() };
        config.listen = ([127, 0, 0, 1], 0).into();
        demo(&mut config);
        let refused = serve::start(config, Clock::default()).await.err().unwrap().to_string();
        assert!(refused.contains("not a demo"), "{refused}");
    }

    async fn without_mail_nothing_but_the_demo_starts(engine: Engine) {
        let (storage, relay) = (Storage::empty(engine).await, Relay::start().await);
        let refused = start(&storage, &relay, |config| config.smtp = None).await.err().unwrap().to_string();
        assert!(refused.contains("VENTANILLA_SMTP") && refused.contains("--demo"), "{refused}");
    }

    async fn a_request_in_flight_is_finished_before_the_process_ends(engine: Engine) {
        let mut desk = Desk::start(engine).await;
        let address = desk.origin.trim_start_matches("http://").to_owned();
        let mut connection = tokio::net::TcpStream::connect(&address).await.unwrap();
        let body = r#"{"email":"ana@example.edu.mx"}"#;
        let (begin, end) = body.split_at(5);
        let head = format!(
            "POST /api/v1/auth/codes HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\n\
             content-length: {}\r\nconnection: close\r\nexpect: 100-continue\r\n\r\n",
            body.len()
        );
        connection.write_all(head.as_bytes()).await.unwrap();
        // The server says so once it waits for the body: the request is in flight, however busy the machine is.
        let mut go_on = [0; b"HTTP/1.1 100 Continue\r\n\r\n".len()];
        connection.read_exact(&mut go_on).await.unwrap();
        assert!(go_on.starts_with(b"HTTP/1.1 100 "), "{go_on:?}");
        connection.write_all(begin.as_bytes()).await.unwrap();
        let stopping = desk.stop();
        let rest = async {
            tokio::time::sleep(Duration::from_millis(300)).await;
            connection.write_all(end.as_bytes()).await.unwrap();
            let mut answer = String::new();
            connection.read_to_string(&mut answer).await.unwrap();
            answer
        };
        let ((), answer) = tokio::join!(stopping, rest);
        assert!(answer.starts_with("HTTP/1.1 202"), "{answer}");
        assert!(tokio::net::TcpStream::connect(&address).await.is_err(), "it still listens");
    }
}

#[test]
fn an_address_in_use_is_named() {
    desk::try_out(Engine::Sqlite, async |desk| {
        let relay = Relay::start().await;
        let storage = Storage::empty(Engine::Sqlite).await;
        let taken = desk.app.config.listen;
        let refused = start(&storage, &relay, |config| config.listen = taken).await.err().unwrap();
        assert!(refused.to_string().contains(&taken.to_string()), "{refused:#}");
        desk.call(Method::GET, "/healthz").await.expect(200);
    });
}
