//! Who else follows a ticket, for requesters and for staff: who may adds people by institutional e-mail and takes them away; a
//! watcher can leave.

use std::rc::Rc;

use shared::access::TicketAction;
use shared::person::Email;
use shared::problem::FieldCode;
use shared::ticket::{NewWatcher, TicketDetails};
use uuid::Uuid;
use web_sys::{HtmlInputElement, SubmitEvent};
use yew::{AttrValue, Callback, Html, Properties, component, html, use_node_ref, use_state};

use crate::api::error::ApiError;
use crate::components::avatar::{Avatar, AvatarSize};
use crate::components::button::{Button, Size, Weight};
use crate::components::error_region::ErrorAlert;
use crate::components::field::Field;
use crate::components::icon::Glyph;
use crate::components::link::go;
use crate::components::text_input::TextInput;
use crate::hooks::use_mutation::use_mutation;
use crate::hooks::use_query::Query;
use crate::i18n::use_messages;
use crate::route::Route;
use crate::router::use_navigator;
use crate::state::announcer::announce;
use crate::state::session::use_account;
use crate::tickets::use_ticket::refresh_elsewhere;

/// Properties of [`Watchers`].
#[derive(Properties, PartialEq)]
pub struct WatchersProps {
    /// The ticket.
    pub ticket: Rc<TicketDetails>,
    /// Its query.
    pub query: Query<TicketDetails>,
    /// In the narrow column of the desk, in fewer words.
    #[prop_or_default]
    pub narrow: bool,
}

enum Following {
    /// By institutional e-mail.
    Add(String),
    Remove(Uuid),
}

/// The list, and where somebody is added.
#[component]
pub fn Watchers(props: &WatchersProps) -> Html {
    let t = use_messages();
    let me = use_account().map(|me| me.id);
    let navigator = use_navigator();
    let email = use_state(AttrValue::default);
    let checked = use_state(|| false);
    let input = use_node_ref();
    let id = props.ticket.summary.id;
    let editable = props.ticket.can(TicketAction::ManageWatchers);
    let change = {
        let (replace, email, checked) = (props.query.replace.clone(), email.setter(), checked.setter());
        use_mutation(
            move |client, following: Following, key| async move {
                match following {
                    Following::Add(email) => {
                        let watcher = NewWatcher { account_id: None, email: Some(email) };
                        client.add_watcher(id, &watcher, &key).await.map(|ticket| (true, Some(ticket)))
                    }
                    Following::Remove(account_id) => {
                        client.remove_watcher(id, account_id).await.map(|ticket| (false, ticket))
                    }
                }
            },
            move |(added, ticket): (bool, Option<TicketDetails>)| {
                if added {
                    email.set(AttrValue::default());
                    checked.set(false);
                }
                refresh_elsewhere();
                announce(t.watchers_saved());
                match (ticket, &navigator) {
                    (Some(ticket), _) => replace.emit(Rc::new(ticket)),
                    // Whoever leaves no longer sees it.
                    (None, Some(navigator)) => go(navigator, &Route::MyRequests, ""),
                    (None, None) => {}
                }
            },
        )
    };
    let fault = email.parse::<Email>().err().map(|_| {
        let code = if email.trim().is_empty() { FieldCode::Required } else { FieldCode::Email };
        AttrValue::from(code.message(t.0, None))
    });
    let onsubmit = {
        let (run, typed, checked, sound, input) =
            (change.run.clone(), (*email).clone(), checked.setter(), fault.is_none(), input.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            checked.set(true);
            if sound {
                run.emit(Following::Add(typed.trim().to_owned()));
            } else if let Some(input) = input.cast::<HtmlInputElement>() {
                input.focus().ok();
            }
        })
    };
    let on_input = {
        let (email, reset) = (email.setter(), change.reset.clone());
        Callback::from(move |text: String| {
            email.set(text.into());
            reset.emit(());
        })
    };
    // The server's words are about the reader's own address.
    let foreign = change
        .error
        .as_ref()
        .and_then(ApiError::problem)
        .is_some_and(|problem| problem.errors.iter().any(|error| error.code == FieldCode::ForeignDomain));
    let error = fault
        .filter(|_| *checked)
        .or_else(|| foreign.then(|| t.follower_foreign().into()))
        .or_else(|| change.error.as_ref().and_then(|error| error.at("/email")));
    let elsewhere = change.error.clone().filter(|error| error.at("/email").is_none());
    let narrow = props.narrow;
    html! {
        <section class="stack g-2" aria-labelledby="followers">
            if narrow {
                <h3 class="h-s small" id="followers">{ t.watchers() }</h3>
            } else {
                <h2 class="h-s" id="followers">{ t.followers() }</h2>
            }
            <ErrorAlert error={elsewhere} />
            if props.ticket.watchers.is_empty() {
                <p class="small muted">{ if narrow { t.no_watchers() } else { t.no_followers() } }</p>
            }
            <ul class="stack g-1">
                { for props.ticket.watchers.iter().map(|person| {
                    let id = person.id;
                    let own = me == Some(id);
                    html! {
                        <li class="row row-n ui" key={id.to_string()}>
                            <Avatar name={AttrValue::from(person.name.clone())} size={AvatarSize::Small} />
                            <span class="grow trunc">{ &person.name }</span>
                            if own {
                                <Button weight={Weight::Ghost} size={Size::Small} busy={change.busy}
                                    on_click={change.run.reform(move |_| Following::Remove(id))}>{ t.stop_following() }</Button>
                            } else if editable {
                                <Button weight={Weight::Ghost} size={Size::Small} glyph={Glyph::Close}
                                    label={t.remove_follower(&person.name)} busy={change.busy}
                                    on_click={change.run.reform(move |_| Following::Remove(id))} />
                            }
                        </li>
                    }
                }) }
            </ul>
            if editable {
                <form {onsubmit} novalidate=true>
                    <Field
                        label={t.add_follower()}
                        label_hidden={narrow}
                        help={(!narrow).then(|| AttrValue::from(t.add_follower_help()))}
                        {error}
                    >
                        <div class="row row-n g-1">
                            <TextInput
                                node_ref={input}
                                kind="email"
                                inputmode="email"
                                autocomplete="off"
                                spellcheck=false
                                value={(*email).clone()}
                                placeholder={narrow.then(|| AttrValue::from(t.institutional_email()))}
                                {on_input}
                            />
                            <Button submit=true size={if narrow { Size::Small } else { Size::Normal }} busy={change.busy}>
                                { t.add_follower_verb() }
                            </Button>
                        </div>
                    </Field>
                </form>
            }
        </section>
    }
}
