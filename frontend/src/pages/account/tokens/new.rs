//! What a new token is for, what it may do, and until when.

use chrono::{DateTime, TimeDelta, Utc};
use shared::access::{Scope, is_of_use};
use shared::limits::TOKEN_NAME_MAX;
use shared::problem::FieldCode;
use shared::session::{NewToken, TokenSecret};
use web_sys::{Element, Event, HtmlInputElement};
use yew::{AttrValue, Callback, Html, Properties, TargetCast, component, html, use_node_ref, use_state};

use crate::components::button::{Button, Weight};
use crate::components::choice::Choice;
use crate::components::dialog::Dialog;
use crate::components::error_region::ErrorAlert;
use crate::components::field::{Field, FieldGroup, text_fault};
use crate::components::select::select;
use crate::components::text_input::TextInput;
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_mutation::use_mutation;
use crate::hooks::use_now::use_now;
use crate::i18n::intl::{self, Style};
use crate::i18n::{Messages, use_messages};
use crate::state::session::{actor, use_account};

/// Properties of [`NewTokenDialog`].
#[derive(Properties, PartialEq)]
pub struct NewTokenDialogProps {
    /// Shown or not.
    pub open: bool,
    /// Nothing is made.
    pub on_close: Callback<()>,
    /// It is made; the answer is the only one with its secret.
    pub on_made: Callback<TokenSecret>,
}

/// How long a token is good.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Life {
    Days(i64),
    Endless,
}

impl Life {
    const ALL: [Self; 4] = [Self::Days(30), Self::Days(90), Self::Days(365), Self::Endless];

    fn end(self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match self {
            Self::Days(days) => Some(now + TimeDelta::days(days)),
            Self::Endless => None,
        }
    }

    fn words(self, t: Messages) -> AttrValue {
        match self {
            Self::Days(365) => t.token_life_year().into(),
            Self::Days(days) => t.token_life_days(days.unsigned_abs()).into(),
            Self::Endless => t.token_never_ends().into(),
        }
    }
}

/// The dialog.
#[component]
pub fn NewTokenDialog(props: &NewTokenDialogProps) -> Html {
    const POINTERS: [&str; 3] = ["/name", "/scopes", "/expires_at"];
    let t = use_messages();
    let now = use_now();
    let me = use_account();
    let name = use_state(String::new);
    let scopes = use_state(Vec::<Scope>::new);
    let life = use_state(|| Life::Days(90));
    let tried = use_state(|| false);
    let create = {
        let on_made = props.on_made.clone();
        let (name, scopes, tried) = (name.setter(), scopes.setter(), tried.setter());
        use_mutation(
            |client, token: NewToken, _key| async move { client.create_token(&token).await },
            move |made| {
                name.set(String::new());
                scopes.set(Vec::new());
                tried.set(false);
                on_made.emit(made);
            },
        )
    };
    let name_fault = text_fault(t, &name, TOKEN_NAME_MAX, *tried);
    let scopes_fault = (*tried && scopes.is_empty()).then(|| AttrValue::from(FieldCode::Required.message(t.0, None)));
    let on_submit = {
        let (run, tried) = (create.run.clone(), tried.setter());
        let (name, scopes, life) = ((*name).clone(), (*scopes).clone(), *life);
        Callback::from(move |()| {
            tried.set(true);
            if text_fault(t, &name, TOKEN_NAME_MAX, true).is_some() || scopes.is_empty() {
                return;
            }
            // From this moment on, whenever the dialog was opened.
            let token = NewToken { name: name.clone(), scopes: scopes.clone(), expires_at: life.end(Utc::now()) };
            run.emit(token);
        })
    };
    let close = {
        let (on_close, reset) = (props.on_close.clone(), create.reset.clone());
        Callback::from(move |()| {
            reset.emit(());
            on_close.emit(());
        })
    };
    let alert = use_node_ref();
    {
        let alert = alert.clone();
        // It may be above what is scrolled to.
        use_effect_with(create.error.is_some(), move |failed| {
            if let Some(alert) = alert.cast::<Element>().filter(|_| *failed) {
                alert.scroll_into_view();
            }
        });
    }
    let error = create.error.as_ref();
    let at = |pointer: &str| error.and_then(|error| error.at(pointer));
    let elsewhere = create.error.clone().filter(|error| !error.is_beside(|pointer| POINTERS.contains(&pointer)));
    let offered = me.iter().flat_map(|me| {
        let person = actor(me);
        Scope::ALL.iter().copied().filter(move |scope| is_of_use(&person, *scope))
    });
    let lives = Life::ALL.iter().map(|life| Choice::new(*life, life.words(t))).collect();
    let (set_name, set_life) = (name.setter(), life.setter());
    let ends = life.end(now).map_or_else(
        || AttrValue::from(t.token_endless_warning()),
        |end| t.token_ends_about(&intl::instant(t.0, end, Style::DayYear)).into(),
    );
    let footer = html! {
        <>
            <Button on_click={close.reform(|_| ())}>{ t.cancel_word() }</Button>
            <Button submit=true weight={Weight::Primary} busy={create.busy}>{ t.create_token() }</Button>
        </>
    };
    html! {
        <Dialog open={props.open} on_close={close} title={t.create_token_title()} {on_submit} {footer}>
            if elsewhere.is_some() { <div ref={alert}><ErrorAlert error={elsewhere} /></div> }
            <Field label={t.token_name()} help={t.token_name_help()} error={name_fault.or_else(|| at("/name"))}>
                <TextInput
                    value={AttrValue::from((*name).clone())}
                    on_input={Callback::from(move |text| set_name.set(text))}
                    autocomplete="off"
                />
            </Field>
            <FieldGroup label={t.token_scopes()} help={t.token_scopes_help()} error={scopes_fault.or_else(|| at("/scopes"))}>
                <div class="stack g-2">
                    { for offered.map(|scope| {
                        let (chosen, setter) = ((*scopes).clone(), scopes.setter());
                        let onchange = Callback::from(move |event: Event| {
                            let on = event.target_unchecked_into::<HtmlInputElement>().checked();
                            let stays = |one: &Scope| if *one == scope { on } else { chosen.contains(one) };
                            setter.set(Scope::ALL.iter().copied().filter(stays).collect());
                        });
                        html! {
                            <label class="choice" key={scope.as_str()}>
                                <input type="checkbox" checked={scopes.contains(&scope)} {onchange} />
                                <span><b>{ t.scope(scope) }</b><small>{ t.scope_about(scope) }</small></span>
                            </label>
                        }
                    }) }
                </div>
            </FieldGroup>
            <Field label={t.token_life()} help={ends} error={at("/expires_at")}>
                { select(lives, Some(&*life), &Callback::from(move |chosen| set_life.set(chosen)), None) }
            </Field>
        </Dialog>
    }
}
