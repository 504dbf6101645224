//! The institution: its name, colour, domains and time zone. Asked for once per visit; what the last visit knew is shown
//! until then, so that the colour doesn't jump.

use std::rc::Rc;

use shared::institution::Institution;
use shared::json;
use yew::{ContextProvider, Html, Properties, component, hook, html, use_context, use_memo};

use super::preferences::root;
use super::storage;
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_query::use_query;
use crate::i18n::intl;

const KEPT: &str = "ventanilla.institution";

/// What is known of the institution; nothing in the very first moment of a first visit.
#[hook]
pub fn use_institution() -> Option<Rc<Institution>> {
    use_context::<Option<Rc<Institution>>>().flatten()
}

/// Properties of [`InstitutionProvider`].
#[derive(Properties, PartialEq)]
pub struct InstitutionProviderProps {
    /// The app.
    pub children: Html,
}

/// Gives the institution to everything inside and puts its hue and time zone into effect.
#[component]
pub fn InstitutionProvider(props: &InstitutionProviderProps) -> Html {
    let kept = use_memo((), |()| storage::get(KEPT).and_then(|kept| json::read::<Institution>(&kept)).map(Rc::new));
    let asked = use_query("institution", |client| async move { client.institution().await });
    let institution = asked.data.clone().or_else(|| (*kept).clone());
    // Before the children render, so that their first dates are right already.
    use_memo(institution.as_ref().map(|institution| institution.time_zone.clone()), |zone| {
        if let Some(zone) = zone {
            intl::set_time_zone(zone);
        }
    });
    use_effect_with(institution.clone(), |institution| {
        let Some(institution) = institution else { return };
        if let Some(root) = root() {
            root.style().set_property("--brand-hue", &institution.hue.to_string()).ok();
        }
        if let Ok(json) = serde_json::to_string(&**institution) {
            storage::set(KEPT, &json);
        }
    });
    html! {
        <ContextProvider<Option<Rc<Institution>>> context={institution}>
            { props.children.clone() }
        </ContextProvider<Option<Rc<Institution>>>>
    }
}
