//! Markdown as nodes of the page, from the tree of `shared`. Never raw HTML.

use shared::markdown::{Element, Node, parse};
use web_sys::Url;
use yew::{AttrValue, Html, Properties, component, html, use_memo};

use crate::i18n::{Messages, use_messages};

/// Properties of [`Markdown`].
#[derive(Properties, PartialEq)]
pub struct MarkdownProps {
    /// What somebody wrote.
    pub text: AttrValue,
}

/// A text with its marks.
#[component]
pub fn Markdown(props: &MarkdownProps) -> Html {
    let t = use_messages();
    let nodes = use_memo(props.text.clone(), |text| parse(text));
    html! { <div class="prose">{ render(t, &nodes) }</div> }
}

fn render(t: Messages, nodes: &[Node]) -> Html {
    nodes.iter().map(|node| one(t, node)).collect()
}

fn one(t: Messages, node: &Node) -> Html {
    match node {
        Node::Text(text) => html! { { text } },
        Node::Code(text) => html! { <code>{ text }</code> },
        Node::CodeBlock(text) => html! { <pre tabindex="0"><code>{ text }</code></pre> },
        Node::LineBreak => html! { <br /> },
        Node::Rule => html! { <hr /> },
        Node::Element(element, children) => {
            let inside = render(t, children);
            match element {
                Element::Paragraph => html! { <p>{ inside }</p> },
                Element::Heading => html! { <p class="strong">{ inside }</p> },
                Element::Quote => html! { <blockquote>{ inside }</blockquote> },
                Element::BulletList => html! { <ul>{ inside }</ul> },
                Element::NumberedList => html! { <ol>{ inside }</ol> },
                Element::Item => html! { <li>{ inside }</li> },
                Element::Emphasis => html! { <em>{ inside }</em> },
                Element::Strong => html! { <strong>{ inside }</strong> },
                Element::Strike => html! { <del>{ inside }</del> },
                Element::Link(url) => html! {
                    <a href={url.clone()} rel="noopener noreferrer nofollow" target="_blank">
                        { inside }
                        if let Some(place) = untold_place(url, children) {
                            // Apart: words that run from right to left must not turn it around.
                            { " " }<bdi class="leads-to">{ t.leads_to(&place) }</bdi>
                        }
                    </a>
                },
            }
        }
    }
}

/// Where a link really leads, unless its words are its address or it stays here: anybody can write 'our bank' over another
/// place.
fn untold_place(url: &str, children: &[Node]) -> Option<String> {
    let text = |node: &Node| if let Node::Text(text) = node { text.clone() } else { String::new() };
    let words: String = children.iter().map(text).collect();
    let parsed = Url::new(url).ok()?;
    let scheme = parsed.protocol();
    let leads_there = |address: &str| Url::new(address).is_ok_and(|told| told.href() == parsed.href());
    // Letters of other scripts, and what stands before an @, only look like a place.
    let plain = words.is_ascii() && parsed.username().is_empty();
    let host = parsed.host();
    let here = web_sys::window().and_then(|window| window.location().host().ok());
    let told = plain && (leads_there(&words) || leads_there(&format!("{scheme}//{words}")));
    match host.as_str() {
        // Mail goes to an address, not to a host.
        "" => Some(parsed.pathname()).filter(|address| *address != words && !told),
        host => Some(host.to_owned()).filter(|host| !told && here.as_ref() != Some(host)),
    }
}
