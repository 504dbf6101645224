//! Renewing the session: one renewal at a time in this tab, and one tab at a time where the browser has Web Locks, so that
//! the rotated refresh cookie is never spent twice.

use shared::session::SessionToken;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use super::client::{Answer, Client};
use super::error::ApiError;
use super::lock;

/// Who holds it may touch the browser's one cookie: open, renew or end a session.
pub const LOCK: &str = "ventanilla.renew";

/// Renews the session. Whoever calls while a renewal is under way waits for that one.
///
/// # Errors
/// What the server or the network said; on a definite refusal the session's listener has been told that it is lost.
pub async fn renew(client: &Client) -> Answer<()> {
    let running = client.shared.refreshing.borrow().clone();
    let promise = running.unwrap_or_else(|| {
        let client = client.until(None);
        future_to_promise(async move {
            let renewed = lock::alone(LOCK, renew_now(client.clone())).await;
            let answer = renewed.unwrap_or(Err(JsValue::UNDEFINED));
            client.shared.refreshing.replace(None);
            answer
        })
    });
    client.shared.refreshing.replace(Some(promise.clone()));
    let outcome = JsFuture::from(promise).await;
    client.shared.refreshing.replace(None);
    match outcome {
        Ok(_) => Ok(()),
        Err(error) => Err(error_of(&error)),
    }
}

async fn renew_now(client: Client) -> Result<JsValue, JsValue> {
    match client.post("/auth/sessions/refresh").public().cookies().read::<SessionToken>().await {
        // A session that is not this tab's any more is no answer.
        Ok(session) => client.go_on(session).then_some(JsValue::UNDEFINED).ok_or(JsValue::UNDEFINED),
        Err(error) => {
            if error.problem().is_some_and(|problem| matches!(problem.status, 401 | 403)) {
                client.lose();
            }
            Err(value_of(&error))
        }
    }
}

/// Errors cross the promise as JSON.
fn value_of(error: &ApiError) -> JsValue {
    match error {
        ApiError::Problem(problem) => serde_json::to_string(&**problem).map_or(JsValue::UNDEFINED, JsValue::from),
        ApiError::Unreadable(status) => JsValue::from(*status),
        ApiError::Network | ApiError::Aborted => JsValue::UNDEFINED,
    }
}

fn error_of(value: &JsValue) -> ApiError {
    if let Some(json) = value.as_string() {
        return super::client::read_problem(500, &json);
    }
    value.as_f64().map_or(ApiError::Network, |_| ApiError::Unreadable(502))
}
