//! The region that failed says so and offers to try again; the rest of the page keeps working.

use shared::problem::ProblemKind;
use yew::{Callback, Html, Properties, component, html};

use super::alert::{Alert, Tone};
use super::button::{Button, Size};
use super::empty::Empty;
use super::icon::Glyph;
use crate::api::error::ApiError;
use crate::i18n::use_messages;

/// Properties of [`ErrorRegion`].
#[derive(Properties, PartialEq)]
pub struct ErrorRegionProps {
    /// What went wrong.
    pub error: ApiError,
    /// Tries again.
    #[prop_or_default]
    pub on_retry: Option<Callback<()>>,
    /// Framed as a card.
    #[prop_or_default]
    pub card: bool,
    /// It is all that the page has.
    #[prop_or_default]
    pub page: bool,
}

/// An error in the place of the content that did not arrive.
#[component]
pub fn ErrorRegion(props: &ErrorRegionProps) -> Html {
    let t = use_messages();
    let glyph = match &props.error {
        ApiError::Network => Glyph::Offline,
        error => match error.kind() {
            Some(ProblemKind::NotFound) => Glyph::Search,
            Some(ProblemKind::Forbidden) => Glyph::Lock,
            _ => Glyph::Error,
        },
    };
    let retry = props.on_retry.clone().filter(|_| props.error.may_pass());
    // Nothing was written in what did not arrive, and there are no fields to point out.
    let text = match &props.error {
        ApiError::Network => t.check_your_network().into(),
        ApiError::Problem(problem) if !problem.errors.is_empty() => {
            let messages: Vec<&str> = problem.errors.iter().map(|error| error.message.as_str()).collect();
            messages.join(" ").into()
        }
        error => error.detail(t),
    };
    html! {
        <div role="alert">
            <Empty {glyph} title={props.error.title(t)} {text} card={props.card} page={props.page}>
                if let Some(retry) = retry {
                    <Button glyph={Glyph::Refresh} on_click={retry.reform(|_| ())}>{ t.retry() }</Button>
                }
            </Empty>
        </div>
    }
}

/// Properties of [`ErrorAlert`].
#[derive(Properties, PartialEq)]
pub struct ErrorAlertProps {
    /// What went wrong; nothing is shown without it.
    pub error: Option<ApiError>,
    /// Tries again.
    #[prop_or_default]
    pub on_retry: Option<Callback<()>>,
}

/// An error above or below a form whose content stays.
#[component]
pub fn ErrorAlert(props: &ErrorAlertProps) -> Html {
    let t = use_messages();
    let Some(error) = props.error.as_ref().filter(|error| **error != ApiError::Aborted) else {
        return Html::default();
    };
    if error.kind() == Some(ProblemKind::Unauthenticated) {
        // The dialog of the expired session lies over this; it is read once that is gone.
        return html! { <Alert tone={Tone::Info} title={t.session_had_ended()}>{ t.session_had_ended_text() }</Alert> };
    }
    let retry = props.on_retry.clone().filter(|_| error.may_pass());
    html! {
        <Alert tone={Tone::Danger} title={error.title(t)} live=true>
            <span>{ error.detail(t) }</span>
            if let Some(retry) = retry {
                { " " }
                <Button size={Size::Small} on_click={retry.reform(|_| ())}>{ t.retry() }</Button>
            }
        </Alert>
    }
}

/// Why what is shown could not be brought up to date; of what is no longer there for the reader, that it is so.
#[component]
pub fn OutdatedAlert(props: &ErrorAlertProps) -> Html {
    let t = use_messages();
    let gone = props.error.as_ref().is_some_and(|error| error.kind() == Some(ProblemKind::NotFound));
    if gone {
        return html! { <Alert tone={Tone::Warn} title={t.out_of_sight()} live=true>{ t.out_of_sight_text() }</Alert> };
    }
    html! { <ErrorAlert error={props.error.clone()} on_retry={props.on_retry.clone()} /> }
}
