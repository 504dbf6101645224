//! The real program from outside: its commands, what they print and how they end, its signals and its log.

#![expect(clippy::panic, clippy::unwrap_used, reason = "all of it is tests, their tools too")]

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

use tempfile::TempDir;

/// A folder to run in, with a data folder of a master key that is known.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The program with nothing of this environment.
    fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ventanilla"));
        command.env_clear().current_dir(self.path()).args(line.split(' ')).stdin(Stdio::null());
        // Nobody listens there: mail waits in the outbox.
        command.env("VENTANILLA_SMTP", "smtp://127.0.0.1:9");
        command
    }

    fn run(&self, line: &str) -> Output {
        self.command(line).output().unwrap()
    }

    fn succeeds(&self, line: &str) -> String {
        let output = self.run(line);
        assert!(output.status.success(), "{line}: {}", said(&output));
        String::from_utf8(output.stdout).unwrap()
    }

    fn fails(&self, line: &str) -> String {
        let output = self.run(line);
        assert_eq!(output.status.code(), Some(1), "{line}: {}", said(&output));
        said(&output)
    }
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A server that runs until it is told to stop.
struct Served {
    child: Child,
    address: String,
}

impl Served {
    fn start(place: &Place, line: &str) -> Self {
        let mut child = place.command(line).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.as_mut().unwrap()).lines();
        let first = lines.next().and_then(Result::ok).unwrap_or_default();
        let address = first.rsplit_once("http://").map(|(_, address)| address.trim().to_owned());
        Self { child, address: address.unwrap_or_else(|| panic!("it says: {first}")) }
    }

    /// Status line and everything after it.
    fn get(&self, path: &str) -> String {
        let mut connection = TcpStream::connect(&self.address).unwrap();
        write!(connection, "GET {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\r\n", self.address).unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Asks it to stop, and gives its log.
    fn stop(mut self) -> String {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        let began = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(began.elapsed() < Duration::from_secs(40), "it does not stop");
            std::thread::sleep(Duration::from_millis(50));
        };
        assert!(status.success(), "{status}");
        let mut log = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        log
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It has ended already when all went well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn serving_needs_mail_or_the_demo() {
    let place = Place::new();
    let output = place.command("serve").env_remove("VENTANILLA_SMTP").output().unwrap();
    let said = said(&output);
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("VENTANILLA_SMTP") && said.contains("--demo"), "{said}");
    assert!(!place.path().join("data").exists());
}

#[test]
fn what_is_wrong_with_the_configuration_is_said_at_once() {
    let place = Place::new();
    let output = place
        .command("migrate")
        .env("VENTANILLA_LISTEN", "here")
        .env("VENTANILLA_SECRET_KEY", "hunter2")
        .env("VENTANILLA_DOMAIN", "x")
        .output()
        .unwrap();
    let said = said(&output);
    assert_eq!(output.status.code(), Some(1));
    for part in ["VENTANILLA_LISTEN", "VENTANILLA_SECRET_KEY", "VENTANILLA_DOMAIN", "`domains`"] {
        assert!(said.contains(part), "{part} is missing in {said}");
    }
    assert!(!said.contains("hunter2"), "{said}");
}

#[test]
fn a_command_without_its_database_says_so() {
    let place = Place::new();
    for line in ["audit verify", "backup b.tar", "admin invite ana@example.edu.mx"] {
        let said = place.fails(line);
        assert!(said.contains("no database") && said.contains("VENTANILLA_DATA"), "{line}: {said}");
    }
}

#[test]
fn the_document_is_printed_without_a_database() {
    let place = Place::new();
    let printed = place.succeeds("openapi");
    assert!(printed.starts_with('{') && printed.contains("\"openapi\": \"3.1.0\""), "{printed}");
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0);
}

#[test]
fn a_migration_is_run_once() {
    let place = Place::new();
    assert!(place.succeeds("migrate").contains("steps were run"));
    assert!(place.succeeds("migrate").contains("was up to date"));
}

#[test]
fn an_invitation_is_a_link_that_is_shown_once() {
    let place = Place::new();
    place.succeeds("migrate");
    let said = place.succeeds("admin invite ana@example.edu.mx");
    let (link, _) = said.split_once('\n').unwrap();
    assert!(link.starts_with("http://127.0.0.1:8080/invite/") && said.contains("72 hours"), "{said}");
    let said = place.fails("admin invite ana@example.com");
    assert!(said.contains("`domains`"), "{said}");
}

#[test]
fn the_evidence_of_an_empty_desk_is_whole() {
    let place = Place::new();
    place.succeeds("migrate");
    assert!(place.succeeds("audit verify").contains("Everything is whole"));
    // A new key would make every checkpoint look forged.
    fs::remove_file(place.path().join("data/secret.key")).unwrap();
    assert!(place.fails("audit verify").contains("master key"));
}

