//! How the engines read a page of every kind of list among some thousands of tickets: by ranges of an index that has them in
//! the order of the list, so that the page costs the same however many there are.

use backend::{
    directory::lookup::{self, Position as Name},
    entity::{account, outbox, ticket},
    mail::outbox::unsent,
    reports::{Part, listed},
    tickets::queries::{
        list::{self, ListQuery, Position, Whom},
        team_work,
    },
};
use chrono::{DateTime, Utc};
use e2e::{Desk, Engine, Service, on_both_engines, seeded};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, Iden, Iterable, QueryFilter, QueryResult, QueryTrait, Select, Statement,
    Value,
};
use shared::{
    access::Actor,
    category::Category,
    indicator::Figure,
    person::Role,
    priority::Priority,
    status::Status,
    ticket::{Sort, View},
};
use uuid::Uuid;

use Sort::{
    LastChangedFirst as Changed, LongestUntouchedFirst as Untouched, NewestFirst as Newest, OldestFirst as Oldest,
    Queue,
};
use Status::{Assigned, Attended, Cancelled, InProgress, New, Resolved, Waiting};

/// How many there are: enough that PostgreSQL has a reason to prefer an index, and that it is a good one.
const TICKETS: u32 = 40_000;

/// Years of history: what is open is the newest; cancelled ones, and those of the website are few.
async fn history(desk: &Desk, asks: [Uuid; 2], has: [Uuid; 2]) {
    let engine = desk.engine();
    let id = |id: Uuid| match engine {
        Engine::Sqlite => format!("x'{}'", id.simple()),
        Engine::Postgres => format!("'{id}'::uuid"),
    };
    let after = |minutes: &str| match engine {
        Engine::Sqlite => {
            format!("strftime('%Y-%m-%dT%H:%M:%f000+00:00', '2020-01-01', '+' || ({minutes}) || ' minutes')")
        }
        Engine::Postgres => format!("timestamptz '2020-01-01T00:00:00Z' + ({minutes}) * interval '1 minute'"),
    };
    let open = format!("n > {}", TICKETS - 12_000);
    let value = |column: ticket::Column| {
        use ticket::Column as C;
        match column {
            C::Id if engine == Engine::Sqlite => "randomblob(16)".to_owned(),
            C::Id => "gen_random_uuid()".to_owned(),
            C::Number => "1000 + n".to_owned(),
            C::Folio => "'TI-' || (1000 + n)".to_owned(),
            C::CreatedAt => after("n * 60"),
            C::UpdatedAt => after("n * 60 + n % 17 * 45"),
            C::Status => format!(
                "CASE WHEN {open} THEN CASE n % 4 WHEN 0 THEN 'new' WHEN 1 THEN 'assigned' WHEN 2 THEN 'in_progress' \
                 ELSE 'waiting' END WHEN n % 50 = 0 THEN 'cancelled' WHEN n % 60 = 1 THEN 'attended' ELSE 'resolved' END"
            ),
            C::Priority => {
                "CASE n % 7 WHEN 0 THEN 'critical' WHEN 1 THEN 'high' WHEN 2 THEN 'low' ELSE 'normal' END".to_owned()
            }
            C::PriorityRank => "CASE n % 7 WHEN 0 THEN 0 WHEN 1 THEN 1 WHEN 2 THEN 3 ELSE 2 END".to_owned(),
            C::Category => "CASE n % 45 WHEN 7 THEN 'website' WHEN 8 THEN 'software' ELSE 'hardware' END".to_owned(),
            C::ServiceId => format!(
                "CASE n % 45 WHEN 7 THEN {} ELSE {} END",
                id(Service::Backup.id()),
                id(Service::Maintenance.id())
            ),
            C::RequesterId => format!("CASE n % 40 WHEN 3 THEN {} ELSE {} END", id(asks[0]), id(asks[1])),
            C::TeamId => format!(
                "CASE n % 10 WHEN 0 THEN {} WHEN 1 THEN {} ELSE {} END",
                id(seeded::SUPPORT),
                id(seeded::NETWORKS),
                id(seeded::PLATFORMS)
            ),
            C::AssigneeId => format!(
                "CASE WHEN ({open} AND n % 4 = 0) OR n % 100 = 0 THEN NULL WHEN n % 11 = 3 THEN {} ELSE {} END",
                id(has[0]),
                id(has[1])
            ),
            other => format!("t.\"{}\"", other.unquoted()),
        }
    };
    let columns: Vec<String> = ticket::Column::iter().map(|column| format!("\"{}\"", column.unquoted())).collect();
    let values: Vec<String> = ticket::Column::iter().map(value).collect();
    let rows = format!(
        "INSERT INTO ticket ({}) WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {TICKETS}) \
         SELECT {} FROM ticket t, s WHERE t.number = 1",
        columns.join(", "),
        values.join(", ")
    );
    desk.db().execute_unprepared(&rows).await.expect("rows");
    let watch = |account: Uuid, one_of: u32| {
        format!(
            "INSERT INTO ticket_watcher (ticket_id, account_id, added_by, added_at) SELECT id, {0}, {0}, created_at \
             FROM ticket WHERE number % {one_of} = 0",
            id(account)
        )
    };
    desk.db().execute_unprepared(&watch(asks[0], 600)).await.expect("watchers");
    desk.db().execute_unprepared(&watch(asks[1], 10)).await.expect("watchers");
    if engine == Engine::Postgres {
        desk.db().execute_unprepared("VACUUM ANALYZE ticket, ticket_watcher").await.expect("statistics");
    }
}

