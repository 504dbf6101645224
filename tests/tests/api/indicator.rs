//! The quality indicator: a worked example, what it was as of any instant, and the evidence behind every number.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Duration, NaiveDate, Utc};
use e2e::{Desk, Person, Service, Ticket, on_both_engines, seeded::SUPPORT};
use rand::{Rng, RngExt, SeedableRng, rngs::StdRng};
use serde_json::json;
use shared::{
    access::TicketAction,
    category::Category,
    indicator::{Counts, Evidence, Figure, GroupBy, Indicator, Record},
    page::Page,
    person::Role,
    status::{CancelReason, Closure, Status, WaitReason},
};

/// Everything that a test files lies within these days.
fn days(desk: &Desk) -> (NaiveDate, NaiveDate) {
    let today = desk.now().date_naive();
    (today - Duration::days(300), today + Duration::days(1))
}

async fn reads(quality: &Person, desk: &Desk, rest: &str) -> Indicator {
    let (from, to) = days(desk);
    quality.get(&format!("/reports/indicator?from={from}&to={to}{rest}")).await.expect_json(200)
}

/// The tickets behind a number, read in small pages.
async fn lists(quality: &Person, desk: &Desk, rest: &str) -> Vec<Evidence> {
    let (from, to) = days(desk);
    let mut all = Vec::new();
    let mut cursor = String::new();
    loop {
        let path = format!("/reports/indicator/tickets?from={from}&to={to}{rest}&limit=12&count=true{cursor}");
        let page: Page<Evidence> = quality.get(&path).await.expect_json(200);
        let total = page.total.unwrap();
        all.extend(page.items);
        match page.next_cursor {
            Some(next) => cursor = format!("&cursor={next}"),
            None => {
                assert_eq!(total, all.len() as u64, "{path}");
                return all;
            }
        }
    }
}

fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true)
}

fn figure(counts: &Counts, figure: Figure) -> u64 {
    match figure {
        Figure::Received => counts.received,
        Figure::Attended => counts.attended,
        Figure::Confirmed => counts.confirmed,
        Figure::Unanswered => counts.unanswered,
        Figure::Rejected => counts.rejected,
        Figure::Cancelled => counts.cancelled,
        Figure::Open => counts.open,
    }
}

/// The people of these tests: two who ask, one who performs and one who supervises in every team that is asked.
struct Cast {
    ana: Person,
    beto: Person,
    carla: Person,
    sara: Person,
    quim: Person,
}

impl Cast {
    async fn at(desk: &Desk) -> Self {
        let (wifi, recovery) = (Service::Wifi.team(), Service::PasswordRecovery.team());
        let (carla, sara) = (desk.person("carla").role(Role::Agent), desk.person("sara").role(Role::Supervisor));
        Self {
            ana: desk.requester("ana").await,
            beto: desk.requester("beto").await,
            carla: carla.of(SUPPORT).of(wifi).of(recovery).arrives().await,
            sara: sara.of(SUPPORT).of(wifi).of(recovery).arrives().await,
            quim: desk.quality("quim").await,
        }
    }

    async fn attended(&self, service: Service) -> Ticket {
        let ticket = self.ana.files(service).await;
        self.carla.takes(&ticket).await;
        self.carla.attends(&ticket, "Reinicié el punto de acceso.").await;
        ticket
    }
}

