//! Sentences with names and words set off inside them, whatever the order of words in a language.

use yew::{Html, html};

/// The template with each `{name}` replaced by its part.
pub fn rich(template: &'static str, parts: &[(&str, Html)]) -> Html {
    let mut out = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        out.push(html! { { before } });
        out.extend(parts.iter().find(|(known, _)| *known == name).map(|(_, part)| part.clone()));
        rest = after;
    }
    out.push(html! { { rest } });
    out.into_iter().collect()
}

/// A name or word, set off.
pub fn strong(text: &str) -> Html {
    html! { <b>{ text }</b> }
}
