//! Files that people attach: uploaded first, then claimed by one request or message of the same person.

mod claim;
mod queries;

pub use claim::claim;
pub use queries::of_ticket;