on_both_engines! {
    /// Ten received: one is a duplicate and does not count; of nine, three are confirmed, one waits for confirmation, one is
    /// closed unanswered, two are open, one of them rejected, and two cancelled. 5 ÷ 9 = 55.56 %.
    async fn a_worked_example(desk: &Desk) {
        let cast = Cast::at(desk).await;
        for service in [Service::Wifi, Service::Wifi, Service::Maintenance] {
            let ticket = cast.attended(service).await;
            cast.ana.confirms(&ticket, 5).await;
        }
        cast.attended(Service::Maintenance).await;
        let unanswered = cast.attended(Service::Wifi).await;
        let rejected = cast.attended(Service::Wifi).await;
        cast.ana.rejects(&rejected, "Sigue cortándose.").await;
        let original = cast.ana.files(Service::Wifi).await;
        let duplicate = cast.beto.files(Service::Wifi).await;
        let cancel = json!({"reason": "duplicate", "duplicate_of": original.id});
        cast.sara.tries(&duplicate, "cancel", cancel).await.expect(200);
        let withdrawn = cast.beto.files(Service::Maintenance).await;
        cast.beto.cancels(&withdrawn, "withdrawn").await;
        let out_of_scope = cast.beto.files(Service::Maintenance).await;
        cast.sara.cancels(&out_of_scope, "out_of_scope").await;
        close_unanswered(desk, &cast, &unanswered).await;

        let report = reads(&cast.quim, desk, "&group_by=category").await;
        let expected =
            Counts { received: 9, attended: 5, confirmed: 3, unanswered: 1, rejected: 1, cancelled: 2, open: 2 };
        assert_eq!((report.counts, report.indicator, report.target), (expected, Some(55.56), None));
        let by_reason: Vec<_> = report.cancelled_by.iter().map(|part| (part.reason, part.count)).collect();
        assert_eq!(
            by_reason,
            [(CancelReason::Withdrawn, 1), (CancelReason::OutOfScope, 1), (CancelReason::NoResponse, 0)]
        );
        let groups: BTreeMap<&str, (u64, u64, Option<f64>)> = report
            .groups
            .iter()
            .map(|group| (group.label.as_str(), (group.counts.attended, group.counts.received, group.indicator)))
            .collect();
        assert_eq!(groups.len(), 6);
        assert_eq!(groups["Conectividad"], (3, 5, Some(60.0)));
        assert_eq!(groups["Mantenimiento correctivo"], (2, 4, Some(50.0)));
        assert_eq!(groups["Sitio web"], (0, 0, None));

        let withdrawals = lists(&cast.quim, desk, "&figure=cancelled&cancel_reason=withdrawn").await;
        assert_eq!(withdrawals.iter().map(|row| row.folio.as_str()).collect::<Vec<_>>(), [withdrawn.folio.as_str()]);
        let shown = &lists(&cast.quim, desk, "&figure=confirmed&category=hardware").await[0];
        assert_eq!((shown.service.as_str(), shown.rating, shown.status), ("Mantenimiento correctivo", Some(5), Status::Resolved));
    }

    /// As of any instant the rating is the one that the result had then: a reopening makes it void.
    async fn a_rating_counts_until_the_ticket_is_reopened(desk: &Desk) {
        let cast = Cast::at(desk).await;
        let ticket = cast.attended(Service::Maintenance).await;
        let mut instants = Vec::new();
        cast.ana.confirms(&ticket, 5).await;
        for step in 0..4 {
            desk.advance(Duration::minutes(1));
            instants.push(desk.now());
            desk.advance(Duration::minutes(1));
            match step {
                0 => drop(cast.ana.reopens(&ticket, "Volvió a fallar.").await),
                1 => drop(cast.carla.attends(&ticket, "Ahora sí.").await),
                2 => drop(cast.ana.confirms(&ticket, 2).await),
                _ => {}
            }
        }
        for (at, rating) in instants.into_iter().zip([Some(5), None, None, Some(2)]) {
            let rows = lists(&cast.quim, desk, &format!("&figure=received&as_of={}", instant(at))).await;
            assert_eq!(rows.iter().map(|row| row.rating).collect::<Vec<_>>(), [rating], "{at}");
        }
    }

    /// As of an instant a ticket is of the service and the category that it had then, whatever became of either since.
    async fn a_ticket_counts_in_the_category_that_it_had(desk: &Desk) {
        let (cast, alma) = (Cast::at(desk).await, desk.admin("alma").await);
        let ticket = cast.ana.files(Service::Wifi).await;
        let mut instants = Vec::new();
        for place in [1, 0, 2] {
            desk.advance(Duration::minutes(1));
            instants.push(desk.now());
            desk.advance(Duration::minutes(1));
            becomes(&cast.carla, &ticket, place).await;
        }
        desk.advance(Duration::minutes(1));
        instants.push(desk.now());
        let service = format!("/services/{}", Service::Wifi.id());
        let seen = alma.get(&service).await.expect(200).etag();
        alma.patch(&service, &json!({"category": "website"})).if_match(seen.as_str()).await.expect(200);
        let wifi = (Category::Connectivity, "Red inalámbrica (Wi-Fi)");
        let maintenance = (Category::Hardware, "Mantenimiento correctivo");
        let backup = (Category::Hardware, "Respaldo extraordinario de información");
        for (at, (category, service)) in instants.into_iter().zip([wifi, maintenance, wifi, backup]) {
            let as_of = format!("&as_of={}", instant(at));
            let report = reads(&cast.quim, desk, &format!("{as_of}&group_by=category")).await;
            let of: Vec<&str> = report
                .groups
                .iter()
                .filter(|group| group.counts.received > 0)
                .map(|group| group.key.as_str())
                .collect();
            assert_eq!(of, [category.as_str()], "as of {at}");
            let rows = lists(&cast.quim, desk, &format!("{as_of}&category={category}")).await;
            let shown: Vec<_> = rows.iter().map(|row| (row.category, row.service.as_str())).collect();
            assert_eq!(shown, [(category, service)], "as of {at}");
        }
    }

    async fn nothing_received_is_no_data(desk: &Desk) {
        let quim = desk.quality("quim").await;
        let report: Indicator = quim.get("/reports/indicator?from=2020-01-01&to=2020-12-31").await.expect_json(200);
        assert_eq!((report.counts, report.indicator), (Counts::default(), None));
        let evidence = quim.get("/reports/indicator/tickets?from=2020-01-01&to=2020-12-31").await;
        assert_eq!(evidence.expect_json::<Page<Evidence>>(200).items, []);
    }

    async fn the_target_is_the_one_that_holds_on_the_last_day(desk: &Desk) {
        let (admin, quim) = (desk.admin("alma").await, desk.quality("quim").await);
        let targets = json!({"targets": [{"percent": 90.0, "from": "2026-01-01", "to": "2026-12-31"}, {"percent": 92.5, "from": "2027-01-01"}]});
        admin.patch("/settings", &targets).if_match(1).await.expect(200);
        for (to, target) in [("2025-12-31", None), ("2026-12-31", Some(90.0)), ("2027-01-01", Some(92.5))] {
            let report: Indicator = quim.get(&format!("/reports/indicator?from=2025-01-01&to={to}")).await.expect_json(200);
            assert_eq!(report.target, target, "{to}");
        }
    }

    async fn a_day_is_the_institution_s(desk: &Desk) {
        let cast = Cast::at(desk).await;
        // To three in the morning of the next day in UTC, which is nine in the evening in Mexico City.
        let now = desk.now();
        let night = (now.date_naive() + Duration::days(1)).and_hms_opt(3, 0, 0).unwrap().and_utc();
        desk.advance(night - now);
        cast.ana.files(Service::Wifi).await;
        let (local, utc) = (night.date_naive() - Duration::days(1), night.date_naive());
        for (day, received) in [(local, 1), (utc, 0)] {
            let report: Indicator = cast.quim.get(&format!("/reports/indicator?from={day}&to={day}&group_by=month")).await.expect_json(200);
            assert_eq!(report.counts.received, received, "{day}");
            assert_eq!(report.groups[0].key, day.format("%Y-%m").to_string());
        }
    }

    async fn only_who_reads_reports_reads_them(desk: &Desk) {
        let cast = Cast::at(desk).await;
        let admin = desk.admin("alma").await;
        for path in ["/reports/indicator?from=2026-11-01&to=2026-11-30", "/reports/indicator/tickets?from=2026-11-01&to=2026-11-30"] {
            for person in [&cast.ana, &cast.carla] {
                person.get(path).await.expect_problem(403, "forbidden");
            }
            for person in [&cast.quim, &cast.sara, &admin] {
                person.get(path).await.expect(200);
            }
        }
    }

    async fn odd_questions_are_refused_by_their_parts(desk: &Desk) {
        let quim = desk.quality("quim").await;
        let tomorrow = instant(desk.now() + Duration::days(1));
        let later = format!("from=2026-01-01&to=2026-01-31&as_of={tomorrow}");
        for (query, faults) in [
            ("", &[("?from", "required"), ("?to", "required")][..]),
            ("from=2026-11-31&to=ayer", &[("?from", "format"), ("?to", "format")]),
            ("from=2026-11-02&to=2026-11-01", &[("?to", "too_small")]),
            ("from=2010-01-01&to=2026-01-01", &[("?to", "too_large")]),
            ("from=-0044-03-15&to=2026-01-01", &[("?from", "too_small")]),
            ("from=0000-01-01&to=0001-01-01", &[("?from", "too_small"), ("?to", "too_small")]),
            ("from=1999-12-31&to=3000-01-01", &[("?from", "too_small"), ("?to", "too_large")]),
            ("from=9999-12-31&to=9999-12-31", &[("?from", "too_large"), ("?to", "too_large")]),
            ("from=%2B10000-01-01&to=%2B10000-01-02", &[("?from", "too_large"), ("?to", "too_large")]),
            ("from=-262143-01-01&to=%2B262142-12-31", &[("?from", "too_small"), ("?to", "too_large")]),
            ("from=%2B262143-01-01&to=%2B99999999999-01-01", &[("?from", "format"), ("?to", "format")]),
            ("from=2026-01-01&to=2026-01-31&as_of=%2B262142-12-31T23:59:59Z", &[("?as_of", "format")]),
            ("from=2026-01-01&to=2026-01-31&as_of=0001-01-01T00:00:00Z", &[("?as_of", "format")]),
            ("from=2026-01-01&to=2026-01-31&group_by=team", &[("?group_by", "choice")]),
            ("from=2026-01-01&to=2026-01-31&as_of=-20000-01-01T00:00:00Z", &[("?as_of", "format")]),
            (later.as_str(), &[("?as_of", "too_large")]),
        ] {
            quim.get(&format!("/reports/indicator?{query}")).await.expect_faults(faults);
        }
        for (query, faults) in [
            ("figure=best", &[("?figure", "choice")][..]),
            ("month=2026-13", &[("?month", "format")]),
            ("cursor=abc", &[("?cursor", "format")]),
            ("category=x'%20OR%201=1", &[("?category", "choice")]),
            ("month=%2B9999-01", &[("?month", "format")]),
        ] {
            let path = format!("/reports/indicator/tickets?from=2026-01-01&to=2026-01-31&{query}");
            quim.get(&path).await.expect_faults(faults);
        }
        for path in ["/reports/indicator?group_by=month,category&", "/reports/indicator/tickets?month=0000-01&", "/reports/indicator/tickets?month=9999-12&"] {
            // The first and the last day that there are, in the zone of the institution.
            for days in ["from=2000-01-01&to=2000-01-01", "from=2999-12-31&to=2999-12-31"] {
                quim.get(&format!("{path}{days}")).await.expect(200);
            }
            quim.get(&format!("{path}from=0001-01-01&to=2999-12-31")).await.expect_faults(&[("?from", "too_small")]);
            quim.get(&format!("{path}from=2000-01-01&to=%2B262142-12-31")).await.expect_faults(&[("?to", "too_large")]);
        }
    }

    /// A report may take long: it waits its turn, and whoever reads a little does not wait for it.
    async fn reports_wait_for_each_other_and_nobody_for_them(desk: &Desk) {
        let (quim, ana) = (desk.quality("quim").await, desk.requester("ana").await);
        let turns = desk.site().app.reports.available_permits();
        let all = desk.site().app.reports.acquire_many(turns.try_into().unwrap()).await.unwrap();
        let mut report = Box::pin(async { quim.get("/reports/indicator?from=2026-01-01&to=2026-12-31").await });
        let reads_a_little = async {
            for _ in 0..10 {
                ana.get("/tickets").await.expect(200);
            }
        };
        tokio::select! {
            answer = &mut report => panic!("it did not wait: {answer}"),
            () = reads_a_little => {}
        }
        drop(all);
        report.await.expect(200);
        assert_eq!(desk.site().app.reports.available_permits(), turns);
    }

    async fn a_cursor_serves_only_its_own_list(desk: &Desk) {
        let cast = Cast::at(desk).await;
        for _ in 0..3 {
            cast.ana.files(Service::Wifi).await;
        }
        let (from, to) = days(desk);
        let path = |figure: &str| format!("/reports/indicator/tickets?from={from}&to={to}&limit=2&figure={figure}");
        let page: Page<Evidence> = cast.quim.get(&path("received")).await.expect_json(200);
        let cursor = page.next_cursor.unwrap();
        cast.quim.get(&format!("{}&cursor={cursor}", path("open"))).await.expect_faults(&[("?cursor", "format")]);
        cast.quim.get(&format!("{}&cursor={cursor}", path("received"))).await.expect(200);
    }

    /// Tickets live at random for some months. At many instants it is written down what each is then. In the end, the report
    /// as of each of those instants must say the same, and list the very tickets behind each of its numbers.
    async fn every_figure_is_the_number_of_tickets_behind_it(desk: &Desk) {
        let cast = Cast::at(desk).await;
        let mut chance = StdRng::seed_from_u64(20_261_123);
        let mut tickets: Vec<(Ticket, Service)> = Vec::new();
        let mut seen: Vec<(DateTime<Utc>, BTreeMap<String, Known>)> = Vec::new();
        for step in 0..160 {
            if step < 20 || chance.random_ratio(1, 12) {
                let service = if chance.random() { Service::Wifi } else { Service::Maintenance };
                let requester = if chance.random() { &cast.ana } else { &cast.beto };
                tickets.push((requester.files(service).await, service));
            } else {
                lives_on(&cast, &tickets, &mut chance).await;
            }
            desk.advance(Duration::seconds(chance.random_range(1..50_000)));
            if step % 27 == 26 {
                seen.push((desk.now(), looked_at(&cast, &tickets).await));
                desk.advance(Duration::seconds(1));
            }
        }
        for (at, known) in &seen {
            agrees(desk, &cast.quim, *at, known).await;
        }
    }
}

