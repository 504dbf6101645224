//! Mail to people: written into the outbox in the transaction of its cause, rendered and sent by a job.

pub mod dates;
mod html;
pub mod letter;
pub mod outbox;
pub mod render;
pub mod threading;
pub mod wording;

pub use letter::{Letter, Reader, Recipient, TicketLetter, TicketNotice};
pub use outbox::post;
