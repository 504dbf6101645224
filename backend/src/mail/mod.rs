//! Mail to people: written into the outbox in the transaction of its cause, rendered and sent by a job.

pub mod backoff;
pub mod claim;
pub mod dates;
pub mod dead;
pub mod delivery;
mod html;
pub mod http;
pub mod letter;
pub mod message;
pub mod outbox;
pub mod record;
pub mod relay;
pub mod render;
pub mod threading;
pub mod transport;
pub mod wording;

pub use delivery::deliver;
pub use letter::{Letter, Reader, Recipient, TicketLetter, TicketNotice};
pub use outbox::{DEAD_CONTENT_DAYS, call_off_invitations, post, readdress, untried};
pub use relay::Health;
pub use transport::Transport;
