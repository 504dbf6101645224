//! One thing to choose, with its words; what choice cards, segments and selects are given.

use yew::AttrValue;

/// An option of typed value.
#[derive(Clone, PartialEq, Debug)]
pub struct Choice<T> {
    /// What choosing it means.
    pub value: T,
    /// What it is called.
    pub label: AttrValue,
    /// A second line.
    pub detail: Option<AttrValue>,
    /// It is shown and cannot be chosen now.
    pub disabled: bool,
}

impl<T> Choice<T> {
    /// An option with a label only.
    pub fn new(value: T, label: impl Into<AttrValue>) -> Self {
        Self { value, label: label.into(), detail: None, disabled: false }
    }

    /// Adds the second line.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<AttrValue>) -> Self {
        self.detail = Some(detail.into());
        self
    }
}
