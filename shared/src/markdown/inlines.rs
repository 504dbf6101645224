//! What stands within a paragraph or a heading: emphasis, code, links and line ends, as `CommonMark` tells them apart. The
//! words are read once; the marks of emphasis are paired afterwards, each looked at a bounded number of times.

use super::links::{self, safe_link};
use super::runs::{Run, pair};
use super::text::{after, before, count, find, trim_end, trim_start};
use super::{Element, Node, looked_at};

const BLANK: [char; 2] = [' ', '\n'];

/// The words with their marks; elements nest `room` deep at most.
pub fn inlines(source: &str, room: usize) -> Vec<Node> {
    let mut reader = Reader { source, at: 0, pieces: Vec::new(), runs: Vec::new(), ..Reader::default() };
    reader.read();
    let mut tree = Tree { open: vec![(None, Vec::new())], kept: Vec::new(), room };
    for piece in reader.pieces {
        tree.add(piece, &reader.runs);
    }
    tree.open.into_iter().next().map(|(_, nodes)| nodes).unwrap_or_default()
}

enum Piece<'a> {
    Text(&'a str),
    Node(Node),
    /// A link, or what looks like one and may not be followed.
    Open(Option<Element>),
    Close,
    /// Marks of emphasis, by their place among the runs.
    Run(usize),
}

/// What may begin a link.
struct Bracket {
    image: bool,
    /// Its place among the pieces.
    piece: usize,
    /// How many runs waited before it.
    waiting: usize,
}

#[derive(Default)]
struct Reader<'a> {
    source: &'a str,
    at: usize,
    pieces: Vec<Piece<'a>>,
    runs: Vec<Run>,
    /// Runs that have not been paired.
    waiting: Vec<usize>,
    brackets: Vec<Bracket>,
    /// How many of the brackets stand around a link, and therefore begin none.
    spent: usize,
    /// Where backticks stand for the last time, by their number; empty until it is asked.
    last_ticks: Vec<usize>,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        after(self.source, self.at)
    }

    fn read(&mut self) {
        loop {
            let rest = self.rest();
            let length = find(rest, is_mark);
            let (text, marked) = (before(rest, length), after(rest, length));
            let ends = marked.starts_with('\n');
            self.text(if ends { trim_end(text) } else { text });
            self.at += length;
            looked_at(length + 1);
            let Some(mark) = marked.bytes().next() else { break };
            match mark {
                b'\n' => self.node(Node::LineBreak, 1),
                b'\\' => self.escape(marked),
                b'`' => self.code(marked),
                b'[' => self.bracket("[", false),
                b'!' if marked.starts_with("![") => self.bracket("![", true),
                b']' => self.end_bracket(marked),
                b'<' => self.address(marked),
                b'*' | b'_' | b'~' => self.run(marked, mark),
                _ => self.literal(1),
            }
        }
        pair(&mut self.runs, &self.waiting);
    }

    fn text(&mut self, text: &'a str) {
        if !text.is_empty() {
            self.pieces.push(Piece::Text(text));
        }
    }

    fn literal(&mut self, length: usize) {
        self.text(before(self.rest(), length));
        self.at += length;
    }

    fn node(&mut self, node: Node, length: usize) {
        self.pieces.push(Piece::Node(node));
        self.at += length;
    }

    fn escape(&mut self, marked: &str) {
        match marked.as_bytes().get(1) {
            Some(b'\n') => self.node(Node::LineBreak, 2),
            Some(next) if next.is_ascii_punctuation() => {
                self.at += 1;
                self.literal(1);
            }
            _ => self.literal(1),
        }
    }

    fn code(&mut self, marked: &'a str) {
        if self.last_ticks.is_empty() {
            looked_at(self.source.len());
            self.last_ticks = last_ticks(self.source);
        }
        let length = count(marked, b'`');
        if self.last_ticks.get(length).is_none_or(|last| *last <= self.at) {
            return self.literal(length);
        }
        let mut end = length;
        loop {
            let rest = after(marked, end);
            let found = find(rest, is_tick);
            let ticks = count(after(rest, found), b'`');
            looked_at(found + ticks);
            end += found;
            if ticks == length {
                break;
            }
            if ticks == 0 {
                return self.literal(length);
            }
            end += ticks;
        }
        let inside = before(after(marked, length), end - length);
        self.node(Node::Code(code(inside)), end + length);
    }

    fn bracket(&mut self, mark: &str, image: bool) {
        self.brackets.push(Bracket { image, piece: self.pieces.len(), waiting: self.waiting.len() });
        self.literal(mark.len());
    }

    fn end_bracket(&mut self, marked: &str) {
        let Some(bracket) = self.brackets.pop() else { return self.literal(1) };
        let spent = self.brackets.len() < self.spent && !bracket.image;
        self.spent = self.spent.min(self.brackets.len());
        let target = Some(after(marked, 1)).filter(|_| !spent).and_then(links::target);
        let Some((address, length)) = target else { return self.literal(1) };
        pair(&mut self.runs, self.waiting.get(bracket.waiting..).unwrap_or_default());
        self.waiting.truncate(bracket.waiting);
        if let Some(piece) = self.pieces.get_mut(bracket.piece) {
            *piece = Piece::Open(safe_link(&address).map(Element::Link));
        }
        self.pieces.push(Piece::Close);
        self.at += 1 + length;
        if !bracket.image {
            self.spent = self.brackets.len();
        }
    }

    /// An address between angle brackets; anything else between them is text.
    fn address(&mut self, marked: &'a str) {
        let inside = after(marked, 1);
        let length = find(inside, |byte| byte <= b' ' || matches!(byte, b'<' | b'>'));
        looked_at(length);
        let address = before(inside, length);
        let link = safe_link(address).filter(|_| after(inside, length).starts_with('>'));
        let Some(link) = link else { return self.literal(1) };
        self.pieces.push(Piece::Open(Some(Element::Link(link))));
        self.text(address);
        self.pieces.push(Piece::Close);
        self.at += address.len() + 2;
    }

    fn run(&mut self, marked: &'a str, mark: u8) {
        let length = count(marked, mark);
        let char_before = before(self.source, self.at).chars().next_back();
        let run = Run::new(mark, length, char_before, after(marked, length).chars().next());
        if run.is_text() {
            return self.literal(length);
        }
        self.waiting.push(self.runs.len());
        self.pieces.push(Piece::Run(self.runs.len()));
        self.runs.push(run);
        self.at += length;
    }
}

