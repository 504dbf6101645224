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
    /// One file only.
    #[prop_or_default]
    pub one: bool,
    /// The kinds that the browser offers first.
    #[prop_or_default]
    pub accept: Option<AttrValue>,
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
    let words = if props.one { t.choose_file() } else { t.choose_files() };
    let or_drop = if props.one { t.or_drop_it() } else { t.or_drop_them() };
    html! {
        <label class="drop" data-over={over.then_some("true")} {ondragover} {ondragleave} {ondrop}>
            { icon(Glyph::Clip) }
            <span><b>{ words }</b>{ " " }{ or_drop }</span>
            if let Some(hint) = &props.hint { <small class="muted">{ hint }</small> }
            <input
                type="file"
                multiple={!props.one}
                accept={props.accept.clone()}
                id={field.id}
                aria-describedby={field.described_by}
                aria-label={words}
                onchange={pick(&props.on_files)}
            />
        </label>
    }
}
