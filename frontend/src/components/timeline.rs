//! The story of a ticket: messages as cards, internal notes in amber with a lock and words, changes as one line.

use chrono::{DateTime, Utc};
use yew::{AttrValue, Html, classes, html};

use super::alert::Tone;
use super::avatar::{Avatar, AvatarSize};
use super::icon::{Glyph, icon_sm};
use super::relative_time::RelativeTime;
use crate::i18n::Messages;

/// One change: its icon and the colour that repeats it, when it was, a reason or remark that is set off below, and who did
/// what in one sentence.
pub fn entry(
    key: String,
    (glyph, tone): (Glyph, Option<&'static str>),
    at: DateTime<Utc>,
    quote: Html,
    sentence: Html,
) -> Html {
    html! {
        <li class="entry" {key}>
            <span class="dot" data-tone={tone}>{ icon_sm(glyph) }</span>
            <div class="event-line">
                { sentence }
                <span class="muted">{ " · " }<RelativeTime {at} /></span>
                if quote != Html::default() { <div class="quote">{ quote }</div> }
            </div>
        </li>
    }
}

/// How far a message has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Passage {
    /// The server has it.
    Arrived,
    /// It goes by itself once there is a connection.
    Waiting,
    /// The server did not take it.
    Refused,
}

/// A reply, a note, a description.
pub struct Message {
    /// Who wrote it.
    pub author: AttrValue,
    /// The name as shown, when it is another: 'Tú'.
    pub shown_as: Option<&'static str>,
    /// The author's community or team.
    pub role: Option<&'static str>,
    /// An internal note: staff only.
    pub internal: bool,
    /// The author's avatar without a tone: the requester.
    pub quiet: bool,
    /// When.
    pub at: DateTime<Utc>,
    /// How far it has come.
    pub passage: Passage,
}

impl Message {
    /// The card around text and files.
    pub fn draw(self, t: Messages, key: String, words: Html) -> Html {
        html! {
            <li class="entry" {key}>
                <Avatar name={self.author.clone()} size={AvatarSize::Large} quiet={self.quiet} />
                <article class={classes!("msg", (self.passage != Passage::Arrived).then_some("waiting"))} data-tone={self.internal.then(|| Tone::Warn.as_str())}>
                    <header>
                        <b>{ self.shown_as.unwrap_or(&self.author) }</b>
                        if self.internal {
                            <span class="badge plain tone">{ icon_sm(Glyph::Lock) }{ t.internal_note_badge() }</span>
                        } else if let Some(role) = self.role {
                            <span class="muted">{ role }</span>
                        }
                        { passage(t, self.passage) }
                        <RelativeTime at={self.at} />
                    </header>
                    <div class="text">{ words }</div>
                </article>
            </li>
        }
    }
}

fn passage(t: Messages, passage: Passage) -> Html {
    match passage {
        Passage::Arrived => Html::default(),
        Passage::Waiting => html! { <span class="badge plain">{ icon_sm(Glyph::Clock) }{ t.to_be_sent() }</span> },
        Passage::Refused => {
            html! { <span class="badge plain" data-tone="danger">{ icon_sm(Glyph::Error) }{ t.not_sent() }</span> }
        }
    }
}
