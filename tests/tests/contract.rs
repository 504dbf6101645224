//! The running API held against its document by programs that know nothing else of it: one that makes up requests, and a client
//! that was generated.

#[path = "contract/inventing.rs"]
mod inventing;
#[path = "contract/life_cycle.rs"]
mod life_cycle;
#[path = "contract/tools.rs"]
mod tools;
