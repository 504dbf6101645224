//! chromedriver: one per process, started when the first browser is asked for. It and its browsers end with the process.

use std::{
    ffi::OsString,
    io::{BufRead, BufReader},
    os::unix::process::CommandExt,
    path::PathBuf,
    process::{Command, Stdio},
    sync::OnceLock,
};

use crate::process;

/// Ends a group of processes (`$1`) and removes the folder that they wrote to (`$2`), in that order: a browser that is
/// asked to end still writes for a moment.
const CLEAR_UP: &str = "kill -- -$1; n=0; while kill -s 0 -- -$1 && [ $n -lt 50 ]; do n=$((n + 1)); sleep 0.1; done
kill -s KILL -- -$1; rm -rf -- \"$2\"";

/// The programs that the browser suite needs.
#[derive(Debug)]
pub struct Driver {
    /// Where chromedriver listens.
    pub url: String,
    /// The browser's program.
    pub chromium: PathBuf,
    /// For everything that browsers write. Removed with the process.
    pub folder: PathBuf,
}

impl Driver {
    /// The driver of this process.
    pub fn of_this_process() -> &'static Self {
        static DRIVER: OnceLock<Driver> = OnceLock::new();
        DRIVER.get_or_init(Self::start)
    }

    #[expect(clippy::zombie_processes, reason = "it ends with this process, by its guard")]
    fn start() -> Self {
        let chromium = program("VENTANILLA_TEST_CHROMIUM", "/usr/bin/chromium");
        let chromedriver = program("VENTANILLA_TEST_CHROMEDRIVER", "/usr/bin/chromedriver");
        let folder = process::folder_of_its_own(&std::env::temp_dir()).keep();
        let mut driver = Command::new(&chromedriver)
            // Driver and browsers leave folders of their own wherever temporary files go.
            .env("TMPDIR", &folder)
            .args(["--port=0", "--log-level=SEVERE"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .unwrap_or_else(|error| panic!("{} does not start: {error}", chromedriver.display()));
        // It leads a group of its own, in which its browsers are too.
        process::when_we_end(CLEAR_UP, &[&OsString::from(driver.id().to_string()), folder.as_os_str()], None);
        let mut lines = BufReader::new(driver.stdout.take().expect("its output is piped")).lines();
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| port_in(&line));
        let port = port.unwrap_or_else(|| panic!("{} ended before it listened", chromedriver.display()));
        // It must not stop at a pipe that nobody empties.
        std::thread::spawn(move || lines.for_each(drop));
        Self { url: format!("http://127.0.0.1:{port}"), chromium, folder }
    }
}

/// `ChromeDriver was started successfully on port 40123.`
fn port_in(line: &str) -> Option<u16> {
    let (_, rest) = line.split_once("started successfully on port ")?;
    rest.trim_end_matches('.').parse().ok()
}

fn program(variable: &str, usual: &str) -> PathBuf {
    let path = std::env::var_os(variable).map_or_else(|| PathBuf::from(usual), PathBuf::from);
    assert!(
        path.is_file(),
        "the browser tests need {}: `cargo xtask test` installs it, or install Debian's chromium and chromium-driver, \
         or name it in {variable}",
        path.display()
    );
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_of_a_browser_that_goes_on_writing() {
        let folder = process::folder_of_its_own(&std::env::temp_dir()).keep();
        let writes =
            "trap 'sleep 0.3; mkdir -p \"$0/late\"; exit' TERM; while :; do mkdir -p \"$0/more\"; sleep 0.05; done";
        let mut browser = Command::new("/bin/sh");
        let mut browser = browser.args(["-c", writes]).arg(&folder).process_group(0).spawn().unwrap();
        while !folder.join("more").exists() {
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        let leader = browser.id().to_string();
        // Somebody has to take note of its end, or the group stays.
        let ended = std::thread::spawn(move || browser.wait());
        let mut guard = Command::new("/bin/sh");
        guard.args(["-c", CLEAR_UP, "guard", &leader]).arg(&folder).stderr(Stdio::null()).status().unwrap();
        assert!(!folder.exists());
        ended.join().unwrap().unwrap();
        assert!(!folder.exists(), "it wrote after everything was removed");
    }

    #[test]
    fn the_port_is_read_from_what_the_driver_says() {
        assert_eq!(port_in("ChromeDriver was started successfully on port 40123."), Some(40123));
        assert_eq!(port_in("Starting ChromeDriver 156.0 on port 0"), None);
    }
}
