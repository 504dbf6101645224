//! Somebody accepts an invitation: by a code that proves the invited mailbox, which opens the session.

use shared::problem::ProblemKind;
use yew::{AttrValue, Html, Properties, component, html, use_mut_ref};

use crate::components::card::Card;
use crate::components::empty::Empty;
use crate::components::icon::Glyph;
use crate::components::link::go;
use crate::components::relative_time::Moment;
use crate::components::skeleton::SkeletonPage;
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_query::use_query;
use crate::hooks::use_title::{use_heading, use_title};
use crate::i18n::intl::Style;
use crate::i18n::use_messages;
use crate::pages::sign_in::form::SignInForm;
use crate::route::Route;
use crate::router::use_navigator;
use crate::state::session::{Session, use_session};

/// Properties of [`InvitePage`].
#[derive(Properties, PartialEq)]
pub struct InvitePageProps {
    /// The link's token.
    pub token: AttrValue,
}

/// The page.
#[component]
pub fn InvitePage(props: &InvitePageProps) -> Html {
    let t = use_messages();
    let heading = use_heading();
    let navigator = use_navigator();
    use_title(t.invitation());
    let token = props.token.clone();
    let asked = use_query(format!("invitation/{token}"), {
        let token = token.clone();
        move |client| async move { client.invitation(&token).await }
    });
    // Accepting opens the session: what is left is to go and see.
    let session = use_session();
    let signed_in = matches!(session, Session::SignedIn(_));
    let was_signed_in = use_mut_ref(|| signed_in);
    use_effect_with(signed_in, move |signed_in| {
        if *signed_in
            && !was_signed_in.replace(true)
            && let Some(navigator) = &navigator
        {
            go(navigator, &Route::Home, "");
        }
    });
    if asked.error.as_ref().is_some_and(|error| error.kind() == Some(ProblemKind::NotFound)) {
        return html! {
            <div class="wrap page w-40">
                <Empty glyph={Glyph::Link} title={t.dead_invitation()} text={t.dead_invitation_text()} card=true page=true />
            </div>
        };
    }
    html! {
        <div class="wrap stack page w-40 g-5">
            <h1 ref={heading} tabindex="-1">{ t.invitation() }</h1>
            { asked.view(html! { <SkeletonPage /> }, |invitation| html! {
                <Card>
                    <p>{ if invitation.roles.is_empty() { t.invitation_plain() } else { t.invitation_about() } }</p>
                    <dl class="dl dl-fold">
                        <dt>{ t.institutional_email() }</dt><dd>{ &invitation.email }</dd>
                        if !invitation.roles.is_empty() {
                            <dt>{ t.roles() }</dt>
                            <dd>{ invitation.roles.iter().map(|role| t.role(*role)).collect::<Vec<_>>().join(", ") }</dd>
                        }
                        <dt>{ t.works_until() }</dt>
                        <dd><Moment at={invitation.expires_at} style={Style::Full} /></dd>
                    </dl>
                    <SignInForm email={invitation.email.clone()} fixed=true invitation={props.token.clone()} />
                </Card>
            }) }
        </div>
    }
}
