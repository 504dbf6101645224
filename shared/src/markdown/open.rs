//! The blocks whose end has not been read, and what becomes of them when it comes.

use super::inlines::inlines;
use super::text::{after, find, trim_end, trim_start};
use super::{DEPTH_MAX, Element, Node, looked_at};

/// The open blocks that hold others, the outermost first, and the one below them that holds words.
pub struct OpenBlocks {
    pub open: Vec<Open>,
    pub leaf: Option<Leaf>,
    /// Of the line that is read, from 1.
    pub number: usize,
}

/// A block that holds others and whose end has not been read.
pub struct Open {
    pub kind: Kind,
    pub children: Vec<Node>,
    pub first: usize,
    pub last: usize,
    /// Blank lines stand between its blocks.
    pub loose: bool,
}

#[derive(Clone, Copy)]
pub enum Kind {
    Text,
    Quote,
    /// By the mark of its items.
    List(u8),
    /// By the columns before its words.
    Item(usize),
}

/// A block of words whose end has not been read.
pub struct Leaf {
    pub kind: LeafKind,
    pub words: String,
    pub first: usize,
    pub last: usize,
}

#[derive(Clone, Copy, PartialEq)]
pub enum LeafKind {
    Paragraph,
    Indented,
    Fenced { mark: u8, length: usize, indent: usize },
}

impl Open {
    pub fn new(kind: Kind, first: usize) -> Self {
        Self { kind, children: Vec::new(), first, last: first, loose: false }
    }

    pub fn hold(&mut self, nodes: impl IntoIterator<Item = Node>, first: usize, last: usize) {
        if !self.children.is_empty() && first > self.last + 1 {
            self.loose = true;
        }
        self.last = self.last.max(last);
        self.children.extend(nodes);
    }
}

impl OpenBlocks {
    pub fn in_paragraph(&self) -> bool {
        self.leaf.as_ref().is_some_and(|leaf| leaf.kind == LeafKind::Paragraph)
    }

    pub fn continues_paragraph(&self, depth: usize) -> bool {
        depth == self.open.len() && self.in_paragraph()
    }

    pub fn list_at(&self, depth: usize) -> Option<u8> {
        match self.open.get(depth - 1)?.kind {
            Kind::List(mark) => Some(mark),
            _ => None,
        }
    }

    /// Closes what the line does not belong to, and a list where something else than an item follows; says the depth.
    pub fn place(&mut self, depth: usize) -> usize {
        let depth = if self.list_at(depth).is_some() { depth - 1 } else { depth };
        self.close_to(depth);
        depth
    }

    pub fn close_to(&mut self, depth: usize) {
        self.close_leaf();
        while self.open.len() > depth {
            self.close();
        }
    }

    fn close(&mut self) {
        let Some(Open { kind, children, first, last, loose }) = self.open.pop() else { return };
        looked_at(children.len());
        let element = match kind {
            Kind::Text => return,
            Kind::Quote => Element::Quote,
            Kind::List(b'.' | b')') => Element::NumberedList,
            Kind::List(_) => Element::BulletList,
            Kind::Item(_) => Element::Item,
        };
        let children = match kind {
            Kind::List(_) if !loose => children.into_iter().map(tight).collect(),
            _ => children,
        };
        self.hold(Node::Element(element, children), first, last);
        if let (Kind::Item(_), Some(list)) = (kind, self.open.last_mut()) {
            list.loose |= loose;
        }
    }

    pub fn close_leaf(&mut self) {
        let Some(Leaf { kind, mut words, first, last }) = self.leaf.take() else { return };
        match kind {
            LeafKind::Paragraph => return self.hold_words(Element::Paragraph, &words, first, last),
            LeafKind::Indented => {
                let length = trim_end(&words).len();
                words.truncate(length + 1 + find(after(&words, length), |byte| byte == b'\n'));
            }
            LeafKind::Fenced { .. } => {}
        }
        self.hold(Node::CodeBlock(words), first, last);
    }

    pub fn hold_words(&mut self, element: Element, words: &str, first: usize, last: usize) {
        let room = DEPTH_MAX.saturating_sub(self.open.len());
        let nodes = inlines(trim_end(trim_start(words)), room);
        if self.open.len() > DEPTH_MAX {
            self.hold_all(nodes, first, last);
        } else {
            self.hold(Node::Element(element, nodes), first, last);
        }
    }

    pub fn hold(&mut self, node: Node, first: usize, last: usize) {
        self.hold_all([node], first, last);
    }

    fn hold_all(&mut self, nodes: impl IntoIterator<Item = Node>, first: usize, last: usize) {
        if let Some(block) = self.open.last_mut() {
            block.hold(nodes, first, last);
        }
    }
}

/// Whether so many blocks more may be open; the text itself counts and is none.
pub const fn has_room(depth: usize, blocks: usize) -> bool {
    depth + blocks <= DEPTH_MAX + 1
}

/// An item without the paragraphs around its words.
fn tight(item: Node) -> Node {
    let Node::Element(Element::Item, children) = item else { return item };
    let mut nodes = Vec::with_capacity(children.len());
    for child in children {
        match child {
            Node::Element(Element::Paragraph, words) => nodes.extend(words),
            other => nodes.push(other),
        }
    }
    Node::Element(Element::Item, nodes)
}
