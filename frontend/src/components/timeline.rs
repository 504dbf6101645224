//! The story of a ticket: messages as cards, internal notes in amber with a lock and words, changes as one line.

use chrono::{DateTime, Utc};
use yew::{AttrValue, Html, Properties, component, html};

use super::alert::Tone;
use super::avatar::{Avatar, AvatarSize};
use super::icon::{Glyph, icon_sm};
use super::relative_time::RelativeTime;
use crate::i18n::use_messages;

/// Properties of [`Timeline`].
#[derive(Properties, PartialEq)]
pub struct TimelineProps {
    /// [`Entry`] and [`Message`], in order.
    pub children: Html,
}

/// The list around entries.
#[component]
pub fn Timeline(props: &TimelineProps) -> Html {
    html! { <ol>{ props.children.clone() }</ol> }
}

/// Properties of [`Entry`].
#[derive(Properties, PartialEq)]
pub struct EntryProps {
    /// What kind of change.
    pub glyph: Glyph,
    /// The colour that repeats it.
    #[prop_or_default]
    pub tone: Option<AttrValue>,
    /// When.
    pub at: DateTime<Utc>,
    /// A reason or remark, set off below.
    #[prop_or_default]
    pub quote: Html,
    /// Who did what, in one sentence.
    pub children: Html,
}

/// One change.
#[component]
pub fn Entry(props: &EntryProps) -> Html {
    html! {
        <li class="entry">
            <span class="dot" data-tone={props.tone.clone()}>{ icon_sm(props.glyph) }</span>
            <div class="event-line">
                { props.children.clone() }
                <span class="muted">{ " · " }<RelativeTime at={props.at} /></span>
                if props.quote != Html::default() { <div class="quote">{ props.quote.clone() }</div> }
            </div>
        </li>
    }
}

/// Properties of [`Message`].
#[derive(Properties, PartialEq)]
pub struct MessageProps {
    /// Who wrote it.
    pub author: AttrValue,
    /// The name as shown, when it is another: 'Tú'.
    #[prop_or_default]
    pub shown_as: Option<AttrValue>,
    /// The author's community or team.
    #[prop_or_default]
    pub role: Option<AttrValue>,
    /// An internal note: staff only.
    #[prop_or_default]
    pub internal: bool,
    /// The author's avatar without a tone: the requester.
    #[prop_or_default]
    pub quiet: bool,
    /// When.
    pub at: DateTime<Utc>,
    /// Text and files.
    pub children: Html,
}

/// A reply, a note, a description.
#[component]
pub fn Message(props: &MessageProps) -> Html {
    let t = use_messages();
    html! {
        <li class="entry">
            <Avatar name={props.author.clone()} size={AvatarSize::Large} quiet={props.quiet} />
            <article class="msg" data-tone={props.internal.then(|| Tone::Warn.as_str())}>
                <header>
                    <b>{ props.shown_as.as_ref().unwrap_or(&props.author) }</b>
                    if props.internal {
                        <span class="badge plain tone">{ icon_sm(Glyph::Lock) }{ t.internal_note_badge() }</span>
                    } else if let Some(role) = &props.role {
                        <span class="muted">{ role }</span>
                    }
                    <RelativeTime at={props.at} />
                </header>
                <div class="text">{ props.children.clone() }</div>
            </article>
        </li>
    }
}
