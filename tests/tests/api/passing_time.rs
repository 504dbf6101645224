//! What time does to tickets: waits that end, reminders, closures without an answer, the end of the reopening window.

use chrono::{DateTime, Datelike, Duration, TimeZone, Utc, Weekday};
use chrono_tz::America::Mexico_City;
use e2e::{Desk, Person, Service, Ticket, on_both_engines, seeded};
use serde_json::json;
use shared::{
    event::EventKind,
    status::{Closure, Status, WaitReason},
};

/// Turns the clock to the next Monday, 9 in the morning of the institution.
fn begin_on_monday(desk: &Desk) {
    let now = desk.now().with_timezone(&Mexico_City);
    let days = (7 - i64::from(now.weekday().num_days_from_monday())) % 7 + 7;
    turn_to(desk, at(desk.now() + Duration::days(days), 9));
}

/// That local day, at an hour.
fn at(day: DateTime<Utc>, hour: u32) -> DateTime<Utc> {
    let day = day.with_timezone(&Mexico_City).date_naive();
    let local = day.and_hms_opt(hour, 0, 0).unwrap();
    Mexico_City.from_local_datetime(&local).unwrap().with_timezone(&Utc)
}

fn turn_to(desk: &Desk, instant: DateTime<Utc>) {
    desk.advance(instant - desk.now());
}

/// The next day at noon, with everything that became due.
async fn next_day(desk: &Desk) -> Weekday {
    turn_to(desk, at(desk.now() + Duration::days(1), 12));
    desk.tick().await;
    desk.now().with_timezone(&Mexico_City).weekday()
}

async fn attended(desk: &Desk) -> (Person, Person, Ticket) {
    let ana = desk.requester("ana").await;
    let carla = desk.agent("carla", seeded::SUPPORT).await;
    let ticket = ana.files(Service::Maintenance).await;
    carla.takes(&ticket).await;
    carla.attends(&ticket, "Listo.").await;
    desk.tick().await;
    desk.relay.forget();
    (ana, carla, ticket)
}

/// The last whole day before the ticket closes, as its requester is told.
async fn closes_on(person: &Person, ticket: &Ticket) -> Weekday {
    let closes = person.sees(ticket).await.closes_at.expect("it says when it closes");
    (closes - Duration::seconds(1)).with_timezone(&Mexico_City).weekday()
}

async fn policy(alma: &Person, closure: u32, reminder: u32) {
    let seen = alma.get("/settings").await.expect(200).etag();
    let body = json!({"closure_working_days": closure, "reminder_working_days": reminder});
    alma.patch("/settings", &body).if_match(seen.as_str()).await.expect(200);
}

