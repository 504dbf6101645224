//! The secret of a new token: shown this once, until the person says that it is stored.

use std::rc::Rc;

use shared::paths::API;
use shared::session::TokenSecret;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlInputElement;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_node_ref, use_state};

use crate::components::alert::{Alert, Tone};
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::components::field::Field;
use crate::components::icon::Glyph;
use crate::components::text_input::TextInput;
use crate::hooks::use_effect::use_effect_with;
use crate::i18n::{Messages, use_messages};

/// Properties of [`SecretDialog`].
#[derive(Properties, PartialEq)]
pub struct SecretDialogProps {
    /// The token that was just made.
    pub made: Option<Rc<TokenSecret>>,
    /// It is stored.
    pub on_stored: Callback<()>,
}

/// How copying went.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Copied {
    NotYet,
    Done,
    /// The browser does not let pages copy.
    Refused,
}

/// The dialog. Nothing but its button closes it.
#[component]
pub fn SecretDialog(props: &SecretDialogProps) -> Html {
    let t = use_messages();
    let field = use_node_ref();
    let copied = use_state(|| Copied::NotYet);
    {
        let copied = copied.setter();
        use_effect_with(props.made.clone(), move |_| copied.set(Copied::NotYet));
    }
    let secret = props.made.as_ref().map(|made| made.token.clone()).unwrap_or_default();
    let copy = {
        let (secret, field, copied) = (secret.clone(), field.clone(), copied.setter());
        Callback::from(move |_| {
            let (secret, field, copied) = (secret.clone(), field.clone(), copied.clone());
            spawn_local(async move {
                if put_on_clipboard(&secret).await {
                    copied.set(Copied::Done);
                } else {
                    // By hand, then: it is marked already.
                    if let Some(field) = field.cast::<HtmlInputElement>() {
                        field.focus().ok();
                        field.select();
                    }
                    copied.set(Copied::Refused);
                }
            });
        })
    };
    let word = match *copied {
        Copied::NotYet => "",
        Copied::Done => t.copied(),
        Copied::Refused => t.copy_by_hand(),
    };
    let footer = html! {
        <Button weight={Weight::Primary} on_click={props.on_stored.reform(|_| ())}>{ t.token_is_stored() }</Button>
    };
    html! {
        <Dialog
            open={props.made.is_some()}
            must_answer=true
            on_close={props.on_stored.clone()}
            title={t.store_token_now()}
            {footer}
        >
            <Alert tone={Tone::Warn} title={t.token_shown_once()}>{ t.token_shown_once_about() }</Alert>
            <Field label={t.token_secret()}>
                <TextInput
                    node_ref={field}
                    class="mono"
                    value={AttrValue::from(secret)}
                    readonly=true
                    spellcheck=false
                    autocomplete="off"
                />
            </Field>
            <div class="row">
                <Button glyph={Glyph::Copy} on_click={copy}>{ t.copy_token() }</Button>
                <span class="small soft" role="status">{ word }</span>
            </div>
        </Dialog>
    }
}

/// Only a page that came by HTTPS, or from this very computer, has a clipboard.
async fn put_on_clipboard(text: &str) -> bool {
    let Some(window) = web_sys::window().filter(web_sys::Window::is_secure_context) else { return false };
    JsFuture::from(window.navigator().clipboard().write_text(text)).await.is_ok()
}

/// How a program calls this very server.
pub fn example(t: Messages, token: &str) -> Html {
    let origin = web_sys::window().and_then(|window| window.location().origin().ok()).unwrap_or_default();
    html! {
        <pre class="snippet" aria-label={t.token_example()} role="group">
            <code>{ format!("curl -H \"Authorization: Bearer {token}\" {origin}{API}/me") }</code>
        </pre>
    }
}
