//! Gives a command to the API: busy while it is under way, its error afterwards, and an idempotency key that stays the same
//! until the server has given a definite answer, so that a repeat after a lost connection does not act twice.
//!
//! As with queries, the machinery is compiled once and only the ends are typed.

use std::any::Any;
use std::pin::Pin;
use std::rc::Rc;

use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use yew::{Callback, hook, use_callback, use_mut_ref, use_state};

use crate::api::client::{Answer, Client};
use crate::api::error::ApiError;
use crate::state::session::use_client;

/// Where a command stands.
#[derive(Clone, PartialEq)]
pub struct Mutation<I> {
    /// It is under way.
    pub busy: bool,
    /// Why the last attempt failed.
    pub error: Option<ApiError>,
    /// Gives it. Does nothing while it is under way.
    pub run: Callback<I>,
    /// Forgets the error.
    pub reset: Callback<()>,
}

/// `act` gets the client, what to send and the idempotency key; `done` gets what it answered. Both may change between
/// renders: the latest are used.
#[hook]
pub fn use_mutation<I, O, F, Fut, D>(act: F, done: D) -> Mutation<I>
where
    I: 'static,
    O: 'static,
    F: Fn(Client, I, String) -> Fut + 'static,
    Fut: Future<Output = Answer<O>> + 'static,
    D: Fn(O) + 'static,
{
    let done = Rc::new(done);
    let any = use_any_mutation(Rc::new(move |client, input: Box<dyn Any>, key| -> AnyFuture {
        // `run` below is the only way in, and it gives an `I`.
        let asked = input.downcast::<I>().ok().map(|input| act(client, *input, key));
        let done = done.clone();
        Box::pin(async move {
            match asked {
                Some(asked) => asked.await.map(|output| Box::new(move || done(output)) as Box<dyn FnOnce()>),
                None => Err(ApiError::Aborted),
            }
        })
    }));
    Mutation {
        busy: any.busy,
        error: any.error,
        run: any.run.reform(|input: I| Box::new(input) as Box<dyn Any>),
        reset: any.reset,
    }
}

/// What a command answered, bound to what is to be done with it.
type AnyFuture = Pin<Box<dyn Future<Output = Answer<Box<dyn FnOnce()>>>>>;
type Act = Rc<dyn Fn(Client, Box<dyn Any>, String) -> AnyFuture>;

struct Latest {
    act: Act,
    key: String,
    busy: bool,
}

#[hook]
fn use_any_mutation(act: Act) -> Mutation<Box<dyn Any>> {
    let client = use_client();
    let state = use_state(|| (false, None::<ApiError>));
    let latest = {
        let act = act.clone();
        use_mut_ref(move || Latest { act, key: new_key(), busy: false })
    };
    latest.borrow_mut().act = act;
    let setter = state.setter();
    let run = use_callback(client, move |input: Box<dyn Any>, client| {
        let asked = {
            let mut latest = latest.borrow_mut();
            if latest.busy {
                return;
            }
            latest.busy = true;
            (latest.act)(client.clone(), input, latest.key.clone())
        };
        setter.set((true, None));
        let (latest, setter) = (latest.clone(), setter.clone());
        spawn_local(async move {
            let answer = asked.await;
            {
                let mut latest = latest.borrow_mut();
                latest.busy = false;
                if answer.as_ref().map_or_else(ApiError::is_definite, |_| true) {
                    latest.key = new_key();
                }
            }
            match answer {
                Ok(done) => {
                    setter.set((false, None));
                    done();
                }
                Err(error) => setter.set((false, Some(error))),
            }
        });
    });
    let setter = state.setter();
    let reset = use_callback((), move |(), ()| setter.set((false, None)));
    Mutation { busy: state.0, error: state.1.clone(), run, reset }
}

/// A key for something that is to be sent once.
pub fn new_key() -> String {
    Uuid::new_v4().to_string()
}
