//! A notice in its place: what happened and how to go on.

use yew::{AttrValue, Html, Properties, component, html};

use super::icon::{Glyph, icon};

/// What a notice is about.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Tone {
    /// Beside the matter.
    Neutral,
    /// Good to know.
    #[default]
    Info,
    /// It went well.
    Ok,
    /// Take care.
    Warn,
    /// It failed.
    Danger,
}

impl Tone {
    /// The value of `data-tone`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Info => "info",
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Danger => "danger",
        }
    }

    /// The icon that says the same.
    pub fn glyph(self) -> Glyph {
        match self {
            Self::Neutral => Glyph::Shield,
            Self::Info => Glyph::Info,
            Self::Ok => Glyph::Ok,
            Self::Warn => Glyph::Alert,
            Self::Danger => Glyph::Error,
        }
    }
}

/// Properties of [`Alert`].
#[derive(Properties, PartialEq)]
pub struct AlertProps {
    /// What it is about.
    #[prop_or_default]
    pub tone: Tone,
    /// The first line.
    #[prop_or_default]
    pub title: Option<AttrValue>,
    /// Another icon than the tone's.
    #[prop_or_default]
    pub glyph: Option<Glyph>,
    /// It appears after the page did, and is read out at once.
    #[prop_or_default]
    pub live: bool,
    /// What to do about it.
    #[prop_or_default]
    pub children: Html,
}

/// A notice with an icon.
#[component]
pub fn Alert(props: &AlertProps) -> Html {
    html! {
        <div class="alert" data-tone={props.tone.as_str()} role={props.live.then_some("alert")}>
            { icon(props.glyph.unwrap_or(props.tone.glyph())) }
            <div class="grow">
                if let Some(title) = &props.title { <b>{ title }</b> }
                { props.children.clone() }
            </div>
        </div>
    }
}
