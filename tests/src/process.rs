//! Programs that the tests start, and their end: whatever becomes of the test process, they end with it.

use std::{
    os::unix::{fs::MetadataExt, process::CommandExt},
    path::PathBuf,
    process::{Child, Command, Stdio},
};

/// The user that a program is started as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct User {
    uid: u32,
    gid: u32,
}

impl User {
    /// The user `postgres` when we are root, as PostgreSQL refuses to run as root; else nobody else.
    pub fn for_postgres() -> Option<Self> {
        let is_root = std::fs::metadata("/proc/self").is_ok_and(|us| us.uid() == 0);
        is_root.then(|| Self::named("postgres").expect("there is no user 'postgres': install PostgreSQL's packages"))
    }

    fn named(name: &str) -> Option<Self> {
        let passwd = std::fs::read_to_string("/etc/passwd").ok()?;
        passwd.lines().find_map(|line| {
            let mut fields = line.split(':');
            (fields.next()? == name).then_some(())?;
            let (uid, gid) = (fields.nth(1)?.parse().ok()?, fields.next()?.parse().ok()?);
            Some(Self { uid, gid })
        })
    }

    /// Makes a command run as this user.
    pub fn runs(self, command: &mut Command) -> &mut Command {
        command.uid(self.uid).gid(self.gid)
    }

    /// Gives a folder to this user.
    pub fn owns(self, folder: &std::path::Path) {
        std::os::unix::fs::chown(folder, Some(self.uid), Some(self.gid)).expect("the folder is ours to give");
    }
}

/// Runs `script` (of sh, with `arguments` as `$1`, `$2`, …) when this process has ended, however it ended: a shell waits
/// for the end of a pipe that only this process holds.
#[expect(clippy::zombie_processes, reason = "it outlives this process by design: nobody is left to wait for it")]
pub fn when_we_end(script: &str, arguments: &[&std::ffi::OsStr], user: Option<User>) {
    let mut guard = Command::new("/bin/sh");
    guard
        .args(["-c", &format!("while read -r _; do :; done; {script}"), "guard"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .current_dir("/")
        // An interrupt from the keyboard must not reach the one who cleans up.
        .process_group(0);
    if let Some(user) = user {
        user.runs(&mut guard);
    }
    let mut guard: Child = guard.spawn().expect("/bin/sh starts");
    // Kept open until the process is gone; the kernel closes it then.
    std::mem::forget(guard.stdin.take());
}

/// A folder for what a test writes: in memory where the machine offers that, because SQLite waits for the disk.
pub fn quick_folder() -> PathBuf {
    if let Some(folder) = std::env::var_os("VENTANILLA_TEST_FOLDER") {
        return folder.into();
    }
    let memory = PathBuf::from("/dev/shm");
    if tempfile::tempdir_in(&memory).is_ok() { memory } else { std::env::temp_dir() }
}

/// A folder of its own for one thing.
pub fn folder_of_its_own(parent: &std::path::Path) -> tempfile::TempDir {
    tempfile::Builder::new().prefix("ventanilla-test-").tempdir_in(parent).expect("a folder can be made")
}
