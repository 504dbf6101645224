//! The figures of a period, counted in the database.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use sea_orm::{ConnectionTrait, FromQueryResult, Statement};
use shared::{
    category::Category,
    indicator::{CancelledBy, Counts, DEFINITION, GroupBy, Indicator, IndicatorGroup, Record},
    institution::Target,
    person::Language,
    status::{CancelReason, Closure, Status},
};

use super::{
    period::{Month, Period},
    states,
};
use crate::error::Result;

/// Tickets that were alike at the cut-off.
#[derive(Debug, FromQueryResult)]
struct Alike {
    category: Category,
    status: Status,
    closure: Option<Closure>,
    cancel_reason: Option<CancelReason>,
    rejected: i32,
    tickets: i64,
}

impl Alike {
    fn record(&self) -> Record {
        Record {
            status: self.status,
            closure: self.closure,
            cancel_reason: self.cancel_reason,
            rejected: self.rejected != 0,
        }
    }
}

/// What is added up.
#[derive(Debug, Default)]
struct Sums {
    all: Counts,
    by_category: BTreeMap<Category, Counts>,
    cancelled_by: BTreeMap<CancelReason, u64>,
}

impl Sums {
    fn add(&mut self, alike: &Alike) {
        let tickets = alike.tickets.unsigned_abs();
        let record = alike.record();
        self.all.add(&record, tickets);
        self.by_category.entry(alike.category).or_default().add(&record, tickets);
        if let Some(reason) = alike.cancel_reason {
            *self.cancelled_by.entry(reason).or_default() += tickets;
        }
    }
}

/// The indicator of a period as of a cut-off, with the parts that are asked for. A ticket counts in the category that it had
/// then.
///
/// # Errors
/// When the database can't be read.
pub async fn indicator(
    db: &impl ConnectionTrait,
    zone: Tz,
    period: Period,
    cut_off: DateTime<Utc>,
    group_by: &[GroupBy],
    targets: &[Target],
    language: Language,
) -> Result<Indicator> {
    let mut sums = Sums::default();
    let mut by_month = Vec::new();
    if group_by.contains(&GroupBy::Month) {
        // The months make up the whole period, so that it is read once.
        for (month, part) in period.months() {
            let mut of_month = Counts::default();
            for alike in count(db, zone, part, cut_off).await? {
                of_month.add(&alike.record(), alike.tickets.unsigned_abs());
                sums.add(&alike);
            }
            by_month.push((month, of_month));
        }
    } else {
        for alike in count(db, zone, period, cut_off).await? {
            sums.add(&alike);
        }
    }
    let mut groups = Vec::new();
    for by in group_by {
        match by {
            GroupBy::Category => groups.extend(categories(&sums, language)),
            GroupBy::Month => groups.extend(months(&by_month, language)),
        }
    }
    Ok(Indicator {
        from: period.from,
        to: period.to,
        cut_off,
        definition: DEFINITION.to_owned(),
        counts: sums.all,
        indicator: sums.all.indicator(),
        target: target_on(targets, period.to),
        cancelled_by: CancelReason::ALL
            .iter()
            .filter(|reason| **reason != CancelReason::Duplicate)
            .map(|reason| CancelledBy {
                reason: *reason,
                count: sums.cancelled_by.get(reason).copied().unwrap_or_default(),
            })
            .collect(),
        groups,
    })
}

async fn count(db: &impl ConnectionTrait, zone: Tz, period: Period, cut_off: DateTime<Utc>) -> Result<Vec<Alike>> {
    let (from, until) = period.instants(zone);
    let values = [cut_off.into(), from.into(), until.into()];
    let counted = Statement::from_sql_and_values(db.get_database_backend(), states::counted(), values);
    Ok(Alike::find_by_statement(counted).all(db).await?)
}

fn categories(sums: &Sums, language: Language) -> impl Iterator<Item = IndicatorGroup> {
    Category::ALL.iter().map(move |category| {
        let counts = sums.by_category.get(category).copied().unwrap_or_default();
        group(GroupBy::Category, category.to_string(), category.label(language).to_owned(), counts)
    })
}

fn months(by_month: &[(Month, Counts)], language: Language) -> impl Iterator<Item = IndicatorGroup> {
    by_month.iter().map(move |(month, counts)| group(GroupBy::Month, month.to_string(), month.label(language), *counts))
}

fn group(by: GroupBy, key: String, label: String, counts: Counts) -> IndicatorGroup {
    IndicatorGroup { by, key, label, counts, indicator: counts.indicator() }
}

/// The target that holds on a day; where two do, the one that began last.
fn target_on(targets: &[Target], day: NaiveDate) -> Option<f64> {
    targets
        .iter()
        .filter(|target| target.from <= day && target.to.is_none_or(|to| day <= to))
        .max_by_key(|target| target.from)
        .map(|target| target.percent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_target_is_the_one_of_the_last_day() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let target = |percent, from: &str, to: Option<&str>| Target { percent, from: day(from), to: to.map(day) };
        let targets = [
            target(90.0, "2025-01-01", Some("2025-12-31")),
            target(92.5, "2026-01-01", None),
            target(95.0, "2027-01-01", None),
        ];
        assert_eq!(target_on(&targets, day("2024-12-31")), None);
        assert_eq!(target_on(&targets, day("2025-12-31")), Some(90.0));
        assert_eq!(target_on(&targets, day("2026-11-30")), Some(92.5));
        assert_eq!(target_on(&targets, day("2027-01-01")), Some(95.0));
        assert_eq!(target_on(&[], day("2026-11-30")), None);
    }
}
