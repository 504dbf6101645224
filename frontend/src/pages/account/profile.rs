//! Who the person is here: what the institution says, and what of it the person writes.

use std::rc::Rc;

use shared::limits::{EXTENSION_MAX, NAME_MAX};
use shared::session::{Me, MePatch};
use web_sys::{HtmlElement, SubmitEvent};
use yew::{AttrValue, Callback, Html, Properties, UseStateHandle, component, html, use_node_ref, use_state};

use super::community::CommunityChoice;
use crate::components::button::{Button, Size, Weight};
use crate::components::card::Card;
use crate::components::error_region::ErrorAlert;
use crate::components::field::{Field, text_fault};
use crate::components::icon::Glyph;
use crate::components::text_input::TextInput;
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_setting::use_change_me;
use crate::hooks::use_title::focus_heading;
use crate::i18n::{Messages, use_messages};
use crate::state::session::use_account;
use crate::state::toasts::use_toaster;

/// The card.
#[component]
pub fn Profile() -> Html {
    let t = use_messages();
    let editing = use_state(|| false);
    let Some(me) = use_account() else { return Html::default() };
    let edit = {
        let editing = editing.setter();
        Callback::from(move |whether: bool| editing.set(whether))
    };
    let actions = html! {
        if !*editing {
            <Button size={Size::Small} glyph={Glyph::Edit} on_click={edit.reform(|_| true)}>{ t.edit_profile() }</Button>
        }
    };
    html! {
        <Card title={t.profile()} {actions}>
            if *editing {
                <ProfileForm me={me.clone()} on_done={edit.reform(|()| {
                    // What had it goes with the form.
                    focus_heading();
                    false
                })} />
            } else {
                { facts(t, &me) }
            }
            if me.community.is_none() { <CommunityChoice /> }
        </Card>
    }
}

fn facts(t: Messages, me: &Me) -> Html {
    let or_none = |value: &Option<String>| value.clone().unwrap_or_else(|| t.not_told().to_owned());
    html! {
        <dl class="dl dl-fold">
            <dt>{ t.name() }</dt><dd>{ &me.name }</dd>
            <dt>{ t.institutional_email() }</dt><dd>{ &me.email }</dd>
            <dt>{ t.institutional_id() }</dt><dd>{ or_none(&me.institutional_id) }</dd>
            <dt>{ t.unit() }</dt><dd>{ or_none(&me.unit) }</dd>
            <dt>{ t.phone_extension() }</dt><dd>{ or_none(&me.phone_extension) }</dd>
            if let Some(community) = me.community {
                <dt>{ t.community_label() }</dt>
                <dd>
                    { t.community_word(community) }
                    if !me.community_verified { <span class="muted">{ " · " }{ t.unverified() }</span> }
                </dd>
            }
            <dt>{ t.roles() }</dt>
            <dd>{ me.roles.iter().map(|role| t.role(*role)).collect::<Vec<_>>().join(", ") }</dd>
            if !me.teams.is_empty() {
                <dt>{ t.teams_of_mine() }</dt>
                <dd>{ me.teams.iter().map(|team| team.name.as_str()).collect::<Vec<_>>().join(", ") }</dd>
            }
        </dl>
    }
}

/// Properties of [`ProfileForm`].
#[derive(Properties, PartialEq)]
struct ProfileFormProps {
    me: Rc<Me>,
    on_done: Callback<()>,
}

/// What the person may write; the institution writes the rest.
#[component]
fn ProfileForm(props: &ProfileFormProps) -> Html {
    const POINTERS: [&str; 3] = ["/name", "/unit", "/phone_extension"];
    let t = use_messages();
    let toaster = use_toaster();
    let first = use_node_ref();
    let me = &props.me;
    let name = use_state(|| me.name.clone());
    let unit = use_state(|| me.unit.clone().unwrap_or_default());
    let extension = use_state(|| me.phone_extension.clone().unwrap_or_default());
    {
        let first = first.clone();
        use_effect_with((), move |()| {
            if let Some(first) = first.cast::<HtmlElement>() {
                first.focus().ok();
            }
        });
    }
    let change = {
        let on_done = props.on_done.clone();
        use_change_me(move || {
            toaster.ok(t.profile_saved());
            on_done.emit(());
        })
    };
    let name_fault = text_fault(t, &name, NAME_MAX, true);
    let right = name_fault.is_none()
        && text_fault(t, &unit, NAME_MAX, false).is_none()
        && text_fault(t, &extension, EXTENSION_MAX, false).is_none();
    let onsubmit = {
        let run = change.run.clone();
        let patch = MePatch {
            name: Some((*name).clone()),
            unit: Some((*unit).clone()),
            phone_extension: Some((*extension).clone()),
            ..MePatch::default()
        };
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if right {
                run.emit(patch.clone());
            }
        })
    };
    let error = change.error.as_ref();
    let at = |pointer: &str| error.and_then(|error| error.at(pointer));
    let elsewhere = change.error.clone().filter(|error| !error.is_beside(|pointer| POINTERS.contains(&pointer)));
    html! {
        <form class="stack g-4" {onsubmit} novalidate=true>
            <ErrorAlert error={elsewhere} />
            <Field label={t.name()} help={t.name_help()} error={name_fault.or_else(|| at("/name"))}>
                <TextInput node_ref={first} value={text(&name)} on_input={setting(&name)} autocomplete="name" />
            </Field>
            <Field label={t.unit()} optional=true error={text_fault(t, &unit, NAME_MAX, false).or_else(|| at("/unit"))}>
                <TextInput value={text(&unit)} on_input={setting(&unit)} autocomplete="organization" />
            </Field>
            <Field label={t.phone_extension()} optional=true help={t.phone_extension_help()} error={text_fault(t, &extension, EXTENSION_MAX, false).or_else(|| at("/phone_extension"))}>
                <TextInput value={text(&extension)} on_input={setting(&extension)} inputmode="tel" class="max-12" />
            </Field>
            <div class="row">
                <Button submit=true weight={Weight::Primary} busy={change.busy}>{ t.save_profile() }</Button>
                <Button on_click={props.on_done.reform(|_| ())}>{ t.cancel_word() }</Button>
            </div>
        </form>
    }
}

fn text(state: &UseStateHandle<String>) -> AttrValue {
    AttrValue::from((**state).clone())
}

fn setting(state: &UseStateHandle<String>) -> Callback<String> {
    let setter = state.setter();
    Callback::from(move |text| setter.set(text))
}
