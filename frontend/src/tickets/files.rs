//! The files of a ticket: opened by a link that lives for a minute, because a plain link carries no token.

use shared::attachment::Attachment;
use uuid::Uuid;
use yew::{AttrValue, Html, Properties, component, html};

use crate::components::error_region::ErrorAlert;
use crate::components::file_list::FileLink;
use crate::hooks::use_mutation::use_mutation;

/// Properties of [`Files`].
#[derive(Properties, PartialEq)]
pub struct FilesProps {
    /// The files.
    pub files: Vec<Attachment>,
}

/// Files to open; nothing where there are none.
#[component]
pub fn Files(props: &FilesProps) -> Html {
    let open = use_mutation(
        |client, id: Uuid, _key| async move { client.attachment_link(id).await },
        |link| {
            if let Some(window) = web_sys::window() {
                // The answer is an attachment: the page stays.
                window.location().assign(&link.url).ok();
            }
        },
    );
    if props.files.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="stack g-2">
            <ErrorAlert error={open.error.clone()} />
            { for props.files.iter().map(|file| {
                let id = file.id;
                html! {
                    <li key={id.to_string()} class="contents">
                        <FileLink
                            name={AttrValue::from(file.file_name.clone())}
                            bytes={file.size}
                            content_type={AttrValue::from(file.media_type.clone())}
                            on_open={open.run.reform(move |()| id)}
                        />
                    </li>
                }
            }) }
        </ul>
    }
}
