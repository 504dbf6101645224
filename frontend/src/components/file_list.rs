//! Files: on their way with their progress, arrived, refused; and those of a ticket, to download.

use std::rc::Rc;

use uuid::Uuid;
use yew::{AttrValue, Callback, Html, Properties, component, html};

use super::button::{Button, Size, Weight};
use super::icon::{Glyph, icon};
use crate::hooks::use_uploads::{Upload, UploadState};
use crate::i18n::{Messages, intl, use_messages};

/// Properties of [`FileList`].
#[derive(Properties, PartialEq)]
pub struct FileListProps {
    /// The files, in the order in which they were added.
    pub uploads: Rc<[Upload]>,
    /// Takes one away; stops it if it is still on its way.
    pub on_remove: Callback<Uuid>,
    /// Sends one again that failed on the way.
    pub on_retry: Callback<Uuid>,
}

/// The files of a form.
#[component]
pub fn FileList(props: &FileListProps) -> Html {
    let t = use_messages();
    if props.uploads.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="stack g-2">{ for props.uploads.iter().map(|upload| row(t, upload, props)) }</ul>
    }
}

fn row(t: Messages, upload: &Upload, props: &FileListProps) -> Html {
    let key = upload.key;
    let remove_label = match upload.state {
        UploadState::Sending { .. } => t.cancel_upload(&upload.name),
        _ => t.remove_file(&upload.name),
    };
    let failed = matches!(upload.state, UploadState::Failed { .. });
    html! {
        <li class="file" key={key.to_string()} data-tone={failed.then_some("danger")}>
            if let Some(picture) = &upload.picture {
                <img class="thumb" src={picture.url()} alt="" />
            } else {
                { icon(glyph_of(&upload.content_type)) }
            }
            { match &upload.state {
                UploadState::Sending { percent } => html! {
                    <span class="grow stack g-1">
                        <span class="row row-n between">
                            <span class="trunc">{ &upload.name }</span>
                            <span class="small muted num nowrap">{ intl::bytes(t.0, upload.bytes) }{ format!(" · {percent} %") }</span>
                        </span>
                        <progress value={percent.to_string()} max="100" aria-label={t.uploading(&upload.name)}></progress>
                    </span>
                },
                UploadState::Arrived(_) => html! {
                    <>
                        <span class="grow trunc">{ &upload.name }</span>
                        <span class="small muted nowrap">{ intl::bytes(t.0, upload.bytes) }</span>
                    </>
                },
                UploadState::Failed { message, again } => html! {
                    <>
                        <span class="grow">
                            <span>{ &upload.name }</span>
                            <span class="err small" role="alert">{ message }</span>
                        </span>
                        if *again {
                            <Button size={Size::Small} on_click={props.on_retry.reform(move |_| key)}>{ t.retry() }</Button>
                        }
                    </>
                },
            } }
            <Button
                weight={Weight::Ghost}
                size={Size::Small}
                glyph={Glyph::Close}
                label={remove_label}
                on_click={props.on_remove.reform(move |_| key)}
            />
        </li>
    }
}

/// Properties of [`FileLink`].
#[derive(Properties, PartialEq)]
pub struct FileLinkProps {
    /// The file's name.
    pub name: AttrValue,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its media type.
    pub content_type: AttrValue,
    /// Downloads it: files need the access token, so a plain link would not do.
    pub on_open: Callback<()>,
}

/// A file of a ticket.
#[component]
pub fn FileLink(props: &FileLinkProps) -> Html {
    let t = use_messages();
    html! {
        <button type="button" class="file" onclick={props.on_open.reform(|_| ())}>
            { icon(glyph_of(&props.content_type)) }
            <span class="grow trunc">{ &props.name }</span>
            <span class="small muted nowrap">{ intl::bytes(t.0, props.bytes) }</span>
        </button>
    }
}

fn glyph_of(content_type: &str) -> Glyph {
    if content_type.starts_with("image/") { Glyph::Image } else { Glyph::File }
}
