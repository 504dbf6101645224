//! Files that people attach: taken in as a stream, kept in the object store under names of our own, served so that no
//! browser runs them, and shown to exactly those who may see the ticket or the note they belong to.

mod access;
mod claim;
pub mod http;
mod in_flight;
mod link;
mod name;
mod pace;
mod picture;
mod purge;
mod queries;
mod serve;
mod sniff;
mod store;
mod unclaimed;
mod upload;

pub use claim::claim;
pub use in_flight::InFlight;
pub use picture::silenced;
pub use purge::purge;
pub use queries::of_ticket;