/// Twenty thousand more like a row of a table, but for some columns.
async fn multiply<E: EntityTrait>(desk: &Desk, other: impl Fn(&E::Column) -> Option<String>) {
    let table = E::default().table_name().to_owned();
    let columns: Vec<String> = E::Column::iter().map(|column| format!("\"{}\"", column.unquoted())).collect();
    let values: Vec<String> = E::Column::iter()
        .map(|column| other(&column).unwrap_or_else(|| format!("t.\"{}\"", column.unquoted())))
        .collect();
    let rows = format!(
        "INSERT INTO {table} ({}) WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 20000) \
         SELECT {} FROM (SELECT * FROM {table} LIMIT 1) t, s",
        columns.join(", "),
        values.join(", ")
    );
    desk.db().execute_unprepared(&rows).await.expect("rows");
    if desk.engine() == Engine::Postgres {
        desk.db().execute_unprepared(&format!("VACUUM ANALYZE {table}")).await.expect("statistics");
    }
}

/// An id of its own for each row.
fn own_id(desk: &Desk) -> &'static str {
    if desk.engine() == Engine::Sqlite { "randomblob(16)" } else { "gen_random_uuid()" }
}

/// A step of a plan, within another.
struct Step {
    within: i32,
    words: String,
}

/// How the engine would read a page.
async fn plan<E: EntityTrait>(desk: &Desk, page: Select<E>) -> Vec<Step> {
    let statement = page.build(desk.db().get_database_backend());
    explained(desk, &statement.sql, statement.values.map(|values| values.0).unwrap_or_default()).await
}

async fn explained(desk: &Desk, sql: &str, values: Vec<Value>) -> Vec<Step> {
    let explain = if desk.engine() == Engine::Sqlite { "EXPLAIN QUERY PLAN" } else { "EXPLAIN" };
    let backend = desk.db().get_database_backend();
    let statement = Statement::from_sql_and_values(backend, format!("{explain} {sql}"), values);
    let rows = desk.db().query_all_raw(statement).await.expect("a plan");
    let step = |row: &QueryResult| match desk.engine() {
        Engine::Sqlite => Step { within: row.try_get_by_index(1).unwrap(), words: row.try_get_by_index(3).unwrap() },
        Engine::Postgres => Step { within: 0, words: row.try_get_by_index(0).unwrap() },
    };
    rows.iter().map(step).collect()
}

/// Rows that may be put in order: what each part of a list has for a page, and what PostgreSQL knows to be few.
const FEW: u32 = TICKETS / 20;

/// The indexes of a plan, each once; `SCAN` and `SORT` where it reads a whole table or puts more than a few rows in order.
fn means(plan: &[Step]) -> Vec<&str> {
    let mut means: Vec<&str> = plan
        .iter()
        .flat_map(|step| step.words.split(|c: char| !c.is_ascii_alphanumeric() && c != '_'))
        .filter(|word| word.starts_with("ix_"))
        .collect();
    let is_of_all = |step: &Step| {
        step.words.contains("Seq Scan") || (step.words.starts_with("SCAN ticket") && !step.words.contains(" INDEX "))
    };
    let rows = |step: &Step| step.words.split("rows=").nth(1)?.split(' ').next()?.parse::<u32>().ok();
    let is_sort = |step: &Step| match rows(step) {
        Some(rows) => step.words.contains("Sort  (") && rows > FEW,
        // The keys of the parts have a bound, tickets have none.
        None => {
            let beside = |other: &Step| other.within == step.within && other.words.split(' ').nth(1) == Some("ticket");
            step.words.contains("TEMP B-TREE") && plan.iter().any(beside)
        }
    };
    if plan.iter().any(is_of_all) {
        means.push("SCAN");
    }
    if plan.iter().any(is_sort) {
        means.push("SORT");
    }
    means.sort_unstable();
    means.dedup();
    means
}

