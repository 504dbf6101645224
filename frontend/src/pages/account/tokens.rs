//! API tokens: the programs that act for the person, what each may do, and the way to end it.

mod new;
mod secret;
mod words;

use std::rc::Rc;

use shared::paths;
use shared::session::{TokenInfo, TokenSecret};
use uuid::Uuid;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_mut_ref, use_state};

use self::new::NewTokenDialog;
use self::secret::{SecretDialog, example};
use crate::components::button::{Button, Size, Weight};
use crate::components::card::Card;
use crate::components::crumbs::{Crumb, Crumbs};
use crate::components::dialog::Dialog;
use crate::components::empty::Empty;
use crate::components::error_region::ErrorAlert;
use crate::components::icon::{Glyph, icon};
use crate::components::pager::Pager;
use crate::components::relative_time::{Moment, RelativeTime};
use crate::components::skeleton::SkeletonRows;
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_mutation::use_mutation;
use crate::hooks::use_now::use_now;
use crate::hooks::use_pages::use_pages;
use crate::hooks::use_title::{keep_focus, use_heading, use_title};
use crate::i18n::intl::Style;
use crate::i18n::use_messages;
use crate::route::Route;
use crate::state::toasts::use_toaster;

/// What the page asks.
#[derive(Clone, PartialEq)]
enum Asking {
    /// What a new token is to be.
    New,
    /// Whether the new one is stored.
    Stored(Rc<TokenSecret>),
    /// Whether this one is to be revoked.
    Revoke(TokenInfo),
}

/// The page.
#[component]
pub fn TokensPage() -> Html {
    let t = use_messages();
    let heading = use_heading();
    let asking = use_state(|| None::<Asking>);
    let tokens = use_pages("tokens", |client, cursor| async move { client.tokens(cursor).await });
    use_title(t.tokens());
    {
        let asked = use_mut_ref(|| false);
        let ids: Vec<Uuid> = tokens.items.iter().map(|token| token.id).collect();
        // A dialog gives the focus back to what was pressed, which may have gone with what it revoked, or with the empty list.
        use_effect_with((asking.is_none(), ids), move |(answered, _)| {
            if !answered {
                asked.replace(true);
            } else if *asked.borrow() {
                keep_focus();
            }
        });
    }
    let ask = {
        let asking = asking.setter();
        Callback::from(move |what: Option<Asking>| asking.set(what))
    };
    let refetch = tokens.first.refetch.clone();
    let on_made = {
        let (ask, refetch) = (ask.clone(), refetch.clone());
        Callback::from(move |made: TokenSecret| {
            refetch.emit(());
            ask.emit(Some(Asking::Stored(Rc::new(made))));
        })
    };
    let close = ask.reform(|()| None);
    let create = |primary: bool| {
        let weight = if primary { Weight::Primary } else { Weight::Plain };
        html! {
            <Button {weight} glyph={Glyph::Plus} on_click={ask.reform(|_| Some(Asking::New))}>{ t.create_token() }</Button>
        }
    };
    let made = match &*asking {
        Some(Asking::Stored(made)) => Some(made.clone()),
        _ => None,
    };
    let doomed = match &*asking {
        Some(Asking::Revoke(token)) => Some(token.clone()),
        _ => None,
    };
    html! {
        <div class="wrap stack page w-40 g-5">
            <Crumbs above={vec![Crumb::new(Route::Account, t.my_account())]} here={t.tokens()} />
            <div class="row between">
                <h1 ref={heading} tabindex="-1">{ t.tokens() }</h1>
                if !tokens.items.is_empty() { { create(true) } }
            </div>
            <p class="soft">{ t.tokens_about() }</p>
            { tokens.first.view(html! { <SkeletonRows rows={2} /> }, |_| if tokens.items.is_empty() {
                html! {
                    <Empty glyph={Glyph::Key} title={t.no_tokens()} text={t.no_tokens_text()} card=true>{ create(true) }</Empty>
                }
            } else {
                html! {
                    <Card title={t.your_tokens()} headed=true>
                        <ul class="rows divided">
                            { for tokens.items.iter().map(|token| html! {
                                <TokenRow
                                    key={token.id.to_string()}
                                    token={token.clone()}
                                    on_revoke={ask.reform(|token| Some(Asking::Revoke(token)))}
                                />
                            }) }
                        </ul>
                        <ErrorAlert error={tokens.more_error.clone()} />
                        <Pager more={tokens.more} busy={tokens.loading_more} on_more={tokens.on_more.clone()} />
                    </Card>
                }
            }) }
            <Card title={t.how_to_use_a_token()}>
                <p class="soft">{ t.how_to_use_a_token_about() }</p>
                { example(t, "vtn_…") }
                <p>
                    <a class="text-link" href={paths::DOCS}>{ t.api_docs() }</a>
                </p>
            </Card>
            <NewTokenDialog open={*asking == Some(Asking::New)} on_close={close.clone()} {on_made} />
            <SecretDialog {made} on_stored={close.clone()} />
            <RevokeDialog token={doomed} on_close={close} on_revoked={refetch} />
        </div>
    }
}

