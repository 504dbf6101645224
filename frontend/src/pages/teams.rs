//! Teams as admins see them: who belongs to each, and what it serves.

use std::rc::Rc;

use shared::account::TeamDetails;
use shared::service::ServiceDetails;
use uuid::Uuid;
use yew::{AttrValue, Html, Properties, component, html};

use crate::components::avatar::{Avatar, AvatarSize};
use crate::components::button::{Size, Weight, button_class};
use crate::components::empty::Empty;
use crate::components::icon::{Glyph, icon_sm};
use crate::components::link::Link;
use crate::components::skeleton::SkeletonRows;
use crate::hooks::use_query::use_query;
use crate::hooks::use_title::{use_heading, use_title};
use crate::i18n::{Messages, use_messages};
use crate::pages::not_found::NotFoundPage;
use crate::route::Route;

mod editor;
mod people;
mod standing;

use editor::TeamEditor;

/// All teams.
#[component]
pub fn TeamsPage() -> Html {
    let t = use_messages();
    let heading = use_heading();
    use_title(t.nav_teams());
    let teams = use_query("teams/members", |client| async move { client.teams_with_members().await });
    let services = use_query("services", |client| async move { client.services().await });
    html! {
        <div class="pad stack g-4">
            <header class="page-head">
                <div>
                    <h1 ref={heading} tabindex="-1" class="h-p">{ t.nav_teams() }</h1>
                    <p class="ui soft">{ t.teams_about() }</p>
                </div>
                <Link to={Route::NewTeam} class={button_class(Weight::Primary, Size::Normal)}>
                    { icon_sm(Glyph::Plus) }{ t.new_team() }
                </Link>
            </header>
            { teams.view(html! { <SkeletonRows rows={4} /> }, |teams| {
                let services: &[ServiceDetails] = services.data.as_ref().map_or(&[], |services| services.as_slice());
                if teams.is_empty() {
                    return html! { <Empty glyph={Glyph::Users} title={t.no_teams()} text={t.no_teams_text()} card=true /> };
                }
                html! {
                    <ul class="card rows divided">{ for teams.iter().map(|team| row(t, team, services)) }</ul>
                }
            }) }
        </div>
    }
}

fn row(t: Messages, team: &TeamDetails, services: &[ServiceDetails]) -> Html {
    /// Faces in a row.
    const FACES: usize = 5;
    let empty = team.members.is_empty();
    let serves = services.iter().filter(|service| service.team_id == team.id && service.active).count();
    html! {
        <li key={team.id.to_string()}>
            <Link to={Route::Team { team_id: team.id }} class="link">
                <span class="grow">
                    <b>{ &team.name }</b>
                    <small>{ if empty { t.team_is_empty().to_owned() } else { t.members_counted(team.members.len() as u64) } }{ " · " }{ t.services_counted(serves as u64) }</small>
                </span>
                <span class="row row-n g-1 hide-sm">
                    { for team.members.iter().take(FACES).map(|member| html! {
                        <Avatar name={AttrValue::from(member.name.clone())} size={AvatarSize::Small} />
                    }) }
                </span>
                if !team.active {
                    <span class="badge" data-tone="neutral">{ t.service_retired() }</span>
                } else if empty {
                    <span class="badge hide-sm" data-tone="warn">{ icon_sm(Glyph::Alert) }{ t.team_is_empty() }</span>
                }
                { icon_sm(Glyph::Right) }
            </Link>
        </li>
    }
}

/// Properties of [`TeamPage`].
#[derive(Properties, PartialEq)]
pub struct TeamPageProps {
    /// The team; none for a new one.
    pub team_id: Option<Uuid>,
}

/// One team, or a new one.
#[component]
pub fn TeamPage(props: &TeamPageProps) -> Html {
    let teams = use_query("teams/members", |client| async move { client.teams_with_members().await });
    let services = use_query("services", |client| async move { client.services().await });
    let id = props.team_id;
    teams.view_page(html! { <SkeletonRows rows={4} /> }, |all| {
        let team = match id {
            Some(id) => all.iter().find(|team| team.id == id).cloned(),
            None => Some(TeamDetails {
                id: Uuid::nil(),
                version: 0,
                name: String::new(),
                active: true,
                members: Vec::new(),
            }),
        };
        let Some(team) = team.map(Rc::new) else { return html! { <NotFoundPage /> } };
        html! {
            <TeamEditor
                key={team.id.to_string()}
                team={team.clone()}
                query={teams.clone()}
                services={services.data.clone().unwrap_or_default()}
            />
        }
    })
}
