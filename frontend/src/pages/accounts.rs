//! Accounts as admins see them: a list that is searched and narrowed, one account with its roles, and bringing in the
//! institution's directory.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use shared::account::AccountDetails;
use shared::person::{Community, Role};
use yew::{AttrValue, Callback, Html, Properties, component, html, use_mut_ref, use_state};

use crate::components::avatar::{Avatar, AvatarSize};
use crate::components::button::{Button, Size, Weight, button_class};
use crate::components::choice::Choice;
use crate::components::empty::Empty;
use crate::components::error_region::ErrorAlert;
use crate::components::field::Field;
use crate::components::icon::{Glyph, icon, icon_sm};
use crate::components::link::{Link, replace_with};
use crate::components::pager::Pager;
use crate::components::select::select;
use crate::components::skeleton::SkeletonRows;
use crate::components::text_input::TextInput;
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_pages::use_pages;
use crate::hooks::use_title::{use_heading, use_title};
use crate::i18n::{Messages, use_messages};
use crate::route::Route;
use crate::router::{use_location, use_navigator};

mod address;
mod details;
mod editor;
pub mod import;
mod invite;
mod query;
mod report;
mod standing;

pub use details::AccountAdminPage;
use invite::InviteDialog;
use query::AccountsQuery;

/// The list.
#[component]
pub fn AccountsPage() -> Html {
    let t = use_messages();
    let heading = use_heading();
    let location = use_location();
    let navigator = use_navigator();
    let inviting = use_state(|| false);
    use_title(t.accounts_title());
    let query = location.map(|here| AccountsQuery::read(here.query_str())).unwrap_or_default();
    let filter = query.filter();
    let list = use_pages(format!("accounts?{filter:?}"), move |client, cursor| {
        let filter = filter.clone();
        async move { client.accounts(&filter, cursor).await }
    });
    let change = Callback::from(move |query: AccountsQuery| {
        if let Some(navigator) = &navigator {
            replace_with(navigator, &Route::Accounts, &query.to_query());
        }
    });
    let invite = |open: bool| {
        let inviting = inviting.setter();
        Callback::from(move |()| inviting.set(open))
    };
    let total = list.first.data.as_ref().and_then(|page| page.total);
    let stale = list.first.data.is_none() && list.first.previous.is_some() && list.first.error.is_none();
    let rows = html! {
        <>
            <p class="small muted" role="status">{ total.map(|total| t.accounts_counted(total)).unwrap_or_default() }</p>
            if list.items.is_empty() {
                { nobody(t, &query, &change) }
            } else {
                <AccountTable rows={list.items.clone()} />
            }
            <ErrorAlert error={list.more_error.clone()} on_retry={list.on_more.clone()} />
            <Pager more={list.more} busy={list.loading_more} on_more={list.on_more.clone()} />
        </>
    };
    html! {
        <div class="pad stack g-4">
            <header class="page-head">
                <div>
                    <h1 ref={heading} tabindex="-1" class="h-p">{ t.accounts_title() }</h1>
                    <p class="ui soft">{ t.accounts_about() }</p>
                </div>
                <div class="row">
                    <Link to={Route::AccountImport} class={button_class(Weight::Plain, Size::Normal)}>
                        { icon_sm(Glyph::Upload) }{ t.import_csv() }
                    </Link>
                    <Button weight={Weight::Primary} glyph={Glyph::Mail} on_click={invite(true).reform(|_| ())}>{ t.invite_word() }</Button>
                </div>
            </header>
            <InviteDialog open={*inviting} on_close={invite(false)} />
            <Narrowing query={query.clone()} on_change={change} />
            if stale {
                <div class="stack g-3 stale" aria-busy="true">{ rows }</div>
            } else {
                { list.first.view(html! { <SkeletonRows rows={8} /> }, |_| html! { <div class="stack g-3">{ rows }</div> }) }
            }
        </div>
    }
}

fn nobody(t: Messages, query: &AccountsQuery, change: &Callback<AccountsQuery>) -> Html {
    if query.is_narrowed() {
        let clear = change.reform(|_| AccountsQuery::default());
        return html! {
            <Empty glyph={Glyph::Search} title={t.no_account_matches()} text={t.no_account_matches_text()} card=true>
                <Button on_click={clear}>{ t.clear_filters() }</Button>
            </Empty>
        };
    }
    html! { <Empty glyph={Glyph::Users} title={t.no_accounts()} text={t.no_accounts_text()} card=true /> }
}

/// Milliseconds without a key after which the words count.
const TYPING_ENDS: u32 = 250;

/// Properties of [`Narrowing`].
#[derive(Properties, PartialEq)]
struct NarrowingProps {
    query: AccountsQuery,
    on_change: Callback<AccountsQuery>,
}

