//! The aside of a request: folio, service, who has it, the answers, the files, who follows it, the links.

use std::rc::Rc;

use shared::ticket::{TicketDetails, TicketLinkKind};
use yew::{AttrValue, Html, Properties, component, html};

use crate::components::avatar::{Avatar, AvatarSize};
use crate::components::badge::PriorityMark;
use crate::components::card::Card;
use crate::components::link::Link;
use crate::components::relative_time::Moment;
use crate::hooks::use_query::Query;
use crate::i18n::intl::Style;
use crate::i18n::use_messages;
use crate::route::Route;
use crate::tickets::answers::answers;
use crate::tickets::files::Files;
use crate::tickets::watchers::Watchers;

/// Properties of [`Details`].
#[derive(Properties, PartialEq)]
pub struct DetailsProps {
    /// The ticket.
    pub ticket: Rc<TicketDetails>,
    /// Its query.
    pub query: Query<TicketDetails>,
}

/// The aside.
#[component]
pub fn Details(props: &DetailsProps) -> Html {
    let t = use_messages();
    let ticket = &props.ticket;
    let summary = &ticket.summary;
    html! {
        <aside class="stack sticky g-5">
            <Card title={t.details()}>
                <dl class="dl dl-v">
                    <dt>{ t.folio() }</dt><dd>{ &summary.folio }</dd>
                    <dt>{ t.service() }</dt><dd>{ &summary.service.name }</dd>
                    <dt>{ t.who_has_it() }</dt>
                    <dd class="row">
                        if let Some(person) = &summary.assignee {
                            <Avatar name={AttrValue::from(person.name.clone())} size={AvatarSize::Small} />{ &person.name }
                        } else {
                            { &summary.team.name }
                        }
                    </dd>
                    <dt>{ t.priority_label() }</dt><dd><PriorityMark priority={summary.priority} /></dd>
                    // On paper it is said to everybody.
                    <dt hidden={ticket.is_mine}>{ t.requester() }</dt><dd hidden={ticket.is_mine}>{ &summary.requester.name }</dd>
                    if let Some(by) = &ticket.registered_by { <dt>{ t.registered_by() }</dt><dd>{ &by.name }</dd> }
                    <dt>{ t.received_at() }</dt><dd><Moment at={summary.created_at} style={Style::Full} /></dd>
                    { answers(t, &ticket.answers) }
                </dl>
            </Card>
            { for ticket.earlier_answers.iter().map(|earlier| html! {
                <details class="card card-p">
                    <summary class="small soft">{ t.answered_as(&earlier.service.name) }</summary>
                    <dl class="dl dl-v pt-3">{ answers(t, &earlier.answers) }</dl>
                </details>
            }) }
            if !ticket.attachments.is_empty() {
                <section class="stack g-2">
                    <h2 class="h-s">{ t.files() }</h2>
                    <Files files={ticket.attachments.clone()} />
                </section>
            }
            <Watchers ticket={ticket.clone()} query={props.query.clone()} />
            if !ticket.links.is_empty() {
                <section class="stack g-2">
                    <h2 class="h-s">{ t.related_requests() }</h2>
                    <ul class="card links divided">
                        { for ticket.links.iter().map(|link| html! {
                            <li key={link.folio.clone()}>
                                <Link to={Route::Ticket { folio: link.folio.clone() }}>
                                    <b>{ &link.folio }{ " · " }{ &link.subject }</b>
                                    <small>{ t.link_kind(link.kind, link.inverse) }{ " · " }{ t.status(link.status) }</small>
                                </Link>
                            </li>
                        }) }
                    </ul>
                </section>
            }
        </aside>
    }
}

impl crate::i18n::Messages {
    /// How another ticket is linked to the one that is read.
    pub fn link_kind(self, kind: TicketLinkKind, inverse: bool) -> &'static str {
        match (kind, inverse) {
            (TicketLinkKind::DuplicateOf, false) => self.link_duplicate_of(),
            (TicketLinkKind::DuplicateOf, true) => self.link_duplicated_by(),
            (TicketLinkKind::Related, _) => self.link_related(),
            (TicketLinkKind::FollowUpOf, false) => self.link_follow_up_of(),
            (TicketLinkKind::FollowUpOf, true) => self.link_followed_by(),
        }
    }
}
