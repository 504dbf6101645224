//! The quality indicator and the tickets behind its numbers.

use chrono::NaiveDate;
use shared::indicator::{Evidence, Figure, GroupBy, Indicator};
use shared::page::Page;

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
    /// The part of it: what by, and its key.
    pub group: Option<(GroupBy, String)>,
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
        let call = self
            .get("/reports/indicator/tickets")
            .query("from", filter.from)
            .query("to", filter.to)
            .query("figure", filter.figure)
            .query_if("cursor", cursor);
        let call = match &filter.group {
            Some((by, key)) => call.query(by.as_str(), key),
            None => call,
        };
        call.read().await
    }
}
