//! The files of a form: sent as soon as they are chosen, with progress, cancel and retry; their ids go with the form.

use std::collections::HashMap;
use std::rc::Rc;

use shared::attachment::Attachment;
use shared::limits::{ATTACHMENT_BYTES_MAX, ATTACHMENTS_MAX};
use shared::problem::ProblemKind;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, Url};
use yew::{AttrValue, Callback, Reducible, UseReducerDispatcher, hook, use_callback, use_mut_ref, use_reducer};

use crate::api::attachments::Transfer;
use crate::api::client::Client;
use crate::api::error::ApiError;
use crate::hooks::use_effect::use_effect_with;
use crate::i18n::{Messages, use_messages};
use crate::state::session::use_client;

/// Where a file stands.
#[derive(Clone, PartialEq, Debug)]
pub enum UploadState {
    /// On its way.
    Sending {
        /// How far, per cent.
        percent: u32,
    },
    /// On the server; its id goes with the form.
    Arrived(Attachment),
    /// Not sent, or refused.
    Failed {
        /// Why, and what to do.
        message: AttrValue,
        /// The same file may go through another time.
        again: bool,
    },
}

/// An address of a picture, in this page only; forgotten with its last copy.
#[derive(Clone, PartialEq, Debug)]
pub struct Picture(Rc<PictureUrl>);

#[derive(PartialEq, Debug)]
struct PictureUrl(AttrValue);

impl Picture {
    /// Of a file that a browser can show.
    fn of(file: &File) -> Option<Self> {
        const SHOWN: [&str; 4] = ["image/png", "image/jpeg", "image/gif", "image/webp"];
        let url = SHOWN.contains(&file.type_().as_str()).then(|| Url::create_object_url_with_blob(file).ok()).flatten();
        url.map(|url| Self(Rc::new(PictureUrl(url.into()))))
    }

    /// The address.
    pub fn url(&self) -> AttrValue {
        self.0.0.clone()
    }
}

impl Drop for PictureUrl {
    fn drop(&mut self) {
        // What is not known any more needs no forgetting.
        Url::revoke_object_url(&self.0).ok();
    }
}

/// A file of a form.
#[derive(Clone, PartialEq, Debug)]
pub struct Upload {
    /// What the list knows it by.
    pub key: Uuid,
    /// Its name.
    pub name: AttrValue,
    /// Its size.
    pub bytes: u64,
    /// Its media type, as the browser guesses it.
    pub content_type: AttrValue,
    /// An address of the picture that it is, in this page only.
    pub picture: Option<Picture>,
    /// Where it stands.
    pub state: UploadState,
}

/// The files of a form and what can be done with them.
#[derive(Clone, PartialEq)]
pub struct Uploads {
    /// In the order in which they were added.
    pub list: Rc<[Upload]>,
    /// Adds files and begins to send them.
    pub add: Callback<Vec<File>>,
    /// Takes one away.
    pub remove: Callback<Uuid>,
    /// Sends one again.
    pub retry: Callback<Uuid>,
    /// Forgets all: the form was sent.
    pub clear: Callback<()>,
    /// Files that are on the server already: the form is written on.
    pub restore: Callback<Vec<Attachment>>,
}

impl Uploads {
    /// The ids that go with the form.
    pub fn ids(&self) -> Vec<Uuid> {
        self.arrived().map(|attachment| attachment.id).collect()
    }

    /// What has arrived, to be kept with a draft.
    pub fn arrived(&self) -> impl Iterator<Item = &Attachment> {
        self.list.iter().filter_map(|upload| match &upload.state {
            UploadState::Arrived(attachment) => Some(attachment),
            _ => None,
        })
    }

    /// A file did not get through: the form does not go without it unasked.
    pub fn has_failed(&self) -> bool {
        self.list.iter().any(|upload| matches!(upload.state, UploadState::Failed { .. }))
    }

    /// A file is still on its way: the form waits for it.
    pub fn is_sending(&self) -> bool {
        self.list.iter().any(|upload| matches!(upload.state, UploadState::Sending { .. }))
    }
}

#[derive(Clone, Default)]
struct Files(Rc<Vec<Upload>>);

enum Change {
    Added(Upload),
    Moved(Uuid, UploadState),
    Removed(Uuid),
    Cleared,
    Restored(Vec<Attachment>),
}

impl Reducible for Files {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut list = (*self.0).clone();
        match change {
            Change::Added(upload) => list.push(upload),
            Change::Moved(key, state) => {
                if let Some(upload) = list.iter_mut().find(|upload| upload.key == key) {
                    upload.state = state;
                }
            }
            Change::Removed(key) => list.retain(|upload| upload.key != key),
            Change::Cleared => list.clear(),
            Change::Restored(attachments) => list.extend(attachments.into_iter().map(arrived)),
        }
        Rc::new(Self(Rc::new(list)))
    }
}

#[derive(Default)]
struct Running {
    files: HashMap<Uuid, File>,
    transfers: HashMap<Uuid, Transfer>,
}

