//! The own account: who I am here, how it looks, where I am signed in.

use shared::person::Community;
use shared::problem::ProblemKind;
use shared::session::{MePatch, SessionInfo};
use uuid::Uuid;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_effect_with, use_state};

use crate::components::button::{Button, Size, Weight};
use crate::components::card::Card;
use crate::components::choice::Choice;
use crate::components::choice_cards::choice_cards;
use crate::components::dialog::Dialog;
use crate::components::error_region::ErrorAlert;
use crate::components::icon::{Glyph, icon};
use crate::components::relative_time::RelativeTime;
use crate::components::segmented::segmented;
use crate::components::skeleton::SkeletonRows;
use crate::hooks::query_cache;
use crate::hooks::use_mutation::use_mutation;
use crate::hooks::use_query::use_query;
use crate::hooks::use_title::{focus_heading, use_heading, use_title};
use crate::i18n::{Lang, Messages, own_name, use_messages};
use crate::state::preferences::{Theme, use_preferences};
use crate::state::session::{use_account, use_session_control};
use crate::state::toasts::use_toaster;

/// The page.
#[component]
pub fn AccountPage() -> Html {
    let t = use_messages();
    let heading = use_heading();
    use_title(t.my_account());
    html! {
        <div class="wrap stack page w-40 g-5">
            <h1 ref={heading} tabindex="-1">{ t.my_account() }</h1>
            <Profile />
            <Look />
            <Sessions />
        </div>
    }
}

#[component]
fn Profile() -> Html {
    let t = use_messages();
    let Some(me) = use_account() else { return Html::default() };
    html! {
        <Card title={t.profile()}>
            <dl class="dl dl-fold">
                <dt>{ t.name() }</dt><dd>{ &me.name }</dd>
                <dt>{ t.institutional_email() }</dt><dd>{ &me.email }</dd>
                if let Some(community) = me.community {
                    <dt>{ t.community_label() }</dt>
                    <dd>
                        { t.community_word(community) }
                        if !me.community_verified { <span class="muted">{ " · " }{ t.unverified() }</span> }
                    </dd>
                }
                <dt>{ t.roles() }</dt>
                <dd>{ me.roles.iter().map(|role| t.role(*role)).collect::<Vec<_>>().join(", ") }</dd>
            </dl>
            if me.community.is_none() { <CommunityChoice /> }
        </Card>
    }
}

/// Asks once for the community that no directory told.
#[component]
pub fn CommunityQuestion() -> Html {
    let t = use_messages();
    html! {
        <Card title={t.which_community()} urgent=true>
            <p class="soft">{ t.which_community_about() }</p>
            <CommunityChoice />
        </Card>
    }
}

#[component]
fn CommunityChoice() -> Html {
    let t = use_messages();
    let me = use_account();
    let control = use_session_control();
    let change = use_mutation(
        |client, (version, community): (i32, Community), _key| async move {
            client.change_me(version, MePatch { community: Some(community), ..MePatch::default() }).await
        },
        move |me| {
            if let Some(control) = &control {
                control.update(me);
            }
            query_cache::invalidate("catalog");
        },
    );
    let choices: Vec<Choice<Community>> =
        Community::ALL.iter().map(|community| Choice::new(*community, t.community_word(*community))).collect();
    let version = me.as_ref().map_or(0, |me| me.version);
    let community = me.and_then(|me| me.community);
    let on_change = change.run.reform(move |community| (version, community));
    html! {
        <div class="stack g-2">
            <ErrorAlert error={change.error.clone()} />
            <div role="radiogroup" aria-label={t.which_community()}>
                { choice_cards(choices, community.as_ref(), &on_change, "min-11") }
            </div>
        </div>
    }
}

impl Messages {
    /// A community as a person names itself.
    fn community_word(self, community: Community) -> &'static str {
        match community {
            Community::Administrative => self.i_am_administrative(),
            Community::Faculty => self.i_am_faculty(),
            Community::Student => self.i_am_student(),
        }
    }
}

#[component]
fn Look() -> Html {
    let t = use_messages();
    let preferences = use_preferences();
    let themes = vec![
        Choice::new(Theme::System, t.theme_system()),
        Choice::new(Theme::Light, t.theme_light()),
        Choice::new(Theme::Dark, t.theme_dark()),
    ];
    let languages: Vec<Choice<Lang>> = Lang::ALL.iter().map(|lang| Choice::new(*lang, own_name(*lang))).collect();
    html! {
        <Card title={t.look_and_language()}>
            <div class="row between">
                <span class="label">{ t.theme() }</span>
                { segmented(themes, &preferences.theme, &preferences.set_theme, t.theme()) }
            </div>
            <div class="row between">
                <span class="label">{ t.language() }</span>
                { segmented(languages, &preferences.lang, &preferences.set_lang, t.language()) }
            </div>
            <p class="small muted">{ t.language_also_mail() }</p>
        </Card>
    }
}

