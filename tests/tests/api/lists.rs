//! Lists: views, filters, orders, and cursors that hold while the list moves.

use chrono::Duration;
use e2e::{Person, Service, Ticket, on_both_engines, seeded};
use serde_json::json;
use shared::{
    event::TimelineItem,
    page::Page,
    person::Role,
    priority::Priority,
    ticket::{Sort, TicketSummary},
};
use uuid::Uuid;

async fn page(person: &Person, query: &str) -> Page<TicketSummary> {
    person.get(&format!("/tickets?{query}")).await.expect_json(200)
}

async fn folios(person: &Person, query: &str) -> Vec<String> {
    let mut folios: Vec<String> = page(person, query).await.items.into_iter().map(|ticket| ticket.folio).collect();
    folios.sort();
    folios
}

fn names(tickets: &[&Ticket]) -> Vec<String> {
    let mut names: Vec<String> = tickets.iter().map(|ticket| ticket.folio.clone()).collect();
    names.sort();
    names
}

/// Every row, page by page.
async fn all_of(person: &Person, query: &str) -> Vec<TicketSummary> {
    let (mut rows, mut cursor) = (Vec::new(), String::new());
    loop {
        let next = page(person, &format!("{query}{cursor}")).await;
        rows.extend(next.items);
        match next.next_cursor {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return rows,
        }
    }
}

