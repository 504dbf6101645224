//! The institution's directory comes in: previewed, whole or not at all, and the same however often it is sent.

use e2e::{Answer, Person, on_both_engines};
use reqwest::Method;
use serde_json::json;
use shared::{
    account::{AccountDetails, ImportColumn, ImportOutcome, ImportReport},
    limits,
    page::Page,
    person::{Community, Language},
};

const FILE: &str = "\u{feff}email;name;community;institutional_id;unit;extension;language\r\n\
    Nora.Paz@example.edu.mx;\"Paz; Nora\";faculty;E-20;Ingeniería;4321;en\r\n\
    ana@example.edu.mx;Ana;student;A-1;;;en\r\n";

async fn sends(admin: &Person, query: &str, file: impl Into<Vec<u8>>) -> Answer {
    admin.call(Method::POST, &format!("/accounts/import?{query}")).bytes("text/csv", file.into()).await
}

async fn found(admin: &Person, query: &str) -> Vec<AccountDetails> {
    admin.get(&format!("/accounts?{query}")).await.expect_json::<Page<AccountDetails>>(200).items
}

on_both_engines! {
    async fn a_directory_is_previewed_then_written_once(desk: &Desk) {
        let alma = desk.admin("alma").await;
        let ana = desk.requester("ana").await;
        let preview: ImportReport = sends(&alma, "dry_run=true", FILE).await.expect_json(200);
        assert_eq!((preview.written, preview.created, preview.changed, preview.wrong), (false, 1, 1, 0));
        let line = preview.lines.iter().find(|line| line.outcome == ImportOutcome::Change).unwrap();
        let values: Vec<_> =
            line.values.iter().map(|one| (one.column, one.before.as_deref(), one.after.as_str())).collect();
        assert_eq!(values, [
            (ImportColumn::Community, Some("administrative"), "student"),
            (ImportColumn::InstitutionalId, None, "A-1"),
        ]);
        assert_eq!((line.line, line.email.as_str()), (3, "ana@example.edu.mx"));
        assert!(found(&alma, "q=nora").await.is_empty(), "a preview wrote");

        let written: ImportReport = sends(&alma, "dry_run=false", FILE).await.expect_json(200);
        assert_eq!((written.written, &written.lines), (true, &preview.lines));
        let nora = found(&alma, "q=nora&community=faculty").await.pop().unwrap();
        assert_eq!((nora.name.as_str(), nora.community, nora.language), ("Paz; Nora", Some(Community::Faculty), Language::En));
        assert_eq!((nora.unit.as_deref(), nora.phone_extension.as_deref()), (Some("Ingeniería"), Some("4321")));
        // People who have an account have chosen their language; an empty cell takes nothing away.
        let seen: AccountDetails = alma.get(&format!("/accounts/{}", ana.id)).await.expect_json(200);
        assert_eq!((seen.language, seen.community, seen.version), (Language::Es, Some(Community::Student), 2));
        let again: ImportReport = sends(&alma, "dry_run=false", FILE).await.expect_json(200);
        assert_eq!((again.created, again.changed, again.unchanged, again.lines.len()), (0, 0, 2, 0));
        let same: AccountDetails = alma.get(&format!("/accounts/{}", ana.id)).await.expect_json(200);
        assert_eq!(same.version, 2);
    }

    async fn nothing_is_written_when_a_line_is_wrong_unless_asked(desk: &Desk) {
        let alma = desk.admin("alma").await;
        let file = "email,community,extension\nnora@example.edu.mx,faculty,1\nnora@example.edu.mx,,\n\
            x@example.com,king,\n,student,\nabel@example.edu.mx,,123456789012345678901\n";
        let preview: ImportReport = sends(&alma, "dry_run=true", file).await.expect_json(200);
        assert_eq!((preview.created, preview.wrong), (1, 4));
        let wrong: Vec<_> = preview.lines.iter().flat_map(|line| {
            line.errors.iter().map(|error| (line.line, error.pointer.as_str(), error.code.as_str()))
        }).collect();
        assert_eq!(wrong, [
            (3, "/email", "duplicate"), (4, "/email", "foreign_domain"), (4, "/community", "choice"),
            (5, "/email", "required"), (6, "/extension", "too_long"),
        ]);
        let refused = sends(&alma, "dry_run=false", file).await;
        refused.expect_faults(&[
            ("/lines/3/email", "duplicate"), ("/lines/4/email", "foreign_domain"), ("/lines/4/community", "choice"),
            ("/lines/5/email", "required"), ("/lines/6/extension", "too_long"),
        ]);
        assert!(found(&alma, "q=nora").await.is_empty());
        let written: ImportReport = sends(&alma, "dry_run=false&skip_wrong=true", file).await.expect_json(200);
        assert_eq!((written.created, written.wrong), (1, 4));
        assert_eq!((found(&alma, "q=nora").await.len(), found(&alma, "q=abel").await.len()), (1, 0));
    }

    async fn a_file_that_is_no_directory_is_refused(desk: &Desk) {
        let alma = desk.admin("alma").await;
        sends(&alma, "dry_run=true", "name,role,name\n").await
            .expect_faults(&[("/columns/1", "unknown"), ("/columns/2", "duplicate")]);
        sends(&alma, "dry_run=true", "name\nNora\n").await.expect_faults(&[("/email", "required")]);
        sends(&alma, "dry_run=true", b"email,name\na@example.edu.mx,\xd1\n".to_vec()).await
            .expect_faults(&[("", "encoding")]);
        sends(&alma, "", "email\n").await.expect_faults(&[("?dry_run", "required")]);
        let many = format!("email\n{}", "a@example.edu.mx\n".repeat(limits::IMPORT_LINES_MAX + 1));
        sends(&alma, "dry_run=true", many).await.expect_faults(&[("", "too_many")]);
        sends(&alma, "dry_run=true", vec![b'a'; limits::IMPORT_BYTES_MAX + 1]).await.expect_problem(413, "too-large");
        alma.post("/accounts/import?dry_run=true", &json!({})).await.expect_problem(415, "unsupported-media");
    }

    async fn an_account_keeps_what_an_admin_writes_of_it(desk: &Desk) {
        let alma = desk.admin("alma").await;
        let new = json!({"email": "nora@example.edu.mx", "institutional_id": "E-20", "unit": " Rectoría ", "language": "en"});
        let made: AccountDetails = alma.post("/accounts", &new).await.expect_json(201);
        assert_eq!((made.unit.as_deref(), made.institutional_id.as_deref()), (Some("Rectoría"), Some("E-20")));
        assert_eq!(made.language, Language::En);
        let place = format!("/accounts/{}", made.id);
        let patch = json!({"unit": "", "phone_extension": "77"});
        let changed: AccountDetails = alma.patch(&place, &patch).if_match(made.version).await.expect_json(200);
        assert_eq!((changed.unit, changed.phone_extension.as_deref()), (None, Some("77")));
        let bad = json!({"unit": "a\u{202e}b", "institutional_id": "c\u{202e}d"});
        let refused = alma.patch(&place, &bad).if_match(changed.version).await;
        refused.expect_faults(&[("/institutional_id", "characters"), ("/unit", "characters")]);
    }

    async fn what_was_previewed_is_what_is_written(desk: &Desk) {
        let alma = desk.admin("alma").await;
        let ana = desk.requester("ana").await;
        let preview: ImportReport = sends(&alma, "dry_run=true", FILE).await.expect_json(200);
        let agreed = format!("dry_run=false&preview={}", preview.preview);
        // Hers: nothing that the lines speak of.
        let me = ana.get("/me").await.expect(200).etag();
        ana.patch("/me", &json!({"language": "en"})).if_match(me.as_str()).await.expect(200);
        let place = format!("/accounts/{}", ana.id);
        let seen = alma.get(&place).await.expect(200).etag();
        let by_hand = json!({"institutional_id": "A-2"});
        alma.patch(&place, &by_hand).if_match(seen.as_str()).await.expect(200);
        sends(&alma, &agreed, FILE).await.expect_problem(409, "conflict");
        assert!(found(&alma, "q=nora").await.is_empty(), "a part was written");

        let preview: ImportReport = sends(&alma, "dry_run=true", FILE).await.expect_json(200);
        let line = preview.lines.iter().find(|line| line.line == 3).unwrap();
        assert!(line.values.iter().any(|value| value.before.as_deref() == Some("A-2") && value.after == "A-1"));
        let me = ana.get("/me").await.expect(200).etag();
        ana.patch("/me", &json!({"phone_extension": "12"})).if_match(me.as_str()).await.expect(200);
        let agreed = format!("dry_run=false&preview={}", preview.preview);
        let written: ImportReport = sends(&alma, &agreed, FILE).await.expect_json(200);
        assert_eq!((&written.preview, written.written), (&preview.preview, true));
        let now: AccountDetails = alma.get(&place).await.expect_json(200);
        assert_eq!((now.institutional_id.as_deref(), now.phone_extension.as_deref(), now.version), (Some("A-1"), Some("12"), 5));
        sends(&alma, "dry_run=false&preview=x", FILE).await.expect_problem(409, "conflict");
    }

    async fn a_cell_that_shows_nothing_says_nothing(desk: &Desk) {
        let alma = desk.admin("alma").await;
        sends(&alma, "dry_run=false", FILE).await.expect(200);
        let hidden = "email,unit,name\nnora.paz@example.edu.mx,\u{200b},\u{2060}\n";
        let report: ImportReport = sends(&alma, "dry_run=false", hidden).await.expect_json(200);
        assert_eq!((report.changed, report.unchanged, report.wrong), (0, 1, 0));
    }
}

