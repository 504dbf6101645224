//! Marks of emphasis, and which of them belong together.

use super::{Element, looked_at};

/// The same mark, several times.
pub struct Run {
    mark: u8,
    length: usize,
    /// How many belong to nothing and are text.
    pub left: usize,
    opens: bool,
    closes: bool,
    /// How many elements end here.
    pub ends: usize,
    /// The elements that begin here, the innermost first.
    pub starts: Vec<Element>,
}

impl Run {
    /// A run of marks between two characters.
    pub fn new(mark: u8, length: usize, before: Option<char>, after: Option<char>) -> Self {
        let (blank_before, blank_after) = (is_blank(before), is_blank(after));
        let (sign_before, sign_after) = (before.is_some_and(is_sign), after.is_some_and(is_sign));
        // Only these stand within a word.
        let within = mark == b'*' || length > 1 && mark == b'~';
        let struck = length == 2 && mark == b'~';
        let opens = !blank_after && (blank_before || sign_before || within && !sign_after || struck);
        let closes = !blank_before && (blank_after || sign_after || within && !sign_before);
        Self { mark, length, left: length, opens, closes, ends: 0, starts: Vec::new() }
    }

    /// Whether it neither begins nor ends anything.
    pub fn is_text(&self) -> bool {
        !(self.opens || self.closes) || self.mark == b'~' && self.length > 2
    }

    /// One of its marks.
    pub fn mark_text(&self) -> &'static str {
        match self.mark {
            b'*' => "*",
            b'_' => "_",
            _ => "~",
        }
    }

    /// Which of the classes of ends it is: what one of a class does not find, the next need not look for.
    fn class(&self) -> usize {
        let kind = match self.mark {
            b'*' => 0,
            b'_' => 6,
            _ => 12 + usize::from(self.length == 1),
        };
        if kind >= 12 { kind } else { kind + 3 * usize::from(self.opens) + self.length % 3 }
    }

    fn ends_with(&self, end: &Self) -> bool {
        if self.mark != end.mark {
            return false;
        }
        if self.mark == b'~' {
            return self.length == end.length;
        }
        // A run that could do either does not split a third of one that could.
        !(self.closes || end.opens) || end.length.is_multiple_of(3) || !(self.length + end.length).is_multiple_of(3)
    }
}

/// Pairs those of the runs that the list names, in their order.
pub fn pair(runs: &mut [Run], waiting: &[usize]) {
    let mut openers: Vec<usize> = Vec::new();
    let mut bottoms = [0; 14];
    for &end in waiting {
        while let Some(start) = opener_of(runs, end, &mut openers, &mut bottoms) {
            let Ok([opener, closer]) = runs.get_disjoint_mut([start, end]) else { break };
            let count = opener.left.min(closer.left).min(2);
            opener.left -= count;
            closer.left -= count;
            closer.ends += 1;
            opener.starts.push(match (opener.mark, count) {
                (b'~', _) => Element::Strike,
                (_, 1) => Element::Emphasis,
                _ => Element::Strong,
            });
            if opener.left == 0 {
                openers.pop();
            }
        }
        if runs.get(end).is_some_and(|run| run.opens && run.left > 0) {
            openers.push(end);
        }
    }
}

/// The nearest run that the other ends; those between the two are text from then on.
fn opener_of(runs: &[Run], end: usize, openers: &mut Vec<usize>, bottoms: &mut [usize; 14]) -> Option<usize> {
    let closer = runs.get(end).filter(|run| run.closes && run.left > 0)?;
    let bottom = bottoms.get_mut(closer.class())?;
    *bottom = openers.len().min(*bottom);
    let candidates = openers.get(*bottom..)?;
    let found = candidates.iter().rposition(|opener| runs.get(*opener).is_some_and(|run| run.ends_with(closer)));
    looked_at(candidates.len() - found.unwrap_or(0));
    let Some(found) = found else {
        *bottom = openers.len();
        return None;
    };
    let place = *bottom + found;
    openers.truncate(place + 1);
    for bottom in bottoms.iter_mut() {
        *bottom = place.min(*bottom);
    }
    openers.last().copied()
}

fn is_blank(c: Option<char>) -> bool {
    c.is_none_or(char::is_whitespace)
}

/// Punctuation and symbols of ASCII, of the languages around us and of what phones write; not all of Unicode's.
fn is_sign(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c, '¡'..='©' | '«' | '¬' | '®'..='±' | '´' | '¶'..='¸' | '»' | '¿' | '×' | '÷')
        || matches!(c, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{20a0}'..='\u{20c0}')
        || matches!(c, '\u{2190}'..='\u{2426}' | '\u{2500}'..='\u{2775}' | '\u{2794}'..='\u{2b73}')
        || matches!(c, '\u{1f300}'..='\u{1f64f}' | '\u{1f680}'..='\u{1f6d7}' | '\u{1f900}'..='\u{1f9ff}')
}
