//! The answers of a request with the questions that they answered.

use shared::instant;
use shared::service::{Answer, FieldKind};
use yew::{Html, html};

use crate::i18n::Messages;
use crate::i18n::intl::{self, Style};

/// Questions and answers, in the order of the form; nothing where there are none.
pub fn answers(t: Messages, answers: &[Answer]) -> Html {
    html! {
        <>
            { for answers.iter().map(|answer| html! {
                <>
                    <dt>{ &answer.label }</dt>
                    <dd class="pre-wrap">{ in_words(t, answer) }</dd>
                </>
            }) }
        </>
    }
}

/// An answer as people read it.
pub fn in_words(t: Messages, answer: &Answer) -> String {
    if let Some(text) = &answer.text {
        return text.clone();
    }
    let text = answer.value.as_str();
    match answer.kind {
        FieldKind::YesNo => if answer.value.as_bool() == Some(true) { t.yes() } else { t.no() }.to_owned(),
        FieldKind::Number => answer.value.as_f64().map(|n| intl::decimal_plain(t.0, n)).unwrap_or_default(),
        FieldKind::Date => text
            .and_then(instant::day)
            .map_or_else(|| text.unwrap_or_default().to_owned(), |day| intl::day(t.0, day, Style::DayYear)),
        _ => text.map_or_else(|| answer.value.to_string(), str::to_owned),
    }
}
