//! The quality indicator: attended ÷ received × 100, over plain records (§9).

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    category::Category,
    status::{CancelReason, Closure, Status},
};

/// What the figures mean, as text beside them.
pub const DEFINITION: &str = "attended / received * 100; received = tickets registered in the period, less those \
     cancelled as duplicate; attended = those of them whose status is attended or resolved at the cut-off";

/// What one ticket of the period was at the cut-off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record {
    /// Status at the cut-off.
    pub status: Status,
    /// How it was resolved, if it was.
    pub closure: Option<Closure>,
    /// Why it was cancelled, if it was.
    pub cancel_reason: Option<CancelReason>,
    /// Whether its requester rejected the result at least once.
    pub rejected: bool,
}

impl Record {
    /// Whether it counts as received.
    pub fn is_received(&self) -> bool {
        self.cancel_reason != Some(CancelReason::Duplicate)
    }

    /// Whether its service has been performed.
    pub fn is_attended(&self) -> bool {
        matches!(self.status, Status::Attended | Status::Resolved)
    }

    /// Whether it belongs to a figure.
    pub fn counts_in(&self, figure: Figure) -> bool {
        self.is_received()
            && match figure {
                Figure::Received => true,
                Figure::Attended => self.is_attended(),
                Figure::Confirmed => self.closure == Some(Closure::Confirmed),
                Figure::Unanswered => self.closure == Some(Closure::Unanswered),
                Figure::Rejected => self.rejected,
                Figure::Cancelled => self.status == Status::Cancelled,
                Figure::Open => self.status.is_open(),
            }
    }
}

wire_enum! {
    /// A number of the report that opens the list of tickets behind it.
    Figure {
        /// Registered in the period, less duplicates.
        Received = "received",
        /// Of them, performed.
        Attended = "attended",
        /// Of them, resolved by the requester's word.
        Confirmed = "confirmed",
        /// Of them, closed without an answer.
        Unanswered = "unanswered",
        /// Of them, rejected at least once.
        Rejected = "rejected",
        /// Of them, cancelled for another reason than duplicate.
        Cancelled = "cancelled",
        /// Of them, not yet performed.
        Open = "open",
    }
}

wire_enum! {
    /// What the figures are broken down by.
    GroupBy {
        /// The six categories.
        Category = "category",
        /// The month of registration.
        Month = "month",
    }
}

/// Counts of a period or of a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Counts {
    /// Registered in the period, less duplicates.
    pub received: u64,
    /// Of them, performed: `attended` or `resolved` at the cut-off.
    pub attended: u64,
    /// Of them, resolved by the requester's word.
    pub confirmed: u64,
    /// Of them, closed without an answer.
    pub unanswered: u64,
    /// Of them, rejected at least once.
    pub rejected: u64,
    /// Of them, cancelled for another reason than duplicate.
    pub cancelled: u64,
    /// Of them, not yet performed.
    pub open: u64,
}

impl Counts {
    /// Counts some tickets that are alike.
    pub fn add(&mut self, record: &Record, tickets: u64) {
        for figure in Figure::ALL.iter().copied().filter(|figure| record.counts_in(*figure)) {
            *match figure {
                Figure::Received => &mut self.received,
                Figure::Attended => &mut self.attended,
                Figure::Confirmed => &mut self.confirmed,
                Figure::Unanswered => &mut self.unanswered,
                Figure::Rejected => &mut self.rejected,
                Figure::Cancelled => &mut self.cancelled,
                Figure::Open => &mut self.open,
            } += tickets;
        }
    }

    /// The indicator in hundredths of a per cent, rounded half up; nothing when nothing was received.
    pub fn indicator_hundredths(&self) -> Option<u64> {
        (self.received > 0).then(|| (self.attended * 20_000 / self.received).div_ceil(2))
    }

    /// The indicator in per cent with two decimals; nothing when nothing was received.
    #[expect(clippy::cast_precision_loss, reason = "at most 10 000 hundredths")]
    pub fn indicator(&self) -> Option<f64> {
        self.indicator_hundredths().map(|hundredths| hundredths as f64 / 100.0)
    }
}

