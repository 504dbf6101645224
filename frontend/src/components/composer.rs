//! Where a reply or an internal note is written. Ctrl+Enter sends, Escape leaves it as it is; the internal mode tints the
//! whole box.

use web_sys::{DragEvent, File, HtmlInputElement, HtmlTextAreaElement, InputEvent, KeyboardEvent, SubmitEvent};
use yew::{AttrValue, Callback, Html, NodeRef, Properties, TargetCast, component, html, use_node_ref, use_state};

use super::button::{Button, Size, Weight};
use super::icon::{Glyph, icon_sm};
use crate::hooks::use_id::use_id;
use crate::i18n::use_messages;

/// Who will read what is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// The requester and everyone on the ticket.
    #[default]
    Public,
    /// The team only.
    Internal,
}

/// Properties of [`Composer`].
#[derive(Properties, PartialEq)]
pub struct ComposerProps {
    /// The text so far.
    pub value: AttrValue,
    /// Each change.
    pub on_input: Callback<String>,
    /// Sends it.
    pub on_send: Callback<()>,
    /// Leaves the text for now: with it, Escape gives the focus to where one goes on.
    #[prop_or_default]
    pub on_leave: Option<Callback<()>>,
    /// It is being sent.
    #[prop_or_default]
    pub busy: bool,
    /// Who will read it.
    #[prop_or_default]
    pub audience: Audience,
    /// With it, the writer can switch between reply and note.
    #[prop_or_default]
    pub on_audience: Option<Callback<Audience>>,
    /// A word of invitation.
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// With it, files can be attached.
    #[prop_or_default]
    pub on_files: Option<Callback<Vec<File>>>,
    /// The files attached so far.
    #[prop_or_default]
    pub files: Html,
    /// The text area, to give it the focus.
    #[prop_or_default]
    pub node_ref: NodeRef,
}

/// A form with one growing text area.
#[component]
pub fn Composer(props: &ComposerProps) -> Html {
    let t = use_messages();
    let (id, name) = (use_id("m"), use_id("a"));
    let picker = use_node_ref();
    let (label, send) = match props.audience {
        Audience::Public => (t.public_reply(), t.send_reply()),
        Audience::Internal => (t.internal_note(), t.save_note()),
    };
    let empty = props.value.trim().is_empty();
    let send_now = {
        let (on_send, busy) = (props.on_send.clone(), props.busy);
        Callback::from(move |()| {
            if !busy && !empty {
                on_send.emit(());
            }
        })
    };
    let onsubmit = send_now.reform(|event: SubmitEvent| event.prevent_default());
    let on_leave = props.on_leave.clone();
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        // While letters are being composed, Escape belongs to that.
        if let Some(on_leave) = on_leave.as_ref().filter(|_| event.key() == "Escape" && !event.is_composing()) {
            event.prevent_default();
            on_leave.emit(());
        } else if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && !event.is_composing() {
            event.prevent_default();
            send_now.emit(());
        }
    });
    let oninput =
        props.on_input.reform(|event: InputEvent| event.target_unchecked_into::<HtmlTextAreaElement>().value());
    let over = use_state(|| false);
    let takes_files = props.on_files.is_some();
    let ondragover = {
        let over = over.setter();
        Callback::from(move |event: DragEvent| {
            if takes_files {
                event.prevent_default();
                over.set(true);
            }
        })
    };
    let ondragleave = {
        let over = over.setter();
        Callback::from(move |_: DragEvent| over.set(false))
    };
    let ondrop = {
        let (over, on_files) = (over.setter(), props.on_files.clone());
        Callback::from(move |event: DragEvent| {
            over.set(false);
            let files = files_of(event.data_transfer().and_then(|data| data.files()));
            if let Some(on_files) = on_files.as_ref().filter(|_| !files.is_empty()) {
                event.prevent_default();
                on_files.emit(files);
            }
        })
    };
    html! {
        <form class="composer" data-over={over.then_some("true")} {onsubmit} {ondragover} {ondragleave} {ondrop}>
            if let Some(on_audience) = &props.on_audience {
                <header>
                    <div class="seg" role="radiogroup" aria-label={t.audience()}>
                        { audience_radio(&name, props.audience, Audience::Public, on_audience, t.public_reply()) }
                        { audience_radio(&name, props.audience, Audience::Internal, on_audience, t.internal_note()) }
                    </div>
                </header>
            }
            <label class="sr" for={id.clone()}>{ label }</label>
            <textarea
                ref={props.node_ref.clone()}
                {id}
                value={props.value.clone()}
                placeholder={props.placeholder.clone()}
                aria-keyshortcuts="Control+Enter"
                {oninput}
                {onkeydown}
            />
            { props.files.clone() }
            <footer>
                if let Some(on_files) = &props.on_files {
                    <input ref={picker.clone()} type="file" multiple=true hidden=true onchange={pick(on_files)} />
                    <Button
                        weight={Weight::Ghost}
                        size={Size::Small}
                        glyph={Glyph::Clip}
                        label={t.attach_file()}
                        on_click={Callback::from(move |_| {
                            if let Some(input) = picker.cast::<HtmlInputElement>() {
                                input.click();
                            }
                        })}
                    />
                }
                <Button class="end" submit=true busy={props.busy} disabled={empty}
                    weight={if props.audience == Audience::Public { Weight::Primary } else { Weight::Plain }}>
                    { send }
                </Button>
            </footer>
        </form>
    }
}

fn audience_radio(
    name: &AttrValue,
    now: Audience,
    this: Audience,
    on_audience: &Callback<Audience>,
    words: &'static str,
) -> Html {
    let (value, glyph) = match this {
        Audience::Public => ("public", Glyph::Reply),
        Audience::Internal => ("internal", Glyph::Lock),
    };
    html! {
        <label>
            <input type="radio" name={name.clone()} {value} checked={now == this} onchange={on_audience.reform(move |_| this)} />
            { icon_sm(glyph) }
            { words }
        </label>
    }
}

/// Reads the files that were chosen and empties the input, so that the same file can be chosen again.
pub fn pick(on_files: &Callback<Vec<File>>) -> Callback<web_sys::Event> {
    on_files.reform(|event: web_sys::Event| {
        let input = event.target_unchecked_into::<HtmlInputElement>();
        let files = files_of(input.files());
        input.set_value("");
        files
    })
}

/// The files of a list that the browser gave.
pub fn files_of(list: Option<web_sys::FileList>) -> Vec<File> {
    list.map(|list| (0..list.length()).filter_map(|at| list.get(at)).collect()).unwrap_or_default()
}
