//! What the end-to-end tests stand on: databases that are thrown away, the real application with a clock to turn and a
//! mail relay to watch, and the people who use it.

pub mod browser;
pub mod call;
pub mod contract;
pub mod database;
pub mod desk;
pub mod device;
pub mod mail;
pub mod people;
pub mod process;
pub mod program;
pub mod seeded;
pub mod tickets;
pub mod wire;

pub use call::{Answer, Call};
pub use database::{Engine, Storage};
pub use desk::Desk;
pub use device::Device;
pub use people::Person;
pub use program::Program;
pub use seeded::Service;
pub use tickets::{Ticket, request_for};
pub use wire::Wire;

/// Makes every function two tests, one on each engine. It takes a desk that runs (`desk: &Desk`), or an engine on which it
/// starts its own (`engine: Engine`).
#[macro_export]
macro_rules! on_both_engines {
    () => {};
    ($(#[doc = $doc:literal])* async fn $name:ident($desk:ident: &Desk) $body:block $($rest:tt)*) => {
        mod $name {
            #[allow(unused_imports, clippy::wildcard_imports, reason = "the surrounding names, for tests that use them")]
            use super::*;

            $(#[doc = $doc])*
            async fn behaviour($desk: &$crate::Desk) $body

            #[test]
            fn sqlite() {
                $crate::desk::try_out($crate::Engine::Sqlite, async |desk| behaviour(desk).await);
            }

            #[test]
            fn postgres() {
                $crate::desk::try_out($crate::Engine::Postgres, async |desk| behaviour(desk).await);
            }
        }
        $crate::on_both_engines! { $($rest)* }
    };
    ($(#[doc = $doc:literal])* async fn $name:ident($engine:ident: Engine) $body:block $($rest:tt)*) => {
        mod $name {
            #[allow(unused_imports, clippy::wildcard_imports, reason = "the surrounding names, for tests that use them")]
            use super::*;

            $(#[doc = $doc])*
            async fn behaviour($engine: $crate::Engine) $body

            #[test]
            fn sqlite() {
                $crate::desk::run(behaviour($crate::Engine::Sqlite));
            }

            #[test]
            fn postgres() {
                $crate::desk::run(behaviour($crate::Engine::Postgres));
            }
        }
        $crate::on_both_engines! { $($rest)* }
    };
}
