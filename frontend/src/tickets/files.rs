//! The files of a ticket: fetched by a link that lives for a minute, because a plain link carries no token. Pictures are looked
//! at here.

use std::rc::Rc;

use shared::attachment::Attachment;
use uuid::Uuid;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state};

use crate::components::error_region::ErrorAlert;
use crate::components::file_list::FileLink;
use crate::hooks::use_mutation::use_mutation;
use crate::parts::{Page, Part, PartOf};
use crate::tickets::pictures::PicturesProps;

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
    let first = use_state(|| None::<Uuid>);
    let pictures = (*first).map(|first_id| {
        let pictures: Rc<[Attachment]> = props.files.iter().filter(|file| file.is_image()).cloned().collect();
        let on_close = Callback::from({
            let first = first.setter();
            move |()| first.set(None)
        });
        Page::Pictures(PicturesProps { pictures, first: first_id, on_close })
    });
    if props.files.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="stack g-2">
            <ErrorAlert error={open.error.clone()} />
            { for props.files.iter().map(|file| {
                let id = file.id;
                let on_open = if file.is_image() {
                    let first = first.setter();
                    Callback::from(move |()| first.set(Some(id)))
                } else {
                    open.run.reform(move |()| id)
                };
                html! {
                    <li key={id.to_string()} class="contents">
                        <FileLink
                            name={AttrValue::from(file.file_name.clone())}
                            bytes={file.size}
                            content_type={AttrValue::from(file.media_type.clone())}
                            {on_open}
                        />
                    </li>
                }
            }) }
            if let Some(page) = pictures {
                <li class="contents"><PartOf part={Part::Pictures} {page} /></li>
            }
        </ul>
    }
}
