//! The institution's privacy notice, to be read before signing in.

use shared::service::Bilingual;
use yew::{AttrValue, Callback, Html, component, html, use_state};

use crate::components::button::{Button, Size, Weight};
use crate::components::dialog::Dialog;
use crate::components::markdown::Markdown;
use crate::components::skeleton::SkeletonPage;
use crate::hooks::use_query::use_query;
use crate::i18n::{Lang, use_messages};
use crate::state::institution::use_institution;

/// The button and what it opens; nothing where there is no notice.
#[component]
pub fn PrivacyNotice() -> Html {
    let t = use_messages();
    let open = use_state(|| false);
    let there = use_institution().is_some_and(|institution| institution.privacy_notice);
    let key = if *open { "privacy-notice" } else { "" };
    let notice = use_query(key, |client| async move { client.privacy_notice().await });
    if !there {
        return Html::default();
    }
    let show = |shown: bool| {
        let open = open.setter();
        Callback::from(move |()| open.set(shown))
    };
    html! {
        <>
            <Button size={Size::Small} weight={Weight::Ghost} on_click={show(true).reform(|_| ())}>{ t.privacy_notice() }</Button>
            <Dialog open={*open} on_close={show(false)} title={t.privacy_notice()} wide=true>
                { notice.view(html! { <SkeletonPage /> }, |notice| {
                    let (lang, text) = readable(notice, t.0);
                    html! { <div lang={lang.tag()}><Markdown text={AttrValue::from(text.to_owned())} /></div> }
                }) }
            </Dialog>
        </>
    }
}

/// The text in the language of the page, or in the one that there is.
fn readable(notice: &Bilingual, wanted: Lang) -> (Lang, &str) {
    let other = match wanted {
        Lang::Es => Lang::En,
        Lang::En => Lang::Es,
    };
    let lang = if notice.get(wanted).is_empty() { other } else { wanted };
    (lang, notice.get(lang))
}
