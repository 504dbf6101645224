//! The institution's privacy notice, to be read before signing in.

use shared::service::Bilingual;
use yew::{AttrValue, Html, component, html};

use crate::components::markdown::Markdown;
use crate::components::skeleton::SkeletonPage;
use crate::hooks::use_query::use_query;
use crate::hooks::use_title::{use_heading, use_title};
use crate::i18n::{Lang, use_messages};

/// The page; not found where there is no notice.
#[component]
pub fn PrivacyPage() -> Html {
    let t = use_messages();
    let heading = use_heading();
    use_title(t.privacy_notice());
    let notice = use_query("privacy-notice", |client| async move { client.privacy_notice().await });
    notice.view_page(html! { <SkeletonPage /> }, |notice| {
        let (lang, text) = readable(notice, t.0);
        html! {
            <article class="wrap stack page w-60 g-5">
                <h1 ref={heading} tabindex="-1">{ t.privacy_notice() }</h1>
                <div lang={lang.tag()}><Markdown text={AttrValue::from(text.to_owned())} /></div>
            </article>
        }
    })
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
