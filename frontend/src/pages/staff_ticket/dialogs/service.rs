//! Which service the request is really about. Its answers so far stay readable; priority and team stay as they are.

use shared::problem::FieldCode;
use shared::ticket::TicketPatch;
use uuid::Uuid;
use web_sys::{Event, HtmlSelectElement};
use yew::{AttrValue, Callback, Html, TargetCast, component, html, use_state};

use super::{AskProps, CommandForm, error_at};
use crate::components::field::{Field, use_field};
use crate::components::skeleton::Loading;
use crate::i18n::use_messages;
use crate::pages::home::use_catalog;
use crate::pages::staff_ticket::asking::Outcome;
use crate::pages::staff_ticket::giving::use_changing;

/// The dialog.
#[component]
pub fn ServiceDialog(props: &AskProps) -> Html {
    let t = use_messages();
    let chosen = use_state(|| None::<Uuid>);
    let missing = use_state(|| false);
    // What the requester may ask for, not what the reader may.
    let catalog = use_catalog(Some(props.ticket.summary.requester.id), props.open);
    let changing = {
        let (on_done, chosen) = (props.on_done.clone(), chosen.setter());
        use_changing(&props.query, props.open, move |ticket| {
            chosen.set(None);
            on_done.emit(Outcome::Done(t.done_service(&ticket.summary.folio, &ticket.summary.service.name)));
        })
    };
    let on_submit = {
        let (run, chosen, missing) = (changing.run.clone(), *chosen, missing.setter());
        Callback::from(move |()| {
            missing.set(chosen.is_none());
            if let Some(service_id) = chosen {
                run.emit(TicketPatch { service_id: Some(service_id), ..TicketPatch::default() });
            }
        })
    };
    let error = changing.error.as_ref();
    let service_error = (*missing && chosen.is_none())
        .then(|| AttrValue::from(FieldCode::Choice.message(t.0, None)))
        .or_else(|| error_at(error, "/service_id"));
    let choose = {
        let chosen = chosen.setter();
        Callback::from(move |id: Option<Uuid>| chosen.set(id))
    };
    html! {
        <CommandForm
            ask={props.clone()}
            title={t.change_service()}
            verb={t.change_service()}
            busy={changing.busy}
            error={error.and_then(|error| error.beside_none(&["/service_id"]))}
            seen={changing.seen.clone()}
            {on_submit}
        >
            <p class="soft">{ t.change_service_about(&props.ticket.summary.service.name) }</p>
            { catalog.view(html! { <Loading><span class="skel skel-ctl" /></Loading> }, |catalog| html! {
                <Field label={t.service()} error={service_error}>
                    <ServiceSelect
                        catalog={catalog.clone()}
                        now={props.ticket.summary.service.id}
                        value={*chosen}
                        on_change={choose}
                    />
                </Field>
            }) }
        </CommandForm>
    }
}

/// Properties of [`ServiceSelect`].
#[derive(yew::Properties, PartialEq)]
struct ServiceSelectProps {
    catalog: std::rc::Rc<shared::service::Catalog>,
    now: Uuid,
    value: Option<Uuid>,
    on_change: Callback<Option<Uuid>>,
}

/// A native select whose options stand under their categories.
#[component]
fn ServiceSelect(props: &ServiceSelectProps) -> Html {
    let t = use_messages();
    let field = use_field();
    let onchange =
        props.on_change.reform(|event: Event| event.target_unchecked_into::<HtmlSelectElement>().value().parse().ok());
    html! {
        <select
            class="input"
            id={field.id}
            aria-required={field.required}
            aria-describedby={field.described_by}
            aria-invalid={field.invalid}
            {onchange}
        >
            <option value="" selected={props.value.is_none()} disabled=true>{ t.choose_one() }</option>
            { for props.catalog.categories.iter().map(|category| html! {
                <optgroup label={category.label.clone()}>
                    { for category.services.iter().map(|service| html! {
                        <option
                            value={service.id.to_string()}
                            selected={props.value == Some(service.id)}
                            disabled={service.id == props.now}
                        >
                            { &service.name }
                        </option>
                    }) }
                </optgroup>
            }) }
        </select>
    }
}