/// The requester's account is disabled, so the supervisor closes it.
async fn close_unanswered(desk: &Desk, cast: &Cast, ticket: &Ticket) {
    use backend::entity::ticket as entity;
    use sea_orm::{ActiveModelTrait, ActiveValue::Set};
    let reminded = entity::ActiveModel { id: Set(ticket.id), reminders: Set(2), ..Default::default() };
    reminded.update(desk.db()).await.unwrap();
    let reason = json!({"reason": "No respondió a dos recordatorios."});
    cast.sara.tries(ticket, "close-unanswered", reason).await.expect(200);
}

/// One random act on one random ticket, by whoever may do it.
async fn lives_on(cast: &Cast, tickets: &[(Ticket, Service)], chance: &mut impl Rng) {
    let (ticket, _) = &tickets[chance.random_range(0..tickets.len())];
    let requester = if cast.ana.get(&ticket.path("")).await.status == 200 { &cast.ana } else { &cast.beto };
    let actor = match chance.random_range(0..10) {
        0..5 => &cast.carla,
        5..9 => requester,
        _ => &cast.sara,
    };
    let actions = actor.sees(ticket).await.actions;
    let acts: Vec<TicketAction> = actions
        .into_iter()
        .filter(|action| {
            use TicketAction as A;
            matches!(
                action,
                A::Take | A::Start | A::Wait | A::Resume | A::Attend | A::Confirm | A::Reject | A::Reopen | A::Unassign
            ) || (*action == A::Cancel && chance.random_ratio(1, 8))
                || (*action == A::ChangeService && chance.random_ratio(1, 4))
                || *action == A::CloseUnanswered
        })
        .collect();
    if acts.is_empty() {
        return;
    }
    match acts[chance.random_range(0..acts.len())] {
        TicketAction::Take => drop(actor.takes(ticket).await),
        TicketAction::Start => drop(actor.starts(ticket).await),
        TicketAction::Wait => drop(actor.waits_for(ticket, WaitReason::ThirdParty).await),
        TicketAction::Resume => drop(actor.resumes(ticket).await),
        TicketAction::Attend => drop(actor.attends(ticket, "Listo.").await),
        TicketAction::Confirm => drop(actor.confirms(ticket, chance.random_range(1..=5)).await),
        TicketAction::Reject => drop(actor.rejects(ticket, "Sigue igual.").await),
        TicketAction::Reopen => drop(actor.reopens(ticket, "Volvió a fallar.").await),
        TicketAction::Unassign => drop(actor.unassigns(ticket).await),
        TicketAction::ChangeService => becomes(actor, ticket, chance.random_range(0..3)).await,
        TicketAction::CloseUnanswered => {
            drop(actor.tries(ticket, "close-unanswered", json!({"reason": "Sin respuesta."})).await);
        }
        _ if actor.id == cast.sara.id && chance.random() => {
            let (original, _) = &tickets[chance.random_range(0..tickets.len())];
            // Refused where it would name itself, a circle or what is cancelled.
            actor.tries(ticket, "cancel", json!({"reason": "duplicate", "duplicate_of": original.id})).await;
        }
        _ if actor.id == cast.sara.id => drop(actor.cancels(ticket, "out_of_scope").await),
        _ => drop(actor.cancels(ticket, "withdrawn").await),
    }
}

