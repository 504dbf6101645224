//! Pages at 400 %, and in the colours that somebody's system forces on them.

use serde_json::json;

use super::Browser;

/// What must be scrolled sideways although it is neither a table, a calendar, nor a row of tabs.
const SIDEWAYS: &str = "const free = '.scroll-x, .tabs, .filters, pre, .listbox';
    const scrolls = (element) => element === document.scrollingElement
        || ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
    return [document.scrollingElement, ...document.body.querySelectorAll('*')]
        .filter((element) => element.checkVisibility() && scrolls(element) && !element.closest(free))
        .filter((element) => element.scrollWidth > element.clientWidth + 1)
        .map((element) => `${element.tagName} ${element.className}: ${element.scrollWidth} in ${element.clientWidth}, by ` +
            [...element.querySelectorAll('*')].filter((inner) => inner.getBoundingClientRect().right > innerWidth + 1)
                .map((inner) => `${inner.tagName}.${inner.className}`).slice(0, 6).join(' '));";

impl Browser {
    /// 1280 by 1024 pixels, enlarged four times.
    pub async fn zooms_to_400_percent(&self) {
        let metrics = json!({"width": 320, "height": 256, "deviceScaleFactor": 4, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// Nothing is cut off to the side, nor has to be scrolled there.
    pub async fn reflows(&self) {
        let found = self.script(SIDEWAYS, Vec::new()).await.expect("the page can be read");
        assert_eq!(found.json(), &json!([]), "{} scrolls sideways at {}", self.name, self.address().await);
    }

    /// The system's own few colours.
    pub async fn forces_colours(&self) {
        let features = json!([{"name": "forced-colors", "value": "active"}]);
        self.devtools("Emulation.setEmulatedMedia", json!({"media": "", "features": features})).await;
    }
}
