//! Whatever is typed to look for people: signs that mean something to a database mean nothing, and there is always an answer.

use backend::{directory::lookup::folded, entity::account};
use e2e::{Answer, Desk, Person, contract, on_both_engines, seeded};
use proptest::{prelude::*, sample::select, strategy::ValueTree, test_runner::TestRunner};
use sea_orm::EntityTrait;
use serde_json::json;
use shared::person::Role;

/// Everything that is looked through by words.
const LISTS: [(&str, &str); 2] = [("list_accounts", "/accounts"), ("find_people", "/people")];
/// Names that hold signs, and such as those signs would stand for.
const NAMES: [&str; 9] = [
    "100% Seguro",
    "1000 Seguras",
    "Ana_Lilia",
    "Ana Lilia",
    "C\\D Ramos",
    "C\\\\D \\% Ramos",
    "Siobhán O'Brien \"Pepe\"",
    "Ángel Núñez ÁÉÍÓÚÜÑ",
    "[a-z]* ?x (y|z) $1 ^ -- ; /* */",
];
/// What words are made of.
const PIECES: [&str; 40] = [
    "%", "%", "_", "_", "\\", "\\", "'", "\"", "*", "?", "[", "]", "^", "$", "$1", "?1", ";", "--", "/*", "*/", "(",
    ")", "|", "&", "#", "+", "=", "<", "a", "n", "ana", "100", "c", "d", "lil", "Ñ", "ú", "BRIEN", "@", ".",
];

async fn people(desk: &Desk) -> Person {
    for (number, name) in NAMES.iter().enumerate() {
        let person = desk.requester(&format!("persona{number}")).await;
        let seen = person.get("/me").await.expect(200).etag();
        person.patch("/me", &json!({"name": name})).if_match(seen.as_str()).await.expect(200);
    }
    desk.person("max").of(seeded::SUPPORT).role(Role::Agent).role(Role::Admin).arrives().await
}

async fn looks(person: &Person, list: &str, words: &str) -> Answer {
    let typed: String = words.bytes().map(|byte| format!("%{byte:02x}")).collect();
    person.get(&format!("{list}?limit=200&q={typed}")).await
}

fn addresses(answer: &Answer) -> Vec<String> {
    let found = answer.value();
    let items = found["items"].as_array().expect("a page");
    let mut addresses: Vec<String> = items.iter().map(|item| item["email"].as_str().unwrap().to_owned()).collect();
    addresses.sort_unstable();
    addresses
}

on_both_engines! {
    async fn fuzz_of_words_that_hold_signs_finds_whoever_has_them_as_they_are(desk: &Desk) {
        let max = people(desk).await;
        let all = account::Entity::find().all(desk.db()).await.unwrap();
        let word = prop::collection::vec(select(&PIECES[..]), 1..4).prop_map(|pieces| pieces.concat());
        // Now and then a piece of a name, whole.
        let part = select(&NAMES[..]).prop_flat_map(|name| {
            let chars: Vec<char> = name.chars().collect();
            (0..chars.len(), 1..8_usize).prop_map(move |(from, length)| chars.iter().skip(from).take(length).collect())
        });
        let typed = prop::collection::vec(prop_oneof![word, part], 1..4).prop_map(|words| words.join(" "));
        let mut runner = TestRunner::deterministic();
        let (mut some, mut none) = (0, 0);
        for _ in 0..250 {
            let typed = typed.new_tree(&mut runner).unwrap().current();
            if typed.trim().is_empty() {
                continue;
            }
            let words: Vec<String> = typed.split_whitespace().take(6).map(folded).collect();
            let has_all = |one: &&account::Model| {
                let text = format!("{} {}", folded(&one.name), one.email);
                words.iter().all(|word| text.contains(word))
            };
            let mut expected: Vec<String> = all.iter().filter(has_all).map(|one| one.email.clone()).collect();
            expected.sort_unstable();
            for (_, list) in LISTS {
                let answer = looks(&max, list, &typed).await.expect(200);
                assert_eq!(addresses(&answer), expected, "{typed:?} in {list}");
            }
            *(if expected.is_empty() { &mut none } else { &mut some }) += 1;
        }
        assert!(some > 60 && none > 60, "{some} found, {none} not");
    }

    async fn fuzz_of_anything_that_can_be_typed_ends_in_a_page_or_a_problem(desk: &Desk) {
        let max = people(desk).await;
        let typed = prop_oneof![
            4 => any::<String>(),
            2 => "\\PC{0,120}",
            1 => "[%_\\\\'\" ]{0,120}",
            1 => "[a\u{0}\u{1}\u{7f}\u{85}\u{a0}\u{300}\u{200b}\u{202e}\u{feff}\u{fffd}\u{1f469}İßﬁǅ]{0,60}",
            1 => (select(&PIECES[..]), 1..8_000_usize).prop_map(|(piece, times)| piece.repeat(times).chars().take(15_000).collect()),
        ];
        let mut runner = TestRunner::deterministic();
        let (mut pages, mut problems) = (0, 0);
        for _ in 0..250 {
            let typed: String = typed.new_tree(&mut runner).unwrap().current();
            for (_, list) in LISTS {
                let answer = looks(&max, list, &typed).await;
                if answer.status == 200 {
                    assert!(addresses(&answer).len() <= NAMES.len() + 1);
                    pages += 1;
                } else if typed.len() > 2_000 && answer.status == 414 {
                    problems += 1;
                } else {
                    let faults = answer.problem().errors;
                    assert!(answer.status == 422 && faults.iter().all(|fault| fault.pointer == "?q"), "{typed:?}: {answer}");
                    problems += 1;
                }
            }
        }
        assert!(pages > 100 && problems > 50, "{pages} pages, {problems} problems");
        // Bytes that are no text, halves of escapes, the parameter twice, without a value, without a name.
        for query in ["q=%ff%fe", "q=%", "q=%zz&limit=200", "q=%c0%80", "q=%ed%a0%80", "q=a&q=b", "q", "q=", "q=+++", "=q", "q=%00"] {
            for (_, list) in LISTS {
                let answer = max.get(&format!("{list}?{query}")).await;
                assert!([200, 422].contains(&answer.status.as_u16()), "{query}: {answer}");
            }
        }
    }
}

#[test]
fn every_list_with_words_is_tried() {
    let with_words =
        contract::operations().iter().filter(|one| contract::query_parameters(one).iter().any(|name| name == "q"));
    let mut with_words: Vec<&str> = with_words.map(|one| one.id.as_str()).collect();
    with_words.sort_unstable_by_key(|id| LISTS.iter().position(|(known, _)| known == id));
    assert_eq!(with_words, LISTS.map(|(id, _)| id));
}
