//! What the machine could do: answer without doing anything, and put something on the disk.

use std::{
    fs::File,
    io::{BufRead, BufReader, Seek, SeekFrom, Write},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::{
    client::{Call, Client},
    driving::{Lane, Measured},
};

/// The argument that makes this program a server which does nothing.
pub const EMPTY_SERVER: &str = "serve-nothing";
/// Bytes that are written at a time: a page.
const PAGE: usize = 4_096;
/// Pages that are written in turn.
const PAGES: u64 = 1_000;

/// Serves nothing until it is killed; the first line that it prints is its address.
pub fn serve_nothing() {
    let server = actix_web::HttpServer::new(|| actix_web::App::new().default_service(actix_web::web::to(nothing)));
    let workers = std::thread::available_parallelism().map_or(2, std::num::NonZeroUsize::get);
    let server = server.workers(workers).bind(("127.0.0.1", 0)).expect("a port");
    println!("{}", server.addrs()[0]);
    actix_web::rt::System::new().block_on(server.run()).expect("it serves");
}

async fn nothing() -> actix_web::HttpResponse {
    actix_web::HttpResponse::Ok().finish()
}

/// A server that does nothing, in a process of its own.
pub struct Nothing {
    child: Child,
    address: SocketAddr,
}

impl Nothing {
    /// Starts it.
    pub fn start() -> Self {
        let this = std::env::current_exe().expect("this program");
        let mut child = Command::new(this).arg(EMPTY_SERVER).stdout(Stdio::piped()).spawn().expect("it starts");
        let mut line = String::new();
        let out = child.stdout.take().expect("its output");
        BufReader::new(out).read_line(&mut line).expect("it names its address");
        Self { child, address: line.trim().parse().expect("an address") }
    }

    /// A client of it.
    pub async fn client(&self) -> AskNothing {
        AskNothing(Client::connect(self.address).await.expect("it answers"))
    }
}

impl Drop for Nothing {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A client of a server that does nothing.
pub struct AskNothing(Client);

impl Lane for AskNothing {
    async fn step(&mut self) -> bool {
        self.0.send(&Call::get("/", "")).await.status == 200
    }
}

/// Writes a page and waits for the disk, again and again.
pub fn flush(folder: &Path, length: Duration) -> Measured {
    let path = folder.join("flushed");
    let mut file = File::create(&path).expect("a file");
    file.write_all(&vec![0; PAGE * usize::try_from(PAGES).expect("a number")]).expect("room");
    file.sync_all().expect("a disk");
    let mut measured = Measured::default();
    let begun = Instant::now();
    let mut page = 0;
    while begun.elapsed() < length {
        let one = Instant::now();
        file.seek(SeekFrom::Start(page % PAGES * PAGE as u64)).expect("a place");
        file.write_all(&[1; PAGE]).expect("room");
        file.sync_data().expect("a disk");
        measured.took.push(one.elapsed().as_secs_f64() * 1_000.0);
        page += 1;
    }
    #[expect(clippy::cast_precision_loss, reason = "pages of some seconds")]
    let pages = page as f64;
    measured.throughput = pages / begun.elapsed().as_secs_f64();
    measured.took.sort_by(f64::total_cmp);
    drop(file);
    let _ = std::fs::remove_file(path);
    measured
}
