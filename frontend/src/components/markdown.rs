//! Markdown as nodes of the page, from the tree of `shared`. Never raw HTML.

use shared::markdown::{Element, Node, parse};
use yew::{AttrValue, Html, Properties, component, html, use_memo};

/// Properties of [`Markdown`].
#[derive(Properties, PartialEq)]
pub struct MarkdownProps {
    /// What somebody wrote.
    pub text: AttrValue,
}

/// A text with its marks.
#[component]
pub fn Markdown(props: &MarkdownProps) -> Html {
    let nodes = use_memo(props.text.clone(), |text| parse(text));
    html! { <div class="prose">{ render(&nodes) }</div> }
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
