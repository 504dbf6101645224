//! Connections that are kept at hand from one statement to the next. Whatever goes back to a pool of sqlx is first asked whether
//! it is well, by a task of its own: beside a look-up by key that costs as much again.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use sea_orm::{
    ConnAcquireErr, DbErr, RuntimeErr,
    sqlx::{self, Connection, Database, Pool},
};
use tokio::{
    runtime::Handle,
    sync::{OwnedSemaphorePermit, Semaphore},
};

/// How long a connection that answered is taken to be good: whoever asks often need not ask twice each time.
pub const PROVEN: Duration = Duration::from_secs(1);
/// How long a connection is kept that nobody needs.
const KEPT: Duration = Duration::from_secs(600);
/// How long a connection is kept that is used all the time: whatever the other end remembers for it is let go then.
const LIFE: Duration = Duration::from_secs(1_800);

/// How connections are kept.
#[derive(Debug, Clone, Copy)]
pub struct Keeping {
    /// Most connections.
    pub most: u32,
    /// How long to wait for one.
    pub patience: Duration,
    /// Whether one may break while nobody uses it, so that it is asked when that was long ago.
    pub may_break: bool,
}

/// Some connections at hand.
pub struct Shelf<DB: Database> {
    /// Makes connections, and tries again while a server starts; none of them stays in it.
    maker: Pool<DB>,
    keeping: Keeping,
    turns: Arc<Semaphore>,
    /// The one that was used last is taken first.
    idle: Mutex<Vec<Kept<DB>>>,
}

struct Kept<DB: Database> {
    connection: DB::Connection,
    made: Instant,
    /// When it was last given back.
    since: Instant,
}

impl<DB: Database> Shelf<DB> {
    /// With no connection yet.
    pub fn new(maker: Pool<DB>, keeping: Keeping) -> Arc<Self> {
        let turns = Arc::new(Semaphore::new(usize::try_from(keeping.most).unwrap_or(usize::MAX)));
        Arc::new(Self { maker, keeping, turns, idle: Mutex::new(Vec::new()) })
    }

    /// A connection, for one statement.
    ///
    /// # Errors
    /// When none can be had in time.
    pub async fn take(self: &Arc<Self>) -> Result<Taken<DB>, DbErr> {
        let timely = tokio::time::timeout(self.keeping.patience, self.wait());
        timely.await.unwrap_or(Err(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)))
    }

    async fn wait(self: &Arc<Self>) -> Result<Taken<DB>, DbErr> {
        let turn = self.turns.clone().acquire_owned().await;
        let turn = turn.map_err(|_| DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed))?;
        loop {
            let found = self.idle().pop();
            let Some(mut kept) = found else { break };
            let is_proven = !self.keeping.may_break || kept.since.elapsed() <= PROVEN;
            if is_proven || kept.connection.ping().await.is_ok() {
                return Ok(Taken { held: Some((kept, turn)), shelf: self.clone() });
            }
        }
        let made = self.maker.acquire().await.map_err(|error| match error {
            sqlx::Error::PoolTimedOut => DbErr::ConnectionAcquire(ConnAcquireErr::Timeout),
            sqlx::Error::PoolClosed => DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed),
            error => DbErr::Conn(RuntimeErr::SqlxError(error.into())),
        })?;
        let now = Instant::now();
        let kept = Kept { connection: made.detach(), made: now, since: now };
        Ok(Taken { held: Some((kept, turn)), shelf: self.clone() })
    }

    fn put(&self, kept: Kept<DB>) {
        let now = Instant::now();
        let mut idle = self.idle();
        // Whoever closes the shelf says so before clearing it, so that what comes later finds out here.
        if self.turns.is_closed() || now - kept.made > LIFE {
            return;
        }
        idle.push(Kept { since: now, ..kept });
        // The first is the one that has been left alone for longest.
        if idle.first().is_some_and(|kept| now - kept.since > KEPT) {
            drop(idle.remove(0));
        }
    }

    /// Connections that are open, and those of them that nobody uses now.
    pub fn connections(&self) -> (u32, u32) {
        let idle = super::count(self.idle().len());
        let used = self.keeping.most.saturating_sub(super::count(self.turns.available_permits()));
        (used + idle, idle)
    }

    /// Closes the connections, and makes no more.
    pub async fn close(&self) {
        self.turns.close();
        let idle = std::mem::take(&mut *self.idle());
        for kept in idle {
            if let Err(error) = kept.connection.close().await {
                tracing::debug!(%error, "closing a connection failed");
            }
        }
        self.maker.close().await;
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Kept<DB>>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection that somebody uses.
pub struct Taken<DB: Database> {
    held: Option<(Kept<DB>, OwnedSemaphorePermit)>,
    shelf: Arc<Shelf<DB>>,
}

impl<DB: Database> Taken<DB> {
    /// The connection.
    ///
    /// # Errors
    /// None while it is held.
    pub fn connection(&mut self) -> Result<&mut DB::Connection, DbErr> {
        let held = self.held.as_mut().map(|(kept, _)| &mut kept.connection);
        held.ok_or(DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed))
    }

    /// Puts it back, after an answer that was read to its end.
    pub fn put_back(mut self) {
        if let Some((kept, turn)) = self.held.take() {
            self.shelf.put(kept);
            drop(turn);
        }
    }
}