/// Somebody changes an account while it is imported; on SQLite there is one writer at a time anyway.
#[test]
fn an_import_waits_for_whoever_is_changing_an_account() {
    use sea_orm::{ConnectionTrait, Database, Statement, TransactionTrait};

    e2e::desk::try_out(e2e::Engine::Postgres, async |desk| {
        let alma = desk.admin("alma").await;
        let ana = desk.requester("ana").await;
        let preview: ImportReport = sends(&alma, "dry_run=true", FILE).await.expect_json(200);
        let other = Database::connect(desk.app.config.database_url.clone().expect("a server")).await.unwrap();
        let under_way = other.begin().await.unwrap();
        let change = "UPDATE account SET institutional_id = 'A-2', version = version + 1 WHERE id = $1";
        let change = Statement::from_sql_and_values(other.get_database_backend(), change, vec![ana.id.into()]);
        under_way.execute_raw(change).await.unwrap();
        let end = async {
            // The import waits by now.
            tokio::time::sleep(std::time::Duration::from_millis(500)).await;
            under_way.commit().await.unwrap();
        };
        let agreed = format!("dry_run=false&preview={}", preview.preview);
        let (refused, ()) = tokio::join!(sends(&alma, &agreed, FILE), end);
        refused.expect_problem(409, "conflict");
        let kept: AccountDetails = alma.get(&format!("/accounts/{}", ana.id)).await.expect_json(200);
        assert_eq!((kept.institutional_id.as_deref(), kept.version), (Some("A-2"), 2));
    });
}