fn shown(plan: &[Step]) -> String {
    plan.iter().map(|step| format!("{}\n", step.words)).collect()
}

on_both_engines! {
    async fn a_page_of_any_list_is_read_in_its_order(desk: &Desk) {
        let (ana, eve) = (desk.requester("ana").await, desk.requester("eve").await);
        let (carla, bruno) = (desk.agent("carla", seeded::SUPPORT).await, desk.agent("bruno", seeded::SUPPORT).await);
        ana.files(Service::Maintenance).await;
        history(desk, [ana.id, eve.id], [carla.id, bruno.id]).await;

        let open = vec![New, Assigned, InProgress, Waiting];
        let whole = ListQuery { view: View::All, limit: 50, ..ListQuery::default() };
        let own = ListQuery { view: View::Own, ..whole.clone() };
        let team = ListQuery { view: View::Team, ..whole.clone() };
        let of = |statuses: &[Status], query: &ListQuery| ListQuery { statuses: statuses.to_vec(), ..query.clone() };
        let mine = |query: &ListQuery| ListQuery { assignees: vec![Whom::Me], ..query.clone() };
        let about = |categories: &[Category]| ListQuery { categories: categories.to_vec(), ..whole.clone() };
        let about_team = ListQuery { view: View::Team, ..about(&[Category::Website]) };
        let urgent = |query: &ListQuery| ListQuery { priorities: vec![Priority::Critical], ..query.clone() };
        let for_service = ListQuery { services: vec![Service::Backup.id()], ..whole.clone() };
        let asked = ListQuery { requester: Some(Whom::Account(ana.id)), ..whole.clone() };
        let cases: Vec<(ListQuery, &[Sort], &str)> = vec![
            (own.clone(), &[Changed, Untouched], "ix_ticket_requester_updated"),
            (own.clone(), &[Newest, Oldest], "ix_ticket_requester_created"),
            (asked.clone(), &[Changed, Untouched], "ix_ticket_requester_updated"),
            (asked, &[Newest, Oldest], "ix_ticket_requester_created"),
            (team.clone(), &[Queue], "ix_ticket_team_status"),
            (of(&open, &team), &[Queue], "ix_ticket_team_status"),
            (team.clone(), &[Changed, Untouched], "ix_ticket_team_updated"),
            (team.clone(), &[Newest, Oldest], "ix_ticket_team_created"),
            (of(&[Resolved], &team), &[Changed, Untouched], "ix_ticket_team_status_updated"),
            (of(&[Waiting], &team), &[Changed, Untouched], "ix_ticket_team_status_updated"),
            (of(&open, &team), &[Changed, Untouched], "ix_ticket_team_status_updated"),
            (of(&[Resolved, Cancelled], &team), &[Newest, Oldest, Queue], "ix_ticket_team_status"),
            (of(&open, &team), &[Newest, Oldest], "ix_ticket_team_status"),
            (whole.clone(), &[Queue], "ix_ticket_status_queue"),
            (of(&open, &whole), &[Queue], "ix_ticket_status_queue"),
            (whole.clone(), &[Changed, Untouched], "ix_ticket_updated"),
            (whole.clone(), &[Newest, Oldest], "ix_ticket_created"),
            (of(&[Cancelled], &whole), &[Changed, Untouched], "ix_ticket_status_updated"),
            (of(&[Cancelled, Attended], &whole), &[Changed, Untouched], "ix_ticket_status_updated"),
            (of(&open, &whole), &[Changed, Untouched], "ix_ticket_status_updated"),
            (of(&[Cancelled], &whole), &[Newest, Oldest, Queue], "ix_ticket_status_queue"),
            (of(&open, &whole), &[Newest, Oldest], "ix_ticket_status_queue"),
            (about(&[Category::Website]), &[Changed, Untouched], "ix_ticket_category_updated"),
            (about(&[Category::Website, Category::Software]), &[Changed, Untouched], "ix_ticket_category_updated"),
            (about(&[Category::Website]), &[Newest, Oldest, Queue], "ix_ticket_category_queue"),
            (of(&[Resolved], &about(&[Category::Website])), &[Changed, Untouched], "ix_ticket_category_updated"),
            (of(&[Resolved, Cancelled], &about(&[Category::Website])), &[Newest, Queue], "ix_ticket_category_queue"),
            (of(&open, &about(&[Category::Website])), &[Queue], "ix_ticket_category_queue"),
            (for_service.clone(), &[Changed, Untouched], "ix_ticket_service_updated"),
            (for_service.clone(), &[Newest, Oldest, Queue], "ix_ticket_service_queue"),
            (of(&[Resolved], &for_service), &[Changed, Untouched], "ix_ticket_service_updated"),
            (of(&[Resolved], &for_service), &[Newest, Oldest, Queue], "ix_ticket_service_queue"),
            (urgent(&whole), &[Newest, Oldest, Queue], "ix_ticket_status_queue"),
            (urgent(&team), &[Newest, Oldest, Queue], "ix_ticket_team_status"),
            (mine(&whole), &[Changed, Untouched], "ix_ticket_assignee_updated"),
            (mine(&whole), &[Newest, Oldest, Queue], "ix_ticket_assignee_status"),
            (mine(&of(&open, &whole)), &[Changed, Untouched], "ix_ticket_assignee_updated"),
            (mine(&of(&[Resolved], &whole)), &[Newest, Oldest, Queue], "ix_ticket_assignee_status"),
        ];
        let narrowed = ListQuery {
            categories: vec![Category::Hardware],
            ..of(&[New, Assigned, InProgress, Waiting, Attended], &own)
        };
        let watched = ListQuery { view: View::Watching, ..whole.clone() };
        // One person's are few enough to be put in order, and some of somebody's work in one team may be; so are what PostgreSQL
        // finds of a category in a team.
        let people = [
            (ana.id, narrowed, "ix_ticket_requester_"),
            (ana.id, watched, "ix_ticket_watcher_account"),
            (carla.id, mine(&team), "ix_ticket_assignee_"),
            (carla.id, ListQuery { assignees: vec![Whom::Nobody], ..whole.clone() }, "ix_ticket_assignee_"),
            (carla.id, ListQuery { assignees: vec![Whom::Nobody], ..of(&[Resolved], &whole) }, "ix_ticket_assignee_"),
            (carla.id, about_team.clone(), "ix_ticket_category_"),
            (carla.id, of(&[Resolved], &about_team), "ix_ticket_category_"),
        ];
        for (me, query, index) in people {
            for sort in Sort::ALL {
                let teams = vec![seeded::SUPPORT];
                let actor = Actor { account_id: me, roles: vec![Role::Agent], teams, scopes: None };
                let plan = plan(desk, list::page(&actor, &ListQuery { sort: *sort, ..query.clone() }, None)).await;
                let means = means(&plan);
                let is_found = means.iter().any(|name| name.starts_with(index)) && !means.contains(&"SCAN");
                assert!(is_found && (me == ana.id || !means.contains(&"SORT")), "{query:?}:\n{}", shown(&plan));
            }
        }
        let mut wrong = Vec::new();
        let place = Position { rank: 2, at: "2020-10-01T00:00:00Z".parse().unwrap(), id: Uuid::from_u128(3) };
        for teams in [vec![seeded::SUPPORT], vec![seeded::SUPPORT, seeded::NETWORKS]] {
            for (query, sorts, index) in &cases {
                for sort in *sorts {
                    for begins in [None, Some(&place)] {
                        let me = if query.view == View::Own { ana.id } else { carla.id };
                        let actor = Actor { account_id: me, roles: vec![Role::Agent], teams: teams.clone(), scopes: None };
                        let query = ListQuery { sort: *sort, ..query.clone() };
                        let plan = plan(desk, list::page(&actor, &query, begins)).await;
                        // PostgreSQL, which knows that a tenth of all is not rare, may as well read all in their order.
                        let is_allowed = |name: &&str| {
                            desk.engine() == Engine::Postgres && ["ix_ticket_updated", "ix_ticket_created"].contains(name)
                        };
                        if !means(&plan).iter().all(|name| name == index || is_allowed(name)) {
                            let what = format!("{query:?} of {} teams, {begins:?}", teams.len());
                            wrong.push(format!("{what}: not {index} but {:?}\n{}", means(&plan), shown(&plan)));
                        }
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{} plans are wrong:\n{}", wrong.len(), wrong.join("\n\n"));

        // What a team has resolved lately is found without what it has resolved before.
        let plan = plan(desk, team_work::resolved_since(seeded::SUPPORT, "2024-07-20T00:00:00Z".parse().unwrap())).await;
        assert_eq!(means(&plan), ["ix_ticket_team_status_updated"], "{}", shown(&plan));
    }

    /// A later page of the evidence begins at its place and not at the beginning of the period.
    async fn a_later_page_of_evidence_is_read_from_its_place(desk: &Desk) {
        let (ana, eve) = (desk.requester("ana").await, desk.requester("eve").await);
        ana.files(Service::Maintenance).await;
        history(desk, [ana.id, eve.id], [ana.id, eve.id]).await;
        let instant = |text: &str| Value::from(text.parse::<DateTime<Utc>>().unwrap());
        let [cut_off, place, until] =
            ["2024-01-01T00:00:00Z", "2022-03-01T00:00:00Z", "2023-01-01T00:00:00Z"].map(instant);
        let part = Part { figure: Figure::Attended, category: None, cancel_reason: None };
        let values = [cut_off, place, until, 51_i64.into(), Uuid::from_u128(3).into()];
        let plan = explained(desk, &listed(part, true), values.to_vec()).await;
        let reads = plan.iter().position(|step| step.words.contains("ix_ticket_created")).expect("the index");
        let words = match desk.engine() {
            Engine::Sqlite => &plan[reads].words,
            Engine::Postgres => &plan[reads + 1].words,
        };
        let range = words.to_lowercase().replace("t.", "").replace("row", "");
        assert!(range.contains("(created_at, id) > (") || range.contains("(created_at,id)>("), "{}", shown(&plan));
        let before = &plan[..reads];
        assert!(!before.iter().any(|step| step.words.contains("Sort")), "{}", shown(&plan));
        let is_sort = |step: &Step| step.within == plan[reads].within && step.words.contains("TEMP B-TREE");
        assert!(!plan.iter().any(is_sort), "{}", shown(&plan));
    }

    /// People are looked for along an index of all names, which holds all that is looked at, from where the page begins; but
    /// that PostgreSQL may read the table where it expects few.
    async fn people_are_found_along_an_index_of_all_names(desk: &Desk) {
        desk.requester("ana").await;
        multiply::<account::Entity>(desk, |column| match column {
            account::Column::Id => Some(own_id(desk).to_owned()),
            account::Column::Email => Some("'ana' || n || '@example.edu.mx'".to_owned()),
            account::Column::Name => Some("'Ana ' || n".to_owned()),
            _ => None,
        })
        .await;
        let accounts = account::Entity::find().filter(account::Column::Active.eq(true));
        let searches: &[&str] = if desk.engine() == Engine::Sqlite { &["nadie tal", "ana"] } else { &["ana"] };
        for words in searches {
            let place = Name { name: "Ana 3".to_owned(), id: Uuid::nil() };
            let found = accounts.clone().filter(lookup::matching(words)).filter(place.behind());
            let plan = plan(desk, lookup::page(found, 50)).await;
            let range = match desk.engine() {
                Engine::Sqlite => "SEARCH account USING COVERING INDEX ix_account_found ((name,id)>(?,?)",
                Engine::Postgres => "Index Only Scan using ix_account_found",
            };
            assert!(plan.iter().any(|step| step.words.contains(range)), "{words}:\n{}", shown(&plan));
        }
    }

    /// What still goes to somebody is found without a walk through all letters, while nobody else may write.
    async fn the_letters_to_somebody_are_found_by_an_index(desk: &Desk) {
        let (ana, eve) = (desk.requester("ana").await, desk.requester("eve").await);
        eve.files(Service::Maintenance).await;
        multiply::<outbox::Entity>(desk, |column| match column {
            outbox::Column::Id => Some(own_id(desk).to_owned()),
            outbox::Column::MessageId => Some("'letter-' || n".to_owned()),
            outbox::Column::SentAt => Some("CASE WHEN n % 2 = 0 THEN t.created_at ELSE NULL END".to_owned()),
            _ => None,
        })
        .await;
        let plan = plan(desk, outbox::Entity::find().filter(unsent(ana.id))).await;
        assert!(plan.iter().any(|step| step.words.contains("ix_outbox_account")), "{}", shown(&plan));
    }
}