on_both_engines! {
    async fn instants_that_no_engine_keeps_are_refused(desk: &Desk) {
        let ana = desk.requester("ana").await;
        for name in ["updated_since", "created_since", "created_before"] {
            for instant in ["-9999-12-31T23:59:59Z", "-4800-01-01T00:00:00Z", "%2B262142-12-31T23:59:59Z"] {
                let answer = ana.get(&format!("/tickets?{name}={instant}")).await;
                answer.expect_faults(&[(&format!("?{name}"), "format")]);
            }
            for instant in ["1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z"] {
                page(&ana, &format!("{name}={instant}")).await;
            }
        }
    }

    async fn everybody_sees_the_own_part(desk: &Desk) {
        let (ana, eve, willy) = (desk.requester("ana").await, desk.requester("eve").await, desk.requester("willy").await);
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let dora = desk.agent("dora", seeded::NETWORKS).await;
        let rosa = desk.supervisor("rosa", seeded::SUPPORT).await;
        let quique = desk.quality("quique").await;
        let (mine, hers, wifi) =
            (ana.files(Service::Maintenance).await, eve.files(Service::Maintenance).await, ana.files(Service::Wifi).await);
        let own = carla.files(Service::Wifi).await;
        ana.post(&mine.path("/watchers"), &json!({"account_id": willy.id})).await.expect(200);

        assert_eq!(folios(&ana, "").await, names(&[&mine, &wifi]));
        assert_eq!(folios(&willy, "").await, Vec::<String>::new());
        assert_eq!(folios(&willy, "view=watching").await, names(&[&mine]));
        assert_eq!(folios(&carla, "").await, names(&[&mine, &hers]));
        assert_eq!(folios(&carla, "view=own").await, names(&[&own]));
        assert_eq!(folios(&dora, "view=team").await, names(&[&wifi, &own]));
        assert_eq!(folios(&rosa, "view=all").await, names(&[&mine, &hers, &wifi, &own]));
        assert_eq!(folios(&quique, "").await, Vec::<String>::new());
        for (person, view) in [(&ana, "team"), (&ana, "all"), (&carla, "all"), (&quique, "all"), (&quique, "team")] {
            person.get(&format!("/tickets?view={view}")).await.expect_problem(403, "forbidden");
        }
    }

    async fn filters_add_up(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let rosa = desk.supervisor("rosa", seeded::SUPPORT).await;
        let one = ana.files(Service::Maintenance).await;
        let two = ana.files(Service::Backup).await;
        let three = ana.files(Service::Wifi).await;
        carla.takes(&one).await;
        rosa.tries(&two, "cancel", json!({"reason": "out_of_scope"})).await.expect(200);
        let version = carla.sees(&one).await.summary.version;
        carla.patch(&one.path(""), &json!({"impact": "institution", "urgency": "high"})).if_match(version).await.expect(200);
        let list = |query: String| {
            let rosa = rosa.clone();
            async move { folios(&rosa, &format!("view=all&{query}")).await }
        };
        assert_eq!(list("status=assigned".into()).await, names(&[&one]));
        assert_eq!(list("status=assigned,new".into()).await, names(&[&one, &three]));
        assert_eq!(list("status=assigned&status=cancelled".into()).await, names(&[&one, &two]));
        assert_eq!(list("category=connectivity".into()).await, names(&[&three]));
        assert_eq!(list(format!("service={}", Service::Backup.id())).await, names(&[&two]));
        assert_eq!(list("priority=critical".into()).await, names(&[&one]));
        assert_eq!(list(format!("assignee={}", carla.id)).await, names(&[&one]));
        assert_eq!(list("assignee=none".into()).await, names(&[&two, &three]));
        assert_eq!(list("assignee=none&status=new".into()).await, names(&[&three]));
        assert_eq!(list(format!("requester={}", ana.id)).await, names(&[&one, &two, &three]));
        assert_eq!(list("requester=me".into()).await, Vec::<String>::new());
        assert_eq!(list(format!("team={}", seeded::NETWORKS)).await, names(&[&three]));
        assert_eq!(list("sort=queue".into()).await, names(&[&one, &three]));
        assert_eq!(folios(&carla, "assignee=me").await, names(&[&one]));
        assert_eq!(page(&rosa, "view=all&count=true&limit=1").await.total, Some(3));
        assert_eq!(page(&rosa, "view=all&limit=1").await.total, None);
        let since = (desk.now() + Duration::hours(1)).to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
        assert_eq!(list(format!("updated_since={since}")).await, Vec::<String>::new());
        assert_eq!(list(format!("created_before={since}")).await.len(), 3);
    }

    /// As many values as a filter takes, some of them again and again, in every filter at once.
    async fn a_list_of_very_many_values_is_answered(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let rosa = desk.supervisor("rosa", seeded::SUPPORT).await;
        let (one, two) = (ana.files(Service::Maintenance).await, ana.files(Service::Maintenance).await);
        carla.takes(&one).await;
        carla.takes(&two).await;
        assert_eq!(page(&rosa, "view=all&status=assigned,assigned&limit=1&count=true").await.total, Some(2));
        assert_eq!(all_of(&rosa, "view=all&status=assigned,assigned&limit=1").await.len(), 2);

        let ids = |count| (0..count).map(|_| format!(",{}", Uuid::new_v4())).collect::<String>();
        let again = |word: &str| vec![word; 50].join(",");
        let (category, priority) = (again("hardware"), again("normal"));
        let all = format!(
            "view=all&assignee={}{}&service={}{}&category={category}&priority={priority}",
            carla.id,
            ids(35),
            Service::Maintenance.id(),
            ids(49),
        );
        for sort in Sort::ALL {
            let query = format!("{all}&sort={}", sort.as_str());
            assert_eq!(all_of(&rosa, &format!("{query}&limit=1")).await.len(), 2, "{sort:?}");
            assert_eq!(page(&rosa, &format!("{query}&count=true")).await.total, Some(2), "{sort:?}");
        }
        let too_many = format!("/tickets?status={}", vec!["new"; 51].join(","));
        rosa.get(&too_many).await.expect_faults(&[("?status", "too_many")]);
    }

    async fn what_is_not_asked_for_right_is_named(desk: &Desk) {
        let ana = desk.requester("ana").await;
        for (query, pointer, code) in [
            ("page=2", "?page", "unknown"),
            ("status=open", "?status", "choice"),
            ("sort=folio", "?sort", "choice"),
            ("view=mine", "?view", "choice"),
            ("limit=0", "?limit", "too_small"),
            ("limit=201", "?limit", "too_large"),
            ("limit=ten", "?limit", "format"),
            ("limit=1&limit=2", "?limit", "duplicate"),
            ("cursor=abc", "?cursor", "format"),
            ("cursor=", "?cursor", "format"),
            ("updated_since=yesterday", "?updated_since", "format"),
            ("count=perhaps", "?count", "format"),
            ("assignee=x%00", "?assignee", "characters"),
        ] {
            ana.get(&format!("/tickets?{query}")).await.expect_faults(&[(pointer, code)]);
        }
        ana.get("/tickets?page=2&limit=0").await.expect_faults(&[("?page", "unknown"), ("?limit", "too_small")]);
        ana.get("/tickets/TI-000001?expand=all").await.expect_faults(&[("?expand", "unknown")]);
    }

    async fn every_order_is_the_same_page_by_page(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        for n in 0..7 {
            desk.advance(Duration::seconds(1));
            let ticket = ana.files(Service::Maintenance).await;
            if n % 3 == 0 {
                carla.patch(&ticket.path(""), &json!({"urgency": "high", "impact": "group"})).if_match(1).await.expect(200);
            }
        }
        desk.advance(Duration::seconds(1));
        carla.patch("/tickets/TI-000002", &json!({"urgency": "low"})).if_match(1).await.expect(200);
        for sort in Sort::ALL {
            let sort = sort.as_str();
            let whole = page(&carla, &format!("sort={sort}")).await.items;
            assert_eq!(whole.len(), 7);
            let mut sorted = whole.clone();
            match sort {
                "queue" => sorted.sort_by_key(|ticket| (ticket.priority.rank(), ticket.created_at, ticket.id)),
                "created_at" => sorted.sort_by_key(|ticket| (ticket.created_at, ticket.id)),
                "-created_at" => sorted.sort_by_key(|ticket| std::cmp::Reverse((ticket.created_at, ticket.id))),
                "updated_at" => sorted.sort_by_key(|ticket| (ticket.updated_at, ticket.id)),
                _ => sorted.sort_by_key(|ticket| std::cmp::Reverse((ticket.updated_at, ticket.id))),
            }
            assert_eq!(whole, sorted, "{sort}");
            for limit in [1, 2, 3, 7] {
                assert_eq!(all_of(&carla, &format!("sort={sort}&limit={limit}")).await, whole, "{sort}, {limit}");
            }
        }
        let first = page(&carla, "sort=queue&limit=1").await;
        assert_eq!(first.items[0].priority, Priority::Critical);
    }

    async fn a_cursor_holds_while_new_ones_come_in(desk: &Desk) {
        let ana = desk.requester("ana").await;
        for _ in 0..6 {
            ana.files(Service::Maintenance).await;
        }
        let first = page(&ana, "sort=-created_at&limit=3").await;
        for _ in 0..4 {
            ana.files(Service::Maintenance).await;
        }
        let cursor = first.next_cursor.unwrap();
        let rest = page(&ana, &format!("sort=-created_at&limit=10&cursor={cursor}")).await;
        let seen: Vec<String> = first.items.into_iter().chain(rest.items).map(|ticket| ticket.folio).collect();
        let expected: Vec<String> = (1..=6).rev().map(|n| format!("TI-{n:06}")).collect();
        assert_eq!(seen, expected);
        assert_eq!(rest.next_cursor, None);
    }

    async fn a_cursor_serves_the_list_it_was_made_for(desk: &Desk) {
        let ana = desk.requester("ana").await;
        for _ in 0..3 {
            ana.files(Service::Maintenance).await;
        }
        let cursor = page(&ana, "sort=-created_at&limit=1").await.next_cursor.unwrap();
        let refused = |query: String| {
            let ana = ana.clone();
            async move { ana.get(&format!("/tickets?{query}")).await.expect_faults(&[("?cursor", "format")]) }
        };
        refused(format!("sort=created_at&cursor={cursor}")).await;
        refused(format!("sort=-created_at&cursor={cursor}A")).await;
        refused(format!("sort=-created_at&cursor={}", &cursor[1..])).await;
        ana.get(&format!("/tickets/TI-000001/timeline?cursor={cursor}")).await.expect_faults(&[("?cursor", "format")]);
        // One that somebody else made names a place in an order and nothing more.
        let eve = desk.requester("eve").await;
        assert!(page(&eve, &format!("sort=-created_at&cursor={cursor}")).await.items.is_empty());
    }

    async fn a_ticket_is_found_by_id_and_by_folio_in_any_case(desk: &Desk) {
        let (ana, eve) = (desk.requester("ana").await, desk.requester("eve").await);
        let ticket = ana.files(Service::Maintenance).await;
        for name in [ticket.id.to_string(), "TI-000001".to_owned(), "ti-000001".to_owned()] {
            ana.get(&format!("/tickets/{name}")).await.expect(200);
            eve.get(&format!("/tickets/{name}")).await.expect_problem(404, "not-found");
            eve.get(&format!("/tickets/{name}/timeline")).await.expect_problem(404, "not-found");
        }
        for name in ["1", "TI-1", "TI-000002", "%20", "x'%3B%20DROP%20TABLE%20ticket", "%00", "%F0%9F%92%A9"] {
            ana.get(&format!("/tickets/{name}")).await.expect_problem(404, "not-found");
        }
    }

    /// Somebody of two teams reads one list, in one order, page by page.
    async fn a_list_of_two_teams_is_one_list(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let carla = desk.person("carla").role(Role::Agent).of(seeded::SUPPORT).of(seeded::NETWORKS).arrives().await;
        for n in 0..9 {
            desk.advance(Duration::seconds(1));
            ana.files(if n % 3 == 0 { Service::Wifi } else { Service::Maintenance }).await;
        }
        for sort in Sort::ALL {
            let sort = sort.as_str();
            let whole = page(&carla, &format!("sort={sort}&count=true")).await;
            assert_eq!((whole.items.len(), whole.total), (9, Some(9)), "{sort}");
            let descending = sort.starts_with('-');
            assert!(whole.items.is_sorted_by(|a, b| (a.created_at < b.created_at) != descending), "{sort}");
            for limit in [1, 2, 4] {
                assert_eq!(all_of(&carla, &format!("sort={sort}&limit={limit}")).await, whole.items, "{sort}, {limit}");
            }
        }
        assert_eq!(page(&carla, &format!("team={}", seeded::NETWORKS)).await.items.len(), 3);
        assert_eq!(page(&carla, &format!("team={}", seeded::PLATFORMS)).await.items.len(), 0);
    }

    /// Numbers are ordered as numbers: past nine and past ninety-nine.
    async fn a_cursor_passes_where_numbers_grow_a_digit(desk: &Desk) {
        let ana = desk.requester("ana").await;
        for _ in 0..12 {
            ana.files(Service::Maintenance).await;
        }
        let folios: Vec<String> =
            all_of(&ana, "sort=created_at&limit=3").await.into_iter().map(|ticket| ticket.folio).collect();
        assert_eq!(folios, (1..=12).map(|n| format!("TI-{n:06}")).collect::<Vec<_>>());
        let said: Vec<String> = (1..=104).map(|n| format!("Mensaje {n}.")).collect();
        for body in &said {
            ana.post("/tickets/TI-000001/replies", &json!({"body": body})).await.expect(201);
        }
        let (mut read, mut cursor) = (Vec::new(), String::new());
        loop {
            let path = format!("/tickets/TI-000001/timeline?limit=7{cursor}");
            let next: Page<TimelineItem> = ana.get(&path).await.expect_json(200);
            read.extend(next.items.into_iter().filter_map(|item| item.body));
            match next.next_cursor {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(read, said);
    }
}
