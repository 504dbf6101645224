//! What holds for every address: problems, request ids.

use e2e::on_both_engines;
use reqwest::Method;

on_both_engines! {
    async fn an_unknown_address_is_a_problem(desk: &Desk) {
        for path in ["/nowhere", "/api/v2/tickets", "/tickets/x/y/z/w"] {
            desk.call(Method::GET, path).await.expect_problem(404, "not-found");
        }
    }

    async fn a_request_keeps_the_id_it_came_with(desk: &Desk) {
        let answer = desk.call(Method::GET, "/nowhere").header("x-request-id", "from-the-proxy-1").await;
        assert_eq!(answer.problem().request_id, "from-the-proxy-1");
    }
}
