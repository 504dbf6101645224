//! A backup taken while people work, by the real program: what comes of it elsewhere is whole, and holds all that was
//! acknowledged before it began.

use std::{
    collections::BTreeSet,
    fs,
    time::{Duration, Instant},
};

use backend::{
    clock::Clock,
    config::Config,
    entity::{attachment, ticket},
    serve,
};
use e2e::{Desk, Person, Service, Storage, Ticket, database, on_both_engines, program, seeded, tickets::request_for};
use futures_util::future::join_all;
use reqwest::Method;
use sea_orm::EntityTrait;
use serde_json::json;
use shared::attachment::Attachment;
use tokio::sync::watch;
use uuid::Uuid;

use super::evidence::Evidence;

/// Backups, one after the other.
const BACKUPS: usize = 3;

/// Files requests with a file each, and has them attended, until told to stop.
async fn work(ana: &Person, carla: &Person, stop: watch::Receiver<bool>) -> usize {
    let mut filed = 0;
    while !*stop.borrow() {
        let file = ana.call(Method::POST, "/attachments").file("nota.txt", "text/plain", vec![b'x'; 20_000]);
        let mut body = request_for(Service::Maintenance);
        body["attachment_ids"] = json!([file.await.expect_json::<Attachment>(201).id]);
        let ticket: Ticket = ana.files_as(body).await;
        carla.takes(&ticket).await;
        carla.attends(&ticket, "Listo.").await;
        filed += 1;
    }
    filed
}

/// The tickets that are there, once they are more than so many.
async fn there_are_more_than(desk: &Desk, few: usize) -> BTreeSet<Uuid> {
    loop {
        let known = ticket::Entity::find().all(desk.app.db.reader()).await.unwrap();
        if known.len() > few {
            return known.into_iter().map(|ticket| ticket.id).collect();
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// As the README says. On PostgreSQL the database comes first: files that come later belong to no row in it.
async fn backup(desk: &Desk, name: &str) {
    if let Some(url) = desk.storage().url() {
        let file = desk.data().join(format!("{name}.pgdump"));
        let (url, file) = (url.clone(), format!("--file={}", file.display()));
        let dumped = tokio::task::spawn_blocking(move || database::tool("pg_dump", &["--format=custom", &file, &url]));
        dumped.await.expect("it is dumped");
    }
    let done = program::run(&desk.app.config, &format!("backup {name}.tar")).await;
    assert!(done.status.success(), "{done:?}");
}

/// The backup, read back into another place.
async fn restored(desk: &Desk, name: &str) -> (Storage, Config) {
    let place = Storage::empty(desk.engine()).await;
    let config = Config { data: place.folder().to_owned(), database_url: place.url(), ..desk.app.config.clone() };
    let file = desk.data().join(name);
    let done = program::run(&config, &format!("restore {}.tar", file.display())).await;
    assert!(done.status.success(), "{done:?}");
    if let Some(url) = place.url() {
        let (url, file) = (format!("--dbname={url}"), format!("{}.pgdump", file.display()));
        let read = tokio::task::spawn_blocking(move || database::tool("pg_restore", &["--no-owner", &url, &file]));
        read.await.expect("it is read back");
    }
    fs::copy(desk.data().join("secret.key"), place.folder().join("secret.key")).expect("the key is put back");
    (place, config)
}

on_both_engines! {
    async fn a_backup_under_load_is_whole_elsewhere(desk: &Desk) {
        let begun = Instant::now();
        let (ana, carla) = (desk.requester("ana").await, desk.agent("carla", seeded::SUPPORT).await);
        let (stop, stopped) = watch::channel(false);
        let mut before: Vec<BTreeSet<Uuid>> = Vec::new();
        let people = join_all((0..4).map(|_| work(&ana, &carla, stopped.clone())));
        let backups = async {
            for number in 0..BACKUPS {
                // Between two backups there is work, however slow the machine.
                let known = there_are_more_than(desk, before.last().map_or(0, BTreeSet::len)).await;
                before.push(known);
                backup(desk, &number.to_string()).await;
            }
            stop.send_replace(true);
        };
        let (filed, ()) = tokio::join!(people, backups);
        let filed: usize = filed.into_iter().sum();
        for (number, before) in before.iter().enumerate() {
            let (place, config) = restored(desk, &number.to_string()).await;
            let verified = program::run(&config, "audit verify").await;
            assert!(verified.status.success(), "{verified:?}");
            let app = serve::prepare(config, Clock::default()).await.unwrap();
            let evidence = Evidence::of(&app).await;
            assert!(before.iter().all(|id| evidence.tickets.contains_key(id)), "what was there before is not in it");
            assert!(evidence.tickets.len() <= filed);
            for row in attachment::Entity::find().all(app.db.reader()).await.unwrap() {
                let file = place.folder().join("attachments").join(&row.storage_key);
                assert_eq!(fs::metadata(&file).map(|file| file.len()).ok(), u64::try_from(row.size).ok(), "{row:?}");
            }
            app.db.close().await;
        }
        println!("{BACKUPS} backups while {filed} requests came: {:?}", begun.elapsed());
    }
}
