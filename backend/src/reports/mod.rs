//! The quality indicator and the evidence behind it: every figure is counted by the predicate that lists its tickets.

mod evidence;
mod figures;
pub mod http;
mod period;
mod states;

pub use evidence::{Asked, evidence};
pub use figures::indicator;
pub use period::{Month, Period};
pub use states::{Part, listed};
