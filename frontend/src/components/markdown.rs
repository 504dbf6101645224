//! Markdown as nodes of the page, from the tree of `shared`. Never raw HTML.

use shared::markdown::{Element, Node, unmarked};
use yew::{AttrValue, Html, Properties, component, html, use_memo};

use crate::parts::use_markdown_parser;

/// Properties of [`Markdown`].
#[derive(Properties, PartialEq)]
pub struct MarkdownProps {
    /// What somebody wrote.
    pub text: AttrValue,
}

/// A text with its marks; until the parser is there, as it was written.
#[component]
pub fn Markdown(props: &MarkdownProps) -> Html {
    let plain = use_memo(props.text.clone(), |text| unmarked(text));
    let parse = use_markdown_parser(plain.is_none());
    let nodes = use_memo((props.text.clone(), parse.is_some()), |(text, _)| parse.map(|parse| parse(text)));
    match plain.as_ref().as_ref().or(nodes.as_ref().as_ref()) {
        Some(nodes) => html! { <div class="prose">{ render(nodes) }</div> },
        None => html! { <div class="prose as-written">{ &props.text }</div> },
    }
}

fn render(nodes: &[Node]) -> Html {
    nodes.iter().map(one).collect()
}

fn one(node: &Node) -> Html {
    match node {
        Node::Text(text) => html! { { text } },
        Node::Code(text) => html! { <code>{ text }</code> },
        Node::CodeBlock(text) => html! { <pre tabindex="0"><code>{ text }</code></pre> },
        Node::LineBreak => html! { <br /> },
        Node::Rule => html! { <hr /> },
        Node::Element(element, children) => {
            let inside = render(children);
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
                Element::Link(url) => {
                    html! { <a href={url.clone()} rel="noopener noreferrer nofollow" target="_blank">{ inside }</a> }
                }
            }
        }
    }
}
