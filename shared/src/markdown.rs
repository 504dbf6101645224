//! Markdown as a small tree that both sides render: the browser to nodes, mail to HTML and text. Never raw HTML.

mod blocks;
mod inlines;
mod line;
mod links;
mod marks;
mod open;
mod runs;
mod text;

#[cfg(test)]
mod oracle;
#[cfg(test)]
mod tests;

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

/// Parses a text: paragraphs, headings, quotations, lists, code, rules, emphasis, links and images, as `CommonMark` reads them,
/// and what is struck out. HTML is text, and so are entities (`&amp;`), definitions of links (`[a]: …`) and what refers to them:
/// a message says what was written. Images become links, links to anything but http, https and mailto lose their target; a line
/// end is kept as one, as people expect of a message.
pub fn parse(text: &str) -> Vec<Node> {
    blocks::blocks(text)
}

/// The same tree as [`parse`]'s for a text in which nothing can be a mark, as most of what people write is; nothing otherwise.
/// The browser shows such a text before the parser is there.
pub fn unmarked(text: &str) -> Option<Vec<Node>> {
    let plain_char = |c: char| !c.is_control() && !"*_`~#<>[]\\".contains(c);
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

/// Counts what is looked at, for the test that no text takes more than its length times a constant.
#[cfg(test)]
fn looked_at(count: usize) {
    tests::LOOKED_AT.set(tests::LOOKED_AT.get() + count);
}

#[cfg(not(test))]
const fn looked_at(_count: usize) {}
