//! The request that this one repeats: typed as a folio, shown back with its subject before anything is decided.

use shared::problem::ProblemKind;
use shared::ticket::Folio;
use uuid::Uuid;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_effect_with, use_state};

use super::setting;
use crate::components::badge::StatusBadge;
use crate::components::field::Field;
use crate::components::text_input::TextInput;
use crate::i18n::use_messages;
use crate::tickets::row::status_text;
use crate::tickets::use_ticket::use_ticket;

/// Properties of [`Original`].
#[derive(Properties, PartialEq)]
pub struct OriginalProps {
    /// The folio of the request that repeats.
    pub this: AttrValue,
    /// It was left out.
    pub missing: bool,
    /// What the server says of it.
    pub error: Option<AttrValue>,
    /// Which one it is, once found.
    pub on_found: Callback<Option<Uuid>>,
}

/// A folio and what it stands for.
#[component]
pub fn Original(props: &OriginalProps) -> Html {
    let t = use_messages();
    let typed = use_state(String::new);
    let folio =
        Folio::parse(&typed).map(|folio| folio.to_string()).filter(|folio| folio.as_str() != props.this.as_str());
    let itself = Folio::parse(&typed).is_some_and(|folio| folio.as_str() == props.this.as_str());
    let asked = use_ticket(folio.as_deref().unwrap_or_default());
    let found = asked.data.clone().filter(|_| folio.is_some());
    {
        let on_found = props.on_found.clone();
        use_effect_with(found.as_ref().map(|ticket| ticket.summary.id), move |id| on_found.emit(*id));
    }
    let unknown = asked.error.as_ref().is_some_and(|error| error.kind() == Some(ProblemKind::NotFound));
    let error: Option<AttrValue> = if itself {
        Some(t.duplicate_of_itself().into())
    } else if unknown && folio.is_some() {
        Some(t.folio_not_found().into())
    } else if let Some(error) = asked.error.as_ref().filter(|_| folio.is_some()) {
        Some(error.title(t))
    } else if props.missing {
        Some(t.folio_needed().into())
    } else {
        props.error.clone()
    };
    html! {
        <div class="stack g-2">
            <Field label={t.original_folio()} help={t.original_folio_help(&props.this)} {error}>
                <TextInput
                    class="max-12"
                    value={AttrValue::from((*typed).clone())}
                    spellcheck=false
                    on_input={setting(&typed)}
                />
            </Field>
            if let Some(ticket) = found {
                <p class="file" role="status">
                    <StatusBadge status={ticket.summary.status} plain=true icon_only=true text={status_text(t, &ticket.summary)} />
                    <span class="grow trunc"><b>{ &ticket.summary.subject }</b></span>
                    <span class="small muted">{ &ticket.summary.requester.name }</span>
                </p>
            }
        </div>
    }
}