const fn is_mark(byte: u8) -> bool {
    matches!(byte, b'\\' | b'\n' | b'`' | b'*' | b'_' | b'~' | b'[' | b']' | b'!' | b'<')
}

const fn is_tick(byte: u8) -> bool {
    byte == b'`'
}

/// Line ends are spaces, and one at either side is dropped.
fn code(inside: &str) -> String {
    let bare = inside.strip_prefix(BLANK).and_then(|inside| inside.strip_suffix(BLANK));
    let kept = bare.filter(|bare| !trim_start(bare).is_empty()).unwrap_or(inside);
    kept.chars().map(|c| if c == '\n' { ' ' } else { c }).collect()
}

fn last_ticks(source: &str) -> Vec<usize> {
    let mut last = Vec::new();
    let mut at = 0;
    while let Some(rest) = source.get(at..).filter(|rest| !rest.is_empty()) {
        at += find(rest, is_tick);
        let ticks = count(after(source, at), b'`');
        if last.len() <= ticks {
            last.resize(ticks + 1, 0);
        }
        if let Some(place) = last.get_mut(ticks) {
            *place = at;
        }
        at += ticks;
    }
    last
}

/// The tree while it grows.
struct Tree {
    /// Elements that are open, with what they hold; the first is the whole.
    open: Vec<(Option<Element>, Vec<Node>)>,
    /// Of everything that is open, whether it is an element.
    kept: Vec<bool>,
    room: usize,
}

impl Tree {
    fn add(&mut self, piece: Piece<'_>, runs: &[Run]) {
        match piece {
            Piece::Text(text) => self.text(text),
            Piece::Node(node) => self.node(node),
            Piece::Open(element) => self.start(element),
            Piece::Close => self.end(),
            Piece::Run(run) => {
                let Some(run) = runs.get(run) else { return };
                (0..run.ends).for_each(|_| self.end());
                (0..run.left).for_each(|_| self.text(run.mark_text()));
                run.starts.iter().rev().for_each(|element| self.start(Some(element.clone())));
            }
        }
    }

    fn start(&mut self, element: Option<Element>) {
        let kept = element.is_some() && self.open.len() <= self.room;
        self.kept.push(kept);
        if kept {
            self.open.push((element, Vec::new()));
        }
    }

    fn end(&mut self) {
        if self.kept.pop() != Some(true) {
            return;
        }
        if let Some((Some(element), children)) = self.open.pop() {
            self.node(Node::Element(element, children));
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((_, children)) = self.open.last_mut() {
            match children.last_mut() {
                Some(Node::Text(before)) => before.push_str(text),
                _ => children.push(Node::Text(text.to_owned())),
            }
        }
    }

    fn node(&mut self, node: Node) {
        if let Some((_, children)) = self.open.last_mut() {
            children.push(node);
        }
    }
}
