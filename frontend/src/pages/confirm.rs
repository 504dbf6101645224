//! The page behind the link in the mail: shows the result and asks for a word. Opening it changes nothing; the answer is a
//! deliberate press, so that a mail scanner confirms nothing.

use shared::problem::ProblemKind;
use shared::ticket::{Confirmation, ConfirmationAnswer, Verdict};
use yew::{AttrValue, Html, Properties, component, html, use_state};

use crate::api::error::ApiError;
use crate::components::alert::{Alert, Tone};
use crate::components::badge::StatusBadge;
use crate::components::button::{Size, Weight, button_class};
use crate::components::empty::Empty;
use crate::components::error_region::ErrorAlert;
use crate::components::icon::{Glyph, icon_sm};
use crate::components::link::Link;
use crate::components::markdown::Markdown;
use crate::components::relative_time::Moment;
use crate::components::skeleton::SkeletonPage;
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_mutation::use_mutation;
use crate::hooks::use_query::use_query;
use crate::hooks::use_title::{focus_heading, use_heading, use_title};
use crate::i18n::intl::Style;
use crate::i18n::{Messages, use_messages};
use crate::pages::ticket::verdict::{VerdictForm, VerdictWords};
use crate::route::Route;
use crate::state::session::use_account;

/// Properties of [`ConfirmPage`].
#[derive(Properties, PartialEq)]
pub struct ConfirmPageProps {
    /// The link's token.
    pub token: AttrValue,
}

/// The page.
#[component]
pub fn ConfirmPage(props: &ConfirmPageProps) -> Html {
    let t = use_messages();
    use_title(t.check_the_result_title());
    let token = props.token.clone();
    let asked = use_query(format!("confirmation/{token}?{}", t.0), {
        let token = token.clone();
        move |client| async move { client.confirmation(&token).await }
    });
    let signed_in = use_account().is_some();
    let said = use_state(|| None::<Verdict>);
    let answer = {
        let (token, replace, said) = (token.clone(), asked.replace.clone(), said.setter());
        use_mutation(
            move |client, words: VerdictWords, key| {
                let token = token.clone();
                async move {
                    let decision = words.decision;
                    let answer = ConfirmationAnswer {
                        decision,
                        rating: words.rating,
                        comment: words.comment,
                        reason: words.reason,
                    };
                    client.answer_confirmation(&token, answer, &key).await.map(|state| (decision, state))
                }
            },
            move |(decision, state)| {
                said.set(Some(decision));
                replace.emit(std::rc::Rc::new(state));
                focus_heading();
            },
        )
    };
    {
        // Somebody answered or changed it meanwhile: show how it stands instead of a form that decides nothing.
        let refetch = asked.refetch.clone();
        use_effect_with(answer.error.clone(), move |error| {
            if error.as_ref().is_some_and(ApiError::is_stale) {
                refetch.emit(());
            }
        });
    }
    if asked.error.as_ref().is_some_and(|error| error.kind() == Some(ProblemKind::NotFound)) {
        return dead_link(t, signed_in);
    }
    asked.view_page(html! { <SkeletonPage /> }, |confirmation| {
        html! {
            <div class="wrap stack page w-40 g-5">
                    <Result confirmation={(**confirmation).clone()} />
                    if let Some(said) = *said {
                        { thanks(t, said) }
                    } else if confirmation.open {
                        <section class="card card-go card-p stack g-4" aria-labelledby="verdict">
                            <h2 id="verdict">{ t.is_it_resolved() }</h2>
                            <ErrorAlert error={answer.error.clone().filter(|error| error.at("/reason").is_none())} />
                            <VerdictForm
                                labelled_by="verdict"
                                busy={answer.busy}
                                reason_error={answer.error.as_ref().and_then(|error| error.at("/reason"))}
                                on_verdict={answer.run.clone()}
                            />
                        </section>
                    } else {
                        <Alert tone={Tone::Info} title={t.link_has_decided()}>
                            { if confirmation.status.is_final() { t.link_closed_text() } else { t.link_has_decided_text() } }
                        </Alert>
                    }
                <SeeTicket folio={confirmation.folio.clone()} />
            </div>
        }
    })
}

fn thanks(t: Messages, said: Verdict) -> Html {
    let (title, text) = match said {
        Verdict::Confirm => (t.thanks_confirmed(), t.thanks_confirmed_text()),
        Verdict::Reject => (t.thanks_rejected(), t.thanks_rejected_text()),
    };
    html! { <Alert tone={Tone::Ok} {title} live=true>{ text }</Alert> }
}

/// The link has ended, or the mail program cut it: what to do instead.
fn dead_link(t: Messages, signed_in: bool) -> Html {
    let words = if signed_in { t.nav_my_requests() } else { t.sign_in() };
    html! {
        <div class="wrap page w-40">
            <Empty glyph={Glyph::Link} title={t.dead_link()} text={t.dead_link_text()} card=true page=true>
                <Link to={Route::MyRequests} class={button_class(Weight::Primary, Size::Normal)}>{ words }</Link>
            </Empty>
        </div>
    }
}

/// Properties of [`Result`].
#[derive(Properties, PartialEq)]
struct ResultProps {
    confirmation: Confirmation,
}

/// What was asked and what was done.
#[component]
fn Result(props: &ResultProps) -> Html {
    let t = use_messages();
    let heading = use_heading();
    let shown = &props.confirmation;
    html! {
        <>
            <div class="stack g-2">
                <p class="small muted">{ &shown.folio }{ " · " }{ &shown.service }</p>
                <h1 ref={heading} tabindex="-1">{ &shown.subject }</h1>
                <div class="row"><StatusBadge status={shown.status} /></div>
            </div>
            <section class="card card-p stack g-3" aria-labelledby="done">
                <h2 class="h-c" id="done">{ t.what_was_done() }</h2>
                <Markdown text={AttrValue::from(shown.summary.clone())} />
                <p class="small muted">
                    { shown.attended_by.clone().map(|who| format!("{who} · ")).unwrap_or_default() }
                    <Moment at={shown.attended_at} style={Style::Full} />
                </p>
            </section>
        </>
    }
}

/// Properties of [`SeeTicket`].
#[derive(Properties, PartialEq)]
struct SeeTicketProps {
    folio: String,
}

#[component]
fn SeeTicket(props: &SeeTicketProps) -> Html {
    let t = use_messages();
    let words = if use_account().is_some() { t.see_whole_request() } else { t.sign_in_to_see_request() };
    html! {
        <p class="ui">
            <Link to={Route::Ticket { folio: props.folio.clone() }} class="go">
                { words }{ icon_sm(Glyph::ArrowRight) }
            </Link>
        </p>
    }
}
