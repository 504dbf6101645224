//! Connections that are kept without asking for anything are cut off. The framework sets a time for the head of a connection's
//! first request and none for those after it: whoever sent one request could send the next byte by byte, for ever.

use std::{
    any::Any,
    net::{Shutdown, TcpStream},
    os::fd::AsFd,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError, Weak},
    task::{Context, Poll},
    time::{Duration, Instant},
};

use actix_web::{
    Error as ActixError,
    body::{BodySize, BoxBody, MessageBody},
    dev::{Extensions, ServiceRequest, ServiceResponse},
    middleware::Next,
    rt::net::TcpStream as Socket,
    web::Bytes,
};

/// How often the connections are looked through.
const ROUND: Duration = Duration::from_secs(5);

/// All open connections of a server.
#[derive(Debug, Clone, Default)]
pub struct Connections(Arc<Mutex<Vec<Weak<Connection>>>>);

/// One connection, held by the framework for as long as it is open.
#[derive(Debug)]
struct Connection {
    /// The same socket once more, to shut it.
    socket: TcpStream,
    use_of: Mutex<Use>,
}

#[derive(Debug)]
struct Use {
    /// Requests that were read and are not answered to the end yet.
    under_way: u32,
    /// Since when there are as many.
    since: Instant,
}

impl Connections {
    /// Remembers a connection that was just made.
    pub fn remember(&self, io: &dyn Any, data: &mut Extensions) {
        let again = io.downcast_ref::<Socket>().and_then(|socket| socket.as_fd().try_clone_to_owned().ok());
        let Some(socket) = again.map(TcpStream::from) else { return };
        let connection = Connection::new(socket, Instant::now());
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::downgrade(&connection));
        data.insert(connection);
    }

    /// Cuts off whatever has had nothing under way for longer than this, again and again while the server is there.
    pub fn watch(&self, patience: Duration) {
        let connections = Arc::downgrade(&self.0);
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(ROUND).await;
                let Some(connections) = connections.upgrade() else { return };
                Self(connections).cut_off(patience, Instant::now());
            }
        });
    }

    fn cut_off(&self, patience: Duration, now: Instant) {
        let mut connections = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        connections.retain(|connection| {
            let Some(connection) = connection.upgrade() else { return false };
            let is_idle = connection.is_idle(patience, now);
            if is_idle {
                // It may have ended this very moment.
                let _ = connection.socket.shutdown(Shutdown::Both);
            }
            !is_idle
        });
    }
}

impl Connection {
    fn new(socket: TcpStream, now: Instant) -> Arc<Self> {
        Arc::new(Self { socket, use_of: Mutex::new(Use { under_way: 0, since: now }) })
    }

    fn is_idle(&self, patience: Duration, now: Instant) -> bool {
        let use_of = self.use_of.lock().unwrap_or_else(PoisonError::into_inner);
        use_of.under_way == 0 && now.saturating_duration_since(use_of.since) > patience
    }

    fn changes(&self, change: impl FnOnce(u32) -> u32) {
        let mut use_of = self.use_of.lock().unwrap_or_else(PoisonError::into_inner);
        *use_of = Use { under_way: change(use_of.under_way), since: Instant::now() };
    }
}

/// A request under way on a connection, until this is dropped.
#[derive(Debug)]
struct UnderWay(Arc<Connection>);

impl UnderWay {
    fn on(connection: &Arc<Connection>) -> Self {
        connection.changes(|under_way| under_way.saturating_add(1));
        Self(connection.clone())
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.changes(|under_way| under_way.saturating_sub(1));
    }
}

/// Notes on its connection that a request is under way, until its answer has been taken to the end.
///
/// # Errors
/// None of its own.
pub async fn note(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, ActixError> {
    let under_way = request.request().conn_data::<Arc<Connection>>().map(UnderWay::on);
    let answer = next.call(request).await?;
    Ok(answer.map_body(|_, body| Answer { body: body.boxed(), _under_way: under_way }))
}

/// The body of an answer. While it is there, its request is under way.
#[derive(Debug)]
struct Answer {
    body: BoxBody,
    _under_way: Option<UnderWay>,
}

impl MessageBody for Answer {
    type Error = <BoxBody as MessageBody>::Error;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Pin::new(&mut self.body).poll_next(cx)
    }
}

#[cfg(test)]
mod tests {
    use std::{io::Read, net::TcpListener};

    use super::*;

    const PATIENCE: Duration = Duration::from_secs(85);

    fn connection(connections: &Connections, now: Instant) -> (TcpStream, Arc<Connection>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        client.set_read_timeout(Some(Duration::from_millis(200))).unwrap();
        let connection = Connection::new(listener.accept().unwrap().0, now);
        connections.0.lock().unwrap().push(Arc::downgrade(&connection));
        (client, connection)
    }

    fn is_open(client: &mut TcpStream) -> bool {
        !matches!(client.read(&mut [0]), Ok(0))
    }

    #[test]
    fn who_asks_for_nothing_is_cut_off_and_who_waits_for_an_answer_is_not() {
        let (connections, now) = (Connections::default(), Instant::now());
        let (mut idle, _held) = connection(&connections, now);
        let (mut busy, other) = connection(&connections, now);
        let under_way = UnderWay::on(&other);
        connections.cut_off(PATIENCE, now + Duration::from_secs(84));
        assert!(is_open(&mut idle) && is_open(&mut busy));
        connections.cut_off(PATIENCE, now + Duration::from_secs(600));
        assert!(!is_open(&mut idle) && is_open(&mut busy));
        // Its time begins with the end of the answer.
        drop(under_way);
        connections.cut_off(PATIENCE, Instant::now() + Duration::from_secs(84));
        assert!(is_open(&mut busy));
        connections.cut_off(PATIENCE, Instant::now() + Duration::from_secs(90));
        assert!(!is_open(&mut busy));
        assert!(connections.0.lock().unwrap().is_empty());
    }

    #[test]
    fn what_has_ended_is_forgotten() {
        let (connections, now) = (Connections::default(), Instant::now());
        let (_client, held) = connection(&connections, now);
        drop(held);
        connections.cut_off(PATIENCE, now);
        assert!(connections.0.lock().unwrap().is_empty());
    }
}
