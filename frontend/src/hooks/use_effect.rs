//! yew's effect with its machinery compiled once: what depends on the types of an effect is only what it does.

use std::any::Any;
use std::rc::Rc;

use yew::functional::TearDown;
use yew::hook;

/// Does something after rendering whenever `inputs` have changed, and what it returns before the next time and at the end.
#[hook]
pub fn use_effect_with<T, F, D>(inputs: T, effect: F)
where
    T: PartialEq + 'static,
    F: FnOnce(&T) -> D + 'static,
    D: TearDown,
{
    let inputs = Rc::new(inputs);
    let given = inputs.clone();
    let effect = Box::new(move || -> End {
        let end = effect(&given);
        Box::new(move || end.tear_down())
    });
    use_any_effect(Inputs { given: inputs, same: same::<T> }, effect);
}

type End = Box<dyn FnOnce()>;

struct Inputs {
    given: Rc<dyn Any>,
    same: fn(&dyn Any, &dyn Any) -> bool,
}

impl PartialEq for Inputs {
    fn eq(&self, other: &Self) -> bool {
        (self.same)(&*self.given, &*other.given)
    }
}

fn same<T: PartialEq + 'static>(one: &dyn Any, other: &dyn Any) -> bool {
    matches!((one.downcast_ref::<T>(), other.downcast_ref::<T>()), (Some(one), Some(other)) if one == other)
}

#[hook]
fn use_any_effect(inputs: Inputs, effect: Box<dyn FnOnce() -> End>) {
    yew::use_effect_with(inputs, move |_| effect());
}
