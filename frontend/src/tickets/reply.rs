//! The place where one writes to a ticket. Composer and files are a part of the app that comes when somebody begins to write,
//! or once the page has had its time; until then a plain field stands there, and what is typed into it is the draft.

use gloo_timers::callback::Timeout;
use serde::Serialize;
use web_sys::{HtmlTextAreaElement, InputEvent};
use yew::{AttrValue, Callback, Html, Properties, TargetCast, component, html, use_state};

use crate::components::button::{Button, Size, Weight};
use crate::components::icon::{Glyph, icon_sm};
use crate::hooks::use_draft::{is_kept, put_back};
use crate::hooks::use_effect::use_effect_with;
use crate::i18n::use_messages;
use crate::parts::{AHEAD_AFTER, Page, Part, PartOf};
use crate::state::outbox::use_has_waiting;
use crate::state::session::use_account;
use crate::tickets::reply_box::{ReplyBoxProps, draft_name};

/// The field, or the whole of it.
#[component]
pub fn Reply(props: &ReplyBoxProps) -> Html {
    let account = use_account().map(|me| me.id);
    let (entered, rested) = (use_state(|| false), use_state(|| false));
    {
        let rested = rested.setter();
        use_effect_with((), move |()| {
            let timer = Timeout::new(AHEAD_AFTER, move || rested.set(true));
            move || drop(timer)
        });
    }
    let waits = use_has_waiting();
    // What was written before is shown at once.
    let written = account.is_some_and(|account| is_kept(account, &draft_name(props.ticket_id)));
    let now = *entered || *rested || written || props.audience.is_some() || waits;
    let on_enter = {
        let entered = entered.setter();
        Callback::from(move |here| entered.set(here))
    };
    let meanwhile = html! {
        <EarlyField
            can_reply={props.can_reply}
            can_note={props.can_note}
            placeholder={props.placeholder.clone()}
            {on_enter}
            on_write={{
                let name = draft_name(props.ticket_id);
                Callback::from(move |text: String| {
                    if let Some(account) = account {
                        put_back(account, &name, &Early { text });
                    }
                })
            }}
        />
    };
    let page = Page::Reply(ReplyBoxProps { began: *entered, ..props.clone() });
    html! { <PartOf part={Part::Reply} {page} {now} {meanwhile} /> }
}

/// A draft that is words only so far.
#[derive(Serialize)]
struct Early {
    text: String,
}

/// Properties of [`EarlyField`].
#[derive(Properties, PartialEq)]
struct EarlyFieldProps {
    can_reply: bool,
    can_note: bool,
    placeholder: Option<AttrValue>,
    on_enter: Callback<bool>,
    on_write: Callback<String>,
}

/// Looks like the composer.
#[component]
fn EarlyField(props: &EarlyFieldProps) -> Html {
    let t = use_messages();
    let (label, send) =
        if props.can_reply { (t.public_reply(), t.send_reply()) } else { (t.internal_note(), t.save_note()) };
    let oninput =
        props.on_write.reform(|event: InputEvent| event.target_unchecked_into::<HtmlTextAreaElement>().value());
    html! {
        <div class="composer">
            if props.can_reply && props.can_note {
                <header aria-hidden="true">
                    <div class="seg">
                        <label>{ icon_sm(Glyph::Reply) }{ t.public_reply() }</label>
                        <label>{ icon_sm(Glyph::Lock) }{ t.internal_note() }</label>
                    </div>
                </header>
            }
            <textarea
                aria-label={label}
                placeholder={props.placeholder.clone()}
                onfocus={props.on_enter.reform(|_| true)}
                onblur={props.on_enter.reform(|_| false)}
                {oninput}
            />
            <footer>
                <Button weight={Weight::Ghost} size={Size::Small} glyph={Glyph::Clip} label={t.attach_file()} disabled=true />
                <Button class="end" weight={Weight::Primary} disabled=true>{ send }</Button>
            </footer>
        </div>
    }
}
