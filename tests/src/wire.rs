//! A connection on which a test writes whatever bytes it likes, as a client that keeps no rule would.

use std::time::Duration;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::desk::Site;

/// How long an answer may take, however busy the machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// An open connection to a desk.
#[derive(Debug)]
pub struct Wire {
    stream: TcpStream,
}

impl Wire {
    /// Connects.
    pub async fn to(site: &Site) -> Self {
        let address = site.origin.trim_start_matches("http://");
        Self { stream: TcpStream::connect(address).await.expect("the desk takes connections") }
    }

    /// Sends bytes. Says whether the other side still took them.
    pub async fn sends(&mut self, bytes: impl AsRef<[u8]>) -> bool {
        self.stream.write_all(bytes.as_ref()).await.is_ok()
    }

    /// Everything that comes until the other side closes or the time is over.
    pub async fn reads_for(&mut self, time: Duration) -> String {
        let mut bytes = Vec::new();
        let _ = tokio::time::timeout(time, self.stream.read_to_end(&mut bytes)).await;
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Everything that comes until the other side closes; none when it does not.
    pub async fn reads_to_the_end(&mut self) -> Option<String> {
        let mut bytes = Vec::new();
        // A connection that is reset has ended as well, with what came before.
        let ended = tokio::time::timeout(PATIENCE, self.stream.read_to_end(&mut bytes)).await;
        ended.is_ok().then(|| String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Sends one whole request and reads what comes back: head and body as they came. The connection ends with it.
    pub async fn asks(site: &Site, head: &[&[u8]], body: &[u8]) -> Raw {
        let mut wire = Self::to(site).await;
        let length = format!("content-length: {}", body.len());
        let host = format!("host: {}", site.origin.trim_start_matches("http://"));
        let mut bytes = Vec::new();
        for line in head.iter().copied().chain([host.as_bytes(), length.as_bytes(), b"connection: close"]) {
            bytes.extend_from_slice(line);
            bytes.extend_from_slice(b"\r\n");
        }
        bytes.extend_from_slice(b"\r\n");
        bytes.extend_from_slice(body);
        wire.sends(&bytes).await;
        Raw(wire.reads_to_the_end().await.expect("an answer, and then an end"))
    }
}

/// An answer as it came.
#[derive(Debug, Clone)]
pub struct Raw(pub String);

impl Raw {
    /// Its status.
    pub fn status(&self) -> u16 {
        let status = self.0.split(' ').nth(1).and_then(|status| status.parse().ok());
        status.unwrap_or_else(|| panic!("no status in {:?}", self.0))
    }

    /// What stands before the body.
    pub fn head(&self) -> &str {
        self.0.split("\r\n\r\n").next().unwrap_or_default()
    }
}
