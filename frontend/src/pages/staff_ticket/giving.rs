//! Giving a command or a change, and remembering the ticket as it was then: when somebody else was faster, the ticket is
//! loaded again and what changed meanwhile can be told.

use std::rc::Rc;

use shared::problem::ProblemKind;
use shared::ticket::{TicketDetails, TicketPatch};
use yew::{Callback, hook, use_mut_ref};

use crate::api::error::ApiError;
use crate::api::tickets::TicketCommand;
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_mutation::Mutation;
use crate::hooks::use_query::Query;
use crate::tickets::use_ticket::{Linking, reload, use_change, use_command, use_link};

/// Where a command stands.
#[derive(Clone, PartialEq)]
pub struct Giving<I> {
    /// It is under way.
    pub busy: bool,
    /// Why it was refused.
    pub error: Option<ApiError>,
    /// The ticket as it was when it was given.
    pub seen: Option<Rc<TicketDetails>>,
    /// Gives it.
    pub run: Callback<I>,
    /// Forgets the error.
    pub reset: Callback<()>,
}

/// A command of the life cycle. Why it was refused is forgotten when what gives it is closed.
#[hook]
pub fn use_giving(
    query: &Query<TicketDetails>,
    open: bool,
    done: impl Fn(Option<Rc<TicketDetails>>) + 'static,
) -> Giving<TicketCommand> {
    let command = use_command(query, done);
    use_seen(query, open, command)
}

/// A change beside the life cycle.
#[hook]
pub fn use_changing(
    query: &Query<TicketDetails>,
    open: bool,
    done: impl Fn(Rc<TicketDetails>) + 'static,
) -> Giving<TicketPatch> {
    let change = use_change(query, done);
    use_seen(query, open, change)
}

/// A link to another ticket.
#[hook]
pub fn use_linking(
    query: &Query<TicketDetails>,
    open: bool,
    done: impl Fn(Rc<TicketDetails>) + 'static,
) -> Giving<Linking> {
    let link = use_link(query, done);
    use_seen(query, open, link)
}

#[hook]
fn use_seen<I: 'static>(query: &Query<TicketDetails>, open: bool, mutation: Mutation<I>) -> Giving<I> {
    let seen = use_mut_ref(|| None::<Rc<TicketDetails>>);
    let outdated = mutation.error.as_ref().is_some_and(is_outdated);
    let refetch = reload(query);
    use_effect_with(outdated, move |outdated| {
        if *outdated {
            refetch.emit(());
        }
    });
    let reset = mutation.reset.clone();
    use_effect_with(open, move |open| {
        if !*open {
            reset.emit(());
        }
    });
    let run = {
        let (seen, now, run) = (seen.clone(), query.data.clone(), mutation.run);
        Callback::from(move |input| {
            seen.replace(now.clone());
            run.emit(input);
        })
    };
    let seen = seen.borrow().clone();
    Giving { busy: mutation.busy, error: mutation.error, seen, run, reset: mutation.reset }
}

/// Whether the ticket is no longer as it was seen. What is offered is what was possible then, so a refusal means that somebody
/// else was faster: with another version, another status, or by giving it to somebody else.
fn is_outdated(error: &ApiError) -> bool {
    use ProblemKind::{Conflict, Forbidden, NotFound, StaleVersion};
    matches!(error.kind(), Some(StaleVersion | Conflict | Forbidden | NotFound))
}
