//! An HTTP client that takes little of the machine that it shares with the server: one connection, one call at a time.

use std::net::SocketAddr;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// A connection that is kept.
pub struct Client {
    stream: TcpStream,
    host: String,
    sent: Vec<u8>,
    received: Vec<u8>,
}

/// A call.
#[derive(Debug, Clone)]
pub struct Call {
    /// GET or POST.
    pub method: &'static str,
    /// Path and query.
    pub path: String,
    /// The access token.
    pub bearer: String,
    /// Further headers, each with its end of line.
    pub headers: String,
    /// The body, JSON.
    pub body: String,
}

impl Call {
    /// Reads.
    pub fn get(path: impl Into<String>, bearer: &str) -> Self {
        Self { method: "GET", path: path.into(), bearer: bearer.into(), headers: String::new(), body: String::new() }
    }

    /// Creates or commands.
    pub fn post(path: impl Into<String>, bearer: &str, body: &serde_json::Value) -> Self {
        let body = body.to_string();
        Self { method: "POST", path: path.into(), bearer: bearer.into(), headers: String::new(), body }
    }

    /// With a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        for part in [name, ": ", value, "\r\n"] {
            self.headers.push_str(part);
        }
        self
    }
}

/// What came back.
#[derive(Debug)]
pub struct Answer<'a> {
    /// The status.
    pub status: u16,
    /// The entity tag.
    pub etag: Option<&'a str>,
    /// The body.
    pub body: &'a [u8],
}

impl Answer<'_> {
    /// The body as JSON.
    pub fn value(&self) -> serde_json::Value {
        serde_json::from_slice(self.body).expect("the answer is JSON")
    }
}

impl Client {
    /// Connects.
    pub async fn connect(address: SocketAddr) -> std::io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, host: address.to_string(), sent: Vec::new(), received: Vec::new() })
    }

    /// Sends a call and reads its answer to the end.
    pub async fn send(&mut self, call: &Call) -> Answer<'_> {
        self.try_send(call).await.unwrap_or_else(|error| panic!("{} {}: {error}", call.method, call.path))
    }

    /// Sends a call and reads its answer to the end.
    pub async fn try_send(&mut self, call: &Call) -> std::io::Result<Answer<'_>> {
        use std::io::Write;
        self.sent.clear();
        write!(self.sent, "{} {} HTTP/1.1\r\nHost: {}\r\n{}", call.method, call.path, self.host, call.headers)?;
        if !call.bearer.is_empty() {
            write!(self.sent, "Authorization: Bearer {}\r\n", call.bearer)?;
        }
        if call.method == "POST" {
            write!(self.sent, "Content-Type: application/json\r\nContent-Length: {}\r\n", call.body.len())?;
        }
        write!(self.sent, "\r\n{}", call.body)?;
        self.stream.write_all(&self.sent).await?;
        self.received.clear();
        let head = loop {
            if let Some(end) = find(&self.received, b"\r\n\r\n") {
                break end + 4;
            }
            self.more().await?;
        };
        let text = std::str::from_utf8(&self.received[..head]).expect("a head of text");
        let status = text.get(9..12).and_then(|status| status.parse().ok()).expect("a status line");
        let length = header(text, "content-length").map(|length| length.parse::<usize>().expect("a length"));
        let etag = header(text, "etag").map(|tag| {
            let start = tag.as_ptr() as usize - text.as_ptr() as usize;
            start..start + tag.len()
        });
        let length = length.unwrap_or_else(|| panic!("an answer of unknown length: {text}"));
        while self.received.len() < head + length {
            self.more().await?;
        }
        let etag = etag.map(|range| std::str::from_utf8(&self.received[range]).expect("a tag of text"));
        Ok(Answer { status, etag, body: &self.received[head..head + length] })
    }

    async fn more(&mut self) -> std::io::Result<()> {
        self.received.reserve(16_384);
        match self.stream.read_buf(&mut self.received).await? {
            0 => Err(std::io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().find_map(|line| {
        let (given, value) = line.split_once(':')?;
        given.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}
