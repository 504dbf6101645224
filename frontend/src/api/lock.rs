//! One tab at a time, where the browser has Web Locks; where it has none, at once. The browser takes the lock of a tab that
//! is gone.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// Compiled once, whatever it is that is done.
type Work = Pin<Box<dyn Future<Output = Result<JsValue, JsValue>>>>;

/// Does the work while no other tab does work of this name. `None`: the browser refused the lock, and nothing was done.
pub async fn alone<T: 'static>(name: &str, work: impl Future<Output = T> + 'static) -> Option<T> {
    let (work, done) = noted(work);
    hold(name, work).await;
    done.take()
}

/// Does the work at once if no other tab does work of this name; else nothing is done.
pub fn if_free(name: &str, work: Box<dyn FnOnce()>) {
    let Some((locks, request)) = lock_request() else { return work() };
    let critical = Closure::once_into_js(move |lock: JsValue| {
        // None is given where it is not free.
        if !lock.is_null() {
            work();
        }
    });
    let options = Object::new();
    // Setting what an object of our own has cannot fail; a lock that is refused leaves the work undone.
    Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE).ok();
    request.call3(&locks, &name.into(), &options, &critical).ok();
}

/// The work, and where its result will be.
fn noted<T: 'static>(work: impl Future<Output = T> + 'static) -> (Work, Rc<RefCell<Option<T>>>) {
    let done = Rc::new(RefCell::new(None));
    let result = done.clone();
    let work = Box::pin(async move {
        result.replace(Some(work.await));
        Ok(JsValue::UNDEFINED)
    });
    (work, done)
}

async fn hold(name: &str, work: Work) {
    let Some((locks, request)) = lock_request() else {
        work.await.ok();
        return;
    };
    let critical = Closure::once(move |_lock: JsValue| -> Promise { future_to_promise(work) });
    let held = request.call2(&locks, &name.into(), critical.as_ref()).and_then(JsCast::dyn_into::<Promise>);
    if let Ok(held) = held {
        // The work itself never fails; a lock that is refused leaves it undone.
        JsFuture::from(held).await.ok();
    }
    drop(critical);
}

/// `navigator.locks` and its `request`, where the browser has them.
fn lock_request() -> Option<(JsValue, Function)> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok().filter(|locks| !locks.is_undefined())?;
    let request = Reflect::get(&locks, &"request".into()).ok()?.dyn_into::<Function>().ok()?;
    Some((locks, request))
}
