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

/// The programs that the browser suite needs.
#[derive(Debug)]
pub struct Driver {
    /// Where chromedriver listens.
    pub url: String,
    /// The browser's program.
    pub chromium: PathBuf,
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
        let mut driver = Command::new(&chromedriver)
            .args(["--port=0", "--log-level=SEVERE"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .unwrap_or_else(|error| panic!("{} does not start: {error}", chromedriver.display()));
        // It leads a group of its own, in which its browsers are too.
        process::when_we_end("kill -- -$1", &[&OsString::from(driver.id().to_string())], None);
        let mut lines = BufReader::new(driver.stdout.take().expect("its output is piped")).lines();
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| port_in(&line));
        let port = port.unwrap_or_else(|| panic!("{} ended before it listened", chromedriver.display()));
        // It must not stop at a pipe that nobody empties.
        std::thread::spawn(move || lines.for_each(drop));
        Self { url: format!("http://127.0.0.1:{port}"), chromium }
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
    fn the_port_is_read_from_what_the_driver_says() {
        assert_eq!(port_in("ChromeDriver was started successfully on port 40123."), Some(40123));
        assert_eq!(port_in("Starting ChromeDriver 156.0 on port 0"), None);
    }
}
