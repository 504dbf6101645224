//! A client generated from the document by openapi-python-client goes the whole way of a request.

use e2e::{Person, Service, on_both_engines, seeded};
use serde_json::json;
use shared::session::TokenSecret;

use crate::tools;

async fn token(person: &Person) -> String {
    let wanted = json!({"name": "client", "scopes": ["tickets:read", "tickets:write"]});
    person.post("/tokens", &wanted).await.expect_json::<TokenSecret>(201).token
}

on_both_engines! {
    async fn a_generated_client_goes_from_filed_to_resolved(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let (requester, agent) = (token(&ana).await, token(&carla).await);
        let folder = tempfile::tempdir().expect("a folder");

        tools::run("openapi-python-client", folder.path(), |command| {
            command.arg("generate").arg("--path").arg(tools::document()).args(["--meta", "none", "--output-path", "client"]);
            command.arg("--config").arg(tools::file("client.yml"));
            // Every operation of the document is to be there.
            command.arg("--fail-on-warning");
        })
        .await;
        let said = tools::run("python", folder.path(), |command| {
            command.arg(tools::file("life_cycle.py")).arg(folder.path()).arg(&desk.origin);
            command.arg(Service::Maintenance.id().to_string());
            command.env("REQUESTER_TOKEN", requester).env("AGENT_TOKEN", agent);
        })
        .await;
        assert_eq!(said.trim(), "resolved TI-000001");
    }
}