/// The indicator of a period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Indicator {
    /// First day, in the institution's time zone.
    #[serde(deserialize_with = "crate::instant::read_day")]
    pub from: NaiveDate,
    /// Last day, inclusive.
    #[serde(deserialize_with = "crate::instant::read_day")]
    pub to: NaiveDate,
    /// The instant whose statuses are counted.
    #[serde(deserialize_with = "crate::instant::read")]
    pub cut_off: DateTime<Utc>,
    /// What the figures mean.
    pub definition: String,
    /// The figures.
    #[serde(flatten)]
    pub counts: Counts,
    /// Per cent, two decimals; `null` is 'no data'.
    pub indicator: Option<f64>,
    /// The target that holds on the last day, per cent; `null` while none is set.
    pub target: Option<f64>,
    /// Cancelled, by reason other than duplicate.
    pub cancelled_by: Vec<CancelledBy>,
    /// The same figures by part, when asked for.
    pub groups: Vec<IndicatorGroup>,
}

/// Cancelled tickets of one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CancelledBy {
    /// The reason.
    pub reason: CancelReason,
    /// How many.
    pub count: u64,
}

/// The figures of one part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IndicatorGroup {
    /// What the parts are.
    pub by: GroupBy,
    /// The part: a category, or a month as `YYYY-MM`.
    pub key: String,
    /// Its name in the caller's language.
    pub label: String,
    /// The figures.
    #[serde(flatten)]
    pub counts: Counts,
    /// Per cent, two decimals; `null` is 'no data'.
    pub indicator: Option<f64>,
}

/// A ticket behind a number: what the quality office may see of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Evidence {
    /// The ticket.
    pub id: Uuid,
    /// Its number.
    pub folio: String,
    /// Topic.
    pub category: Category,
    /// Service, in the caller's language.
    pub service: String,
    /// Status at the cut-off.
    pub status: Status,
    /// How it was resolved.
    pub closure: Option<Closure>,
    /// Why it was cancelled.
    pub cancel_reason: Option<CancelReason>,
    /// When it was registered.
    #[serde(deserialize_with = "crate::instant::read")]
    pub created_at: DateTime<Utc>,
    /// When it was attended, for the last time before the cut-off.
    #[serde(default, deserialize_with = "crate::instant::read_if_any")]
    pub attended_at: Option<DateTime<Utc>>,
    /// When it was resolved.
    #[serde(default, deserialize_with = "crate::instant::read_if_any")]
    pub resolved_at: Option<DateTime<Utc>>,
    /// Whether the result was rejected at least once.
    pub rejected: bool,
    /// The requester's rating.
    pub rating: Option<u8>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(status: Status) -> Record {
        Record { status, closure: None, cancel_reason: None, rejected: false }
    }

    #[test]
    fn attended_and_resolved_count_and_duplicates_do_not() {
        let mut counts = Counts::default();
        counts.add(&record(Status::Attended), 1);
        counts.add(&Record { closure: Some(Closure::Confirmed), ..record(Status::Resolved) }, 1);
        counts.add(&Record { closure: Some(Closure::Unanswered), rejected: true, ..record(Status::Resolved) }, 1);
        counts.add(&record(Status::Waiting), 2);
        counts.add(&Record { cancel_reason: Some(CancelReason::Withdrawn), ..record(Status::Cancelled) }, 1);
        counts.add(&Record { cancel_reason: Some(CancelReason::Duplicate), ..record(Status::Cancelled) }, 7);
        let expected =
            Counts { received: 6, attended: 3, confirmed: 1, unanswered: 1, rejected: 1, cancelled: 1, open: 2 };
        assert_eq!(counts, expected);
        assert_eq!(counts.indicator(), Some(50.0));
    }

    #[test]
    fn the_indicator_has_two_decimals_rounded_half_up() {
        let of = |attended, received| Counts { received, attended, ..Counts::default() }.indicator();
        assert_eq!(of(2, 3), Some(66.67));
        assert_eq!(of(1, 3), Some(33.33));
        assert_eq!(of(1, 8), Some(12.5));
        assert_eq!(of(1, 800), Some(0.13));
        assert_eq!(of(7, 7), Some(100.0));
    }

    #[test]
    fn nothing_received_is_no_data() {
        assert_eq!(Counts::default().indicator(), None);
    }
}
