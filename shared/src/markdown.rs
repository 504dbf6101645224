//! Markdown as a small tree that both sides render: the browser to nodes, mail to HTML and text. Never raw HTML.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// A piece of a text, with its children.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// Plain text.
    Text(String),
    /// Inline code.
    Code(String),
    /// A block of code.
    CodeBlock(String),
    /// A new line within a paragraph.
    LineBreak,
    /// A horizontal line.
    Rule,
    /// Something with contents.
    Element(Element, Vec<Node>),
}

/// What holds other nodes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Element {
    /// Paragraph.
    Paragraph,
    /// Heading; every level looks the same inside a message.
    Heading,
    /// Quotation.
    Quote,
    /// List with bullets.
    BulletList,
    /// Numbered list.
    NumberedList,
    /// Entry of a list.
    Item,
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// Struck out.
    Strike,
    /// Link to an http, https or mailto address.
    Link(String),
}

/// How deep elements nest; what stands deeper keeps its words and loses its marks. Whoever walks a tree or drops it does so
/// by recursion, and twenty thousand quotation marks must not exhaust the stack.
const DEPTH_MAX: usize = 16;

/// Parses a text. HTML becomes plain text, images become links, links to anything but http, https and mailto lose
/// their target; a line end is kept as one, as people expect of a message.
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

/// The same tree as [`parse`]'s for a text in which nothing can be a mark, as most of what people write is; nothing otherwise.
/// The browser shows such a text before the parser is there.
pub fn unmarked(text: &str) -> Option<Vec<Node>> {
    let plain_char = |c: char| !c.is_control() && !"*_`~#<>[]&\\".contains(c);
    let plain_line = |line: &str| {
        let begins_a_block = line.starts_with(|c: char| "-+=".contains(c) || c.is_ascii_digit());
        line.trim() == line && line.chars().all(plain_char) && !begins_a_block
    };
    if !text.split('\n').all(plain_line) {
        return None;
    }
    let mut paragraphs: Vec<Vec<Node>> = vec![Vec::new()];
    for line in text.split('\n') {
        if line.is_empty() {
            paragraphs.push(Vec::new());
        } else if let Some(paragraph) = paragraphs.last_mut() {
            if !paragraph.is_empty() {
                paragraph.push(Node::LineBreak);
            }
            paragraph.push(Node::Text(line.to_owned()));
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    Some(paragraphs.into_iter().map(|nodes| Node::Element(Element::Paragraph, nodes)).collect())
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

/// The address when it is one that may be followed.
fn safe_link(url: &str) -> Option<String> {
    let lower = url.trim().to_ascii_lowercase();
    ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme)).then(|| url.trim().to_owned())
}

/// The text without its marks, for the text part of a mail and for previews.
pub fn plain(nodes: &[Node]) -> String {
    let mut out = String::new();
    write_plain(nodes, &mut out);
    out.trim_end().to_owned()
}

fn write_plain(nodes: &[Node], out: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) | Node::Code(text) => out.push_str(text),
            Node::CodeBlock(text) => {
                out.push_str(text);
                out.push('\n');
            }
            Node::LineBreak => out.push('\n'),
            Node::Rule => out.push_str("---\n\n"),
            Node::Element(element, children) => {
                match element {
                    Element::Item => out.push_str("- "),
                    Element::Quote => out.push_str("> "),
                    _ => {}
                }
                write_plain(children, out);
                match element {
                    Element::Paragraph | Element::Heading => out.push_str("\n\n"),
                    Element::Item if !out.ends_with('\n') => out.push('\n'),
                    Element::BulletList | Element::NumberedList if !out.ends_with("\n\n") => out.push('\n'),
                    Element::Link(url) if !out.ends_with(url.as_str()) => {
                        out.push_str(" <");
                        out.push_str(url);
                        out.push('>');
                    }
                    _ => {}
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn html_is_only_text() {
        let tree = parse("<script>alert(1)</script> hola <b>x</b>");
        assert!(plain(&tree).contains("<script>alert(1)</script>"));
    }

    #[test]
    fn only_web_and_mail_links_keep_their_target() {
        let text = |source: &str| format!("{:?}", parse(source));
        assert!(text("[a](https://example.edu.mx)").contains("Link(\"https://example.edu.mx\")"));
        for source in ["[a](javascript:alert(1))", "[a](JaVaScRiPt:alert(1))", "[a](data:text/html,x)", "[a](//evil)"] {
            assert!(!text(source).contains("Link"), "{source}");
        }
    }

    #[test]
    fn a_line_end_stays_a_line_end() {
        assert_eq!(plain(&parse("uno\ndos\n\ntres")), "uno\ndos\n\ntres");
    }

    #[test]
    fn the_depth_is_bounded() {
        fn depth(nodes: &[Node]) -> usize {
            let below = |node: &Node| match node {
                Node::Element(_, children) => 1 + depth(children),
                _ => 1,
            };
            nodes.iter().map(below).max().unwrap_or(0)
        }
        for source in [">".repeat(20_000) + " hola", "- ".repeat(10_000) + "hola", "*_".repeat(5_000) + "hola"] {
            let tree = parse(&source);
            assert!(depth(&tree) <= DEPTH_MAX + 2, "{}", depth(&tree));
            assert!(plain(&tree).contains("hola"));
        }
    }

    proptest! {
        #[test]
        fn any_text_parses_and_loses_no_word(words in proptest::collection::vec("[a-zñ]{1,8}", 1..20)) {
            let text = words.join(" ");
            prop_assert_eq!(plain(&parse(&text)), text);
        }

        #[test]
        fn a_text_without_marks_needs_no_parser(text in "[-+=a-zñ1 .,:;!?¿*_`~#<>()&\\\\\n\t]{0,40}") {
            if let Some(nodes) = unmarked(&text) {
                prop_assert_eq!(nodes, parse(&text));
            }
        }

        #[test]
        fn words_and_lines_are_no_marks(words in "[a-zñ]{1,8}( [a-zñ]{1,8}){0,5}(\n{1,3}[a-zñ]{1,8}){0,5}") {
            prop_assert_eq!(unmarked(&words), Some(parse(&words)));
        }

        #[test]
        fn nothing_makes_it_fail(text in "\\PC{0,300}") {
            let _ = plain(&parse(&text));
        }
    }
}
