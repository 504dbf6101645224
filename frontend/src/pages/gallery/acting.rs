//! What acts: buttons, links, menus, dialogs, toasts.

use yew::{Callback, Html, component, html, use_state};

use super::{row, specimen};
use crate::components::button::{Button, Size, Weight, button_class};
use crate::components::dialog::Dialog;
use crate::components::field::Field;
use crate::components::icon::{Glyph, icon_sm};
use crate::components::link::{Link, NavLink};
use crate::components::menu::{Menu, MenuItem};
use crate::components::text_input::TextInput;
use crate::i18n::{Messages, use_messages};
use crate::route::Route;
use crate::state::toasts::use_toaster;

const MENU: &str = "gallery-menu";

/// A dialog that stands open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Open {
    Plain,
    Form,
    Wide,
    MustAnswer,
}

const DIALOGS: [Open; 4] = [Open::Plain, Open::Form, Open::Wide, Open::MustAnswer];

impl Open {
    fn words(self, t: Messages) -> &'static str {
        match self {
            Self::Plain => t.sample_dialog(),
            Self::Form => t.sample_dialog_form(),
            Self::Wide => t.sample_dialog_wide(),
            Self::MustAnswer => t.sample_dialog_must(),
        }
    }
}

fn weights(t: Messages) -> [(Weight, &'static str); 4] {
    [
        (Weight::Primary, t.sample_primary()),
        (Weight::Plain, t.sample_plain()),
        (Weight::Ghost, t.sample_ghost()),
        (Weight::Danger, t.sample_danger()),
    ]
}

/// The specimens.
#[component]
pub fn Acting() -> Html {
    let t = use_messages();
    let of_all_weights = |busy: bool, disabled: bool| {
        row(weights(t).into_iter().map(|(weight, words)| {
            html! { <Button {weight} {busy} {disabled} glyph={Glyph::Reply}>{ words }</Button> }
        }))
    };
    html! {
        <>
            { specimen(t.sample_weights(), of_all_weights(false, false)) }
            { specimen(t.sample_busy(), of_all_weights(true, false)) }
            { specimen(t.sample_disabled(), of_all_weights(false, true)) }
            { specimen(t.sample_sizes(), html! {
                <div class="row g-3">
                    <Button size={Size::Small}>{ t.sample_small() }</Button>
                    <Button>{ t.sample_plain() }</Button>
                    <Button size={Size::Large}>{ t.sample_large() }</Button>
                </div>
            }) }
            { specimen(t.sample_icon_only(), html! {
                <div class="row g-3">
                    <Button glyph={Glyph::Refresh} label={t.refresh()} />
                    <Button glyph={Glyph::Close} label={t.close()} weight={Weight::Ghost} />
                    <Button glyph={Glyph::Close} label={t.close()} weight={Weight::Ghost} size={Size::Small} />
                </div>
            }) }
            { specimen(t.sample_pressed(), html! {
                <div class="row g-3">
                    <Button pressed={true} key_shortcut="p">{ t.yes() }</Button>
                    <Button pressed={false}>{ t.no() }</Button>
                </div>
            }) }
            { specimen(t.sample_links(), html! {
                <div class="row g-3">
                    <Link to={Route::Home}>{ t.sample_link() }</Link>
                    <Link to={Route::Home} class={button_class(Weight::Plain, Size::Normal)}>
                        { icon_sm(Glyph::Home) }{ t.sample_link() }
                    </Link>
                    <NavLink to={Route::Gallery}>{ t.gallery() }</NavLink>
                </div>
            }) }
            <Floating />
        </>
    }
}

/// What opens above the page.
#[component]
fn Floating() -> Html {
    let t = use_messages();
    let toaster = use_toaster();
    let open = use_state(|| None::<Open>);
    let shut = {
        let open = open.setter();
        Callback::from(move |()| open.set(None))
    };
    let toast = {
        let toaster = toaster.clone();
        Callback::from(move |_| toaster.ok(t.sample_done()))
    };
    let toast_with_undo = {
        let again = toaster.clone();
        Callback::from(move |_| {
            let again = again.clone();
            toaster.with_undo(t.sample_done(), Callback::from(move |()| again.ok(t.undo())));
        })
    };
    html! {
        <>
            { specimen(t.sample_menu(), html! {
                <div class="row">
                    <Button glyph={Glyph::More} popover={MENU}>{ t.sample_open_menu() }</Button>
                    <Menu id={MENU} label={t.sample_menu()} heading={t.sample_menu()}>
                        <MenuItem glyph={Glyph::Edit} on_pick={Callback::noop()}>{ t.sample_item() }</MenuItem>
                        <MenuItem key_shortcut="a" on_pick={Callback::noop()}>{ t.sample_item_key() }</MenuItem>
                        <MenuItem disabled=true on_pick={Callback::noop()}>{ t.sample_item_off() }</MenuItem>
                    </Menu>
                </div>
            }) }
            { specimen(t.sample_dialogs(), row(DIALOGS.into_iter().map(|dialog| {
                let open = open.setter();
                html! { <Button on_click={Callback::from(move |_| open.set(Some(dialog)))}>{ dialog.words(t) }</Button> }
            }))) }
            { for DIALOGS.into_iter().map(|dialog| one_dialog(t, dialog, *open == Some(dialog), &shut)) }
            { specimen(t.sample_toasts(), html! {
                <div class="row g-3">
                    <Button on_click={toast}>{ t.sample_toast() }</Button>
                    <Button on_click={toast_with_undo}>{ t.sample_toast_undo() }</Button>
                </div>
            }) }
        </>
    }
}

fn one_dialog(t: Messages, dialog: Open, open: bool, shut: &Callback<()>) -> Html {
    let form = dialog == Open::Form;
    let close = shut.reform(|_| ());
    let footer = html! {
        <>
            <Button weight={Weight::Ghost} on_click={close.clone()}>{ t.cancel_word() }</Button>
            if form {
                <Button weight={Weight::Primary} submit=true>{ t.save_changes() }</Button>
            } else {
                <Button weight={Weight::Primary} on_click={close}>{ t.sample_item() }</Button>
            }
        </>
    };
    html! {
        <Dialog
            {open}
            title={dialog.words(t)}
            on_close={shut.clone()}
            on_submit={form.then(|| shut.clone())}
            must_answer={dialog == Open::MustAnswer}
            wide={dialog == Open::Wide}
            {footer}
        >
            <p>{ t.sample_dialog_text() }</p>
            if form {
                <Field label={t.sample_field()}><TextInput value="" /></Field>
            }
        </Dialog>
    }
}