/// It turns out to be another service.
async fn becomes(actor: &Person, ticket: &Ticket, place: usize) {
    let service = [Service::Wifi, Service::Maintenance, Service::Backup][place];
    let seen = actor.sees(ticket).await.summary.version;
    actor.patch(&ticket.path(""), &json!({"service_id": service.id()})).if_match(seen).await.expect(200);
}

/// What a ticket was at an instant: its category, its service, and what is counted of it.
type Known = (Category, String, Record);

/// What every ticket is now, as its page tells.
async fn looked_at(cast: &Cast, tickets: &[(Ticket, Service)]) -> BTreeMap<String, Known> {
    let mut known = BTreeMap::new();
    for (ticket, _) in tickets {
        let details = cast.sara.sees(ticket).await;
        let record = Record {
            status: details.summary.status,
            closure: details.summary.closure,
            cancel_reason: details.cancellation.map(|cancellation| cancellation.reason),
            rejected: details.rejections > 0,
        };
        known.insert(ticket.folio.clone(), (details.summary.category, details.summary.service.name, record));
    }
    known
}

/// The report as of an instant agrees with what was seen then, and its evidence with its figures.
async fn agrees(desk: &Desk, quim: &Person, at: DateTime<Utc>, known: &BTreeMap<String, Known>) {
    let as_of = format!("&as_of={}", instant(at));
    let report = reads(quim, desk, &format!("{as_of}&group_by=category,month")).await;
    let mut expected = Counts::default();
    for (_, _, record) in known.values() {
        expected.add(record, 1);
    }
    assert_eq!(report.counts, expected, "as of {at}");
    for group in report.groups.iter().filter(|group| group.by == GroupBy::Category) {
        let mut expected = Counts::default();
        for (_, _, record) in known.values().filter(|(category, ..)| category.to_string() == group.key) {
            expected.add(record, 1);
        }
        assert_eq!(group.counts, expected, "{} as of {at}", group.key);
    }
    for by in GroupBy::ALL {
        let received: u64 =
            report.groups.iter().filter(|group| group.by == *by).map(|group| group.counts.received).sum();
        assert_eq!(received, expected.received, "the parts by {by} make up the whole");
    }
    for wanted in Figure::ALL {
        let rows = lists(quim, desk, &format!("{as_of}&figure={wanted}")).await;
        let found: BTreeSet<&str> = rows.iter().map(|row| row.folio.as_str()).collect();
        let counted: BTreeSet<&str> = known
            .iter()
            .filter(|(_, (.., record))| record.counts_in(*wanted))
            .map(|(folio, _)| folio.as_str())
            .collect();
        assert_eq!(found, counted, "{wanted} as of {at}");
        assert_eq!((rows.len() as u64, found.len() as u64), (figure(&report.counts, *wanted), rows.len() as u64));
        for row in &rows {
            let (category, service, record) = &known[&row.folio];
            assert_eq!((row.category, &row.service), (*category, service), "{} as of {at}", row.folio);
            let shown = Record {
                status: row.status,
                closure: row.closure,
                cancel_reason: row.cancel_reason,
                rejected: row.rejected,
            };
            assert_eq!(shown, *record, "{} as of {at}", row.folio);
            assert!(
                row.attended_at.is_none_or(|attended| attended <= at)
                    && row.resolved_at.is_none_or(|resolved| resolved <= at)
            );
            assert_eq!(
                row.closure == Some(Closure::Confirmed),
                row.rating.is_some() && row.status == Status::Resolved && row.closure != Some(Closure::Unanswered)
            );
        }
    }
    for group in &report.groups {
        for wanted in [Figure::Received, Figure::Attended, Figure::Rejected] {
            let rows = lists(quim, desk, &format!("{as_of}&figure={wanted}&{}={}", group.by, group.key)).await;
            assert_eq!(rows.len() as u64, figure(&group.counts, wanted), "{wanted} of {}", group.label);
        }
    }
}
