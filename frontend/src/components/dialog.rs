//! The native dialog: the browser traps the focus, closes on Escape and gives the focus back.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlDialogElement, HtmlElement, HtmlTextAreaElement, KeyboardEvent, SubmitEvent};
use yew::{AttrValue, Callback, Html, Properties, TargetCast, component, html, use_effect, use_mut_ref, use_node_ref};

use super::button::{Button, Weight};
use super::icon::Glyph;
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_id::use_id;
use crate::i18n::use_messages;

/// Properties of [`Dialog`].
#[derive(Properties, PartialEq)]
pub struct DialogProps {
    /// Shown or not. What stands inside is made when it opens and forgotten when it closes.
    pub open: bool,
    /// Escape, the cross, or whatever else says no.
    pub on_close: Callback<()>,
    /// What is asked; the confirming button repeats its verb.
    pub title: AttrValue,
    /// With it, the dialog is a form and its submit button confirms.
    #[prop_or_default]
    pub on_submit: Option<Callback<()>>,
    /// Only a button of its own closes it: neither Escape nor a cross.
    #[prop_or_default]
    pub must_answer: bool,
    /// For a table.
    #[prop_or_default]
    pub wide: bool,
    /// The buttons, the one that confirms last.
    #[prop_or_default]
    pub footer: Html,
    /// The content. Its first control takes the focus.
    #[prop_or_default]
    pub children: Html,
}

/// Which control the focus still has to go to.
#[derive(Clone, Copy)]
enum Wanted {
    /// The first one, once it is there.
    First,
    /// The first one with an error, once that is known.
    Faulty,
}

/// A modal dialog.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let t = use_messages();
    let title_id = use_id("d");
    let node = use_node_ref();
    let waited_for = use_mut_ref(|| None::<Wanted>);
    {
        let (node, waited_for) = (node.clone(), waited_for.clone());
        use_effect_with(props.open, move |open| {
            if let Some(dialog) = node.cast::<HtmlDialogElement>() {
                if *open && !dialog.open() {
                    // Refused only when the element has left the page meanwhile.
                    dialog.show_modal().ok();
                    waited_for.replace(Some(Wanted::First));
                } else if !*open && dialog.open() {
                    dialog.close();
                }
            }
            // Closing gives the focus back to what had it; an open dialog that just vanished would leave it nowhere.
            move || {
                if let Some(dialog) = node.cast::<HtmlDialogElement>().filter(HtmlDialogElement::open) {
                    dialog.close();
                }
            }
        });
    }
    {
        let (node, waited_for) = (node.clone(), waited_for.clone());
        // After each rendering: what is asked may have to arrive first, and what is wrong with it only the server may know.
        use_effect(move || {
            let Some(dialog) = node.cast::<Element>() else { return };
            let wanted = *waited_for.borrow();
            let found = match wanted {
                Some(Wanted::First) => focus_first(&dialog),
                Some(Wanted::Faulty) => focus_faulty(&dialog),
                None => false,
            };
            if found {
                waited_for.replace(None);
            }
        });
    }
    let open = props.open;
    let on_close = props.on_close.clone();
    let onclose = Callback::from(move |_| {
        if open {
            on_close.emit(());
        }
    });
    let must_answer = props.must_answer;
    let oncancel = Callback::from(move |event: Event| {
        if must_answer {
            event.prevent_default();
        }
    });
    let onsubmit = props.on_submit.clone().map(|submit| {
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            waited_for.replace(Some(Wanted::Faulty));
            submit.emit(());
        })
    });
    // As in the composer: a text of several lines is sent without leaving it. From a text only: on a button, Enter is the button's.
    let onkeydown = Callback::from(|event: KeyboardEvent| {
        let sends = event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && !event.is_composing();
        let Some(text) = event.target_dyn_into::<HtmlTextAreaElement>().filter(|_| sends) else { return };
        event.prevent_default();
        let form = text.closest("form").ok().flatten();
        let submit = form.and_then(|form| form.query_selector("[type=submit]").ok()?);
        if let Some(submit) = submit.and_then(|submit| submit.dyn_into::<HtmlElement>().ok()) {
            submit.click();
        }
    });
    let inside = html! {
        <>
            <div class="body stack g-4">{ props.children.clone() }</div>
            <footer>{ props.footer.clone() }</footer>
        </>
    };
    html! {
        <dialog
            ref={node}
            class={if props.wide { "dialog dialog-wide" } else { "dialog" }}
            aria-labelledby={title_id.clone()}
            closedby={props.must_answer.then_some("none")}
            {onclose}
            {oncancel}
        >
            if props.open {
                <header>
                    <h2 class="h-c" id={title_id}>{ &props.title }</h2>
                    if !props.must_answer {
                        <Button
                            weight={Weight::Ghost}
                            glyph={Glyph::Close}
                            label={t.close()}
                            on_click={props.on_close.reform(|_| ())}
                        />
                    }
                </header>
                if let Some(onsubmit) = onsubmit {
                    <form {onsubmit} {onkeydown} novalidate=true>{ inside }</form>
                } else {
                    { inside }
                }
            }
        </dialog>
    }
}

/// The first answer that can't be taken gets the focus. Says whether there is one.
fn focus_faulty(within: &Element) -> bool {
    let field =
        within.query_selector(".body .err").ok().flatten().and_then(|error| error.closest(".field").ok().flatten());
    let control =
        field.and_then(|field| field.query_selector(":is(input, select, textarea):not(:disabled)").ok().flatten());
    let control = control.and_then(|control| control.dyn_into::<HtmlElement>().ok());
    control.is_some_and(|control| control.focus().is_ok())
}

/// What is asked takes the focus, not the cross that the browser would choose; where nothing is asked, the browser's choice
/// stands. Says whether all of it is there.
fn focus_first(within: &Element) -> bool {
    const LOADING: &str = ".body .skel";
    const CHOSEN: &str = ".body input:checked";
    const FIRST: &str = ".body :is(input, select, textarea):not(:disabled)";
    if within.query_selector(LOADING).ok().flatten().is_some() {
        return false;
    }
    let control = [CHOSEN, FIRST].iter().find_map(|selector| within.query_selector(selector).ok().flatten());
    if let Some(control) = control.and_then(|control| control.dyn_into::<HtmlElement>().ok()) {
        // A control that is not shown takes no focus; then it stays where it is.
        control.focus().ok();
    }
    true
}
