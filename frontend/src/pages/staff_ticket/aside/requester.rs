//! Who asked, and how to reach that person.

use shared::ticket::TicketDetails;
use yew::{AttrValue, Html, html};

use crate::components::avatar::Avatar;
use crate::i18n::Messages;

/// Name, community, number, place, extension, address.
pub fn requester(t: Messages, ticket: &TicketDetails) -> Html {
    let person = &ticket.summary.requester;
    let contact = ticket.contact.as_ref();
    let community = person.community.map(|community| t.community(community));
    let id = contact.and_then(|contact| contact.institutional_id.as_ref());
    html! {
        <section class="stack g-2">
            <h3 class="h-s small">{ t.requester() }</h3>
            <div class="row row-n">
                <Avatar name={AttrValue::from(person.name.clone())} quiet=true />
                <span class="ui">
                    <b>{ &person.name }</b>
                    if community.is_some() || id.is_some() { <br /> }
                    <span class="muted small">
                        { community.unwrap_or_default() }
                        if community.is_some() && id.is_some() { { " · " } }
                        if let Some(id) = id { <span class="nowrap">{ id }</span> }
                    </span>
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
