//! Data of every schema that was released, taken by the newest migrations (`tests/released/README.md` says where they are from).

use std::{
    fs::{self, File},
    io::Read,
    path::{Path, PathBuf},
    time::Instant,
};

use backend::{audit, clock::Clock, config::Config, entity::ticket, serve};
use e2e::{Call, Storage, desk, mail::Relay, on_both_engines, program};
use flate2::read::GzDecoder;
use reqwest::Method;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DbBackend, EntityTrait, Statement};
use serde_json::{Value, json};

/// A folder for each version, in the order of their release.
fn released() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("released");
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut versions: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    versions.sort();
    assert!(!versions.is_empty(), "no schema was kept");
    versions
}

fn unpacked(file: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    GzDecoder::new(File::open(file).unwrap()).read_to_end(&mut bytes).unwrap();
    bytes
}

/// Reads the data of a version into a place.
async fn read_back(version: &Path, config: &Config) {
    let Some(url) = &config.database_url else {
        let file = config.data.join("released.tar");
        fs::write(&file, unpacked(&version.join("sqlite.tar.gz"))).unwrap();
        let done = program::run(config, &format!("restore {}", file.display())).await;
        assert!(done.status.success(), "{done:?}");
        return;
    };
    let dump = String::from_utf8(unpacked(&version.join("postgres.sql.gz"))).unwrap();
    // For PostgreSQL's own client.
    let is_command = |line: &&str| line.starts_with("\\restrict ") || line.starts_with("\\unrestrict ");
    let statements: Vec<&str> = dump.lines().filter(|line| !is_command(line)).collect();
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    let db = Database::connect(options).await.unwrap();
    db.execute_unprepared(&statements.join("\n")).await.unwrap();
    db.close().await.unwrap();
}

/// The schema as the engine describes it, a line for each part.
async fn schema(db: &impl ConnectionTrait) -> Vec<String> {
    let backend = db.get_database_backend();
    let questions: &[&str] = if backend == DbBackend::Sqlite {
        &[
            "SELECT type || ' ' || name || ': ' || coalesce(sql, '') AS line FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'",
        ]
    } else {
        &[
            "SELECT concat_ws(' ', 'column', table_name, column_name, data_type, character_maximum_length, is_nullable, \
             column_default) AS line FROM information_schema.columns WHERE table_schema = 'public'",
            "SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS line FROM \
             pg_constraint WHERE connamespace = 'public'::regnamespace",
            "SELECT indexdef AS line FROM pg_indexes WHERE schemaname = 'public'",
        ]
    };
    let mut lines = Vec::new();
    for question in questions {
        let rows = db.query_all_raw(Statement::from_string(backend, *question)).await.unwrap();
        lines.extend(rows.into_iter().map(|row| row.try_get::<String>("", "line").unwrap()));
    }
    lines.sort();
    assert!(lines.len() > 50, "{lines:?}");
    lines
}

fn demo(place: &Storage, relay: &Relay) -> Config {
    Config { demo: true, secret_key: Some("A".repeat(43)), ..desk::configuration(place, relay) }
}

on_both_engines! {
    async fn the_newest_program_takes_the_data_of_every_release(engine: Engine) {
        let begun = Instant::now();
        let (fresh, relay) = (Storage::migrated(engine).await, Relay::start().await);
        let newest = serve::prepare(desk::configuration(&fresh, &relay), Clock::default()).await.unwrap();
        for version in released() {
            let place = Storage::empty(engine).await;
            read_back(&version, &demo(&place, &relay)).await;
            let served = Config { smtp: None, ..demo(&place, &relay) };
            let running = serve::start(served, Clock::default()).await.unwrap();
            let app = running.app.clone();
            assert_eq!(app.db.pending_migrations().await.unwrap(), 0);
            // A step that ran is never edited: what it would have made is missing where it ran before.
            assert_eq!(schema(app.db.reader()).await, schema(newest.db.reader()).await, "{}", version.display());

            let report = audit::verify(&app).await.unwrap();
            assert_eq!(report.faults, [], "{}", version.display());
            let kept = ticket::Entity::find().all(app.db.reader()).await.unwrap();
            assert!(kept.len() >= 40 && report.events > 200 && report.checkpoints > 0, "{report:?}");

            // And it is served: somebody signs in and reads one.
            let client = reqwest::Client::new();
            let call = |method, path: &str| Call::new(&client, method, &format!("http://{}/api/v1{path}", running.address));
            let personas: Value = call(Method::GET, "/demo/personas").await.expect_json(200);
            let is_admin = |one: &&Value| one["roles"].as_array().unwrap().contains(&"admin".into());
            let admin = personas.as_array().unwrap().iter().find(is_admin).expect("an admin");
            let session = call(Method::POST, "/demo/sessions").json(&json!({"persona": admin["key"]}));
            let session: Value = session.await.expect_json(200);
            let token = session["access_token"].as_str().unwrap();
            for ticket in &kept {
                let path = format!("/tickets/{}", ticket.folio);
                call(Method::GET, &path).bearer(token).await.expect(200);
                call(Method::GET, &format!("{path}/timeline")).bearer(token).await.expect(200);
            }
            running.stop().await;
        }
        newest.db.close().await;
        println!("{:?}", begun.elapsed());
    }
}
