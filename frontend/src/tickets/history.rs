//! The story of a ticket, entry by entry, in sentences.

use shared::event::{Audience, EventKind, TimelineItem};
use shared::status::{Closure, Status};
use uuid::Uuid;
use yew::{AttrValue, Html, Properties, component, hook, html};

use super::files::Files;
use super::rich::{rich, strong};
use crate::components::error_region::ErrorAlert;
use crate::components::icon::Glyph;
use crate::components::link::Link;
use crate::components::markdown::Markdown;
use crate::components::pager::Pager;
use crate::components::skeleton::SkeletonRows;
use crate::components::timeline::{Message, Passage, entry};
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_pages::{Pages, use_pages};
use crate::i18n::intl::{self, Style};
use crate::i18n::{Messages, use_messages};
use crate::route::Route;
use crate::state::session::use_account;

/// Which end of the story comes first.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Order {
    /// As it happened: staff read on downwards to the composer.
    OldestFirst,
    /// What is new on top.
    #[default]
    NewestFirst,
}

/// The timeline of a ticket. It comes oldest first, so the rest of a long one is asked for at once:
/// what is new stands on its last page.
#[hook]
pub fn use_timeline(folio: &str) -> Pages<TimelineItem> {
    let asked = AttrValue::from(folio.to_owned());
    let key = if folio.is_empty() { String::new() } else { format!("timeline/{folio}") };
    let story = use_pages(key, move |client, cursor| {
        let folio = asked.clone();
        async move { client.timeline(&folio, cursor).await }
    });
    let wanting = story.more && !story.loading_more && story.more_error.is_none();
    let on_more = story.on_more.clone();
    use_effect_with((wanting, story.items.len()), move |(wanting, _)| {
        if *wanting {
            on_more.emit(());
        }
    });
    story
}

/// Properties of [`History`].
#[derive(Properties, PartialEq)]
pub struct HistoryProps {
    /// The entries so far.
    pub pages: Pages<TimelineItem>,
    /// What the requester wrote when filing it: the story's first message.
    pub description: AttrValue,
    /// The person helped.
    pub requester_id: Uuid,
    /// Which end comes first.
    #[prop_or_default]
    pub order: Order,
}

/// The list of entries.
#[component]
pub fn History(props: &HistoryProps) -> Html {
    let t = use_messages();
    let account = use_account();
    let me = account.as_ref().map(|me| me.id);
    let oldest_first = props.pages.items.iter();
    let items: Vec<&TimelineItem> = match props.order {
        Order::OldestFirst => oldest_first.collect(),
        Order::NewestFirst => oldest_first.rev().collect(),
    };
    let reader = Reader { t, me, requester: props.requester_id };
    html! {
        <div class="stack g-3">
            // On paper, who 'you' is.
            <p class="on-paper" hidden=true>{ t.you() }{ ": " }{ account.as_ref().map(|me| me.name.as_str()) }</p>
            { props.pages.first.view(html! { <SkeletonRows rows={3} /> }, |_| html! {
                <ol>{ for items.iter().map(|item| reader.entry(item, &props.description)) }</ol>
            }) }
            <ErrorAlert error={props.pages.more_error.clone()} />
            <Pager more={props.pages.more} busy={props.pages.loading_more} on_more={props.pages.on_more.clone()} />
        </div>
    }
}

/// Who reads the story.
struct Reader {
    t: Messages,
    me: Option<Uuid>,
    requester: Uuid,
}

impl Reader {
    fn entry(&self, item: &TimelineItem, description: &AttrValue) -> Html {
        let key = item.id.to_string();
        match item.kind {
            EventKind::Created => self.message(item, description.clone(), key),
            EventKind::Reply | EventKind::Note => self.message(item, item.body.clone().unwrap_or_default().into(), key),
            _ => self.change(item, key),
        }
    }

    fn message(&self, item: &TimelineItem, text: AttrValue, key: String) -> Html {
        let actor = item.actor.as_ref();
        let author: AttrValue = actor.map_or_else(|| self.t.the_system().into(), |person| person.name.clone().into());
        let mine = actor.is_some_and(|person| Some(person.id) == self.me);
        let asked = actor.is_some_and(|person| person.id == self.requester);
        let role =
            actor.filter(|_| asked).and_then(|person| person.community).map(|community| self.t.community(community));
        let words = html! { <><Markdown {text} /><Files files={item.attachments.clone()} /></> };
        let message = Message {
            author,
            shown_as: mine.then_some(self.t.you()),
            role,
            internal: item.audience == Audience::Staff,
            quiet: asked,
            at: item.at,
            passage: Passage::Arrived,
        };
        message.draw(self.t, key, words)
    }

    fn change(&self, item: &TimelineItem, key: String) -> Html {
        let (glyph, tone) = look(item);
        let body = item.body.as_ref().or(item.change.reason.as_ref()).filter(|text| !text.trim().is_empty());
        let quote = if body.is_some() || !item.attachments.is_empty() {
            html! {
                <>
                    if let Some(text) = body { <Markdown text={AttrValue::from(text.clone())} /> }
                    <Files files={item.attachments.clone()} />
                </>
            }
        } else {
            Html::default()
        };
        entry(key, (glyph, tone), item.at, quote, self.sentence(item))
    }

