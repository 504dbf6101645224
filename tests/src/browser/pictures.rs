//! Screenshots, kept outside the repository, and with them the look for barriers.

use std::path::PathBuf;

use base64::Engine as _;
use serde_json::json;

use super::{Browser, Screen};

/// Light or dark, as the system would have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];

    /// The value of `prefers-color-scheme`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// Where pictures go: where we are told, or among the build's results.
pub fn folder() -> PathBuf {
    let told = std::env::var_os("VENTANILLA_TEST_ARTIFACTS").map(PathBuf::from);
    let folder = told.unwrap_or_else(|| {
        let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
        target.unwrap_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/../target").into()).join("test-artifacts")
    });
    std::fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    folder
}

impl Browser {
    /// The system prefers this from now on.
    pub async fn prefers(&self, theme: Theme) {
        let features = json!([
            {"name": "prefers-color-scheme", "value": theme.name()},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]);
        self.devtools("Emulation.setEmulatedMedia", json!({"features": features})).await;
    }

    /// Keeps a picture of what the screen shows.
    pub async fn is_pictured(&self, name: &str) {
        self.keeps_picture(name, json!({"format": "png"})).await;
    }

    /// Keeps a picture of the whole page, also of what lies below the edge of the screen.
    async fn is_pictured_whole(&self, name: &str) {
        let answer = self.devtools("Page.getLayoutMetrics", json!({})).await;
        let size = &answer["cssContentSize"];
        let clip = json!({"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1});
        self.keeps_picture(name, json!({"format": "png", "captureBeyondViewport": true, "clip": clip})).await;
    }

    async fn keeps_picture(&self, name: &str, how: serde_json::Value) {
        let answer = self.devtools("Page.captureScreenshot", how).await;
        let data = answer.get("data").and_then(serde_json::Value::as_str).expect("a picture");
        let bytes = base64::engine::general_purpose::STANDARD.decode(data).expect("a picture");
        let file = folder().join(format!("{name}.png"));
        std::fs::write(&file, bytes).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    }

    /// Keeps four pictures of a page as [`Browser::is_pictured_everywhere`] does, each from its top to its bottom.
    pub async fn is_pictured_whole_everywhere(&self, page: &str, screen: Screen) {
        self.is_seen_everywhere(page, screen, async |name| self.is_pictured_whole(name).await).await;
    }

    /// Keeps four pictures of a page, and looks for barriers in each: on both screens, in both themes. Leaves it on `screen`,
    /// in light.
    pub async fn is_pictured_everywhere(&self, page: &str, screen: Screen) {
        self.is_seen_everywhere(page, screen, async |name| self.is_pictured(name).await).await;
    }

    async fn is_seen_everywhere(&self, page: &str, screen: Screen, pictured: impl AsyncFn(&str)) {
        let other = if screen == Screen::Desktop { Screen::Phone } else { Screen::Desktop };
        for shown in [other, screen] {
            self.shows_on(shown).await;
            for theme in [Theme::Dark, Theme::Light] {
                self.prefers(theme).await;
                let name = format!("{page}-{}-{}", shown.name(), theme.name());
                pictured(&name).await;
                self.is_checked(&name).await;
            }
        }
    }
}
