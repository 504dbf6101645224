//! A page on paper.

use base64::Engine as _;
use serde_json::{Value, json};

use super::{Browser, pictures};

/// Counts what would be printed instead of printing.
const PRINTER: &str = "window.print = () => { window.printed = document.querySelectorAll('.entry').length; };";
const PRINTED: &str = "return window.printed ?? null";
/// Whether the styles for paper are there.
const STYLED: &str = "return [...document.styleSheets].some((sheet) => sheet.media.mediaText === 'print')";

impl Browser {
    /// From now on 'print' is noted down. The styles for paper have come.
    pub async fn has_a_printer(&self) {
        self.script(PRINTER, Vec::new()).await.expect("the page takes it");
        self.until("for the styles of paper", async || {
            Ok((self.script(STYLED, Vec::new()).await?.json() == true).then_some(()))
        })
        .await;
    }

    /// How many entries of the story stood on the page when it was printed, sooner or later.
    pub async fn has_printed(&self) -> u64 {
        self.until("to print", async || Ok(self.script(PRINTED, Vec::new()).await?.json().as_u64())).await
    }

    /// What is seen is what paper shows, from now on.
    pub async fn looks_at_the_paper(&self) {
        self.devtools("Emulation.setEmulatedMedia", json!({"media": "print"})).await;
    }

    /// Keeps the printed page.
    pub async fn is_printed(&self, name: &str) {
        let answer = self.devtools("Page.printToPDF", json!({"preferCSSPageSize": true})).await;
        let data = answer.get("data").and_then(Value::as_str).expect("a document");
        let bytes = base64::engine::general_purpose::STANDARD.decode(data).expect("a document");
        let file = pictures::folder().join(format!("{name}.pdf"));
        std::fs::write(&file, bytes).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    }

    /// The colours of paper and ink, as the browser computes them.
    pub async fn colours(&self) -> (String, String) {
        let look = "const { backgroundColor, color } = getComputedStyle(document.querySelector('.msg'));
            return [backgroundColor, color]";
        let found = self.script(look, Vec::new()).await.expect("the page can be read");
        serde_json::from_value(found.json().clone()).expect("two colours")
    }
}
