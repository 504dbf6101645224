//! What the end-to-end tests stand on: databases that are thrown away, the real application with a clock to turn and a
//! mail relay to watch, and the people who use it.

pub mod call;
pub mod database;
pub mod desk;
pub mod mail;
pub mod process;

pub use call::{Answer, Call};
pub use database::{Engine, Storage};
pub use desk::Desk;

/// Makes every function that takes a desk two tests, one on each engine; one that takes an engine as well.
#[macro_export]
macro_rules! on_both_engines {
    ($($(#[doc = $doc:literal])* async fn $name:ident($thing:ident: $kind:ty) $body:block)+) => {
        $(mod $name {
            #[allow(unused_imports, reason = "the surrounding names, for tests that use them")]
            use super::*;

            $(#[doc = $doc])*
            async fn behaviour($thing: $kind) $body

            #[test]
            fn sqlite() {
                $crate::desk::Subject::try_out($crate::Engine::Sqlite, async |subject| behaviour(subject).await);
            }

            #[test]
            fn postgres() {
                $crate::desk::Subject::try_out($crate::Engine::Postgres, async |subject| behaviour(subject).await);
            }
        })+
    };
}
