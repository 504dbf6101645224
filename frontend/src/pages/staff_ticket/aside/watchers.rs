//! Who reads along: added by institutional e-mail, removed by a press.

use std::rc::Rc;

use shared::access::TicketAction;
use shared::limits::EMAIL_MAX;
use shared::person::Email;
use shared::problem::FieldCode;
use shared::ticket::{NewWatcher, TicketDetails};
use uuid::Uuid;
use web_sys::SubmitEvent;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state};

use crate::components::avatar::{Avatar, AvatarSize};
use crate::components::button::{Button, Size, Weight};
use crate::components::error_region::ErrorAlert;
use crate::components::field::Field;
use crate::components::icon::Glyph;
use crate::components::text_input::TextInput;
use crate::hooks::use_mutation::use_mutation;
use crate::hooks::use_query::Query;
use crate::i18n::use_messages;
use crate::state::announcer::announce;
use crate::tickets::use_ticket::refresh_elsewhere;

/// Properties of [`Watchers`].
#[derive(Properties, PartialEq)]
pub struct WatchersProps {
    /// The ticket.
    pub ticket: Rc<TicketDetails>,
    /// Its query.
    pub query: Query<TicketDetails>,
}

/// The list, and where somebody is added.
#[component]
pub fn Watchers(props: &WatchersProps) -> Html {
    let t = use_messages();
    let email = use_state(String::new);
    let mistyped = use_state(|| false);
    let id = props.ticket.summary.id;
    let editable = props.ticket.can(TicketAction::ManageWatchers);
    let add = {
        let (replace, email) = (props.query.replace.clone(), email.setter());
        use_mutation(
            move |client, watcher: NewWatcher, key| async move { client.add_watcher(id, &watcher, &key).await },
            move |ticket| {
                email.set(String::new());
                replace.emit(Rc::new(ticket));
                refresh_elsewhere();
                announce(t.watchers_saved());
            },
        )
    };
    let remove = {
        let replace = props.query.replace.clone();
        use_mutation(
            move |client, account_id: Uuid, _key| async move { client.remove_watcher(id, account_id).await },
            move |ticket: Option<TicketDetails>| {
                if let Some(ticket) = ticket {
                    replace.emit(Rc::new(ticket));
                }
                refresh_elsewhere();
                announce(t.watchers_saved());
            },
        )
    };
    let onsubmit = {
        let (run, email, mistyped) = (add.run.clone(), email.clone(), mistyped.setter());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let sound = email.parse::<Email>().is_ok() && email.chars().count() as u64 <= EMAIL_MAX;
            mistyped.set(!sound);
            if sound {
                run.emit(NewWatcher { account_id: None, email: Some(email.trim().to_owned()) });
            }
        })
    };
    let error = (*mistyped && email.parse::<Email>().is_err())
        .then(|| AttrValue::from(FieldCode::Email.message(t.0, None)))
        .or_else(|| add.error.as_ref().and_then(|error| error.at("/email")));
    let elsewhere = add.error.clone().filter(|error| error.at("/email").is_none());
    let set_email = email.setter();
    html! {
        <section class="stack g-q">
            <h3 class="h-s small">{ t.watchers() }</h3>
            <ErrorAlert error={elsewhere.or_else(|| remove.error.clone())} />
            if props.ticket.watchers.is_empty() && !editable { <p class="small muted">{ t.no_watchers() }</p> }
            <ul class="stack g-1">
                { for props.ticket.watchers.iter().map(|person| {
                    let id = person.id;
                    html! {
                        <li class="row row-n small" key={id.to_string()}>
                            <Avatar name={AttrValue::from(person.name.clone())} size={AvatarSize::Small} />
                            <span class="grow trunc">{ &person.name }</span>
                            if editable {
                                <Button weight={Weight::Ghost} size={Size::Small} glyph={Glyph::Close}
                                    label={t.remove_watcher(&person.name)} busy={remove.busy}
                                    on_click={remove.run.reform(move |_| id)} />
                            }
                        </li>
                    }
                }) }
            </ul>
            if editable {
                <form {onsubmit} novalidate=true>
                    <Field label={t.add_watcher()} label_hidden=true {error}>
                        <div class="row row-n g-1">
                            <TextInput
                                kind="email"
                                autocomplete="off"
                                spellcheck=false
                                value={AttrValue::from((*email).clone())}
                                placeholder={t.add_watcher()}
                                on_input={Callback::from(move |text| set_email.set(text))}
                            />
                            <Button submit=true weight={Weight::Ghost} size={Size::Small} glyph={Glyph::Plus}
                                label={t.add_watcher()} busy={add.busy} disabled={email.trim().is_empty()} />
                        </div>
                    </Field>
                </form>
            }
        </section>
    }
}
