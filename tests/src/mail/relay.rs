//! The relay itself: enough of SMTP (RFC 5321) for a client that sends mail, over a real socket.

use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream, tcp::OwnedWriteHalf},
    task::JoinHandle,
};

use super::Mail;

/// How the relay takes what it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mood {
    /// Keeps every mail.
    #[default]
    Accepts,
    /// Answers every recipient with 451: try again later.
    Defers,
    /// Answers every recipient with 550: never.
    Refuses,
    /// Greets and then says nothing more.
    Stalls,
    /// Closes every connection at once.
    HangsUp,
    /// Takes the mail and says so, and has no answer to `QUIT`.
    StallsAtGoodbye,
    /// Takes the mail, then closes the connection instead of saying so.
    DropsBeforeItSaysSo,
}

/// A mail relay. It ends when this is dropped.
#[derive(Debug)]
pub struct Relay {
    address: SocketAddr,
    state: Arc<State>,
    listens: JoinHandle<()>,
}

#[derive(Debug, Default)]
struct State {
    mood: Mutex<Mood>,
    mails: Mutex<Vec<Mail>>,
    connections: AtomicU32,
}

impl Relay {
    /// Listens on a free port of loopback.
    pub async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let address = listener.local_addr().expect("it has an address");
        let state = Arc::new(State::default());
        let shared = state.clone();
        let listens = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                shared.connections.fetch_add(1, Ordering::SeqCst);
                let shared = shared.clone();
                // A connection that the client cuts off is the client's business.
                tokio::spawn(async move { drop(converse(stream, &shared).await) });
            }
        });
        Self { address, state, listens }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// From now on.
    pub fn becomes(&self, mood: Mood) {
        *self.state.mood.lock().unwrap() = mood;
    }

    /// Every mail it kept, in the order of arrival.
    pub fn mails(&self) -> Vec<Mail> {
        self.state.mails.lock().unwrap().clone()
    }

    /// The mails to one address, in the order of arrival.
    pub fn mails_to(&self, address: &str) -> Vec<Mail> {
        self.mails().into_iter().filter(|mail| mail.to.iter().any(|to| to == address)).collect()
    }

    /// To whom it has mail, in the order of arrival.
    pub fn recipients(&self) -> Vec<String> {
        self.mails().into_iter().flat_map(|mail| mail.to).collect()
    }

    /// Forgets what it kept.
    pub fn forget(&self) {
        self.state.mails.lock().unwrap().clear();
    }

    /// How often somebody connected.
    pub fn connections(&self) -> u32 {
        self.state.connections.load(Ordering::SeqCst)
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.listens.abort();
    }
}

async fn converse(stream: TcpStream, state: &State) -> std::io::Result<()> {
    let mood = || *state.mood.lock().unwrap();
    if mood() == Mood::HangsUp {
        return Ok(());
    }
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).split(b'\n');
    say(&mut write, "220 relay.test ESMTP").await?;
    let mut recipients: Vec<String> = Vec::new();
    while let Some(line) = lines.next_segment().await? {
        let line = String::from_utf8_lossy(&line).trim_end().to_owned();
        if mood() == Mood::Stalls {
            std::future::pending::<()>().await;
        }
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        match verb.as_str() {
            "EHLO" => say(&mut write, "250-relay.test\r\n250-8BITMIME\r\n250 SMTPUTF8").await?,
            "HELO" | "NOOP" => say(&mut write, "250 fine").await?,
            "MAIL" | "RSET" => {
                recipients.clear();
                say(&mut write, "250 fine").await?;
            }
            "RCPT" => match mood() {
                Mood::Defers => say(&mut write, "451 4.3.0 try again later").await?,
                Mood::Refuses => say(&mut write, "550 5.1.1 nobody of that name").await?,
                _ => {
                    let address = line.split(['<', '>']).nth(1).unwrap_or_default();
                    recipients.push(address.to_ascii_lowercase());
                    say(&mut write, "250 fine").await?;
                }
            },
            "DATA" => {
                say(&mut write, "354 go on").await?;
                let (mut raw, mut is_whole) = (Vec::new(), false);
                while let Some(mut line) = lines.next_segment().await? {
                    if line == b".\r" {
                        is_whole = true;
                        break;
                    }
                    if line.starts_with(b".") {
                        line.remove(0);
                    }
                    raw.extend_from_slice(&line);
                    raw.push(b'\n');
                }
                // Whoever is gone before the last line has sent nothing.
                if !is_whole {
                    return Ok(());
                }
                let mail = Mail::parse(std::mem::take(&mut recipients), &raw);
                state.mails.lock().unwrap().push(mail);
                if mood() == Mood::DropsBeforeItSaysSo {
                    return Ok(());
                }
                say(&mut write, "250 2.0.0 kept").await?;
            }
            "QUIT" if mood() == Mood::StallsAtGoodbye => std::future::pending().await,
            "QUIT" => return say(&mut write, "221 bye").await,
            _ => say(&mut write, "502 not here").await?,
        }
    }
    Ok(())
}

async fn say(write: &mut OwnedWriteHalf, line: &str) -> std::io::Result<()> {
    write.write_all(format!("{line}\r\n").as_bytes()).await
}