#[test]
fn evidence_that_does_not_agree_is_listed() {
    let place = Place::new();
    let served = Served::start(&place, "serve --listen 127.0.0.1:0");
    let checkpointed = |place: &Place| !place.succeeds("audit verify").contains(" 0 checkpoints");
    let began = Instant::now();
    while !checkpointed(&place) {
        assert!(began.elapsed() < Duration::from_secs(40), "no checkpoint is written");
        std::thread::sleep(Duration::from_millis(200));
    }
    served.stop();
    fs::write(place.path().join("data/secret.key"), "A".repeat(43)).unwrap();
    let said = place.fails("audit verify");
    assert!(said.contains("do not agree") && said.contains("the checkpoint of"), "{said}");
}

#[test]
fn it_serves_until_a_signal_and_logs_a_line_a_request() {
    let place = Place::new();
    let served = Served::start(&place, "serve --listen 127.0.0.1:0");
    assert!(served.get("/healthz").starts_with("HTTP/1.1 200"));
    assert!(served.get("/readyz").starts_with("HTTP/1.1 200"));
    assert!(served.get("/api/v1/me?token=hunter2").starts_with("HTTP/1.1 401"));
    let log = served.stop();
    let lines: Vec<serde_json::Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let request = lines.iter().find(|line| line["message"] == "request").unwrap();
    assert_eq!((&request["route"], &request["status"]), (&"/api/v1/me".into(), &401.into()));
    assert!(request["request_id"].is_string() && request["duration_ms"].is_u64(), "{request}");
    assert!(!log.contains("hunter2"), "{log}");
    assert!(lines.iter().any(|line| line["message"] == "stopped"), "{log}");
}

#[test]
fn a_backup_taken_while_serving_is_read_back() {
    let place = Place::new();
    let served = Served::start(&place, "serve --listen 127.0.0.1:0");
    let data = place.path().join("data");
    fs::create_dir_all(data.join("attachments/ab")).unwrap();
    fs::write(data.join("attachments/ab/file"), b"contents").unwrap();
    let with = |line: &str, folder: &str| {
        let output = place.command(line).env("VENTANILLA_DATA", folder).output().unwrap();
        (output.status.success(), said(&output))
    };
    let (well, said) = with("backup desk.tar", "data");
    assert!(well && said.contains("1 attachments") && said.contains("master key is not in it"), "{said}");
    let (well, said) = with("backup desk.tar", "data");
    assert!(!well && said.contains("exists already"), "{said}");
    served.stop();

    let key = fs::read(data.join("secret.key")).unwrap();
    let whole = fs::read(place.path().join("desk.tar")).unwrap();
    assert!(!whole.windows(key.len()).any(|window| window == key), "the key is in the backup");
    let (well, said) = with("restore desk.tar", "data");
    assert!(!well && said.contains("empty folder"), "{said}");
    let (well, said) = with("restore desk.tar", "restored");
    assert!(well && said.contains("master key"), "{said}");
    assert_eq!(fs::read(place.path().join("restored/attachments/ab/file")).unwrap(), b"contents");
    #[cfg(unix)]
    for name in ["desk.tar", "restored/ventanilla.sqlite3"] {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(place.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{name} can be read by others");
    }
    let left = fs::read_dir(place.path()).unwrap().flatten().map(|entry| entry.file_name().into_string().unwrap());
    assert!(!left.into_iter().any(|name| name.contains("unfinished")), "something was left behind");
    fs::write(place.path().join("restored/secret.key"), key).unwrap();
    let (well, said) = with("audit verify", "restored");
    assert!(well, "{said}");
}

#[test]
fn what_is_no_backup_leaves_nothing_behind() {
    let place = Place::new();
    fs::write(place.path().join("odd.tar"), "not a tar").unwrap();
    for (line, part) in [("restore odd.tar", "not a backup"), ("restore missing.tar", "can't read")] {
        let said = place.fails(line);
        assert!(said.contains(part), "{said}");
    }
    assert!(!place.path().join("data/ventanilla.sqlite3").exists());
    assert!(!place.path().join("data/attachments").exists());
    // Cut off in the middle.
    place.succeeds("migrate");
    place.succeeds("backup desk.tar");
    let whole = fs::read(place.path().join("desk.tar")).unwrap();
    fs::write(place.path().join("cut.tar"), &whole[..whole.len() / 2]).unwrap();
    let output = place.command("restore cut.tar").env("VENTANILLA_DATA", "restored").output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(!place.path().join("restored/ventanilla.sqlite3").exists());
}

#[test]
fn a_demo_stays_on_this_machine_unless_told_twice() {
    let place = Place::new();
    let said = place.fails("serve --demo --listen 0.0.0.0:0");
    assert!(said.contains("VENTANILLA_DEMO_LISTEN_ANYWHERE"), "{said}");
}

#[test]
fn a_normal_serve_refuses_the_demos_database() {
    let place = Place::new();
    place.succeeds("seed");
    let output = place.command("serve --listen 127.0.0.1:0").env("VENTANILLA_DATA", "data/demo").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("demo"), "{}", said(&output));
}
