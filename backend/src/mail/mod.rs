//! Mail to people: written into the outbox in the transaction of its cause, rendered and sent by a job.

pub mod letter;
pub mod outbox;
pub mod threading;

pub use letter::{Letter, Reader, Recipient, TicketLetter, TicketNotice};
pub use outbox::post;
