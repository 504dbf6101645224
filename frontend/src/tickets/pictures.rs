//! The pictures of a ticket, large and one after the other, without leaving the page.

use std::rc::Rc;

use shared::attachment::Attachment;
use uuid::Uuid;
use web_sys::KeyboardEvent;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state, use_state_eq};

use crate::components::button::Button;
use crate::components::dialog::Dialog;
use crate::components::empty::Empty;
use crate::components::icon::{Glyph, icon_sm};
use crate::components::skeleton::Loading;
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
    let Some(picture) = props.pictures.get(*place) else { return Html::default() };
    // A link lives for a minute: each look at the pictures asks for its own.
    let opened = use_state(js_sys::Date::now);
    let id = picture.id;
    let query =
        use_query(format!("picture?{id}&{}", *opened), move |client| async move { client.attachment_link(id).await });
    let broken = use_state(|| None::<String>);
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
    let address = query.data.as_ref().map(|link| AttrValue::from(link.url.clone()));
    let shown = query.view(html! { <Loading><div class="skel picture"></div></Loading> }, |link| {
        if broken.as_ref() == Some(&link.url) {
            return html! {
                <Empty glyph={Glyph::Image} title={t.picture_not_shown()}>
                    <Button on_click={query.refetch.reform(|_| ())}>{ t.retry() }</Button>
                </Empty>
            };
        }
        let (url, broken) = (link.url.clone(), broken.setter());
        let onerror = Callback::from(move |_| broken.set(Some(url.clone())));
        html! { <img key={link.url.clone()} class="picture" src={link.url.clone()} alt={name.clone()} {onerror} /> }
    });
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
            if let Some(address) = address {
                <a class="btn" href={address} download={name.clone()}>{ icon_sm(Glyph::Download) }{ t.download() }</a>
            }
        </>
    };
    html! {
        <div class="contents" onkeydown={on_key}>
            <Dialog open=true wide=true title={name.clone()} on_close={props.on_close.clone()} {footer}>{ shown }</Dialog>
        </div>
    }
}