/// The files of a form; `kept` are those that a draft already had.
#[hook]
pub fn use_uploads(kept: impl FnOnce() -> Vec<Attachment>) -> Uploads {
    let t = use_messages();
    let client = use_client();
    let files = use_reducer(move || Files(Rc::new(kept().into_iter().map(arrived).collect())));
    let running = use_mut_ref(Running::default);
    let dispatch = files.dispatcher();
    {
        let running = running.clone();
        use_effect_with((), move |()| {
            move || {
                for transfer in running.borrow().transfers.values() {
                    transfer.cancel();
                }
            }
        });
    }
    let send = {
        let running = running.clone();
        use_callback((client, t), move |(key, file): (Uuid, File), (client, t)| {
            let Some(transfer) = Transfer::new() else { return };
            running.borrow_mut().transfers.insert(key, transfer.clone());
            let (client, t, dispatch, running) = (client.clone(), *t, dispatch.clone(), running.clone());
            spawn_local(async move {
                let state = carry(&client, t, &transfer, key, &file, &dispatch).await;
                running.borrow_mut().transfers.remove(&key);
                if let Some(state) = state {
                    dispatch.dispatch(Change::Moved(key, state));
                }
            });
        })
    };
    let dispatch = files.dispatcher();
    let count = files.0.len();
    let add = {
        let (running, send, dispatch) = (running.clone(), send.clone(), dispatch.clone());
        use_callback((count, t), move |chosen: Vec<File>, (count, t)| {
            for (file, place) in chosen.into_iter().zip(*count..) {
                let key = Uuid::new_v4();
                let refused = refusal(*t, &file, place);
                let state = match refused {
                    Some(message) => UploadState::Failed { message, again: false },
                    None => UploadState::Sending { percent: 0 },
                };
                let sending = matches!(state, UploadState::Sending { .. });
                dispatch.dispatch(Change::Added(Upload {
                    key,
                    name: file.name().into(),
                    bytes: size_of(&file),
                    content_type: file.type_().into(),
                    picture: if sending { Picture::of(&file) } else { None },
                    state,
                }));
                if sending {
                    running.borrow_mut().files.insert(key, file.clone());
                    send.emit((key, file));
                }
            }
        })
    };
    let retry = {
        let (running, dispatch) = (running.clone(), dispatch.clone());
        use_callback(send, move |key: Uuid, send| {
            let file = running.borrow().files.get(&key).cloned();
            if let Some(file) = file {
                dispatch.dispatch(Change::Moved(key, UploadState::Sending { percent: 0 }));
                send.emit((key, file));
            }
        })
    };
    let remove = {
        let (running, dispatch) = (running.clone(), dispatch.clone());
        use_callback((), move |key: Uuid, ()| {
            let transfer = {
                let mut running = running.borrow_mut();
                running.files.remove(&key);
                running.transfers.remove(&key)
            };
            if let Some(transfer) = transfer {
                transfer.cancel();
            }
            dispatch.dispatch(Change::Removed(key));
        })
    };
    let clear = use_callback((), move |(), ()| {
        for transfer in running.replace(Running::default()).transfers.values() {
            transfer.cancel();
        }
        dispatch.dispatch(Change::Cleared);
    });
    let dispatch = files.dispatcher();
    let restore = use_callback((), move |attachments, ()| dispatch.dispatch(Change::Restored(attachments)));
    Uploads { list: files.0.iter().cloned().collect(), add, remove, retry, clear, restore }
}

async fn carry(
    client: &Client,
    t: Messages,
    transfer: &Transfer,
    key: Uuid,
    file: &File,
    dispatch: &UseReducerDispatcher<Files>,
) -> Option<UploadState> {
    let progress = dispatch.clone();
    let on_progress = Callback::from(move |percent| {
        progress.dispatch(Change::Moved(key, UploadState::Sending { percent }));
    });
    match client.upload(transfer, file, on_progress).await {
        Ok(attachment) => Some(UploadState::Arrived(attachment)),
        Err(ApiError::Aborted) => None,
        Err(error) => {
            let message = match error.kind() {
                None if error == ApiError::Network => t.upload_broke().into(),
                Some(ProblemKind::UnsupportedMedia) => t.file_is_a_program().into(),
                _ => error.elsewhere(|_| false).into_iter().next().unwrap_or_else(|| error.detail(t)),
            };
            Some(UploadState::Failed { message, again: error.may_pass() })
        }
    }
}

fn arrived(attachment: Attachment) -> Upload {
    Upload {
        key: Uuid::new_v4(),
        name: attachment.file_name.clone().into(),
        bytes: attachment.size,
        content_type: attachment.media_type.clone().into(),
        picture: None,
        state: UploadState::Arrived(attachment),
    }
}

/// What the server would refuse anyway, told before anything is sent.
fn refusal(t: Messages, file: &File, place: usize) -> Option<AttrValue> {
    if place as u64 >= ATTACHMENTS_MAX {
        return Some(t.too_many_files(ATTACHMENTS_MAX).into());
    }
    let bytes = size_of(file);
    if bytes > ATTACHMENT_BYTES_MAX {
        return Some(t.file_too_large(&crate::i18n::intl::bytes(t.0, ATTACHMENT_BYTES_MAX)).into());
    }
    (bytes == 0).then(|| t.file_empty().into())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a file's size is a whole, positive number"
)]
fn size_of(file: &File) -> u64 {
    file.size() as u64
}