/// The search and the filters.
#[component]
fn Narrowing(props: &NarrowingProps) -> Html {
    let t = use_messages();
    let query = &props.query;
    let typed = use_state(|| query.q.clone());
    let told = use_mut_ref(|| query.q.clone());
    {
        // The address changed by itself: 'clear', or going back. What was typed here is not taken back by its own echo.
        let (typed, told) = (typed.setter(), told.clone());
        use_effect_with(query.q.clone(), move |q| {
            if *told.borrow() != *q {
                told.replace(q.clone());
                typed.set(q.clone());
            }
        });
    }
    {
        let on_change = props.on_change.clone();
        use_effect_with(((*typed).clone(), query.clone()), move |(typed, query)| {
            let q = typed.trim().to_owned();
            let next = AccountsQuery { q, ..query.clone() };
            let timer = (next != *query).then(|| {
                Timeout::new(TYPING_ENDS, move || {
                    told.replace(next.q.clone());
                    on_change.emit(next);
                })
            });
            move || drop(timer)
        });
    }
    let roles: Vec<Choice<Option<Role>>> = std::iter::once(Choice::new(None, t.any_role()))
        .chain(
            Role::ALL
                .iter()
                .filter(|role| **role != Role::Requester)
                .map(|role| Choice::new(Some(*role), t.role(*role))),
        )
        .collect();
    let communities: Vec<Choice<Option<Community>>> = std::iter::once(Choice::new(None, t.any_community()))
        .chain(Community::ALL.iter().map(|community| Choice::new(Some(*community), t.community_title(*community))))
        .collect();
    let states = vec![
        Choice::new(None, t.any_state()),
        Choice::new(Some(true), t.account_active()),
        Choice::new(Some(false), t.account_disabled()),
    ];
    let on_role = {
        let query = query.clone();
        props.on_change.reform(move |role| AccountsQuery { role, ..query.clone() })
    };
    let on_community = {
        let query = query.clone();
        props.on_change.reform(move |community| AccountsQuery { community, ..query.clone() })
    };
    let on_active = {
        let query = query.clone();
        props.on_change.reform(move |active| AccountsQuery { active, ..query.clone() })
    };
    let on_input = {
        let typed = typed.setter();
        Callback::from(move |text| typed.set(text))
    };
    html! {
        <div class="row g-3 narrowing" role="search" aria-label={t.accounts_title()}>
            <Field class="search" label={t.find_person()} optional=true label_hidden=true>
                <div class="affix">
                    { icon(Glyph::Search) }
                    <TextInput
                        kind="search"
                        autocomplete="off"
                        spellcheck=false
                        placeholder={t.name_or_email()}
                        value={AttrValue::from((*typed).clone())}
                        {on_input}
                    />
                </div>
            </Field>
            <Field label={t.role_label()} optional=true label_hidden=true>{ select(roles, Some(&query.role), &on_role, None) }</Field>
            <Field label={t.community_label()} optional=true label_hidden=true>
                { select(communities, Some(&query.community), &on_community, None) }
            </Field>
            <Field label={t.status_label()} optional=true label_hidden=true>
                { select(states, Some(&query.active), &on_active, None) }
            </Field>
        </div>
    }
}

/// Properties of [`AccountTable`].
#[derive(Properties, PartialEq)]
struct AccountTableProps {
    rows: Rc<[AccountDetails]>,
}

/// The table; cards where it is narrow.
#[component]
fn AccountTable(props: &AccountTableProps) -> Html {
    let t = use_messages();
    html! {
        <div class="card scroll-x">
            <table class="table fold" role="table">
                <caption class="sr">{ t.accounts_title() }</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">{ t.name() }</th>
                        <th role="columnheader" scope="col">{ t.roles() }</th>
                        <th role="columnheader" scope="col">{ t.nav_teams() }</th>
                        <th role="columnheader" scope="col">{ t.community_label() }</th>
                        <th role="columnheader" scope="col">{ t.status_label() }</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{ for props.rows.iter().map(|account| row(t, account)) }</tbody>
            </table>
        </div>
    }
}

fn row(t: Messages, account: &AccountDetails) -> Html {
    let teams: Vec<&str> = account.teams.iter().map(|team| team.name.as_str()).collect();
    html! {
        <tr role="row" key={account.id.to_string()}>
            <td role="cell" class="whole">
                <Link to={Route::AccountAdmin { account_id: account.id }} class="link row row-n g-3">
                    <Avatar name={AttrValue::from(account.name.clone())} size={AvatarSize::Small} />
                    <span class="grow">
                        <b>{ &account.name }</b>
                        <span class="small muted anywhere block">{ &account.email }</span>
                    </span>
                </Link>
            </td>
            <td role="cell" data-label={t.roles()}>{ roles(t, &account.roles) }</td>
            <td role="cell" data-label={t.nav_teams()}>{ teams.join(", ") }</td>
            <td role="cell" data-label={t.community_label()}>
                { account.community.map(|community| t.community_title(community)).unwrap_or_default() }
            </td>
            <td role="cell">{ state(t, account.active) }</td>
        </tr>
    }
}

/// The roles beside 'requester' as marks.
fn roles(t: Messages, roles: &[Role]) -> Html {
    if roles.is_empty() {
        return Html::default();
    }
    html! {
        <span class="row g-1">
            { for roles.iter().map(|role| html! {
                <span class="badge" data-tone={if *role == Role::Admin { "violet" } else { "neutral" }}>{ t.role(*role) }</span>
            }) }
        </span>
    }
}

/// Whether an account may sign in.
fn state(t: Messages, active: bool) -> Html {
    let (tone, glyph, word) = if active {
        ("ok", Glyph::Resolved, t.account_active())
    } else {
        ("neutral", Glyph::Lock, t.account_disabled())
    };
    html! { <span class="badge" data-tone={tone}>{ icon_sm(glyph) }{ word }</span> }
}