    fn sentence(&self, item: &TimelineItem) -> Html {
        let t = self.t;
        let change = &item.change;
        let who = match &item.actor {
            Some(person) if Some(person.id) == self.me => strong(t.you()),
            Some(person) => strong(&person.name),
            None => strong(t.the_system()),
        };
        let mine = item.actor.as_ref().is_some_and(|person| Some(person.id) == self.me);
        let say = |template: (&'static str, &'static str), parts: &[(&str, Html)]| {
            let template = if mine { template.0 } else { template.1 };
            let mut all = vec![("who", who.clone())];
            all.extend(parts.iter().cloned());
            rich(template, &all)
        };
        match item.kind {
            EventKind::Status => self.status_sentence(item, &say),
            EventKind::Assigned => match &change.assignee {
                Some(person) if item.actor.as_ref().is_some_and(|actor| actor.id == person.id) => say(t.ev_took(), &[]),
                Some(person) => say(t.ev_assigned(), &[("whom", strong(&person.name))]),
                None => say(t.ev_unassigned(), &[]),
            },
            EventKind::Transferred => {
                let team = change.team.as_ref().map(|team| strong(&team.name)).unwrap_or_default();
                say(t.ev_transferred(), &[("team", team)])
            }
            EventKind::Priority => {
                let priority = change.priority.map(|priority| strong(t.priority(priority))).unwrap_or_default();
                say(t.ev_priority(), &[("priority", priority)])
            }
            EventKind::Service => {
                let service = change.service.as_ref().map(|service| strong(&service.name)).unwrap_or_default();
                say(t.ev_service(), &[("service", service)])
            }
            EventKind::Edited => say(t.ev_edited(), &[]),
            EventKind::Link => {
                let folio = change.linked_folio.as_ref().map(|folio| {
                    html! {
                        <Link to={Route::Ticket { folio: folio.clone() }}>{ folio }</Link>
                    }
                });
                let template = if change.removed == Some(true) { t.ev_unlinked() } else { t.ev_linked() };
                say(template, &[("folio", folio.unwrap_or_default())])
            }
            EventKind::Rating => {
                let stars = change.rating.unwrap_or_default();
                say(t.ev_rated(), &[("stars", strong(&t.rating_named(stars, t.rating_word(stars))))])
            }
            EventKind::Watcher => {
                let whom = change.watcher.as_ref().map(|person| strong(&person.name)).unwrap_or_default();
                let template = if change.removed == Some(true) { t.ev_unwatched() } else { t.ev_watched() };
                say(template, &[("whom", whom)])
            }
            EventKind::Tags => say(t.ev_tags(), &[]),
            EventKind::Reminder => say(t.ev_reminded(), &[]),
            EventKind::Attachment => say(t.ev_attached(), &[]),
            EventKind::Created | EventKind::Reply | EventKind::Note => say(t.ev_wrote(), &[]),
        }
    }

    fn status_sentence(
        &self,
        item: &TimelineItem,
        say: &impl Fn((&'static str, &'static str), &[(&str, Html)]) -> Html,
    ) -> Html {
        let t = self.t;
        let change = &item.change;
        match (change.from_status, change.to_status) {
            (Some(Status::Attended), Some(Status::InProgress)) => say(t.ev_rejected(), &[]),
            (Some(Status::Resolved), Some(Status::InProgress)) => say(t.ev_reopened(), &[]),
            (Some(Status::Waiting), Some(Status::InProgress)) => say(t.ev_resumed(), &[]),
            (_, Some(Status::InProgress)) => say(t.ev_started(), &[]),
            (_, Some(Status::Waiting)) => {
                let reason = change.wait_reason.map(|reason| strong(t.wait_reason(reason))).unwrap_or_default();
                let sentence = say(t.ev_waits(), &[("reason", reason)]);
                match change.until {
                    Some(until) => {
                        html! { <>{ sentence }{ " " }{ t.until(&intl::instant(t.0, until, Style::DayTime)) }</> }
                    }
                    None => sentence,
                }
            }
            (_, Some(Status::Attended)) => say(t.ev_attended(), &[]),
            (_, Some(Status::Resolved)) if change.closure == Some(Closure::Unanswered) => {
                say(t.ev_closed_unanswered(), &[])
            }
            (_, Some(Status::Resolved)) => say(t.ev_confirmed(), &[]),
            (_, Some(Status::Cancelled)) => {
                let reason = change.cancel_reason.map(|reason| strong(t.cancel_reason(reason))).unwrap_or_default();
                say(t.ev_cancelled(), &[("reason", reason)])
            }
            (_, Some(Status::New)) => say(t.ev_back_to_review(), &[]),
            (_, status) => {
                let status = status.map(|status| strong(t.status(status))).unwrap_or_default();
                say(t.ev_status(), &[("status", status)])
            }
        }
    }
}

/// The icon and tone of a change.
fn look(item: &TimelineItem) -> (Glyph, Option<&'static str>) {
    match item.kind {
        EventKind::Status => match item.change.to_status {
            Some(status) => (Glyph::from(status), status_tone(status)),
            None => (Glyph::History, None),
        },
        EventKind::Assigned => (Glyph::User, None),
        EventKind::Transferred => (Glyph::Users, None),
        EventKind::Priority => (item.change.priority.map_or(Glyph::Normal, Glyph::from), None),
        EventKind::Service => (Glyph::App, None),
        EventKind::Edited => (Glyph::Edit, None),
        EventKind::Link => (Glyph::Link, None),
        EventKind::Rating => (Glyph::Star, None),
        EventKind::Watcher => (Glyph::Eye, None),
        EventKind::Tags => (Glyph::Text, None),
        EventKind::Attachment => (Glyph::Clip, None),
        EventKind::Created | EventKind::Reply | EventKind::Note | EventKind::Reminder => (Glyph::History, None),
    }
}

fn status_tone(status: Status) -> Option<&'static str> {
    match status {
        Status::New => Some("info"),
        Status::Assigned => Some("violet"),
        Status::InProgress => Some("warn"),
        Status::Attended => Some("teal"),
        Status::Resolved => Some("ok"),
        Status::Waiting | Status::Cancelled => None,
    }
}
