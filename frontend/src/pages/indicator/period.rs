//! Chooses the period: one of the usual ones, or any two days.

use chrono::NaiveDate;
use yew::{Callback, Html, Properties, component, html};

use super::query::Period;
use crate::components::choice::Choice;
use crate::components::date_input::DateInput;
use crate::components::segmented::segmented;
use crate::i18n::use_messages;

/// Properties of [`PeriodPicker`].
#[derive(Properties, PartialEq)]
pub struct PeriodPickerProps {
    /// The period now.
    pub period: Period,
    /// The day that the words are seen from.
    pub today: NaiveDate,
    /// Another period.
    pub on_change: Callback<Period>,
}

/// The choice, and two days where none of the usual periods is meant.
#[component]
pub fn PeriodPicker(props: &PeriodPickerProps) -> Html {
    let t = use_messages();
    let (from, to) = props.period.days(props.today);
    let own = Period::Days(from, to);
    let choices = vec![
        Choice::new(Period::ThisMonth, t.this_month()),
        Choice::new(Period::LastMonth, t.last_month()),
        Choice::new(Period::ThisYear, t.this_year()),
        Choice::new(own, t.other_days()),
    ];
    let change = |period: fn(NaiveDate, (NaiveDate, NaiveDate)) -> Period| {
        let on_change = props.on_change.clone();
        Callback::from(move |day: Option<NaiveDate>| {
            if let Some(day) = day {
                on_change.emit(period(day, (from, to)));
            }
        })
    };
    html! {
        <div class="row no-print period">
            { segmented(choices, &props.period, &props.on_change, t.period()) }
            if matches!(props.period, Period::Days(..)) {
                <div class="row row-n">
                    <DateInput
                        value={Some(from)}
                        label={t.first_day()}
                        on_change={change(|day, (_, to)| Period::Days(day, to))}
                    />
                    <span aria-hidden="true">{ "–" }</span>
                    <DateInput
                        value={Some(to)}
                        label={t.last_day()}
                        on_change={change(|day, (from, _)| Period::Days(from, day))}
                    />
                </div>
            }
        </div>
    }
}
