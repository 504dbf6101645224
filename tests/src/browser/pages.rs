//! The pages, in the words of the domain. Each waits for what it needs, and leaves only when what it did is to be seen.

mod account;
mod administration;
mod confirm;
mod desk;
mod home;
mod indicator;
mod request_form;
mod services;
mod sign_in;
mod ticket;

pub use account::AccountMenu;
pub use administration::{AccountEditor, ImportPage, TeamEditor};
pub use confirm::ConfirmPage;
pub use desk::{DeskTicket, QueuePage};
pub use home::HomePage;
pub use indicator::IndicatorPage;
pub use request_form::{RequestForm, WIFI};
pub use services::ServiceEditor;
pub use sign_in::SignInPage;
pub use ticket::TicketPage;

use super::{Browser, Kind, Screen};
