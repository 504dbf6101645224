//! The place where one writes to a ticket. Composer and files are a part of the app that comes when somebody goes there, or
//! once the page stands; until then there is a field that cannot be written in yet.

use wasm_bindgen_futures::spawn_local;
use yew::{AttrValue, Callback, Html, NodeRef, Properties, component, html, use_state};

use crate::components::button::{Button, Size, Weight};
use crate::components::icon::Glyph;
use crate::hooks::use_draft::is_kept;
use crate::hooks::use_effect::use_effect_with;
use crate::i18n::use_messages;
use crate::parts::{Page, Part, PartOf, page_stands};
use crate::state::outbox::use_has_waiting;
use crate::state::session::use_account;
use crate::tickets::reply_box::{ReplyBoxProps, draft_name};

/// The field, or all that writing takes.
#[component]
pub fn Reply(props: &ReplyBoxProps) -> Html {
    let t = use_messages();
    let account = use_account().map(|me| me.id);
    let waits = use_has_waiting();
    let (entered, stands) = (use_state(|| false), use_state(|| false));
    {
        let stands = stands.setter();
        use_effect_with((), move |()| {
            spawn_local(async move {
                page_stands().await;
                stands.set(true);
            });
        });
    }
    // What was written before is shown as soon as it can be.
    let written = account.is_some_and(|account| is_kept(account, &draft_name(props.ticket_id)));
    let now = waits || *entered || *stands || written || props.audience.is_some();
    let on_enter = {
        let entered = entered.setter();
        Callback::from(move |()| entered.set(true))
    };
    let label = if props.can_reply { t.public_reply() } else { t.internal_note() };
    let page = Page::Reply(ReplyBoxProps { began: *entered, ..props.clone() });
    let meanwhile = html! {
        <EarlyField
            {label}
            switch={props.can_reply && props.can_note}
            placeholder={props.placeholder.clone()}
            node_ref={props.early.clone()}
            {on_enter}
        />
    };
    html! { <PartOf part={Part::Reply} {page} {now} {meanwhile} /> }
}

/// Properties of [`EarlyField`].
#[derive(Properties, PartialEq)]
struct EarlyFieldProps {
    label: &'static str,
    /// Leaves room for the choice of who reads it.
    switch: bool,
    placeholder: Option<AttrValue>,
    node_ref: NodeRef,
    on_enter: Callback<()>,
}

/// As big as the composer. It takes the focus, so that no letter is a command, and gives it to the composer.
#[component]
fn EarlyField(props: &EarlyFieldProps) -> Html {
    let t = use_messages();
    html! {
        <div class="composer">
            if props.switch { <header class="room" /> }
            <textarea
                ref={props.node_ref.clone()}
                readonly=true
                aria-label={props.label}
                placeholder={props.placeholder.clone()}
                onfocus={props.on_enter.reform(|_| ())}
            />
            <footer>
                <Button weight={Weight::Ghost} size={Size::Small} glyph={Glyph::Clip} label={t.attach_file()} disabled=true />
                <Button class="end" disabled=true>{ t.send_reply() }</Button>
            </footer>
        </div>
    }
}
