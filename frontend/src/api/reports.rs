//! The quality indicator and the tickets behind its numbers.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use shared::category::Category;
use shared::indicator::{Evidence, Figure, GroupBy, Indicator};
use shared::page::Page;
use shared::status::CancelReason;

use super::client::{Answer, Client};

/// Which tickets behind the indicator are asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EvidenceFilter {
    /// First day of the period.
    pub from: NaiveDate,
    /// Last day of the period, inclusive.
    pub to: NaiveDate,
    /// The number that was opened.
    pub figure: Figure,
    /// Those of one category.
    pub category: Option<Category>,
    /// Those registered in one month, `YYYY-MM`.
    pub month: Option<String>,
    /// Those cancelled for one reason.
    pub cancel_reason: Option<CancelReason>,
    /// The cut-off of the number, so that the list is the one it counted.
    pub as_of: DateTime<Utc>,
}

impl EvidenceFilter {
    /// What a cache knows this list by.
    pub fn key(&self) -> String {
        format!("evidence?{self:?}")
    }
}

impl Client {
    /// The figures of a period, also by part.
    pub async fn indicator(&self, from: NaiveDate, to: NaiveDate, group_by: &[GroupBy]) -> Answer<Indicator> {
        let groups = group_by.iter().map(|by| by.as_str()).collect::<Vec<_>>().join(",");
        let groups = (!groups.is_empty()).then_some(groups);
        self.get("/reports/indicator").query("from", from).query("to", to).query_if("group_by", groups).read().await
    }

    /// The tickets behind a number.
    pub async fn evidence(&self, filter: &EvidenceFilter, cursor: Option<String>) -> Answer<Page<Evidence>> {
        self.get("/reports/indicator/tickets")
            .query("from", filter.from)
            .query("to", filter.to)
            .query("figure", filter.figure)
            .query_if("category", filter.category)
            .query_if("month", filter.month.as_ref())
            .query_if("cancel_reason", filter.cancel_reason)
            .query("as_of", filter.as_of.to_rfc3339_opts(SecondsFormat::Micros, true))
            .query("count", true)
            .query_if("cursor", cursor)
            .read()
            .await
    }
}
