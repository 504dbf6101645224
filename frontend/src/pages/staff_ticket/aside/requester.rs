//! Who asked, and how to reach that person.

use std::rc::Rc;

use shared::ticket::TicketDetails;
use yew::{AttrValue, Html, Properties, component, html};

use crate::components::avatar::Avatar;
use crate::i18n::use_messages;

/// Properties of [`Requester`].
#[derive(Properties, PartialEq)]
pub struct RequesterProps {
    /// The ticket.
    pub ticket: Rc<TicketDetails>,
}

/// Name, community, number, place, extension, address.
#[component]
pub fn Requester(props: &RequesterProps) -> Html {
    let t = use_messages();
    let person = &props.ticket.summary.requester;
    let contact = props.ticket.contact.as_ref();
    let kind = [
        person.community.map(|community| t.community(community).to_owned()),
        contact.and_then(|contact| contact.institutional_id.clone()),
    ];
    let kind = kind.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    html! {
        <section class="stack g-2">
            <h3 class="h-s small">{ t.requester() }</h3>
            <div class="row row-n">
                <Avatar name={AttrValue::from(person.name.clone())} quiet=true />
                <span class="ui">
                    <b>{ &person.name }</b>
                    if !kind.is_empty() { <><br /><span class="muted small">{ kind }</span></> }
                </span>
            </div>
            if let Some(contact) = contact {
                <div class="small soft stack g-hair">
                    if let Some(unit) = &contact.unit { <span>{ unit }</span> }
                    if let Some(extension) = &contact.phone_extension { <span>{ t.extension(extension) }</span> }
                    <a class="text-link anywhere" href={format!("mailto:{}", contact.email)}>{ address(&contact.email) }</a>
                </div>
            }
        </section>
    }
}

/// An address that breaks before its domain where the column is narrow.
fn address(email: &str) -> Html {
    let (local, domain) = email.split_at(email.find('@').unwrap_or(email.len()));
    html! { <>{ local }<wbr />{ domain }</> }
}
