//! The pictures of a ticket, large and one after the other, without leaving the page.

use std::collections::HashMap;
use std::rc::Rc;

use shared::attachment::Attachment;
use uuid::Uuid;
use wasm_bindgen::JsCast;
use web_sys::{HtmlAnchorElement, KeyboardEvent};
use yew::{AttrValue, Callback, Html, Properties, component, html, use_mut_ref, use_state, use_state_eq};

use crate::components::button::Button;
use crate::components::dialog::Dialog;
use crate::components::empty::Empty;
use crate::components::error_region::ErrorAlert;
use crate::components::icon::Glyph;
use crate::components::skeleton::Loading;
use crate::hooks::use_mutation::use_mutation;
use crate::hooks::use_query::use_query;
use crate::i18n::use_messages;

/// Properties of [`Pictures`].
#[derive(Properties, Clone, PartialEq)]
pub struct PicturesProps {
    /// The pictures.
    pub pictures: Rc<[Attachment]>,
    /// The one that is looked at first.
    pub first: Uuid,
    /// Back to the page.
    pub on_close: Callback<()>,
}

/// A dialog that shows one picture and leads to the others.
#[component]
pub fn Pictures(props: &PicturesProps) -> Html {
    let t = use_messages();
    let place = use_state_eq(|| props.pictures.iter().position(|one| one.id == props.first).unwrap_or_default());
    let opened = use_state(js_sys::Date::now);
    let broken = use_state(|| None::<AttrValue>);
    // The address under which each picture was first shown: the browser has it, also when the link has ended.
    let shown_at = use_mut_ref(HashMap::<Uuid, AttrValue>::new);
    let id = props.pictures.get(*place).map(|picture| picture.id).unwrap_or_default();
    // A link lives for a minute: each look at the pictures asks for its own.
    let query =
        use_query(format!("picture?{id}&{}", *opened), move |client| async move { client.attachment_link(id).await });
    let save = use_mutation(
        |client, (id, name): (Uuid, String), _key| async move {
            client.attachment_link(id).await.map(|link| (link.url, name))
        },
        |(url, name)| save_as(&url, &name),
    );
    let Some(picture) = props.pictures.get(*place) else { return Html::default() };
    let last = props.pictures.len().saturating_sub(1);
    let turn = |to: Option<usize>| {
        let (to, place) = (to.filter(|to| *to <= last), place.setter());
        to.map(|to| Callback::from(move |()| place.set(to)))
    };
    let (back, on) = (turn(place.checked_sub(1)), turn(place.checked_add(1)));
    let on_key = {
        let (back, on) = (back.clone(), on.clone());
        Callback::from(move |event: KeyboardEvent| {
            let turn = match event.key().as_str() {
                "ArrowLeft" => &back,
                "ArrowRight" => &on,
                _ => return,
            };
            if let Some(turn) = turn {
                event.prevent_default();
                turn.emit(());
            }
        })
    };
    let name = AttrValue::from(picture.file_name.clone());
    let shown = query.view(html! { <Loading><div class="skel picture"></div></Loading> }, |link| {
        let url = shown_at.borrow_mut().entry(id).or_insert_with(|| link.url.clone().into()).clone();
        if broken.as_ref() == Some(&url) {
            let (shown_at, refetch) = (shown_at.clone(), query.refetch.clone());
            let again = Callback::from(move |_| {
                shown_at.borrow_mut().remove(&id);
                refetch.emit(());
            });
            return html! {
                <Empty glyph={Glyph::Image} title={t.picture_not_shown()}>
                    <Button on_click={again}>{ t.retry() }</Button>
                </Empty>
            };
        }
        let onerror = {
            let (url, broken) = (url.clone(), broken.setter());
            Callback::from(move |_| broken.set(Some(url.clone())))
        };
        html! { <img key={url.to_string()} class="picture" src={url} alt={name.clone()} {onerror} /> }
    });
    let on_save = {
        let (run, name) = (save.run.clone(), picture.file_name.clone());
        Callback::from(move |_| run.emit((id, name.clone())))
    };
    let step = |glyph, label: &'static str, turn: Option<Callback<()>>| {
        let disabled = turn.is_none();
        let turn = turn.unwrap_or_default();
        html! { <Button {glyph} {label} {disabled} on_click={turn.reform(|_| ())} /> }
    };
    let footer = html! {
        <>
            if last > 0 {
                { step(Glyph::Left, t.previous_picture(), back) }
                { step(Glyph::Right, t.next_picture(), on) }
                <span class="grow small muted num" role="status">{ t.picture_of(&(*place + 1).to_string(), &(last + 1).to_string()) }</span>
            }
            <Button glyph={Glyph::Download} busy={save.busy} on_click={on_save}>{ t.download() }</Button>
        </>
    };
    html! {
        <div class="contents" onkeydown={on_key}>
            <Dialog open=true wide=true title={name.clone()} on_close={props.on_close.clone()} {footer}>
                <ErrorAlert error={save.error.clone()} />
                { shown }
            </Dialog>
        </div>
    }
}

/// Has the browser keep what is at an address, under this name.
fn save_as(url: &str, name: &str) {
    let link = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.create_element("a").ok())
        .and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(link) = link {
        link.set_href(url);
        link.set_download(name);
        link.click();
    }
}
