//! A line while the marks of the blocks around its words are taken from it; a tab reaches to the next of every four columns.

use super::text::{after, trim_start};
use super::{looked_at, marks};

/// What is left of a line.
pub struct Line<'a> {
    rest: &'a str,
    column: usize,
    /// Columns of a tab that was taken in part.
    pending: usize,
}

impl<'a> Line<'a> {
    /// A whole line, without its end.
    pub fn new(text: &'a str) -> Self {
        Self { rest: text, column: 0, pending: 0 }
    }

    /// Columns before the next word.
    pub fn indent(&self) -> usize {
        let mut column = self.column + self.pending;
        for byte in self.rest.bytes() {
            column = match byte {
                b' ' => column + 1,
                b'\t' => column + 4 - column % 4,
                _ => break,
            };
        }
        column - self.column
    }

    /// What follows the indent.
    pub fn words(&self) -> &'a str {
        let words = trim_start(self.rest);
        looked_at(1 + self.rest.len() - words.len());
        words
    }

    /// Whether there is no word.
    pub fn is_blank(&self) -> bool {
        self.words().is_empty()
    }

    /// Passes as many columns at most, and no words.
    pub fn skip(&mut self, columns: usize) {
        let mut left = columns;
        while left > 0 {
            if self.pending == 0 {
                self.pending = match self.rest.bytes().next() {
                    Some(b' ') => 1,
                    Some(b'\t') => 4 - self.column % 4,
                    _ => return,
                };
                self.drop_bytes(1);
            }
            let step = self.pending.min(left);
            self.pending -= step;
            self.column += step;
            left -= step;
        }
    }

    /// Passes the indent and a mark of as many characters of ASCII.
    pub fn pass(&mut self, mark: usize) {
        self.skip(usize::MAX);
        self.drop_bytes(mark);
        self.column += mark;
    }

    /// Passes the marks of quotations and items that nest too deep.
    pub fn pass_marks(&mut self) {
        loop {
            let words = self.words();
            let mark = marks::list_mark(words).map(|mark| mark.length);
            match mark.or_else(|| words.starts_with('>').then_some(1)) {
                Some(length) => self.pass(length),
                None => return,
            }
        }
    }

    /// Writes what is left, a tab that was taken in part as spaces.
    pub fn write_to(&self, out: &mut String) {
        (0..self.pending).for_each(|_| out.push(' '));
        out.push_str(self.rest);
    }

    fn drop_bytes(&mut self, count: usize) {
        self.rest = after(self.rest, count);
    }
}
