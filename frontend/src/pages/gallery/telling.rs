//! What tells: notices, nothing here, errors, and the bones while something loads.

use std::rc::Rc;

use shared::problem::{Problem, ProblemKind};
use yew::{Callback, Html, component, html};

use super::specimen;
use crate::api::error::ApiError;
use crate::components::alert::{Alert, Tone};
use crate::components::button::{Button, Weight};
use crate::components::empty::Empty;
use crate::components::error_region::{ErrorAlert, ErrorRegion, OutdatedAlert};
use crate::components::icon::Glyph;
use crate::components::ignored::ignored;
use crate::components::skeleton::{Loading, SkeletonPage, SkeletonRows};
use crate::i18n::{Messages, use_messages};
use crate::route::Route;

/// The specimens.
#[component]
pub fn Telling() -> Html {
    let t = use_messages();
    html! {
        <>
            { specimen(t.sample_alerts(), alerts(t)) }
            { specimen(t.sample_errors(), errors(t)) }
            { specimen(t.sample_loading(), html! {
                <div class="stack g-5">
                    <SkeletonRows rows={3} />
                    <SkeletonPage />
                    <Loading><span class="skel skel-ctl" aria-hidden="true" /></Loading>
                </div>
            }) }
            { specimen(t.sample_empty(), html! {
                <div class="stack g-4">
                    <Empty glyph={Glyph::Inbox} title={t.sample_empty_title()} text={t.sample_empty_text()} />
                    <Empty glyph={Glyph::Inbox} title={t.sample_empty_title()} text={t.sample_empty_text()} card=true>
                        <Button weight={Weight::Primary} glyph={Glyph::Plus}>{ t.sample_item() }</Button>
                    </Empty>
                    <Empty glyph={Glyph::Inbox} title={t.sample_empty_title()} page=true card=true />
                </div>
            }) }
        </>
    }
}

fn alerts(t: Messages) -> Html {
    let tones = [Tone::Neutral, Tone::Info, Tone::Ok, Tone::Warn, Tone::Danger];
    html! {
        <div class="stack g-3">
            { for tones.into_iter().map(|tone| html! {
                <Alert {tone} title={t.sample_alert()}>{ t.sample_alert_text() }</Alert>
            }) }
            <Alert tone={Tone::Info} glyph={Glyph::Link}>{ t.sample_alert_text() }</Alert>
            { ignored(t, &["status=nuevas".to_owned()], Route::Gallery, String::new()) }
        </div>
    }
}

fn errors(t: Messages) -> Html {
    let refused = |kind: ProblemKind, status: u16, title: &str, detail: &str| {
        ApiError::Problem(Rc::new(Problem {
            type_: kind.urn(),
            title: title.to_owned(),
            status,
            detail: detail.to_owned(),
            instance: String::new(),
            request_id: "01a205b3".to_owned(),
            errors: Vec::new(),
            current_status: None,
            allowed: None,
            retry_after: None,
        }))
    };
    let all = [
        ApiError::Network,
        ApiError::Unreadable(502),
        refused(ProblemKind::Internal, 500, t.sample_fault(), t.sample_fault_detail()),
        refused(ProblemKind::NotFound, 404, t.not_found_title(), t.not_found_text()),
        refused(ProblemKind::Forbidden, 403, t.forbidden_title(), t.forbidden_text()),
    ];
    let ended = refused(ProblemKind::Unauthenticated, 401, t.session_had_ended(), t.session_had_ended_text());
    let retry = Callback::noop();
    html! {
        <div class="stack g-3">
            { for all.iter().map(|error| html! {
                <ErrorRegion error={error.clone()} on_retry={retry.clone()} card=true />
            }) }
            { for all.iter().chain([&ended]).map(|error| html! {
                <ErrorAlert error={error.clone()} on_retry={retry.clone()} />
            }) }
            <OutdatedAlert
                error={refused(ProblemKind::NotFound, 404, t.not_found_title(), t.not_found_text())}
                on_retry={retry.clone()}
            />
        </div>
    }
}
