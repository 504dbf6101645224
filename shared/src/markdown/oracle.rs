//! The reader of Markdown that ours is held against: pulldown-cmark, which reads all of `CommonMark`.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::{DEPTH_MAX, Element, Node};

/// The tree of a text.
pub fn parse(text: &str) -> Vec<Node> {
    let mut open: Vec<(Option<Element>, Vec<Node>)> = vec![(None, Vec::new())];
    let mut code: Option<String> = None;
    for event in Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH) {
        let node = match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented)) => {
                code = Some(String::new());
                continue;
            }
            Event::End(TagEnd::CodeBlock) => Node::CodeBlock(code.take().unwrap_or_default()),
            Event::Start(tag) => {
                let kept = if open.len() > DEPTH_MAX { None } else { element(tag) };
                open.push((kept, Vec::new()));
                continue;
            }
            Event::End(_) => {
                let Some((element, children)) = open.pop() else { continue };
                match element {
                    Some(element) => Node::Element(element, children),
                    None => {
                        append(&mut open, children);
                        continue;
                    }
                }
            }
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => match &mut code {
                Some(block) => {
                    block.push_str(&text);
                    continue;
                }
                None => Node::Text(text.into_string()),
            },
            Event::Code(text) => Node::Code(text.into_string()),
            Event::SoftBreak | Event::HardBreak => Node::LineBreak,
            Event::Rule => Node::Rule,
            _ => continue,
        };
        append(&mut open, vec![node]);
    }
    while open.len() > 1 {
        if let Some((element, children)) = open.pop() {
            let nodes = match element {
                Some(element) => vec![Node::Element(element, children)],
                None => children,
            };
            append(&mut open, nodes);
        }
    }
    open.pop().map(|(_, nodes)| nodes).unwrap_or_default()
}

fn append(open: &mut [(Option<Element>, Vec<Node>)], nodes: Vec<Node>) {
    if let Some((_, children)) = open.last_mut() {
        children.extend(nodes);
    }
}

/// `None` is a wrapper whose contents are kept and which itself is not.
fn element(tag: Tag<'_>) -> Option<Element> {
    match tag {
        Tag::Paragraph => Some(Element::Paragraph),
        Tag::Heading { .. } => Some(Element::Heading),
        Tag::BlockQuote(_) => Some(Element::Quote),
        Tag::List(None) => Some(Element::BulletList),
        Tag::List(Some(_)) => Some(Element::NumberedList),
        Tag::Item => Some(Element::Item),
        Tag::Emphasis => Some(Element::Emphasis),
        Tag::Strong => Some(Element::Strong),
        Tag::Strikethrough => Some(Element::Strike),
        Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => safe_link(&dest_url).map(Element::Link),
        _ => None,
    }
}

fn safe_link(url: &str) -> Option<String> {
    let lower = url.trim().to_ascii_lowercase();
    ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme)).then(|| url.trim().to_owned())
}
