//! The toasts that are shown now.

use std::rc::Rc;

use yew::{
    AttrValue, Callback, ContextProvider, Html, Properties, Reducible, UseReducerDispatcher, component, hook, html,
    use_context, use_reducer,
};

use crate::components::alert::Tone;

/// One toast.
#[derive(Clone, PartialEq, Debug)]
pub struct Toast {
    /// Its place in the order of all toasts.
    pub id: u32,
    /// What it is about.
    pub tone: Tone,
    /// What happened.
    pub text: AttrValue,
    /// Takes it back; of an offer, accepts it.
    pub action: Option<Callback<()>>,
    /// What it is for.
    pub kind: Kind,
}

/// What a toast is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Says what happened.
    News,
    /// Offers a newer version of the app, until it is answered.
    Update,
}

/// The toasts in order.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ToastList {
    next: u32,
    items: Vec<Toast>,
}

impl ToastList {
    /// Those shown now.
    pub fn items(&self) -> &[Toast] {
        &self.items
    }
}

/// What happens to the list.
pub enum ToastChange {
    /// Shows one.
    Push(Tone, AttrValue, Option<Callback<()>>, Kind),
    /// Takes one away.
    Dismiss(u32),
}

impl Reducible for ToastList {
    type Action = ToastChange;

    fn reduce(self: Rc<Self>, change: ToastChange) -> Rc<Self> {
        /// More at once would be a wall.
        const MOST: usize = 3;
        let mut next = (*self).clone();
        match change {
            ToastChange::Push(tone, text, action, kind) => {
                // Nothing is offered twice.
                next.items.retain(|toast| kind == Kind::News || toast.kind == Kind::News);
                next.next = next.next.wrapping_add(1);
                next.items.push(Toast { id: next.next, tone, text, action, kind });
                if next.items.len() > MOST {
                    next.items.remove(0);
                }
            }
            ToastChange::Dismiss(id) => next.items.retain(|toast| toast.id != id),
        }
        Rc::new(next)
    }
}

/// Shows toasts.
#[derive(Clone, PartialEq)]
pub struct Toaster(Option<UseReducerDispatcher<ToastList>>);

impl Toaster {
    /// Something went well.
    pub fn ok(&self, text: impl Into<AttrValue>) {
        self.push(Tone::Ok, text.into(), None, Kind::News);
    }

    /// Something goes on by itself.
    pub fn inform(&self, text: impl Into<AttrValue>) {
        self.push(Tone::Info, text.into(), None, Kind::News);
    }

    /// Something went well and can be taken back.
    pub fn with_undo(&self, text: impl Into<AttrValue>, undo: Callback<()>) {
        self.push(Tone::Ok, text.into(), Some(undo), Kind::News);
    }

    /// There is a newer version of the app.
    pub fn offer_update(&self, text: &'static str, update: Callback<()>) {
        self.push(Tone::Info, text.into(), Some(update), Kind::Update);
    }

    /// Takes one away.
    pub fn dismiss(&self, id: u32) {
        if let Some(dispatch) = &self.0 {
            dispatch.dispatch(ToastChange::Dismiss(id));
        }
    }

    fn push(&self, tone: Tone, text: AttrValue, action: Option<Callback<()>>, kind: Kind) {
        if let Some(dispatch) = &self.0 {
            dispatch.dispatch(ToastChange::Push(tone, text, action, kind));
        }
    }
}

/// What shows toasts.
#[hook]
pub fn use_toaster() -> Toaster {
    use_context::<Toaster>().unwrap_or(Toaster(None))
}

/// Properties of [`ToastProvider`].
#[derive(Properties, PartialEq)]
pub struct ToastProviderProps {
    /// The app.
    pub children: Html,
}

/// Gives the toasts to everything inside.
#[component]
pub fn ToastProvider(props: &ToastProviderProps) -> Html {
    let list = use_reducer(ToastList::default);
    html! {
        <ContextProvider<Toaster> context={Toaster(Some(list.dispatcher()))}>
            <ContextProvider<Rc<ToastList>> context={Rc::new((*list).clone())}>
                { props.children.clone() }
            </ContextProvider<Rc<ToastList>>>
        </ContextProvider<Toaster>>
    }
}
