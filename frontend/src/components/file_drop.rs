//! Choose files or drop them.

use web_sys::{DragEvent, File};
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state};

use super::composer::{files_of, pick};
use super::field::use_field;
use super::icon::{Glyph, icon};
use crate::i18n::use_messages;

/// Properties of [`FileDrop`].
#[derive(Properties, PartialEq)]
pub struct FileDropProps {
    /// Files were chosen or dropped.
    pub on_files: Callback<Vec<File>>,
    /// What may be chosen: sizes and kinds, in words.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
}

/// A label around a native file input, which dropping is an extra to.
#[component]
pub fn FileDrop(props: &FileDropProps) -> Html {
    let t = use_messages();
    let field = use_field();
    let over = use_state(|| false);
    let ondragover = {
        let over = over.clone();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            over.set(true);
        })
    };
    let ondragleave = {
        let over = over.clone();
        Callback::from(move |_: DragEvent| over.set(false))
    };
    let ondrop = {
        let (over, on_files) = (over.clone(), props.on_files.clone());
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            over.set(false);
            let files = files_of(event.data_transfer().and_then(|data| data.files()));
            if !files.is_empty() {
                on_files.emit(files);
            }
        })
    };
    html! {
        <label class="drop" data-over={over.then_some("true")} {ondragover} {ondragleave} {ondrop}>
            { icon(Glyph::Clip) }
            <span><b>{ t.choose_files() }</b>{ " " }{ t.or_drop_them() }</span>
            if let Some(hint) = &props.hint { <small class="muted">{ hint }</small> }
            <input
                type="file"
                multiple=true
                id={field.id}
                aria-describedby={field.described_by}
                aria-label={t.choose_files()}
                onchange={pick(&props.on_files)}
            />
        </label>
    }
}
