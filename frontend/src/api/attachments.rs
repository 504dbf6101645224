//! Files: sent with their progress, which only `XMLHttpRequest` tells; opened by a short-lived link.

use std::rc::Rc;

use gloo_events::EventListener;
use shared::attachment::{Attachment, AttachmentLink};
use shared::json;
use shared::paths::API;
use uuid::Uuid;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FormData, ProgressEvent, XmlHttpRequest};
use yew::Callback;

use super::client::{Answer, Client, broken, read_problem};
use super::error::ApiError;
use super::refresh;

/// A file on its way; dropping or cancelling it stops it.
#[derive(Clone)]
pub struct Transfer(Rc<XmlHttpRequest>);

impl Transfer {
    /// A transfer that has not begun.
    pub fn new() -> Option<Self> {
        XmlHttpRequest::new().ok().map(|request| Self(Rc::new(request)))
    }

    /// Stops it.
    pub fn cancel(&self) {
        // Stopping what has ended does nothing.
        self.0.abort().ok();
    }
}

impl Client {
    /// Sends a file; `on_progress` hears per cent. As with every call, a token that has just ended is renewed once.
    pub async fn upload(&self, transfer: &Transfer, file: &File, on_progress: Callback<u32>) -> Answer<Attachment> {
        let answer = self.upload_once(transfer, file, on_progress.clone()).await;
        if answer.as_ref().err().and_then(ApiError::problem).is_none_or(|problem| problem.status != 401) {
            return answer;
        }
        refresh::renew(self).await?;
        self.upload_once(transfer, file, on_progress).await
    }

    async fn upload_once(&self, transfer: &Transfer, file: &File, on_progress: Callback<u32>) -> Answer<Attachment> {
        let token = self.token().await;
        let request = transfer.0.clone();
        request.open_with_async("POST", &format!("{API}/attachments"), true).map_err(broken)?;
        request.set_request_header("Accept", "application/json, application/problem+json").map_err(broken)?;
        request.set_request_header("Accept-Language", self.language().tag()).map_err(broken)?;
        if let Some(token) = token {
            request.set_request_header("Authorization", &format!("Bearer {token}")).map_err(broken)?;
        }
        let form = FormData::new().map_err(broken)?;
        form.append_with_blob_and_filename("file", file, &file.name()).map_err(broken)?;
        let progress = request.upload().ok().map(|upload| {
            EventListener::new(&upload, "progress", move |event| {
                if let Some(event) = event.dyn_ref::<ProgressEvent>()
                    && event.total() > 0.0
                {
                    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 100")]
                    on_progress.emit((event.loaded() / event.total() * 100.0) as u32);
                }
            })
        });
        let ended = ended(&request);
        request.send_with_opt_form_data(Some(&form)).map_err(broken)?;
        let how = ended.await;
        drop(progress);
        match how.as_deref() {
            Some("load") => {}
            Some("abort") => return Err(ApiError::Aborted),
            _ => return Err(ApiError::Network),
        }
        let status = request.status().unwrap_or(0);
        let body = request.response_text().ok().flatten().unwrap_or_default();
        if (200..300).contains(&status) {
            json::read(&body).ok_or(ApiError::Unreadable(status))
        } else {
            Err(read_problem(status, &body))
        }
    }

    /// An address of the file that works for a minute without the token.
    pub async fn attachment_link(&self, id: Uuid) -> Answer<AttachmentLink> {
        self.post(format!("/attachments/{id}/link")).read().await
    }
}

/// Waits for the end of a request: `load`, `error`, `abort` or `timeout`.
async fn ended(request: &XmlHttpRequest) -> Option<String> {
    let mut listeners = Vec::new();
    let promise = js_sys::Promise::new(&mut |resolve, _reject| {
        for name in ["load", "error", "abort", "timeout"] {
            let resolve = resolve.clone();
            listeners.push(EventListener::once(request, name, move |event| {
                resolve.call1(&JsValue::NULL, &event.type_().into()).ok();
            }));
        }
    });
    let how = JsFuture::from(promise).await.ok();
    drop(listeners);
    how.and_then(|how| how.as_string())
}
