//! Texts of the requester's pages: home, lists, a request.

use crate::i18n::messages;

messages! {
    yes: "Sí" | "Yes";
    no: "No" | "No";
    with_team(team: &str): "La revisa {team}" | "In review by {team}";
    has_it(who: &str): "La tiene {who}" | "{who} has it";
    works_on_it(who: &str): "{who} trabaja en ella" | "{who} is working on it";
    waits_for_your_answer: "Esperamos tu respuesta" | "Waiting for your answer";
    waits_for_third_party: "Esperamos a un tercero" | "Waiting for a third party";
    waits_for_date: "Continúa en la fecha acordada" | "Goes on at the agreed date";
    check_the_result: "Revisa si quedó resuelta" | "Check whether it is resolved";
}
