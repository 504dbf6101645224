//! What the reader of Markdown promises, and the same trees as another reader's wherever ours knows the mark.

use std::cell::Cell;

use proptest::prelude::*;

use super::*;

mod generated;

thread_local! {
    pub(super) static LOOKED_AT: Cell<usize> = const { Cell::new(0) };
}

fn paragraph(nodes: Vec<Node>) -> Node {
    Node::Element(Element::Paragraph, nodes)
}

fn text(words: &str) -> Node {
    Node::Text(words.to_owned())
}

#[test]
fn html_is_only_text() {
    let tree = parse("<script>alert(1)</script> hola <b>x</b>");
    assert!(plain(&tree).contains("<script>alert(1)</script>"));
}

#[test]
fn html_entities_and_references_stay_as_they_were_written() {
    for source in
        ["<!-- a -->", "a &amp; &#65; b", "[a]: https://x.mx", "[a][b] [a][]", "<ana@example.edu.mx>", "<javascript:a>"]
    {
        assert_eq!(parse(source), [paragraph(vec![text(source)])], "{source}");
    }
}

#[test]
fn only_web_and_mail_links_keep_their_target() {
    let text = |source: &str| format!("{:?}", parse(source));
    assert!(text("[a](https://example.edu.mx)").contains("Link(\"https://example.edu.mx\")"));
    assert!(text("[a]( <mailto:a\\_b@example.edu.mx> 'title' )").contains("Link(\"mailto:a_b@example.edu.mx\")"));
    assert!(text("![a](https://example.edu.mx/a(1).png)").contains("Link(\"https://example.edu.mx/a(1).png\")"));
    assert!(text("<HTTPS://example.edu.mx>").contains("Link(\"HTTPS://example.edu.mx\")"));
    for source in ["[a](javascript:alert(1))", "[a](JaVaScRiPt:alert(1))", "[a](data:text/html,x)", "[a](//evil)"] {
        assert!(!text(source).contains("Link"), "{source}");
    }
}

#[test]
fn a_line_end_stays_a_line_end() {
    assert_eq!(plain(&parse("uno\ndos\n\ntres")), "uno\ndos\n\ntres");
    assert_eq!(plain(&parse("uno\\\r\ndos  \rtres")), "uno\ndos\ntres");
}

#[test]
fn one_tilde_strikes_out_whole_words_and_three_do_not() {
    let struck = Node::Element(Element::Strike, vec![text("a")]);
    assert_eq!(parse("~a~ b"), [paragraph(vec![struck, text(" b")])]);
    assert_eq!(parse("b~a~ ~~~a~~~"), [paragraph(vec![text("b~a~ ~~~a~~~")])]);
    let sign = Node::Element(Element::Strike, vec![text("¿a")]);
    assert_eq!(parse("b~~¿a~~"), [paragraph(vec![text("b"), sign])]);
}

#[test]
fn code_keeps_its_marks_and_loses_one_space_around_it() {
    assert_eq!(parse("`` `*a*` ``"), [paragraph(vec![Node::Code("`*a*`".to_owned())])]);
    assert_eq!(parse("` `"), [paragraph(vec![Node::Code(" ".to_owned())])]);
    assert_eq!(parse("``` ping *a*"), [Node::CodeBlock(String::new())]);
    assert_eq!(
        parse("- a\n\n\t  b"),
        [Node::Element(
            Element::BulletList,
            vec![Node::Element(Element::Item, vec![paragraph(vec![text("a")]), Node::CodeBlock("b\n".to_owned())])],
        )]
    );
}

fn depth(nodes: &[Node]) -> usize {
    let below = |node: &Node| match node {
        Node::Element(_, children) => 1 + depth(children),
        _ => 1,
    };
    nodes.iter().map(below).max().unwrap_or(0)
}