/// Properties of [`TokenRow`].
#[derive(Properties, PartialEq)]
struct TokenRowProps {
    token: TokenInfo,
    on_revoke: Callback<TokenInfo>,
}

#[component]
fn TokenRow(props: &TokenRowProps) -> Html {
    let t = use_messages();
    let now = use_now();
    let token = &props.token;
    let ended = token.expires_at.is_some_and(|end| end <= now);
    let on_click = {
        let token = token.clone();
        props.on_revoke.reform(move |_| token.clone())
    };
    html! {
        <li class="start">
            { icon(Glyph::Key) }
            <span class="grow">
                <b>{ &token.name }</b>
                if ended { <span class="badge" data-tone="danger">{ t.token_ended() }</span> }
                <small>{ token.scopes.iter().map(|scope| t.scope(*scope)).collect::<Vec<_>>().join(" · ") }</small>
                <small>
                    <span class="mono">{ &token.prefix }{ "…" }</span>
                    { " · " }{ t.token_created() }{ " " }<Moment at={token.created_at} style={Style::Day} />
                </small>
                <small>
                    { t.last_used() }{ " " }
                    if let Some(at) = token.last_used_at { <RelativeTime {at} /> } else { { t.never_used() } }
                    { " · " }
                    if let Some(at) = token.expires_at {
                        { if ended { t.token_ended_on() } else { t.token_ends_on() } }{ " " }<Moment {at} style={Style::DayYear} />
                    } else {
                        { t.token_never_ends() }
                    }
                </small>
            </span>
            <Button size={Size::Small} label={AttrValue::from(t.revoke_named(&token.name))} {on_click}>{ t.revoke() }</Button>
        </li>
    }
}

/// Properties of [`RevokeDialog`].
#[derive(Properties, PartialEq)]
struct RevokeDialogProps {
    token: Option<TokenInfo>,
    on_close: Callback<()>,
    on_revoked: Callback<()>,
}

#[component]
fn RevokeDialog(props: &RevokeDialogProps) -> Html {
    let t = use_messages();
    let toaster = use_toaster();
    let revoke = {
        let (on_close, on_revoked) = (props.on_close.clone(), props.on_revoked.clone());
        use_mutation(
            |client, id: Uuid, _key| async move { client.revoke_token(id).await },
            move |()| {
                toaster.ok(t.token_revoked());
                on_close.emit(());
                on_revoked.emit(());
            },
        )
    };
    let close = {
        let (on_close, reset) = (props.on_close.clone(), revoke.reset.clone());
        Callback::from(move |()| {
            reset.emit(());
            on_close.emit(());
        })
    };
    let name = props.token.as_ref().map(|token| token.name.clone()).unwrap_or_default();
    let id = props.token.as_ref().map(|token| token.id);
    let on_submit = {
        let run = revoke.run.clone();
        Callback::from(move |()| {
            if let Some(id) = id {
                run.emit(id);
            }
        })
    };
    let footer = html! {
        <>
            <Button on_click={close.reform(|_| ())}>{ t.cancel_word() }</Button>
            <Button submit=true weight={Weight::Danger} busy={revoke.busy}>{ t.revoke_token() }</Button>
        </>
    };
    html! {
        <Dialog open={props.token.is_some()} on_close={close} title={t.revoke_question(&name)} {on_submit} {footer}>
            <ErrorAlert error={revoke.error.clone()} />
            <p>{ t.revoke_about() }</p>
        </Dialog>
    }
}
