//! The demo's mailbox: the mail that would have gone out, with its links working.

use shared::session::DemoMail;
use yew::{Html, Properties, component, html};

use crate::components::button::Button;
use crate::components::empty::Empty;
use crate::components::icon::Glyph;
use crate::components::markdown::Markdown;
use crate::components::pager::Pager;
use crate::components::relative_time::RelativeTime;
use crate::components::skeleton::SkeletonRows;
use crate::hooks::use_pages::use_pages;
use crate::hooks::use_title::{use_heading, use_title};
use crate::i18n::use_messages;
use shared::page::Page;

/// The page.
#[component]
pub fn MailboxPage() -> Html {
    let t = use_messages();
    let heading = use_heading();
    use_title(t.nav_mailbox());
    let mails = use_pages("mailbox", |client, cursor| async move {
        client.mailbox(cursor).await.map(|mailbox| Page::new(mailbox.items, mailbox.next_cursor))
    });
    html! {
        <div class="wrap stack page w-60 g-5">
            <div class="row between">
                <h1 ref={heading} tabindex="-1">{ t.nav_mailbox() }</h1>
                <Button glyph={Glyph::Refresh} busy={mails.first.loading} on_click={mails.first.refetch.reform(|_| ())}>
                    { t.refresh() }
                </Button>
            </div>
            <p class="soft">{ t.mailbox_about() }</p>
            { mails.first.view(html! { <SkeletonRows rows={4} /> }, |_| html! {
                if mails.items.is_empty() {
                    <Empty glyph={Glyph::Mail} title={t.mailbox_empty()} text={t.mailbox_empty_text()} card=true />
                } else {
                    <div class="stack g-3">
                        { for mails.items.iter().map(|mail| html! { <Mail key={mail.id.to_string()} mail={mail.clone()} /> }) }
                    </div>
                }
            }) }
            <Pager more={mails.more} busy={mails.loading_more} on_more={mails.on_more.clone()} />
        </div>
    }
}

/// Properties of [`Mail`].
#[derive(Properties, PartialEq)]
struct MailProps {
    mail: DemoMail,
}

/// One mail; its text part, whose addresses become links.
#[component]
fn Mail(props: &MailProps) -> Html {
    let t = use_messages();
    let mail = &props.mail;
    html! {
        <details class="card mail">
            <summary class="req">
                <span class="grow"><b>{ &mail.subject }</b><small>{ t.mail_to(&mail.to) }{ " · " }{ mail.text.lines().next().unwrap_or_default() }</small></span>
                <RelativeTime at={mail.sent_at} class="small muted when" />
            </summary>
            <div class="card-p"><Markdown text={with_links(&mail.text)} /></div>
        </details>
    }
}

/// Markdown takes an address for a link only inside angle brackets.
fn with_links(text: &str) -> String {
    text.split_inclusive(char::is_whitespace)
        .map(|word| {
            let bare = word.trim_end();
            let is_address = bare.starts_with("http://") || bare.starts_with("https://");
            if is_address { format!("<{bare}>{}", word.get(bare.len()..).unwrap_or_default()) } else { word.to_owned() }
        })
        .collect()
}
