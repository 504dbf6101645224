//! What becomes of a request: reviewed, given to somebody, performed with questions and waits, checked by the requester, and
//! now and then rejected, reopened, forgotten or cancelled.

use chrono::{DateTime, Duration, Utc};
use shared::{
    lifecycle::Command,
    priority::{Impact, Priority, Urgency},
    status::{CancelReason, Channel, Closure, Status, WaitReason},
    ticket::Folio,
};
use uuid::Uuid;

use super::{
    Wish, World,
    chance::Chance,
    pen::{Pen, Rows, Stop},
    words,
};
use crate::tickets::{commands::filing::Request, reopening};

/// Most rejections of one request, and most times that it is reopened.
const REJECTIONS_MAX: i32 = 2;

/// Invents a request at its place and what became of it; the last request for each service, of which another may be a
/// duplicate, is noted in `originals`.
///
/// # Errors
/// When the story is not one that the rules allow.
pub(super) fn tell(
    world: &World,
    seed: u64,
    number: i64,
    filed: DateTime<Utc>,
    originals: &mut [Option<Uuid>],
    rows: &mut Rows,
) -> Result<(), Stop> {
    let mut chance = Chance::new(seed, number.unsigned_abs());
    let Some(subject) = world.subject(filed, &mut chance) else { return Ok(()) };
    let (place, service) = (subject.place, subject.service);
    let original = originals.get(place).copied().flatten();
    let request = request(world, number, filed, subject, &mut chance);
    let team = world.team(service.row.team_id);
    let supervisor = team.and_then(|team| chance.pick(&team.supervisors)).copied().unwrap_or_default();
    let mut life = Life {
        pen: Pen::file(world, &mut chance, rows, &service.row, request, filed)?,
        done: service.wording.done,
        supervisor,
        effort: service.row.effort,
    };
    match life.live(original) {
        // What is due by now has happened all the same.
        Ok(()) | Err(Stop::Present) => {}
        Err(fault) => return Err(fault),
    }
    match life.pen.let_time_pass(world.terms.until) {
        Ok(()) | Err(Stop::Present) => {}
        Err(fault) => return Err(fault),
    }
    let id = life.pen.ticket.id;
    if life.pen.put_down() != Status::Cancelled
        && let Some(last) = originals.get_mut(place)
    {
        *last = Some(id);
    }
    Ok(())
}

fn request(world: &World, number: i64, at: DateTime<Utc>, subject: Wish<'_>, chance: &mut Chance) -> Request {
    let by_staff = chance.percent(9);
    let registrar = world.team(subject.service.row.team_id).and_then(|team| chance.pick(&team.agents)).copied();
    let registered_by_id = registrar.filter(|_| by_staff);
    let channel = match (registered_by_id, chance.percent(3)) {
        (Some(_), _) => Channel::Staff,
        (None, true) => Channel::Api,
        (None, false) => Channel::Web,
    };
    let row = &subject.service.row;
    let impact = [row.default_impact, row.default_impact, Impact::Individual, Impact::Group, Impact::Institution];
    let urgency = [row.default_urgency, Urgency::Low, Urgency::Medium, Urgency::High];
    Request {
        id: chance.id(at),
        number,
        folio: Folio::new(&world.in_force.folio_prefix, number),
        subject: subject.subject,
        description: subject.description,
        answers: subject.answers,
        impact: impact.get(chance.weighted([40, 20, 22, 15, 3].into_iter())).copied().unwrap_or(row.default_impact),
        urgency: urgency.get(chance.weighted([50, 20, 20, 10].into_iter())).copied().unwrap_or(row.default_urgency),
        requester_id: subject.requester_id,
        registered_by_id,
        channel,
    }
}

/// A request with the people around it.
struct Life<'a> {
    pen: Pen<'a>,
    done: &'static [&'static str],
    /// Who distributes the work of the team that has it.
    supervisor: Uuid,
    /// How much work it is, beside a normal one.
    effort: f64,
}

