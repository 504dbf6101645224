//! The logo: chosen and sent at once, shown as it will be seen, taken away again.

use std::rc::Rc;

use js_sys::Uint8Array;
use shared::institution::Settings;
use shared::limits::{LOGO_BYTES_MAX, LOGO_SIDE_MAX};
use shared::problem::ProblemKind;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::File;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state};

use crate::api::error::ApiError;
use crate::components::alert::{Alert, Tone};
use crate::components::button::Button;
use crate::components::card::Card;
use crate::components::error_region::ErrorAlert;
use crate::components::file_drop::FileDrop;
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_mutation::use_mutation;
use crate::i18n::{Messages, intl, use_messages};
use crate::state::toasts::use_toaster;

/// Properties of [`LogoCard`].
#[derive(Properties, PartialEq)]
pub struct LogoCardProps {
    /// The settings as they stand.
    pub settings: Rc<Settings>,
    /// The settings after a change.
    pub on_change: Callback<Rc<Settings>>,
    /// Somebody else has changed them meanwhile: they are to be loaded again.
    pub on_stale: Callback<()>,
}

/// The card.
#[component]
pub fn LogoCard(props: &LogoCardProps) -> Html {
    let t = use_messages();
    let toaster = use_toaster();
    let too_large = use_state(|| false);
    let change = {
        let on_change = props.on_change.clone();
        use_mutation(
            |client, (version, picture): (i32, Option<Uint8Array>), _key| async move {
                match picture {
                    Some(picture) => client.set_logo(version, &picture).await,
                    None => client.remove_logo(version).await,
                }
            },
            move |settings: Settings| {
                toaster.ok(if settings.logo.is_some() { t.logo_saved() } else { t.logo_removed() });
                on_change.emit(Rc::new(settings));
            },
        )
    };
    {
        let on_stale = props.on_stale.clone();
        use_effect_with(change.error.clone(), move |error| {
            if error.as_ref().is_some_and(ApiError::is_stale) {
                on_stale.emit(());
            }
        });
    }
    let on_files = {
        let (run, reset, too_large, version) =
            (change.run.clone(), change.reset.clone(), too_large.setter(), props.settings.version);
        Callback::from(move |files: Vec<File>| {
            let Some(file) = files.into_iter().next() else { return };
            reset.emit(());
            #[expect(clippy::cast_precision_loss, reason = "a limit far below 2^53")]
            let is_too_large = file.size() > LOGO_BYTES_MAX as f64;
            too_large.set(is_too_large);
            if is_too_large {
                return;
            }
            let run = run.clone();
            spawn_local(async move {
                // A file that vanished under the hand is none.
                if let Ok(buffer) = JsFuture::from(file.array_buffer()).await {
                    run.emit((version, Some(Uint8Array::new(&buffer))));
                }
            });
        })
    };
    let remove = {
        let (run, version) = (change.run.clone(), props.settings.version);
        Callback::from(move |_| run.emit((version, None)))
    };
    let fault = if *too_large {
        Some(t.logo_too_heavy(&limit(t)))
    } else {
        change.error.as_ref().and_then(|error| fault(t, error))
    };
    html! {
        <Card title={t.logo_title()}>
            <p class="small soft">{ t.logo_about() }</p>
            if let Some(logo) = &props.settings.logo {
                <div class="row between">
                    <img class="logo logo-lg" src={logo.clone()} alt={props.settings.name.clone()} />
                    <Button busy={change.busy} on_click={remove}>{ t.remove_logo() }</Button>
                </div>
            }
            if let Some(fault) = fault {
                <Alert tone={Tone::Danger} live=true>{ fault }</Alert>
            } else {
                <ErrorAlert error={change.error.clone()} />
            }
            <FileDrop
                one=true
                accept="image/png,image/jpeg,image/webp"
                {on_files}
                hint={AttrValue::from(t.logo_limits(&limit(t), &intl::integer(t.0, u64::from(LOGO_SIDE_MAX))))}
            />
        </Card>
    }
}

fn limit(t: Messages) -> String {
    intl::bytes(t.0, LOGO_BYTES_MAX as u64)
}

/// Why a picture was not taken, where the server's words are those of any file.
fn fault(t: Messages, error: &ApiError) -> Option<String> {
    match error.kind() {
        Some(ProblemKind::UnsupportedMedia) => Some(t.logo_other_kind().to_owned()),
        Some(ProblemKind::Validation) => Some(t.logo_too_wide(&intl::integer(t.0, u64::from(LOGO_SIDE_MAX)))),
        _ => None,
    }
}
