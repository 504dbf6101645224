//! Texts of every mark that we know, in order and at random, and what becomes of them.

use super::*;
use crate::markdown::oracle;

/// The same text however many nodes it is in. The oracle keeps the indent of a line within inline code, against `CommonMark`.
fn alike(nodes: Vec<Node>) -> Vec<Node> {
    let mut out: Vec<Node> = Vec::new();
    for node in nodes {
        match (node, out.last_mut()) {
            (Node::Text(text), Some(Node::Text(before))) => before.push_str(&text),
            (Node::Element(element, children), _) => out.push(Node::Element(element, alike(children))),
            (Node::Code(code), _) => out.push(Node::Code(code.split_whitespace().collect::<Vec<_>>().join(" "))),
            (node, _) => out.push(node),
        }
    }
    out
}

/// The letters of a tree, in order.
fn letters(nodes: &[Node], out: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) | Node::Code(text) | Node::CodeBlock(text) => {
                out.extend(text.chars().filter(|c| c.is_alphabetic()));
            }
            Node::Element(_, children) => letters(children, out),
            Node::LineBreak | Node::Rule => {}
        }
    }
}

/// Words with marks, as somebody writes them.
fn words() -> impl Strategy<Value = String> {
    let leaf =
        prop_oneof!["[a-zñ]{1,6}", "`[a-z*_ ]{1,6}`", "<https://[a-z]{1,6}\\.mx>", "\\\\[*_#>-]", "¿[a-z]{1,6}\\?"];
    let marked = leaf.prop_recursive(3, 12, 3, |inner| {
        let inside = proptest::collection::vec(inner, 1..3).prop_map(|words| words.join(" "));
        prop_oneof![
            inside.clone().prop_map(|words| format!("*{words}*")),
            inside.clone().prop_map(|words| format!("**{words}**")),
            inside.clone().prop_map(|words| format!("__{words}__")),
            inside.clone().prop_map(|words| format!("~~{words}~~")),
            inside.clone().prop_map(|words| format!("[{words}](https://example.mx/a_b \"t\")")),
            inside.prop_map(|words| format!("![{words}](mailto:a@example.mx)")),
        ]
    });
    proptest::collection::vec(marked, 1..5).prop_map(|words| words.join(" "))
}

/// Blocks within blocks.
fn blocks() -> impl Strategy<Value = String> {
    let lines = proptest::collection::vec(words(), 1..4);
    let leaf = prop_oneof![
        4 => lines.prop_map(|lines| lines.join("\n")),
        1 => (1usize..7, words()).prop_map(|(level, words)| format!("{} {words}", "#".repeat(level))),
        1 => words().prop_map(|words| format!("{words}\n---")),
        1 => "[a-z*` \n]{0,20}".prop_map(|code| format!("~~~ sh\n{code}\n~~~")),
        1 => "[a-z*]([a-z*\n]{0,20}[a-z*])?".prop_map(|code| indented(&code, "    ", "    ")),
        1 => Just("***".to_owned()),
    ];
    let many = |block: BoxedStrategy<String>, gap: &'static str| {
        proptest::collection::vec(block, 1..4).prop_map(move |blocks| blocks.join(gap))
    };
    let nested = leaf.boxed().prop_recursive(3, 12, 3, move |inner| {
        let item = |mark: &'static str, gap: &'static str| {
            many(inner.clone().prop_map(move |block| indented(&block, mark, &" ".repeat(mark.len()))).boxed(), gap)
        };
        prop_oneof![
            many(inner.clone(), "\n\n").prop_map(|blocks| indented(&blocks, "> ", "> ")),
            item("- ", "\n"),
            item("* ", "\n\n"),
            item("1. ", "\n"),
            item("12) ", "\n\n"),
        ]
        .boxed()
    });
    many(nested.boxed(), "\n\n")
}

fn indented(block: &str, first: &str, others: &str) -> String {
    let lines =
        block.split('\n').enumerate().map(|(at, line)| format!("{}{line}", if at == 0 { first } else { others }));
    lines.collect::<Vec<_>>().join("\n")
}

/// Every mark that we know, and what stands around them.
fn pieces() -> impl Strategy<Value = String> {
    const PIECES: &str = "a|b|ñ|¿|—|7| | |  |!|(|)|-|+ |#|>|\"|1.|.|\\|*|*|**|***|_|__|~~|`|``|[|]|![|](https://x.mx)|](x \"t\")|](<http://y>)|<mailto:a@b>";
    const LINES: &str = "|||  |    |   |     |      |> |>|>> |>     |- |-|*   |* |   - |1. |1.    |2) |10. |# |## b #|***|---¶|===¶|```¶|````|~~~¶";
    let pieces = PIECES.split('|').map(str::to_owned);
    let lines = LINES.split('|').map(|line| format!("\n{}", line.replace('¶', "\n")));
    let any = proptest::sample::select(pieces.chain(lines).collect::<Vec<_>>());
    proptest::collection::vec(any, 0..24).prop_map(|pieces| pieces.concat() + "\n")
}

/// What only the oracle knows, or reads otherwise than `CommonMark`: definitions of links, and a line end in an image.
fn is_beyond(text: &str) -> bool {
    text.contains("]:") || text.contains("![") && text.contains("\\\n")
}

#[test]
fn signs_are_told_from_letters() {
    let told_apart = |c: &char| alike(parse(&format!("a*{c}b*"))) == alike(oracle::parse(&format!("a*{c}b*")));
    let latin = '!'..='\u{17f}';
    let others = [
        '\u{2010}'..='\u{2060}',
        '\u{20a0}'..='\u{20c0}',
        '\u{2190}'..='\u{2426}',
        '\u{2500}'..='\u{2775}',
        '\u{1f300}'..='\u{1f64f}',
    ];
    let mistaken: String =
        latin.filter(|c| !told_apart(c)).chain(others.into_iter().flatten().filter(|c| !told_apart(c))).collect();
    assert_eq!(mistaken, "");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn what_people_write_is_read_as_another_reader_does(text in blocks()) {
        let text = text + "\n";
        prop_assert_eq!(alike(parse(&text)), alike(oracle::parse(&text)));
    }

    #[test]
    fn any_marks_are_read_as_another_reader_does(text in pieces()) {
        prop_assume!(!is_beyond(&text));
        prop_assert_eq!(alike(parse(&text)), alike(oracle::parse(&text)));
    }

    /// Of characters of every script; what is shown before the parser is there is what the parser says.
    #[test]
    fn any_text_at_all_is_read(text in any::<String>()) {
        let tree = parse(&text);
        let shown = plain(&tree);
        prop_assert!(shown.len() <= 8 * text.len() + 8, "{} of {}", shown.len(), text.len());
        if let Some(unmarked) = unmarked(&text) {
            prop_assert_eq!(unmarked, tree);
        }
    }

    /// But for the language of code and the address of a link, which are left out of these.
    #[test]
    fn no_letter_is_lost(text in "([`~]{0,2}[-+=a-zñ1 .:!¿*_#<>\\[\\]&\\\\\n\r\t]){0,200}") {
        let mut kept = String::new();
        letters(&parse(&text), &mut kept);
        prop_assert_eq!(kept, text.chars().filter(|c| c.is_alphabetic()).collect::<String>());
    }
}