impl Life<'_> {
    /// Working time from now, so many minutes in the mean.
    fn soon(&mut self, mean: f64) -> DateTime<Utc> {
        let span = self.pen.chance.minutes(mean);
        self.pen.world.terms.worked(self.pen.now, span)
    }

    /// When somebody who asks comes round to it.
    fn later(&mut self, mean: f64) -> DateTime<Utc> {
        let span = self.pen.chance.minutes(mean);
        self.pen.world.terms.awake(self.pen.now, span)
    }

    fn says(&mut self, often: u32, words: &[&'static str]) -> Option<String> {
        self.pen.chance.percent(often).then(|| self.pen.chance.word(words).to_owned())
    }

    fn assignee(&self) -> Uuid {
        self.pen.ticket.assignee_id.unwrap_or_default()
    }

    /// How much longer what matters less takes.
    fn patience(&self) -> f64 {
        match self.pen.ticket.priority {
            Priority::Critical => 0.15,
            Priority::High => 0.5,
            Priority::Normal => 1.0,
            Priority::Low => 2.0,
        }
    }

    fn live(&mut self, original: Option<Uuid>) -> Result<(), Stop> {
        if self.review(original)? {
            return Ok(());
        }
        if self.work()? {
            return Ok(());
        }
        self.check()
    }

    /// Review; whether it ended there.
    fn review(&mut self, original: Option<Uuid>) -> Result<bool, Stop> {
        let (requester, supervisor) = (self.pen.ticket.requester_id, self.supervisor);
        if self.pen.chance.percent(2) {
            let (at, note) = (self.later(60.0), self.says(60, words::WITHDRAWN));
            self.pen.cancel(at, requester, CancelReason::Withdrawn, None, note.as_deref())?;
            return Ok(true);
        }
        let mean = 75.0 * self.patience();
        let at = self.soon(mean);
        if let Some(original) = original.filter(|_| self.pen.chance.percent(2)) {
            self.pen.cancel(at, supervisor, CancelReason::Duplicate, Some(original), None)?;
            return Ok(true);
        }
        if self.pen.chance.percent(1) {
            let note = self.says(90, words::OUT_OF_SCOPE);
            self.pen.cancel(at, supervisor, CancelReason::OutOfScope, None, note.as_deref())?;
            return Ok(true);
        }
        if self.pen.chance.percent(18) {
            let urgency = [Urgency::Low, Urgency::Medium, Urgency::High];
            let urgency = self.pen.chance.pick(&urgency).copied().unwrap_or(Urgency::Medium);
            let impact = self.pen.ticket.impact;
            if urgency != self.pen.ticket.urgency {
                self.pen.act(at, Some(supervisor), None, |draft| draft.prioritise(impact, urgency))?;
            }
        }
        if self.pen.chance.percent(5) {
            self.transfer(supervisor)?;
        }
        self.assign(true)?;
        if self.pen.chance.percent(3) {
            let (at, assignee) = (self.soon(40.0), self.assignee());
            self.pen.act(at, Some(assignee), Some(Command::Unassign), |draft| {
                draft.ticket.assignee_id = None;
                draft.tell_status(None);
            })?;
            self.assign(false)?;
        }
        Ok(false)
    }

    /// To the review of another team, whose supervisor has it from then on.
    fn transfer(&mut self, supervisor: Uuid) -> Result<(), Stop> {
        let (at, reason) = (self.soon(20.0), self.says(80, words::TRANSFERS));
        let world = self.pen.world;
        let Some(team) = self.pen.chance.pick(&world.teams).filter(|team| team.id != self.pen.ticket.team_id) else {
            return Ok(());
        };
        self.pen.act(at, Some(supervisor), Some(Command::Transfer), |draft| draft.transfer(team.id, reason))?;
        self.supervisor = team.supervisors.first().copied().unwrap_or(supervisor);
        Ok(())
    }

    /// To an agent of its team: taken, or given by the supervisor.
    fn assign(&mut self, may_take: bool) -> Result<(), Stop> {
        let world = self.pen.world;
        let agents = world.team(self.pen.ticket.team_id).map(|team| team.agents.as_slice()).unwrap_or_default();
        let Some(agent) = self.pen.chance.pick(agents).copied() else { return Err(Stop::Present) };
        let at = self.soon(12.0);
        if may_take && self.pen.chance.percent(35) {
            return self.pen.act(at, Some(agent), Some(Command::Take), |draft| draft.assign(agent, None));
        }
        let (supervisor, reason) = (self.supervisor, self.says(25, words::REASONS));
        self.pen.act(at, Some(supervisor), Some(Command::Assign), |draft| draft.assign(agent, reason))
    }

    /// The work up to its end; whether it was cancelled instead.
    fn work(&mut self) -> Result<bool, Stop> {
        let assignee = self.assignee();
        if self.pen.chance.percent(12) {
            let at = self.soon(10.0);
            let (one, other) = (self.pen.chance.word(words::TAGS), self.pen.chance.word(words::TAGS));
            self.pen.tag(at, assignee, vec![one, other])?;
        }
        if self.pen.ticket.status == Status::Assigned && self.pen.chance.percent(85) {
            let mean = 90.0 * self.patience();
            let at = self.soon(mean);
            #[expect(clippy::redundant_closure_for_method_calls, reason = "the method is of one lifetime only")]
            self.pen.act(at, Some(assignee), Some(Command::Start), |draft| draft.start())?;
        }
        if self.pen.chance.percent(4) {
            let (at, requester) = (self.later(90.0), self.pen.ticket.requester_id);
            if let Some(watcher) = self.pen.world.somebody(self.pen.chance).filter(|id| *id != requester) {
                self.pen.watch(at, requester, watcher)?;
            }
        }
        if self.pen.chance.percent(20) {
            let (at, text) = (self.soon(60.0), self.pen.chance.word(words::NOTES));
            self.pen.note(at, assignee, text)?;
        }
        if self.pen.chance.percent(30) {
            let (at, text) = (self.soon(90.0), self.pen.chance.word(words::UPDATES));
            self.pen.reply(at, assignee, text)?;
        }
        let cancelled = match self.pen.chance.weighted([76, 11, 8, 5].into_iter()) {
            0 => false,
            1 => self.wait_for_requester()?,
            2 => self.wait_for(WaitReason::ThirdParty)?,
            _ => self.wait_for(WaitReason::Scheduled)?,
        };
        if !cancelled {
            self.attend()?;
        }
        Ok(cancelled)
    }

    fn attend(&mut self) -> Result<(), Stop> {
        // What is a project takes weeks.
        let mean = 240.0 * self.patience() * self.effort * self.effort;
        let (at, summary) = (self.soon(mean), self.pen.chance.word(self.done));
        self.pen.attend(at, summary.to_owned())
    }

    /// A question to the requester, who answers or does not; whether it was given up.
    fn wait_for_requester(&mut self) -> Result<bool, Stop> {
        let (at, assignee) = (self.soon(60.0), self.assignee());
        let note = self.says(95, words::QUESTIONS);
        self.pen.act(at, Some(assignee), Some(Command::Wait), |draft| draft.wait(WaitReason::Requester, None, note))?;
        if self.pen.chance.percent(88) {
            let (at, requester) = (self.later(700.0), self.pen.ticket.requester_id);
            let text = self.pen.chance.word(words::ANSWERS);
            self.pen.reply(at, requester, text)?;
            return Ok(false);
        }
        self.outlast_reminders()?;
        let (at, supervisor) = (self.soon(300.0), self.supervisor);
        self.pen.cancel(at, supervisor, CancelReason::NoResponse, None, None)?;
        Ok(true)
    }

    /// Lets both reminders go out; where there are none, nothing follows.
    fn outlast_reminders(&mut self) -> Result<(), Stop> {
        let far = self.pen.now + Duration::days(40);
        self.pen.let_time_pass(far)?;
        if self.pen.ticket.reminders < reopening::REMINDERS { Err(Stop::Present) } else { Ok(()) }
    }

    /// Something else is awaited, sometimes until a day; then the clock goes on with it unless the assignee is earlier.
    fn wait_for(&mut self, reason: WaitReason) -> Result<bool, Stop> {
        let (at, assignee) = (self.soon(60.0), self.assignee());
        let note = self.says(70, words::WAITS);
        let days = self.pen.chance.between(1, 8);
        let has_end = reason == WaitReason::Scheduled || self.pen.chance.percent(30);
        // Never in the past, whatever the hour at which it is put off.
        let until = has_end.then(|| self.pen.world.terms.worked(at + Duration::days(days), Duration::minutes(1)));
        self.pen.act(at, Some(assignee), Some(Command::Wait), |draft| draft.wait(reason, until, note))?;
        let mean = if reason == WaitReason::Scheduled { 9_000.0 } else { 1_400.0 };
        let at = self.soon(mean);
        self.pen.let_time_pass(at)?;
        if self.pen.ticket.status == Status::Waiting {
            self.pen.act(at, Some(assignee), Some(Command::Resume), |draft| draft.tell_status(None))?;
        }
        Ok(false)
    }

    /// The requester checks the result: confirms, rejects, or is not heard of again.
    fn check(&mut self) -> Result<(), Stop> {
        let requester = self.pen.ticket.requester_id;
        loop {
            if self.pen.ticket.rejections < REJECTIONS_MAX && self.pen.chance.percent(7) {
                let (at, reason) = (self.later(500.0), self.pen.chance.word(words::REJECTIONS).to_owned());
                self.pen.act(at, Some(requester), Some(Command::Reject), |draft| draft.reject(reason))?;
                self.attend()?;
                continue;
            }
            if self.pen.chance.percent(14) {
                return self.close();
            }
            self.confirm()?;
            if !self.pen.chance.percent(3) {
                return Ok(());
            }
            let (at, reason) = (self.later(2_000.0), self.pen.chance.word(words::REOPENINGS).to_owned());
            let over = self.pen.ticket.resolved_at.map(|at| reopening::reopen_until(at, self.pen.world.terms.zone));
            if over.is_none_or(|over| at >= over) {
                return Ok(());
            }
            self.pen.act(at, Some(requester), Some(Command::Reopen), |draft| draft.reopen(reason))?;
            self.attend()?;
        }
    }

    fn confirm(&mut self) -> Result<(), Stop> {
        let (at, requester) = (self.later(1_100.0), self.pen.ticket.requester_id);
        let is_rated = self.pen.chance.percent(62);
        let stars = [5, 4, 3, 2, 1].get(self.pen.chance.weighted([60, 24, 9, 4, 3].into_iter())).copied();
        let comment = self.says(25, words::COMMENTS);
        self.pen.act(at, Some(requester), Some(Command::Confirm), |draft| {
            draft.resolve(Closure::Confirmed, None);
            if let Some(stars) = stars.filter(|_| is_rated) {
                draft.rate(stars, comment);
            }
        })
    }

    /// Nobody answers: a supervisor closes it after both reminders, or it stays as it is.
    fn close(&mut self) -> Result<(), Stop> {
        if self.pen.chance.percent(25) {
            return Ok(());
        }
        self.outlast_reminders()?;
        let (at, supervisor) = (self.soon(900.0), self.supervisor);
        let reason = Some(self.pen.chance.word(words::UNANSWERED).to_owned());
        self.pen.act(at, Some(supervisor), Some(Command::CloseUnanswered), |draft| {
            draft.resolve(Closure::Unanswered, reason);
        })
    }
}