on_both_engines! {
    async fn a_scheduled_wait_ends_at_its_hour(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let ticket = ana.files(Service::Maintenance).await;
        carla.takes(&ticket).await;
        let until = desk.now() + Duration::days(2);
        carla.tries(&ticket, "wait", json!({"reason": "scheduled", "until": until})).await.expect(200);
        desk.later(Duration::days(2) - Duration::minutes(5)).await;
        assert_eq!(ana.sees(&ticket).await.summary.status, Status::Waiting);
        desk.later(Duration::minutes(10)).await;
        let resumed = ana.sees(&ticket).await;
        assert_eq!((resumed.summary.status, resumed.summary.waiting), (Status::InProgress, None));
        let last = ana.timeline(&ticket).await.pop().unwrap();
        assert_eq!((last.kind, last.actor), (EventKind::Status, None));
        desk.later(Duration::minutes(10)).await;
        assert_eq!(ana.timeline(&ticket).await.last().unwrap().id, last.id);
    }

    async fn nothing_closes_by_itself_unless_the_policy_is_on(desk: &Desk) {
        begin_on_monday(desk);
        let (ana, _, ticket) = attended(desk).await;
        for _ in 0..40 {
            next_day(desk).await;
        }
        let still = ana.sees(&ticket).await;
        assert_eq!((still.summary.status, still.closes_at), (Status::Attended, None));
        let reminders = ana.timeline(&ticket).await.iter().filter(|item| item.kind == EventKind::Reminder).count();
        assert_eq!(reminders, 2);
    }

    /// Attended on a Monday, reminders every two working days, closed after five: Wednesday, Friday, and at the end of the
    /// fifth working day, the Monday after.
    async fn two_reminders_and_then_it_closes_unanswered(desk: &Desk) {
        let alma = desk.admin("alma").await;
        policy(&alma, 5, 2).await;
        begin_on_monday(desk);
        let (ana, carla, ticket) = attended(desk).await;
        let closes = ana.sees(&ticket).await.closes_at.expect("it says when it closes");
        let mut diary = Vec::new();
        for _ in 0..10 {
            let day = next_day(desk).await;
            let mails: Vec<String> = desk.relay.recipients();
            desk.relay.forget();
            let status = ana.sees(&ticket).await.summary.status;
            if !mails.is_empty() || status != Status::Attended {
                diary.push((day, mails.len(), status));
            }
            if status == Status::Resolved {
                break;
            }
        }
        assert_eq!(
            diary,
            [
                (Weekday::Wed, 1, Status::Attended),
                (Weekday::Fri, 1, Status::Attended),
                (Weekday::Tue, 1, Status::Resolved),
            ]
        );
        assert!(closes <= desk.now() && closes > desk.now() - Duration::days(1), "{closes}");
        let closed = ana.sees(&ticket).await;
        assert_eq!(closed.summary.closure, Some(Closure::Unanswered));
        assert_eq!(closed.rating, None);
        let last = ana.timeline(&ticket).await.pop().unwrap();
        assert_eq!((last.actor, last.change.closure), (None, Some(Closure::Unanswered)));
        // Not the last word: the requester may still reopen it.
        assert_eq!(ana.reopens(&ticket, "Estaba de viaje.").await.summary.assignee.unwrap().id, carla.id);
    }

    async fn an_answer_stops_the_closure(desk: &Desk) {
        let alma = desk.admin("alma").await;
        policy(&alma, 5, 2).await;
        begin_on_monday(desk);
        let (ana, carla, ticket) = attended(desk).await;
        next_day(desk).await;
        ana.rejects(&ticket, "No.").await;
        for _ in 0..12 {
            next_day(desk).await;
        }
        assert_eq!(ana.sees(&ticket).await.summary.status, Status::InProgress);
        carla.attends(&ticket, "Ahora sí.").await;
        for _ in 0..3 {
            next_day(desk).await;
        }
        // The days are counted anew from the last attendance.
        assert_eq!(ana.sees(&ticket).await.summary.status, Status::Attended);
    }

    async fn an_outage_does_not_skip_the_reminders(desk: &Desk) {
        let alma = desk.admin("alma").await;
        policy(&alma, 3, 1).await;
        begin_on_monday(desk);
        let (ana, _, ticket) = attended(desk).await;
        desk.later(Duration::days(21)).await;
        // Monday, the first reminder; Tuesday, the second; Wednesday is the requester's.
        assert_eq!(ana.sees(&ticket).await.summary.status, Status::Attended);
        let closes = closes_on(&ana, &ticket).await;
        assert_eq!(closes, Weekday::Wed);
        for day in [Weekday::Tue, Weekday::Wed] {
            assert_eq!(next_day(desk).await, day);
            turn_to(desk, at(desk.now(), 23));
            desk.tick().await;
            assert_eq!(ana.sees(&ticket).await.summary.status, Status::Attended);
            assert_eq!(closes_on(&ana, &ticket).await, closes);
        }
        let mail = desk.relay.mails_to(&ana.email).pop().unwrap();
        let wednesday = desk.now().with_timezone(&Mexico_City).day();
        assert!(mail.text.contains(&format!("miércoles {wednesday} de")), "{}", mail.text);
        next_day(desk).await;
        assert_eq!(ana.sees(&ticket).await.summary.closure, Some(Closure::Unanswered));
        let reminders = ana.timeline(&ticket).await.iter().filter(|item| item.kind == EventKind::Reminder).count();
        assert_eq!(reminders, 2);
    }

    /// Reminded twice while nothing closed by itself: whoever is closed by a new policy was told of it, and when.
    async fn a_policy_that_comes_late_tells_before_it_closes(desk: &Desk) {
        let alma = desk.admin("alma").await;
        policy(&alma, 0, 1).await;
        begin_on_monday(desk);
        let (ana, _, ticket) = attended(desk).await;
        for _ in 0..6 {
            next_day(desk).await;
        }
        desk.relay.forget();
        assert_eq!(ana.sees(&ticket).await.closes_at, None);
        policy(&alma, 3, 1).await;
        turn_to(desk, at(desk.now() + Duration::days(2), 9));
        desk.tick().await;
        // A Tuesday: Wednesday is the requester's, and both the page and the mail say so.
        assert_eq!(ana.sees(&ticket).await.summary.status, Status::Attended);
        assert_eq!(closes_on(&ana, &ticket).await, Weekday::Wed);
        let mail = desk.relay.mails_to(&ana.email).pop().expect("a reminder that tells the day");
        assert!(mail.text.contains("miércoles"), "{}", mail.text);
        desk.later(Duration::minutes(10)).await;
        next_day(desk).await;
        assert_eq!(ana.sees(&ticket).await.summary.status, Status::Attended);
        assert_eq!(desk.relay.mails_to(&ana.email).len(), 1);
        // What was told stands, even if the policy is shortened or lengthened meanwhile.
        policy(&alma, 30, 9).await;
        assert_eq!(closes_on(&ana, &ticket).await, Weekday::Wed);
        next_day(desk).await;
        assert_eq!(ana.sees(&ticket).await.summary.closure, Some(Closure::Unanswered));
    }

    async fn a_policy_that_is_switched_off_and_on_tells_anew(desk: &Desk) {
        let alma = desk.admin("alma").await;
        policy(&alma, 3, 1).await;
        begin_on_monday(desk);
        let (ana, _, ticket) = attended(desk).await;
        next_day(desk).await;
        next_day(desk).await;
        assert!(ana.sees(&ticket).await.closes_at.is_some());
        policy(&alma, 0, 1).await;
        for _ in 0..5 {
            next_day(desk).await;
        }
        assert_eq!(ana.sees(&ticket).await.closes_at, None);
        policy(&alma, 3, 1).await;
        desk.later(Duration::minutes(10)).await;
        let told = ana.sees(&ticket).await;
        assert_eq!(told.summary.status, Status::Attended);
        assert!(told.closes_at.unwrap() > desk.now() + Duration::hours(24));
    }

    async fn a_supervisor_closes_unanswered_only_when_nobody_answers(desk: &Desk) {
        begin_on_monday(desk);
        let (ana, carla, ticket) = attended(desk).await;
        let rosa = desk.supervisor("rosa", seeded::SUPPORT).await;
        let close = || rosa.tries(&ticket, "close-unanswered", json!({"reason": "No contesta."}));
        close().await.expect_problem(409, "conflict");
        carla.tries(&ticket, "close-unanswered", json!({"reason": "No contesta."})).await.expect_problem(403, "forbidden");
        for _ in 0..10 {
            next_day(desk).await;
        }
        close().await.expect(200);
        let closed = ana.sees(&ticket).await;
        assert_eq!((closed.summary.status, closed.summary.closure), (Status::Resolved, Some(Closure::Unanswered)));
    }

    async fn a_wait_without_an_answer_may_be_cancelled_after_two_reminders(desk: &Desk) {
        begin_on_monday(desk);
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let rosa = desk.supervisor("rosa", seeded::SUPPORT).await;
        let ticket = ana.files(Service::Maintenance).await;
        carla.takes(&ticket).await;
        let cancel = || rosa.tries(&ticket, "cancel", json!({"reason": "no_response"}));
        cancel().await.expect_problem(409, "conflict");
        carla.waits_for(&ticket, WaitReason::Requester).await;
        cancel().await.expect_problem(409, "conflict");
        for _ in 0..10 {
            next_day(desk).await;
        }
        cancel().await.expect(200);
    }

    async fn a_requester_reopens_within_five_working_days(desk: &Desk) {
        begin_on_monday(desk);
        let (ana, carla, ticket) = attended(desk).await;
        let rosa = desk.supervisor("rosa", seeded::SUPPORT).await;
        let resolved = ana.confirms(&ticket, 5).await;
        let until = resolved.reopen_until.expect("it says until when");
        turn_to(desk, until - Duration::minutes(5));
        ana.reopens(&ticket, "Volvió a fallar.").await;
        carla.attends(&ticket, "Listo.").await;
        let until = ana.confirms(&ticket, 5).await.reopen_until.unwrap();
        turn_to(desk, until + Duration::minutes(5));
        ana.tries(&ticket, "reopen", json!({"reason": "Otra vez."})).await.expect_problem(409, "conflict");
        assert!(!ana.sees(&ticket).await.actions.contains(&shared::access::TicketAction::Reopen));
        rosa.reopens(&ticket, "Sí le falló.").await;
    }
}
