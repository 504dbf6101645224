//! The sign-in page: institutional e-mail, then code; in a demo also one-click personas.

use shared::session::Persona;
use yew::{AttrValue, Callback, Html, component, html, use_state};

use crate::components::avatar::Avatar;
use crate::components::button::{Button, Weight};
use crate::components::error_region::ErrorAlert;
use crate::components::icon::{Glyph, icon_sm};
use crate::components::link::Link;
use crate::components::menu::Menu;
use crate::components::skeleton::SkeletonRows;
use crate::hooks::use_mutation::use_mutation;
use crate::hooks::use_query::use_query;
use crate::hooks::use_title::use_title;
use crate::i18n::use_messages;
use crate::route::Route;
use crate::shell::account_menu::ThemeAndLanguage;
use crate::shell::brand::Brand;
use crate::state::institution::use_institution;

pub mod form;

use form::SignInForm;

/// The page.
#[component]
pub fn SignInPage() -> Html {
    let t = use_messages();
    let sent_to = use_state(|| None::<AttrValue>);
    let institution = use_institution();
    let demo = institution.as_ref().is_some_and(|institution| institution.demo);
    use_title(t.sign_in());
    let on_step = {
        let sent_to = sent_to.setter();
        Callback::from(move |email| sent_to.set(email))
    };
    html! {
        <div class="halves">
            <main class="form-side" id="content" tabindex="-1">
                <div class="row row-n between">
                    <span class="brand"><Brand /></span>
                    <Button weight={Weight::Ghost} glyph={Glyph::Theme} label={t.theme_and_language()} popover="look" />
                    <Menu id="look" label={t.theme_and_language()}><ThemeAndLanguage /></Menu>
                </div>
                <div class="stack g-5">
                    <div class="stack g-2">
                        <h1>
                            { if sent_to.is_some() { t.type_your_code() } else { t.enter_ventanilla() } }
                        </h1>
                        if sent_to.is_none() { <p class="soft">{ t.enter_ventanilla_about() }</p> }
                    </div>
                    <SignInForm {on_step} />
                </div>
                <footer class="row between">
                    <span class="small muted">
                        { institution.as_ref().map(|institution| institution.name.clone()).unwrap_or_default() }
                    </span>
                    if institution.as_ref().is_some_and(|institution| institution.privacy_notice) {
                        <Link to={Route::Privacy} class="go">{ t.privacy_notice() }</Link>
                    }
                </footer>
            </main>
            <aside class="side" aria-label={t.without_signing_in()}>
                if demo { <Personas /> } else { <HowItWorks /> }
            </aside>
        </div>
    }
}

/// What happens with a request, for whoever comes for the first time.
#[component]
fn HowItWorks() -> Html {
    let t = use_messages();
    html! {
        <section class="stack g-3">
            <h2 class="h-s">{ t.how_it_works() }</h2>
            <ol class="steps-v">
                <li><b>{ t.how_you_ask() }</b><span>{ t.how_you_ask_detail() }</span></li>
                <li><b>{ t.how_it_is_done() }</b><span>{ t.how_it_is_done_detail() }</span></li>
                <li><b>{ t.how_you_confirm() }</b><span>{ t.how_you_confirm_detail() }</span></li>
            </ol>
        </section>
    }
}

/// The people of the demo: one click signs in as one of them.
#[component]
fn Personas() -> Html {
    let t = use_messages();
    let personas = use_query(format!("personas?{}", t.0), |client| async move { client.personas().await });
    let enter = use_mutation(|client, persona: String, _key| async move { client.sign_in_as(persona).await }, |()| ());
    html! {
        <section class="stack g-3">
            <h2 class="h-s">{ t.demo_personas() }</h2>
            <p class="small soft">{ t.demo_personas_about() }</p>
            <ErrorAlert error={enter.error.clone()} />
            { personas.view(html! { <SkeletonRows rows={5} /> }, |personas| html! {
                <ul class="card rows divided">
                    { for personas.iter().map(|persona| persona_row(persona, &enter.run)) }
                </ul>
            }) }
            <p class="ui row">
                <Link to={Route::Mailbox} class="go">{ t.open_demo_mailbox() }</Link>
                <Link to={Route::Gallery} class="go">{ t.gallery() }</Link>
            </p>
        </section>
    }
}

fn persona_row(persona: &Persona, enter: &Callback<String>) -> Html {
    let key = persona.key.clone();
    html! {
        <li key={persona.key.clone()} class="p-0">
            <button type="button" class="item persona" onclick={enter.reform(move |_| key.clone())}>
                <Avatar name={AttrValue::from(persona.name.clone())} />
                <span class="grow"><b>{ &persona.name }</b><small>{ &persona.hint }</small></span>
                { icon_sm(Glyph::Right) }
            </button>
        </li>
    }
}
