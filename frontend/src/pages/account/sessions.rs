//! Where the person is signed in: each device with what is known of it, and the ways to end its session.

use shared::problem::ProblemKind;
use shared::session::SessionInfo;
use uuid::Uuid;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state};

use crate::components::button::{Button, Size, Weight};
use crate::components::card::Card;
use crate::components::dialog::Dialog;
use crate::components::error_region::ErrorAlert;
use crate::components::icon::{Glyph, icon};
use crate::components::relative_time::{Moment, RelativeTime};
use crate::components::skeleton::SkeletonRows;
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_mutation::use_mutation;
use crate::hooks::use_query::use_query;
use crate::hooks::use_title::focus_heading;
use crate::i18n::{Messages, use_messages};
use crate::state::toasts::use_toaster;

/// The card.
#[component]
pub fn Sessions() -> Html {
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
                if session.current { { " " }<span class="badge" data-tone="accent">{ t.this_session() }</span> }
                <small>
                    { t.last_used() }{ " " }<RelativeTime at={session.last_used_at} />
                    { " · " }{ t.opened() }{ " " }<Moment at={session.created_at} />
                </small>
                <small>
                    { if session.remembered { t.remembered_device() } else { t.device_not_remembered() } }
                    { " " }<Moment at={session.expires_at} />
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
    // Each of them claims to be one of those below it.
    let browser = known(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = known(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("CrOS", "ChromeOS"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => t.browser_on(browser, system),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => t.unknown_device().to_owned(),
    }
}
