//! A person's initials on a tone that stays with the name.

use yew::{AttrValue, Html, Properties, classes, component, html};

use super::icon::{Glyph, icon_sm};
use crate::i18n::{intl, use_messages};

/// How large an avatar is.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum AvatarSize {
    /// 24 px, in rows.
    Small,
    /// 28 px.
    #[default]
    Normal,
    /// 36 px, in a timeline.
    Large,
}

impl AvatarSize {
    fn class(self) -> Option<&'static str> {
        match self {
            Self::Small => Some("avatar-sm"),
            Self::Normal => None,
            Self::Large => Some("avatar-lg"),
        }
    }
}

/// Properties of [`Avatar`].
#[derive(Properties, PartialEq)]
pub struct AvatarProps {
    /// The person; nobody shows an empty place.
    #[prop_or_default]
    pub name: Option<AttrValue>,
    /// How large.
    #[prop_or_default]
    pub size: AvatarSize,
    /// The name is not written beside it: tell it to screen readers.
    #[prop_or_default]
    pub alone: bool,
    /// Without a tone of its own: the requester's.
    #[prop_or_default]
    pub quiet: bool,
}

/// Initials, decorative beside the name.
#[component]
pub fn Avatar(props: &AvatarProps) -> Html {
    let t = use_messages();
    let hidden = (!props.alone).then_some("true");
    let role = props.alone.then_some("img");
    match &props.name {
        Some(name) => html! {
            <span
                class={classes!("avatar", props.size.class())}
                data-tone={(!props.quiet).then(|| tone(name))}
                aria-hidden={hidden}
                {role}
                aria-label={props.alone.then(|| name.clone())}
            >
                { initials(name) }
            </span>
        },
        None => html! {
            <span
                class={classes!("avatar", "avatar-none", props.size.class())}
                aria-hidden={hidden}
                {role}
                aria-label={props.alone.then(|| t.unassigned())}
            >
                { icon_sm(Glyph::Plus) }
            </span>
        },
    }
}

/// The first letters of the first and second word.
pub fn initials(name: &str) -> String {
    let first: String = name.split_whitespace().filter_map(|word| word.chars().next()).take(2).collect();
    intl::upper(&first)
}

fn tone(name: &str) -> &'static str {
    const TONES: [&str; 5] = ["teal", "violet", "warn", "ok", "info"];
    let sum = name.bytes().fold(0_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(byte)));
    TONES.get(sum % TONES.len()).copied().unwrap_or("neutral")
}
