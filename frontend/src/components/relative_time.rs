//! 'hace 20 min', with the exact instant as its title.

use chrono::{DateTime, SecondsFormat, Utc};
use yew::{Classes, Html, Properties, component, html};

use crate::hooks::use_now::use_now;
use crate::i18n::intl::{self, Style};
use crate::i18n::use_messages;

/// Properties of [`RelativeTime`].
#[derive(Properties, PartialEq)]
pub struct RelativeTimeProps {
    /// The instant.
    pub at: DateTime<Utc>,
    /// Further classes, for placement only.
    #[prop_or_default]
    pub class: Classes,
}

/// An instant as seen from now; the date after a day or two.
#[component]
pub fn RelativeTime(props: &RelativeTimeProps) -> Html {
    let t = use_messages();
    let now = use_now();
    time(props.at, intl::relative(t.0, props.at, now), intl::instant(t.0, props.at, Style::Exact), props.class.clone())
}

/// Properties of [`Moment`].
#[derive(Properties, PartialEq)]
pub struct MomentProps {
    /// The instant.
    pub at: DateTime<Utc>,
    /// How it is written.
    #[prop_or(Style::DayTime)]
    pub style: Style,
    /// Further classes, for placement only.
    #[prop_or_default]
    pub class: Classes,
}

/// An instant as a date.
#[component]
pub fn Moment(props: &MomentProps) -> Html {
    let t = use_messages();
    let text = intl::instant(t.0, props.at, props.style);
    time(props.at, text, intl::instant(t.0, props.at, Style::Exact), props.class.clone())
}

fn time(at: DateTime<Utc>, text: String, title: String, class: Classes) -> Html {
    html! { <time {class} datetime={at.to_rfc3339_opts(SecondsFormat::Secs, true)} {title}>{ text }</time> }
}
