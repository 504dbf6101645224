//! The HTML part: one column, styled inline because mail programs drop style sheets, readable on dark backgrounds, and
//! without anything to download.

use std::fmt::Write;

use shared::{
    markdown::{Element, Node},
    person::Language,
};

use super::render::Draft;

const FONT: &str = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif";

/// Mail programs that know dark mode read this; the others show the inline colours.
const DARK: &str = "@media (prefers-color-scheme:dark){\
    .v-body{background:#14171a!important}\
    .v-card{background:#1d2125!important;border-color:#363c42!important;color:#e6e8ea!important}\
    .v-soft{color:#b3bac1!important}\
    .v-well{background:#262b30!important;border-color:#5b8def!important;color:#e6e8ea!important}\
    .v-link{color:#8ab4ff!important}\
    .v-line{border-color:#363c42!important}}";

/// The whole page of a letter.
pub(super) fn page(draft: &Draft, language: Language) -> String {
    let mut out = String::with_capacity(4096);
    let _ = write!(
        out,
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>{}</title><style>{DARK}</style></head>\
         <body class=\"v-body\" style=\"margin:0;padding:24px 12px;background:#f4f5f6\">",
        language.tag(),
        escape(&draft.subject),
    );
    // What lists of mail show beside the subject, which is the same on all mail of a ticket.
    let _ = write!(out, "<div style=\"display:none;max-height:0;overflow:hidden\">{}</div>", escape(&draft.heading));
    let _ = write!(
        out,
        "<div class=\"v-card\" style=\"max-width:34rem;margin:0 auto;padding:28px;background:#ffffff;\
         border:1px solid #dfe3e6;border-radius:11px;color:#1c2024;{FONT};font-size:16px;line-height:1.5\">"
    );
    body(draft, &mut out);
    out.push_str("</div></body></html>");
    out
}

fn body(draft: &Draft, out: &mut String) {
    let _ = write!(
        out,
        "<h1 style=\"margin:0 0 12px;font-size:22px;line-height:1.3;font-weight:650\">{}</h1>",
        escape(&draft.heading)
    );
    if let Some(lead) = &draft.lead {
        paragraph(lead, out);
    }
    if let Some(code) = &draft.code {
        let _ = write!(
            out,
            "<p class=\"v-well\" style=\"margin:0 0 16px;padding:14px;background:#eef2f8;border-radius:7px;\
             text-align:center;font:600 30px/1.2 ui-monospace,Menlo,Consolas,monospace;letter-spacing:6px\">{}</p>",
            escape(code)
        );
    }
    if let Some((over, quoted)) = &draft.quote {
        let _ = write!(
            out,
            "<p class=\"v-soft\" style=\"margin:0 0 4px;color:#5a636b;font-size:14px\">{}</p>",
            escape(over)
        );
        out.push_str(
            "<div class=\"v-well\" style=\"margin:0 0 16px;padding:10px 14px;background:#f4f5f6;\
             border-left:3px solid #2f5fb3;overflow-wrap:anywhere\">",
        );
        nodes(quoted, out);
        out.push_str("</div>");
    }
    if let Some(next) = &draft.next {
        paragraph(next, out);
    }
    for (index, (label, url)) in draft.links.iter().enumerate() {
        link(label, url, index == 0, out);
    }
    facts(&draft.facts, out);
    out.push_str("<div class=\"v-line\" style=\"margin-top:20px;padding-top:14px;border-top:1px solid #dfe3e6\">");
    for note in &draft.notes {
        let _ = write!(
            out,
            "<p class=\"v-soft\" style=\"margin:0 0 6px;color:#5a636b;font-size:13px\">{}</p>",
            escape(note)
        );
    }
    if let Some((label, url)) = &draft.choice {
        let _ = write!(
            out,
            "<p class=\"v-soft\" style=\"margin:0 0 6px;color:#5a636b;font-size:13px\"><a href=\"{}\" \
             style=\"color:inherit\">{}</a></p>",
            escape(url),
            escape(label)
        );
    }
    out.push_str("</div>");
}

fn paragraph(text: &str, out: &mut String) {
    let _ = write!(out, "<p style=\"margin:0 0 16px\">{}</p>", escape(text));
}

fn link(label: &str, url: &str, first: bool, out: &mut String) {
    let style = if first {
        "display:inline-block;padding:10px 18px;background:#2f5fb3;color:#ffffff;border-radius:7px;\
         text-decoration:none;font-weight:550"
    } else {
        "color:#2f5fb3"
    };
    let class = if first { "v-button" } else { "v-link" };
    let _ = write!(
        out,
        "<p style=\"margin:0 0 16px\"><a class=\"{class}\" href=\"{}\" style=\"{style}\">{}</a></p>",
        escape(url),
        escape(label)
    );
}

fn facts(facts: &[(&str, String)], out: &mut String) {
    if facts.is_empty() {
        return;
    }
    out.push_str("<table role=\"presentation\" style=\"border-collapse:collapse;font-size:14px\">");
    for (label, value) in facts {
        let _ = write!(
            out,
            "<tr><td class=\"v-soft\" style=\"padding:2px 16px 2px 0;color:#5a636b;vertical-align:top\">{}</td>\
             <td style=\"padding:2px 0\">{}</td></tr>",
            escape(label),
            escape(value)
        );
    }
    out.push_str("</table>");
}

/// What people wrote. The tree holds no HTML and only links that may be followed; its depth is bounded by the parser.
fn nodes(tree: &[Node], out: &mut String) {
    for node in tree {
        match node {
            Node::Text(text) => out.push_str(&escape(text)),
            Node::Code(text) => {
                let _ = write!(out, "<code>{}</code>", escape(text));
            }
            Node::CodeBlock(text) => {
                let _ = write!(out, "<pre style=\"margin:0 0 8px;white-space:pre-wrap\">{}</pre>", escape(text));
            }
            Node::LineBreak => out.push_str("<br>"),
            Node::Rule => out.push_str("<hr>"),
            Node::Element(element, children) => {
                let (open, close) = tags(element);
                out.push_str(&open);
                nodes(children, out);
                out.push_str(close);
            }
        }
    }
}

fn tags(element: &Element) -> (String, &'static str) {
    let (open, close) = match element {
        Element::Paragraph => ("<p style=\"margin:0 0 8px\">", "</p>"),
        Element::Heading => ("<p style=\"margin:0 0 8px;font-weight:650\">", "</p>"),
        Element::Quote => ("<blockquote style=\"margin:0 0 8px 12px\">", "</blockquote>"),
        Element::BulletList => ("<ul style=\"margin:0 0 8px;padding-left:22px\">", "</ul>"),
        Element::NumberedList => ("<ol style=\"margin:0 0 8px;padding-left:22px\">", "</ol>"),
        Element::Item => ("<li>", "</li>"),
        Element::Emphasis => ("<em>", "</em>"),
        Element::Strong => ("<strong>", "</strong>"),
        Element::Strike => ("<s>", "</s>"),
        Element::Link(url) => {
            let open =
                format!("<a class=\"v-link\" style=\"color:#2f5fb3\" rel=\"noopener\" href=\"{}\">", escape(url));
            return (open, "</a>");
        }
    };
    (open.to_owned(), close)
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
