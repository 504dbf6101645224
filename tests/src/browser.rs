//! A real browser for the journeys: its driver, the windows that people sit at, what they can see and press there, and the
//! pages in the words of the domain.

mod accessibility;
mod alarm;
mod attention;
mod connection;
mod console;
mod driver;
mod front;
mod keeping;
mod measuring;
pub mod pages;
mod paper;
mod pictures;
mod reflow;
mod seeing;
mod signing_in;
mod stage;
mod window;

pub use attention::{BACKSPACE, CTRL_ENTER, CTRL_K, DOWN, ENTER, ESCAPE, RIGHT};
pub use front::Front;
pub use keeping::Kept;
pub use measuring::keep;
pub use pictures::Theme;
pub use seeing::Kind;
pub use stage::{Stage, journey, journey_at, journey_at_demo};
pub use window::{Browser, Screen};