/// Whatever failed or was given up is only put back when it is found to be well: an answer may still be under way.
impl<DB: Database> Drop for Taken<DB> {
    fn drop(&mut self) {
        let (Some((mut kept, turn)), Ok(runtime)) = (self.held.take(), Handle::try_current()) else { return };
        let shelf = self.shelf.clone();
        runtime.spawn(async move {
            if let Ok(Ok(())) = tokio::time::timeout(shelf.keeping.patience, kept.connection.ping()).await {
                shelf.put(kept);
            }
            drop(turn);
        });
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;
    use sea_orm::sqlx::{
        Sqlite,
        sqlite::{SqliteConnectOptions, SqlitePoolOptions},
    };
    use tempfile::TempDir;

    use super::*;

    fn shelf(most: u32) -> (Arc<Shelf<Sqlite>>, TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let file = SqliteConnectOptions::new().filename(folder.path().join("a.sqlite3")).create_if_missing(true);
        let maker = SqlitePoolOptions::new().max_connections(most).connect_lazy_with(file);
        (Shelf::new(maker, Keeping { most, patience: Duration::from_secs(60), may_break: true }), folder)
    }

    #[tokio::test]
    async fn one_after_the_other_take_the_same_connection() {
        let (shelf, _folder) = shelf(4);
        for _ in 0..20 {
            shelf.take().await.unwrap().put_back();
        }
        assert_eq!(shelf.connections(), (1, 1));
        // It is there at once.
        assert!(shelf.take().now_or_never().is_some());
    }

    #[tokio::test]
    async fn so_many_are_out_at_most_and_whoever_waits_gets_the_next() {
        let (shelf, _folder) = shelf(2);
        let (one, other) = (shelf.take().await.unwrap(), shelf.take().await.unwrap());
        assert_eq!((shelf.connections(), shelf.take().now_or_never().is_some()), ((2, 0), false));
        one.put_back();
        drop(shelf.take().await.unwrap());
        // What was given up is well, and so it comes back.
        shelf.take().await.unwrap().put_back();
        other.put_back();
        assert_eq!(shelf.connections(), (2, 2));
    }

    #[tokio::test]
    async fn nothing_is_kept_once_it_is_closed() {
        let (shelf, _folder) = shelf(2);
        let (one, other) = (shelf.take().await.unwrap(), shelf.take().await.unwrap());
        one.put_back();
        shelf.close().await;
        other.put_back();
        assert_eq!(shelf.connections(), (0, 0));
        assert!(shelf.take().await.is_err());
    }
}
