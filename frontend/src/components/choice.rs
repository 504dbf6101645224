//! One thing to choose, with its words; what choice cards, segments and selects are given.
//!
//! The controls themselves know only places in a list; the typed ends here keep them compiled once.

use yew::{AttrValue, Callback};

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

/// An option without its value.
#[derive(Clone, PartialEq, Debug)]
pub struct Place {
    /// What it is called.
    pub label: AttrValue,
    /// A second line.
    pub detail: Option<AttrValue>,
    /// It is shown and cannot be chosen now.
    pub disabled: bool,
}

/// The options as places, the chosen place, and what choosing a place does.
pub fn places<T: Clone + PartialEq + 'static>(
    choices: Vec<Choice<T>>,
    value: Option<&T>,
    on_change: &Callback<T>,
) -> (Vec<Place>, Option<usize>, Callback<usize>) {
    let chosen = choices.iter().position(|choice| Some(&choice.value) == value);
    let (values, places): (Vec<T>, Vec<Place>) = choices
        .into_iter()
        .map(|Choice { value, label, detail, disabled }| (value, Place { label, detail, disabled }))
        .unzip();
    let on_change = on_change.clone();
    let on_place = Callback::from(move |at: usize| {
        if let Some(value) = values.get(at) {
            on_change.emit(value.clone());
        }
    });
    (places, chosen, on_place)
}
