//! A session that somebody has left and the server may not know it: the cookie that renews it is still in the browser, out of
//! reach of scripts. A mark stays until the server has ended it, or somebody has signed in and got another cookie.

use std::cell::Cell;

use super::storage;
use crate::api::client::{Answer, Client};
use crate::api::error::ApiError;
use crate::api::{lock, refresh};

const MARK: &str = "ventanilla.leaving";

/// Milliseconds that somebody who signs out waits for the server. It is told later what it does not hear now.
pub const PATIENCE: u32 = 5_000;

thread_local! {
    /// The same for this tab alone: the browser may keep nothing.
    static LEAVING: Cell<bool> = const { Cell::new(false) };
}

/// Somebody leaves.
pub fn begin() {
    LEAVING.set(true);
    storage::set(MARK, "1");
}

/// Whether the server may still have to be told.
pub fn is_under_way() -> bool {
    LEAVING.get() || storage::get(MARK).is_some()
}

/// The session is over.
pub fn end() {
    LEAVING.set(false);
    storage::remove(MARK);
}

/// Tells the server at once, with the token at hand. What it does not hear now it hears by [`finish`].
pub async fn tell(client: &Client) {
    let Some(token) = client.held_token() else { return };
    let client = client.clone();
    let telling = async move {
        if is_under_way() && client.sign_out(&token).await.is_ok() {
            end();
        }
    };
    // A tab that has it begins anew just now, and lets it go.
    lock::alone(refresh::LOCK, telling).await;
}

/// Tells the server, if it still has to be told, by the cookie.
///
/// # Errors
/// What the server or the network said; the mark stays.
pub async fn finish(client: &Client) -> Answer<()> {
    let client = client.clone();
    let told = lock::alone(refresh::LOCK, async move {
        // Looked at under the lock: whoever has signed in meanwhile has a cookie of their own.
        if is_under_way() {
            client.end_left_session().await?;
            end();
        }
        Ok(())
    });
    told.await.unwrap_or(Err(ApiError::Network))
}
