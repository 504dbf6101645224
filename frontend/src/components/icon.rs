//! The icons of the sprite in `index.html`, by typed names.

use shared::priority::Priority;
use shared::status::Status;
use yew::{Html, html};

macro_rules! glyphs {
    ($($name:ident $symbol:literal,)*) => {
        /// An icon of the sprite.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Glyph { $($name,)* }

        impl Glyph {
            /// The whole sprite.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The reference into the sprite.
            pub fn href(self) -> &'static str {
                match self { $(Self::$name => concat!("#i-", $symbol),)* }
            }
        }
    };
}

glyphs! {
    Logo "logo", Home "home", Inbox "inbox", Search "search", Plus "plus", Close "close", Check "check", Down "down", Up "up",
    Right "right", Left "left", ArrowRight "arrow-right", More "more", Menu "menu", Filter "filter", Pane "pane",
    Grip "grip", Settings "settings", Logout "logout", Theme "theme", Keyboard "keyboard", User "user",
    Users "users", Mail "mail", Reply "reply", Info "info", Alert "alert",
    Error "error", Ok "ok", Shield "shield", Offline "offline", Clock "clock", History "history", Clip "clip", File "file", Image "image", Upload "upload", Download "download", Lock "lock", Key "key", Eye "eye",
    Copy "copy", Link "link", External "external", Star "star", Edit "edit", Trash "trash", Refresh "refresh", Book "book", Chart "chart", Text "text", Web "web", Wrench "wrench", Wifi "wifi", App "app",
    Monitor "monitor", Grid "grid",
    New "s-new", Assigned "s-assigned", InProgress "s-in_progress", Waiting "s-waiting", Attended "s-attended",
    Resolved "s-resolved", Cancelled "s-cancelled",
    Critical "p-critical", High "p-high", Normal "p-normal", Low "p-low",
}

impl From<Status> for Glyph {
    fn from(status: Status) -> Self {
        match status {
            Status::New => Self::New,
            Status::Assigned => Self::Assigned,
            Status::InProgress => Self::InProgress,
            Status::Waiting => Self::Waiting,
            Status::Attended => Self::Attended,
            Status::Resolved => Self::Resolved,
            Status::Cancelled => Self::Cancelled,
        }
    }
}

impl From<Priority> for Glyph {
    fn from(priority: Priority) -> Self {
        match priority {
            Priority::Critical => Self::Critical,
            Priority::High => Self::High,
            Priority::Normal => Self::Normal,
            Priority::Low => Self::Low,
        }
    }
}

/// An icon of 20 px, as decoration. A function and not a component: there are hundreds of them on a page.
pub fn icon(glyph: Glyph) -> Html {
    html! { <svg class="i" aria-hidden="true"><use href={glyph.href()} /></svg> }
}

/// An icon of 16 px, as decoration.
pub fn icon_sm(glyph: Glyph) -> Html {
    html! { <svg class="i i-sm" aria-hidden="true"><use href={glyph.href()} /></svg> }
}

/// An icon of 16 px that stands alone and says its name.
pub fn icon_named(glyph: Glyph, name: &str) -> Html {
    html! { <svg class="i i-sm" role="img" aria-label={name.to_owned()}><use href={glyph.href()} /></svg> }
}
