//! Mail that could not be delivered after every try: why, and another try.

use std::collections::HashSet;
use std::rc::Rc;

use shared::account::DeadLetter;
use uuid::Uuid;
use yew::{Callback, Html, Properties, component, html, use_state};

use crate::components::button::{Button, Size};
use crate::components::empty::Empty;
use crate::components::error_region::ErrorAlert;
use crate::components::icon::Glyph;
use crate::components::pager::Pager;
use crate::components::relative_time::RelativeTime;
use crate::components::skeleton::SkeletonRows;
use crate::hooks::use_mutation::use_mutation;
use crate::hooks::use_pages::use_pages;
use crate::hooks::use_title::{focus_heading, use_heading, use_title};
use crate::i18n::{Messages, use_messages};
use crate::state::toasts::use_toaster;

/// The page.
#[component]
pub fn OutboxPage() -> Html {
    let t = use_messages();
    let heading = use_heading();
    use_title(t.outbox_title());
    let list = use_pages("dead-letters", |client, cursor| async move { client.dead_letters(cursor).await });
    let gone = use_state(|| Rc::new(HashSet::<Uuid>::new()));
    let on_retried = {
        let gone = gone.clone();
        Callback::from(move |id| {
            let mut next = (**gone).clone();
            next.insert(id);
            gone.set(Rc::new(next));
            focus_heading();
        })
    };
    let look_again = {
        let (gone, refetch) = (gone.setter(), list.first.refetch.clone());
        Callback::from(move |_| {
            // What failed again in the meantime is there again.
            gone.set(Rc::default());
            refetch.emit(());
        })
    };
    let shown: Vec<&DeadLetter> = list.items.iter().filter(|letter| !gone.contains(&letter.id)).collect();
    html! {
        <div class="pad stack g-4">
            <header class="page-head">
                <div>
                    <h1 ref={heading} tabindex="-1" class="h-p">{ t.outbox_title() }</h1>
                    <p class="ui soft">{ t.outbox_about() }</p>
                </div>
                <Button glyph={Glyph::Refresh} busy={list.first.loading && list.first.data.is_some()} on_click={look_again}>
                    { t.look_again() }
                </Button>
            </header>
            { list.first.view(html! { <SkeletonRows rows={4} /> }, |_| html! {
                <>
                    if shown.is_empty() && !list.more {
                        <Empty glyph={Glyph::Mail} title={t.all_delivered()} text={t.all_delivered_text()} card=true />
                    } else {
                        <ul class="card divided letters">
                            { for shown.iter().map(|letter| html! {
                                <Letter key={letter.id.to_string()} letter={(*letter).clone()} on_retried={on_retried.clone()} />
                            }) }
                        </ul>
                    }
                    <ErrorAlert error={list.more_error.clone()} on_retry={list.on_more.clone()} />
                    <Pager more={list.more} busy={list.loading_more} on_more={list.on_more.clone()} />
                </>
            }) }
        </div>
    }
}

/// Properties of [`Letter`].
#[derive(Properties, PartialEq)]
struct LetterProps {
    letter: DeadLetter,
    on_retried: Callback<Uuid>,
}

#[component]
fn Letter(props: &LetterProps) -> Html {
    let t = use_messages();
    let toaster = use_toaster();
    let letter = &props.letter;
    let id = letter.id;
    let retry = {
        let (on_retried, recipient) = (props.on_retried.clone(), letter.recipient.clone());
        use_mutation(
            move |client, (), key| async move { client.retry_dead_letter(id, &key).await },
            move |()| {
                toaster.ok(t.letter_retried(&recipient));
                on_retried.emit(id);
            },
        )
    };
    html! {
        <li class="letter">
            <div class="row between top">
                <div class="grow">
                    <p class="strong anywhere">{ &letter.recipient }</p>
                    <p class="small soft">{ kind(t, &letter.kind) }</p>
                </div>
                <Button
                    size={Size::Small}
                    glyph={Glyph::Refresh}
                    busy={retry.busy}
                    label={t.retry_letter_to(&letter.recipient)}
                    on_click={retry.run.reform(|_| ())}
                >
                    { t.send_again() }
                </Button>
            </div>
            <p class="mono small anywhere">{ &letter.last_error }</p>
            <p class="small muted">
                { t.tries_counted(u64::try_from(letter.attempts).unwrap_or(0)) }{ " · " }{ t.last_try() }{ " " }
                <RelativeTime at={letter.dead_at} />
            </p>
            <ErrorAlert error={retry.error.clone()} />
        </li>
    }
}

/// What the mail was about.
fn kind(t: Messages, kind: &str) -> &str {
    match kind {
        "sign_in_code" => t.mail_sign_in_code(),
        "email_proof" => t.mail_email_proof(),
        "invitation" => t.mail_invitation(),
        "audit_checkpoint" => t.mail_audit_checkpoint(),
        "ticket_received" => t.letter_received(),
        "ticket_assigned" => t.letter_assigned(),
        "ticket_assigned_to_you" => t.mail_assigned_to_you(),
        "ticket_taken_away" => t.mail_taken_away(),
        "ticket_reply" => t.mail_reply(),
        "ticket_waiting_for_you" => t.mail_waiting_for_you(),
        "ticket_attended" => t.mail_attended(),
        "ticket_rejected" => t.mail_rejected(),
        "ticket_reopened" => t.mail_reopened(),
        "ticket_resolved" => t.mail_resolved(),
        "ticket_closed_unanswered" => t.mail_closed_unanswered(),
        "ticket_cancelled" => t.mail_cancelled(),
        "ticket_needs_assignment" => t.mail_needs_assignment(),
        "ticket_reminder" => t.mail_reminder(),
        other => other,
    }
}
