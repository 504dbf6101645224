//! The blocks of a text, line by line: paragraphs, headings, quotations, lists, code and rules, as `CommonMark` tells them
//! apart. Every line is read once, and it meets `DEPTH_MAX` open blocks at most.

use super::line::Line;
use super::marks::{self, ListMark};
use super::open::{Kind, Leaf, LeafKind, Open, OpenBlocks, has_room};
use super::text::{after, before, find};
use super::{Element, Node, looked_at};

/// The blocks of a text.
pub fn blocks(text: &str) -> Vec<Node> {
    let mut reader = OpenBlocks { open: vec![Open::new(Kind::Text, 0)], leaf: None, number: 0 };
    let mut rest = text;
    while !rest.is_empty() {
        let (line, others) = first_line(rest);
        reader.read(Line::new(line));
        rest = others;
    }
    reader.close_to(1);
    reader.open.pop().map(|text| text.children).unwrap_or_default()
}

/// A line ends with a line feed, a carriage return or both.
fn first_line(text: &str) -> (&str, &str) {
    let length = find(text, |byte| matches!(byte, b'\n' | b'\r'));
    let ends = if after(text, length).starts_with("\r\n") { 2 } else { 1 };
    (before(text, length), after(text, length + ends))
}

impl OpenBlocks {
    fn read(&mut self, mut line: Line<'_>) {
        self.number += 1;
        let mut depth = self.going_on(&mut line);
        if depth == self.open.len() && self.read_code(&mut line) {
            return;
        }
        while !line.is_blank() {
            if line.indent() >= 4 {
                if !self.in_paragraph() {
                    self.place(depth);
                    line.skip(4);
                    self.begin(LeafKind::Indented, &line);
                    return;
                }
                break;
            }
            let words = line.words();
            if words.starts_with('>') && has_room(depth, 1) {
                depth = self.place(depth);
                self.open.push(Open::new(Kind::Quote, self.number));
                depth += 1;
                line.pass(1);
                line.skip(1);
            } else if self.read_leaf(&line, words, depth) {
                return;
            } else if let Some(mark) = self.list_mark(words, depth) {
                let beside = self.list_at(depth) == Some(mark.kind);
                if !has_room(depth, if beside { 1 } else { 2 }) {
                    line.pass_marks();
                    break;
                }
                depth = self.begin_item(&mut line, mark, beside, depth);
            } else {
                if words.starts_with('>') {
                    line.pass_marks();
                }
                break;
            }
        }
        self.read_words(&line, depth);
    }

    /// How many of the open blocks the line belongs to.
    fn going_on(&mut self, line: &mut Line<'_>) -> usize {
        let number = self.number;
        let innermost = self.open.len() - 1;
        let nothing_open = self.leaf.is_none();
        for (depth, block) in self.open.iter_mut().enumerate() {
            match block.kind {
                Kind::Text | Kind::List(_) => {}
                Kind::Quote => {
                    if line.indent() >= 4 || !line.words().starts_with('>') {
                        return depth;
                    }
                    line.pass(1);
                    line.skip(1);
                    block.last = number;
                }
                Kind::Item(columns) => {
                    // What begins with a blank line ends with the next.
                    let is_empty = block.children.is_empty() && depth == innermost && nothing_open;
                    let goes_on = if line.is_blank() { !is_empty } else { line.indent() >= columns };
                    if !goes_on {
                        return depth;
                    }
                    line.skip(columns);
                }
            }
        }
        self.open.len()
    }

    /// The line goes on with, or ends, a block of code.
    fn read_code(&mut self, line: &mut Line<'_>) -> bool {
        let Some(leaf) = &mut self.leaf else { return false };
        match leaf.kind {
            LeafKind::Paragraph => return false,
            LeafKind::Indented => {
                if line.indent() < 4 && !line.is_blank() {
                    self.close_leaf();
                    return false;
                }
                if !line.is_blank() {
                    leaf.last = self.number;
                }
                line.skip(4);
            }
            LeafKind::Fenced { mark, length, indent } => {
                leaf.last = self.number;
                if line.indent() < 4 && marks::ends_fence(line.words(), mark, length) {
                    self.close_leaf();
                    return true;
                }
                line.skip(indent);
            }
        }
        line.write_to(&mut leaf.words);
        leaf.words.push('\n');
        true
    }

    /// The line is a heading or a rule, begins code, or makes a heading of the paragraph above it.
    fn read_leaf(&mut self, line: &Line<'_>, words: &str, depth: usize) -> bool {
        looked_at(words.len());
        if let Some(heading) = marks::heading(words) {
            self.place(depth);
            self.hold_words(Element::Heading, heading, self.number, self.number);
        } else if let Some((mark, length)) = marks::fence(words) {
            self.place(depth);
            let kind = LeafKind::Fenced { mark, length, indent: line.indent() };
            self.leaf = Some(Leaf { kind, words: String::new(), first: self.number, last: self.number });
        } else if self.continues_paragraph(depth) && marks::underlines(words) {
            if let Some(leaf) = self.leaf.take() {
                self.hold_words(Element::Heading, &leaf.words, leaf.first, self.number);
            }
        } else if marks::is_rule(words) {
            self.place(depth);
            self.hold(Node::Rule, self.number, self.number);
        } else {
            return false;
        }
        true
    }

    /// The mark of an item; a paragraph is interrupted only by what has words, and counts from one.
    fn list_mark(&self, words: &str, depth: usize) -> Option<ListMark> {
        marks::list_mark(words).filter(|mark| !self.continues_paragraph(depth) || mark.interrupts)
    }

    fn begin_item(&mut self, line: &mut Line<'_>, mark: ListMark, beside: bool, depth: usize) -> usize {
        let indent = line.indent();
        let depth = if beside {
            self.close_to(depth);
            depth
        } else {
            let depth = self.place(depth);
            self.open.push(Open::new(Kind::List(mark.kind), self.number));
            depth + 1
        };
        line.pass(mark.length);
        let blank = line.indent();
        // Five columns and more are one, and code; an item without words has one.
        let gap = if line.is_blank() || blank > 4 { 1 } else { blank };
        line.skip(gap);
        self.open.push(Open::new(Kind::Item(indent + mark.length + gap), self.number));
        depth + 1
    }

    /// The line is part of a paragraph, or blank.
    fn read_words(&mut self, line: &Line<'_>, depth: usize) {
        if line.is_blank() {
            self.close_to(depth);
            return;
        }
        // A paragraph goes on even where the marks of what holds it are left out.
        if let Some(leaf) = self.leaf.as_mut().filter(|leaf| leaf.kind == LeafKind::Paragraph) {
            leaf.words.push('\n');
            leaf.words.push_str(line.words());
            leaf.last = self.number;
            return;
        }
        self.place(depth);
        let words = line.words().to_owned();
        self.leaf = Some(Leaf { kind: LeafKind::Paragraph, words, first: self.number, last: self.number });
    }

    fn begin(&mut self, kind: LeafKind, line: &Line<'_>) {
        let mut words = String::new();
        line.write_to(&mut words);
        words.push('\n');
        self.leaf = Some(Leaf { kind, words, first: self.number, last: self.number });
    }
}
