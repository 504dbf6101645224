//! What shows: statuses, priorities, people, times, progress, stories, texts, boxes, lists, icons.

use chrono::{TimeDelta, Utc};
use shared::priority::Priority;
use shared::status::Status;
use yew::{AttrValue, Callback, Html, component, html};

use super::stories::{Stories, stepper};
use super::{person, row, specimen};
use crate::components::avatar::{Avatar, AvatarSize};
use crate::components::badge::{PriorityMark, StatusBadge};
use crate::components::button::{Button, Size};
use crate::components::card::Card;
use crate::components::crumbs::{Crumb, Crumbs};
use crate::components::icon::{Glyph, icon, icon_named, icon_sm};
use crate::components::markdown::Markdown;
use crate::components::pager::Pager;
use crate::components::relative_time::{Moment, RelativeTime};
use crate::components::track::Track;
use crate::i18n::intl::Style;
use crate::i18n::{Messages, use_messages};
use crate::route::Route;

/// The specimens.
#[component]
pub fn Showing() -> Html {
    let t = use_messages();
    html! {
        <>
            { specimen(t.sample_statuses(), statuses(t)) }
            { specimen(t.sample_priorities(), priorities()) }
            { specimen(t.sample_people(), people(t)) }
            { specimen(t.sample_times(), times()) }
            { specimen(t.sample_progress(), html! {
                <div class="stack g-4">
                    { row(Status::ALL.iter().map(|status| html! { <Track status={*status} /> })) }
                    { stepper(t) }
                </div>
            }) }
            { specimen(t.sample_story(), html! { <Stories /> }) }
            { specimen(t.sample_markdown(), html! { <Markdown text={t.sample_markdown_text()} /> }) }
            { specimen(t.sample_lists(), html! {
                <div class="stack g-3">
                    <Crumbs above={vec![Crumb::new(Route::Home, t.nav_home())]} here={t.gallery()} />
                    <Pager more=true on_more={Callback::noop()} />
                    <Pager more=true busy=true on_more={Callback::noop()} />
                </div>
            }) }
            { specimen(t.sample_icons(), html! {
                <div class="stack g-3">
                    { row(Glyph::ALL.iter().map(|glyph| icon(*glyph))) }
                    { row(Glyph::ALL.iter().map(|glyph| icon_sm(*glyph))) }
                    <div class="row">{ icon_named(Glyph::Lock, t.internal_note_badge()) }</div>
                </div>
            }) }
            { boxes(t) }
        </>
    }
}

fn statuses(t: Messages) -> Html {
    html! {
        <div class="stack g-3">
            { row(Status::ALL.iter().map(|status| html! { <StatusBadge status={*status} /> })) }
            { row(Status::ALL.iter().map(|status| html! { <StatusBadge status={*status} plain=true /> })) }
            { row(Status::ALL.iter().map(|status| html! { <StatusBadge status={*status} plain=true icon_only=true /> })) }
            <div class="row"><StatusBadge status={Status::Resolved} text={t.closed_unanswered()} /></div>
        </div>
    }
}

fn priorities() -> Html {
    html! {
        <div class="stack g-3">
            { row(Priority::ALL.iter().map(|priority| html! { <PriorityMark priority={*priority} /> })) }
            { row(Priority::ALL.iter().map(|priority| html! { <PriorityMark priority={*priority} filled=true /> })) }
            { row(Priority::ALL.iter().map(|priority| html! { <PriorityMark priority={*priority} in_list=true /> })) }
        </div>
    }
}

fn people(t: Messages) -> Html {
    let names = [person(t), "Ana Solís", "Luis Ortega", "Quirino Paz", "Irene Vela"];
    let sizes = [AvatarSize::Small, AvatarSize::Normal, AvatarSize::Large];
    html! {
        <div class="stack g-3">
            { row(names.into_iter().map(|name| html! { <Avatar name={name} alone=true /> })) }
            { row(sizes.into_iter().map(|size| html! { <Avatar name={person(t)} {size} alone=true /> })) }
            { row(sizes.into_iter().map(|size| html! { <Avatar {size} alone=true /> })) }
            <div class="row"><Avatar name={person(t)} quiet=true alone=true /></div>
        </div>
    }
}

fn times() -> Html {
    let now = Utc::now();
    let ago = [
        TimeDelta::zero(),
        TimeDelta::minutes(20),
        TimeDelta::hours(3),
        TimeDelta::days(1),
        TimeDelta::days(40),
        TimeDelta::days(500),
        TimeDelta::hours(-2),
    ];
    let styles = [
        Style::Time,
        Style::Day,
        Style::DayYear,
        Style::DayTime,
        Style::Weekday,
        Style::WeekdayTime,
        Style::Full,
        Style::Exact,
    ];
    html! {
        <div class="stack g-3">
            { row(ago.into_iter().map(|ago| html! { <RelativeTime at={now - ago} /> })) }
            { row(styles.into_iter().map(|style| html! { <Moment at={now} {style} /> })) }
        </div>
    }
}

fn boxes(t: Messages) -> Html {
    let more = html! { <Button size={Size::Small}>{ t.sample_item() }</Button> };
    let inside = html! { <p>{ t.sample_box_text() }</p> };
    html! {
        <section class="stack g-3">
            <h3 class="h-s">{ t.sample_boxes() }</h3>
            <div class="grid g-4 min-16">
                <Card title={t.sample_box()} actions={more.clone()}>{ inside.clone() }</Card>
                <Card title={AttrValue::from(t.sample_box_headed())} headed=true actions={more}>
                    <div class="card-p">{ inside.clone() }</div>
                </Card>
                <Card title={t.sample_box_urgent()} urgent=true>{ inside.clone() }</Card>
                <Card>{ inside }</Card>
            </div>
        </section>
    }
}