#[test]
fn the_depth_is_bounded() {
    let around = |start: &str, end: &str| start.repeat(5_000) + "hola" + &end.repeat(5_000);
    let marked = [around("*_", "_*"), around("![", "](http://a)"), around("[*", "*](http://a)"), around("> - ", "*")];
    for source in marked.into_iter().chain([">".repeat(20_000) + " hola", "- ".repeat(10_000) + "hola"]) {
        let tree = parse(&source);
        assert!(depth(&tree) <= DEPTH_MAX + 1, "{}", depth(&tree));
        assert!(plain(&tree).contains("hola"));
    }
}

/// What costs a careless reader the square of its length, or a stack.
#[test]
fn a_hostile_text_costs_its_length_times_a_constant() {
    let nested = (0..300).map(|level| " ".repeat(level) + "- a\n").collect::<String>();
    let of_all_lengths = (1..350).map(|length| "`".repeat(length) + " ").collect::<String>();
    let once = [
        "[",
        "![",
        "]",
        "[]",
        "*",
        "_",
        "~~",
        "`",
        "<",
        ">",
        "(",
        "\\",
        "#",
        "-",
        "=",
        "\t",
        " ",
        "\n",
        "\r",
        "a\n",
        "> ",
        "- ",
        "1. ",
        "* * ",
        "*a_ ",
        "**a*_b__",
        "a**b~~c_d ",
        "~~a*~~ ",
        "[a](",
        "[a](b",
        "[a](<b",
        "[a](b \"",
        "[a](b '",
        "[a](b (",
        "[a]((b) ",
        "[a](b)",
        "[a](\\(",
        "[a](  ",
        "[*a](http://b)* ",
        "<http://a",
        "<a@",
        "`a``",
        "``` a\n",
        "~~~\n",
        "> - ",
        "> a\n",
        ">\n\n",
        "- a\n\n",
        "-\n",
        "- - a\n\n\n",
        "a\n===\n",
        "    a\n",
        "\ta\n\n",
        "1) a\n2. b\n",
        "***a** b* ",
        "*a **b ",
        "- >\n",
        "_a*",
        "[![",
        "[a]([b](",
        "a_**b",
        "é*¿",
        "\\\n",
        "&amp;",
    ];
    let texts = once.iter().flat_map(|piece| {
        let many = piece.repeat(8_192 / piece.len());
        let half = piece.repeat(4_096 / piece.len());
        let (brackets, quotes, items) =
            (half.clone() + &"]".repeat(4_096), ">".repeat(4_096) + &half, "- ".repeat(2_048) + &half);
        [many.clone(), many + "a", brackets, quotes, items, half + &"*".repeat(4_096)]
    });
    for source in texts.chain([nested, of_all_lengths.clone(), of_all_lengths + "`"]) {
        LOOKED_AT.set(0);
        let tree = parse(&source);
        let start: String = source.chars().take(20).collect();
        assert!(LOOKED_AT.get() <= 50 * source.len(), "{} of {} for {start:?}", LOOKED_AT.get(), source.len());
        assert!(depth(&tree) <= DEPTH_MAX + 1, "{} for {start:?}", depth(&tree));
    }
}

proptest! {
    #[test]
    fn any_text_parses_and_loses_no_word(words in proptest::collection::vec("[a-zñ]{1,8}", 1..20)) {
        let text = words.join(" ");
        prop_assert_eq!(plain(&parse(&text)), text);
    }

    #[test]
    fn a_text_without_marks_needs_no_parser(text in "[-+=a-zñ1 .,:;!?¿*_`~#<>()&\\\\\n\t]{0,40}") {
        if let Some(nodes) = unmarked(&text) {
            prop_assert_eq!(nodes, parse(&text));
        }
    }

    #[test]
    fn words_and_lines_are_no_marks(words in "[a-zñ]{1,8}( [a-zñ]{1,8}){0,5}(\n{1,3}[a-zñ]{1,8}){0,5}") {
        prop_assert_eq!(unmarked(&words), Some(parse(&words)));
    }

    #[test]
    fn nothing_makes_it_fail(text in "(?s).{0,300}") {
        prop_assert!(depth(&parse(&text)) <= DEPTH_MAX + 1);
    }
}