#[component]
fn Sessions() -> Html {
    let t = use_messages();
    let toaster = use_toaster();
    let sessions = use_query("sessions", |client| async move { client.sessions().await });
    let asking = use_state(|| false);
    let end = {
        let refetch = sessions.refetch.clone();
        use_mutation(
            |client, ids: Vec<Uuid>, _key| async move {
                for id in &ids {
                    match client.end_session(*id).await {
                        // It has ended by itself meanwhile.
                        Err(error) if error.kind() == Some(ProblemKind::NotFound) => {}
                        answer => answer?,
                    }
                }
                Ok(ids.len())
            },
            move |count| {
                toaster.ok(if count == 1 { t.session_ended().to_owned() } else { t.sessions_ended(count as u64) });
                refetch.emit(());
                // What was pressed goes with what it ended.
                focus_heading();
            },
        )
    };
    {
        let refetch = sessions.refetch.clone();
        // Some of them may have ended before one did not.
        use_effect_with(end.error.is_some(), move |failed| {
            if *failed {
                refetch.emit(());
            }
        });
    }
    let others: Vec<Uuid> =
        sessions.data.iter().flat_map(|all| all.iter()).filter(|one| !one.current).map(|one| one.id).collect();
    let ask = |whether: bool| {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(whether))
    };
    let count = others.len() as u64;
    let end_others = {
        let (run, close) = (end.run.clone(), ask(false));
        Callback::from(move |()| {
            close.emit(());
            run.emit(others.clone());
        })
    };
    let on_end = end.run.reform(|id| vec![id]);
    let footer = html! {
        <>
            <Button on_click={ask(false).reform(|_| ())}>{ t.cancel_word() }</Button>
            <Button submit=true weight={Weight::Danger}>{ t.end_them() }</Button>
        </>
    };
    html! {
        <Card title={t.sessions()} headed=true>
            <p class="small soft pad-4">{ t.sessions_about() }</p>
            <ErrorAlert error={end.error.clone()} />
            { sessions.view(html! { <SkeletonRows rows={2} /> }, |sessions| html! {
                <ul class="rows divided">
                    { for sessions.iter().map(|session| html! {
                        <SessionRow key={session.id.to_string()} session={session.clone()} busy={end.busy} on_end={on_end.clone()} />
                    }) }
                </ul>
            }) }
            // One alone has its own button.
            if count > 1 {
                <div class="pad-4">
                    <Button busy={end.busy} on_click={ask(true).reform(|_| ())}>{ t.end_all_others() }</Button>
                </div>
            }
            <Dialog open={*asking} on_close={ask(false)} title={t.end_all_others_question()} on_submit={end_others} {footer}>
                <p>{ t.end_all_others_about(count) }</p>
            </Dialog>
        </Card>
    }
}

/// Properties of [`SessionRow`].
#[derive(Properties, PartialEq)]
struct SessionRowProps {
    session: SessionInfo,
    busy: bool,
    on_end: Callback<Uuid>,
}

#[component]
fn SessionRow(props: &SessionRowProps) -> Html {
    let t = use_messages();
    let session = &props.session;
    let id = session.id;
    let device: AttrValue =
        session.user_agent.as_deref().map_or_else(|| t.unknown_device().to_owned(), |agent| device(t, agent)).into();
    html! {
        <li>
            { icon(Glyph::Monitor) }
            <span class="grow">
                { &device }
                <small>
                    if session.current { { t.this_session() } } else { { t.last_used() }{ " " }<RelativeTime at={session.last_used_at} /> }
                </small>
            </span>
            if !session.current {
                <Button
                    size={Size::Small}
                    label={AttrValue::from(t.end_session_of(&device))}
                    disabled={props.busy}
                    on_click={props.on_end.reform(move |_| id)}
                >
                    { t.end_session() }
                </Button>
            }
        </li>
    }
}

/// Browser and system from what the browser calls itself; enough to recognise one's own devices.
fn device(t: Messages, agent: &str) -> String {
    let known =
        |names: &[(&str, &'static str)]| names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    let browser = known(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = known(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => t.browser_on(browser, system),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => t.unknown_device().to_owned(),
    }
}
