//! What the work waits for, until when, and what the requester is told.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use shared::limits::{AHEAD_DAYS_MAX, REASON_MAX};
use shared::problem::FieldCode;
use shared::status::WaitReason;
use shared::ticket::Wait;
use yew::{AttrValue, Callback, Html, component, html, use_state};

use super::{AskProps, CommandForm, error_at, outcome, setting, some_text};
use crate::api::tickets::TicketCommand;
use crate::components::choice::Choice;
use crate::components::choice_cards::choice_cards;
use crate::components::date_input::{DateInput, TimeInput};
use crate::components::field::{Field, FieldGroup, text_fault};
use crate::components::text_area::TextArea;
use crate::hooks::use_now::use_now;
use crate::i18n::intl::{self, Style};
use crate::i18n::use_messages;
use crate::pages::staff_ticket::giving::use_giving;

/// The hour at which work goes on when only a day was chosen.
const MORNING: NaiveTime = NaiveTime::MIN.overflowing_add_signed(TimeDelta::hours(9)).0;

/// The dialog.
#[component]
pub fn WaitDialog(props: &AskProps) -> Html {
    let t = use_messages();
    let now = use_now();
    let reason = use_state(|| WaitReason::Requester);
    let day = use_state(|| None::<NaiveDate>);
    let time = use_state(|| Some(MORNING));
    let note = use_state(String::new);
    let missing = use_state(|| false);
    let giving = {
        let (on_done, day, note) = (props.on_done.clone(), day.setter(), note.setter());
        use_giving(&props.query, props.open, move |ticket| {
            day.set(None);
            note.set(String::new());
            on_done.emit(outcome(t, ticket.as_deref(), |folio| t.done_waiting(folio)));
        })
    };
    let scheduled = *reason == WaitReason::Scheduled;
    let end = now + TimeDelta::days(AHEAD_DAYS_MAX);
    // The whole of that day has to be within reach.
    let last = intl::local_day(end).and_then(|day| day.pred_opt());
    let too_late = day.zip(last).is_some_and(|(day, last)| day > last);
    let on_submit = {
        let (run, reason, note, missing) = (giving.run.clone(), *reason, note.clone(), missing.setter());
        let (day, time) = (*day, (*time).unwrap_or(MORNING));
        Callback::from(move |()| {
            let lacking = scheduled && day.is_none();
            missing.set(lacking);
            if !lacking && !too_late {
                let until = day.and_then(|day| intl::instant_of(day.and_time(time)));
                run.emit(TicketCommand::Wait(Wait { reason, until, note: some_text(&note) }));
            }
        })
    };
    let error = giving.error.as_ref();
    let until_error = (*missing && day.is_none())
        .then(|| AttrValue::from(FieldCode::Required.message(t.0, None)))
        .or_else(|| {
            last.filter(|_| too_late).map(|last| t.day_at_the_latest(&intl::day(t.0, last, Style::DayYear)).into())
        })
        .or_else(|| error_at(error, "/until"));
    let choices = vec![
        Choice::new(WaitReason::Requester, t.wait_requester()).detail(t.wait_requester_detail()),
        Choice::new(WaitReason::ThirdParty, t.wait_third_party()).detail(t.wait_third_party_detail()),
        Choice::new(WaitReason::Scheduled, t.wait_scheduled()).detail(t.wait_scheduled_detail()),
    ];
    let choose = {
        let reason = reason.setter();
        Callback::from(move |chosen| reason.set(chosen))
    };
    let (set_day, set_time) = (day.setter(), time.setter());
    html! {
        <CommandForm
            ask={props.clone()}
            title={t.put_on_hold()}
            verb={t.put_on_hold()}
            busy={giving.busy}
            error={error.and_then(|error| error.beside_none(&["/until", "/note"]))}
            seen={giving.seen.clone()}
            {on_submit}
        >
            <FieldGroup label={t.what_for()}>
                { choice_cards(choices, Some(&*reason), &choose, "min-28") }
            </FieldGroup>
            <FieldGroup label={t.resume_by_itself()} optional={!scheduled} error={until_error}>
                <div class="row">
                    <DateInput
                        value={*day}
                        min={intl::local_day(now)}
                        max={last}
                        label={t.day()}
                        on_change={Callback::from(move |day| set_day.set(day))}
                    />
                    <TimeInput value={*time} label={t.hour()} on_change={Callback::from(move |time| set_time.set(time))} />
                </div>
            </FieldGroup>
            <Field
                label={if *reason == WaitReason::Requester { t.what_do_we_need() } else { t.word_for_requester() }}
                optional=true
                help={t.requester_reads_it()}
                error={text_fault(t, &note, REASON_MAX, false).or_else(|| error_at(error, "/note"))}
            >
                <TextArea value={AttrValue::from((*note).clone())} on_input={setting(&note)} />
            </Field>
        </CommandForm>
    }
}
