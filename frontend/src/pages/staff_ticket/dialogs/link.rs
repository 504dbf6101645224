//! Which other request this one belongs with.

use uuid::Uuid;
use yew::{Callback, Html, component, html, use_state};

use super::finder::Finder;
use super::{AskProps, CommandForm, error_at};
use crate::i18n::use_messages;
use crate::pages::staff_ticket::asking::Outcome;
use crate::pages::staff_ticket::giving::use_linking;
use crate::tickets::use_ticket::Linking;

/// The dialog.
#[component]
pub fn LinkDialog(props: &AskProps) -> Html {
    let t = use_messages();
    let other = use_state(|| None::<Uuid>);
    let missing = use_state(|| false);
    let linking = {
        let (on_done, other) = (props.on_done.clone(), *other);
        use_linking(&props.query, props.open, move |ticket| {
            let linked = ticket.links.iter().find(|link| Some(link.id) == other);
            let linked = linked.map(|link| link.folio.as_str()).unwrap_or_default();
            on_done.emit(Outcome::Done(t.done_linked(&ticket.summary.folio, linked)));
        })
    };
    let on_submit = {
        let (run, other, missing) = (linking.run.clone(), *other, missing.setter());
        Callback::from(move |()| {
            missing.set(other.is_none());
            if let Some(other) = other {
                run.emit(Linking::Add(other));
            }
        })
    };
    let found = {
        let other = other.setter();
        Callback::from(move |id| other.set(id))
    };
    let error = linking.error.as_ref();
    html! {
        <CommandForm
            ask={props.clone()}
            title={t.link_to_which()}
            verb={t.link_verb()}
            busy={linking.busy}
            error={error.and_then(|error| error.beside_none(&["/id"]))}
            seen={linking.seen.clone()}
            {on_submit}
        >
            <Finder
                ticket={props.ticket.clone()}
                label={t.other_request()}
                help={t.link_help()}
                known={props.ticket.links.iter().map(|link| link.id).collect::<Vec<_>>()}
                missing={*missing && other.is_none()}
                error={error_at(error, "/id")}
                on_found={found}
            />
        </CommandForm>
    }
}
