//! The first administrator accepts the invitation: one deliberate press opens the session.

use yew::{AttrValue, Html, Properties, component, html};
use yew_router::hooks::use_navigator;

use crate::components::button::{Button, Size, Weight};
use crate::components::card::Card;
use crate::components::error_region::ErrorAlert;
use crate::components::link::go;
use crate::components::relative_time::Moment;
use crate::components::skeleton::SkeletonPage;
use crate::hooks::use_mutation::use_mutation;
use crate::hooks::use_query::use_query;
use crate::hooks::use_title::{use_heading, use_title};
use crate::i18n::intl::Style;
use crate::i18n::use_messages;
use crate::route::Route;

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
    let accept = use_mutation(
        move |client, (), _key| {
            let token = token.clone();
            async move { client.accept_invitation(&token).await }
        },
        move |()| {
            if let Some(navigator) = &navigator {
                go(navigator, &Route::Home, "");
            }
        },
    );
    html! {
        <div class="wrap stack page w-40 g-5">
            <h1 ref={heading} tabindex="-1">{ t.invitation() }</h1>
            { asked.view(html! { <SkeletonPage /> }, |invitation| html! {
                <Card>
                    <p>{ t.invitation_about() }</p>
                    <dl class="dl">
                        <dt>{ t.institutional_email() }</dt><dd>{ &invitation.email }</dd>
                        <dt>{ t.roles() }</dt>
                        <dd>{ invitation.roles.iter().map(|role| t.role(*role)).collect::<Vec<_>>().join(", ") }</dd>
                        <dt>{ t.works_until() }</dt>
                        <dd><Moment at={invitation.expires_at} style={Style::Full} /></dd>
                    </dl>
                    <ErrorAlert error={accept.error.clone()} />
                    <div class="row">
                        <Button
                            weight={Weight::Primary}
                            size={Size::Large}
                            busy={accept.busy}
                            on_click={accept.run.reform(|_| ())}
                        >
                            { t.accept_invitation() }
                        </Button>
                    </div>
                </Card>
            }) }
        </div>
    }
}
