//! What the address of the indicator says: which days, and which number is open.

use chrono::{Datelike, Months, NaiveDate};
use shared::category::Category;
use shared::indicator::Figure;
use shared::instant;
use shared::status::CancelReason;

use crate::components::link::Pairs;

/// Which days are counted. The words follow the calendar, so that a link to 'last month' stays one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Period {
    /// The month that is under way.
    #[default]
    ThisMonth,
    /// The one before.
    LastMonth,
    /// The year that is under way.
    ThisYear,
    /// Any days, first and last inclusive.
    Days(NaiveDate, NaiveDate),
}

impl Period {
    fn read(pairs: &Pairs) -> Self {
        let day = |name| pairs.get(name).and_then(instant::day);
        match (pairs.get("period"), day("from"), day("to")) {
            (Some("last_month"), ..) => Self::LastMonth,
            (Some("this_year"), ..) => Self::ThisYear,
            (_, Some(from), Some(to)) => Self::Days(from, to),
            _ => Self::ThisMonth,
        }
    }

    fn write(self, pairs: &Pairs) -> Pairs {
        match self {
            Self::ThisMonth => pairs.clone(),
            Self::LastMonth => pairs.with("period", Some("last_month")),
            Self::ThisYear => pairs.with("period", Some("this_year")),
            Self::Days(from, to) => pairs.with("from", Some(&from.to_string())).with("to", Some(&to.to_string())),
        }
    }

    /// First and last day, seen from a day.
    pub fn days(self, today: NaiveDate) -> (NaiveDate, NaiveDate) {
        let first = today.with_day(1).unwrap_or(today);
        match self {
            Self::ThisMonth => (first, last_day(first)),
            Self::LastMonth => {
                let first = first.checked_sub_months(Months::new(1)).unwrap_or(first);
                (first, last_day(first))
            }
            Self::ThisYear => {
                let january = first.with_month(1).unwrap_or(first);
                let december = january.checked_add_months(Months::new(11)).unwrap_or(january);
                (january, last_day(december))
            }
            Self::Days(from, to) => (from, to),
        }
    }
}

fn last_day(first: NaiveDate) -> NaiveDate {
    first.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(first)
}

/// The first days of the months that a range touches.
pub fn months(from: NaiveDate, to: NaiveDate) -> Vec<NaiveDate> {
    let first = from.with_day(1).unwrap_or(from);
    let next = |month: &NaiveDate| month.checked_add_months(Months::new(1));
    std::iter::successors(Some(first), next).take_while(|month| *month <= to).collect()
}

/// A number that is open.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Opened {
    /// Which one.
    pub figure: Figure,
    /// Of one category.
    pub category: Option<Category>,
    /// Of one month, `YYYY-MM`.
    pub month: Option<String>,
    /// Of one reason.
    pub cancel_reason: Option<CancelReason>,
}

impl Opened {
    /// A number of the whole period.
    pub fn whole(figure: Figure) -> Self {
        Self { figure, category: None, month: None, cancel_reason: None }
    }
}

/// What the address says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct IndicatorQuery {
    /// Which days.
    pub period: Period,
    /// Which number is open.
    pub opened: Option<Opened>,
}

impl IndicatorQuery {
    /// Reads it. What nobody understands is left aside.
    pub fn read(query: &str) -> Self {
        let pairs = Pairs::read(query);
        let opened = pairs.get("figure").and_then(|word| word.parse().ok()).map(|figure| Opened {
            figure,
            category: pairs.get("category").and_then(|word| word.parse().ok()),
            month: pairs.get("month").filter(|word| read_month(word).is_some()).map(str::to_owned),
            cancel_reason: pairs.get("cancel_reason").and_then(|word| word.parse().ok()),
        });
        Self { period: Period::read(&pairs), opened }
    }

    /// What the address asks for and nobody understands.
    pub fn not_understood(query: &str) -> Vec<String> {
        Pairs::read(query).without_sense(|name, word| match name {
            "period" => matches!(word, "last_month" | "this_year"),
            "from" | "to" => instant::day(word).is_some(),
            "figure" => word.parse::<Figure>().is_ok(),
            "category" => word.parse::<Category>().is_ok(),
            "cancel_reason" => word.parse::<CancelReason>().is_ok(),
            "month" => read_month(word).is_some(),
            _ => false,
        })
    }

    /// As the query of an address.
    pub fn to_query(&self) -> String {
        let pairs = self.period.write(&Pairs::default());
        let Some(opened) = &self.opened else { return pairs.to_query() };
        pairs
            .with("figure", Some(opened.figure.as_str()))
            .with("category", opened.category.map(Category::as_str))
            .with("month", opened.month.as_deref())
            .with("cancel_reason", opened.cancel_reason.map(CancelReason::as_str))
            .to_query()
    }

    /// The address of a number in the same period.
    pub fn opening(&self, opened: Opened) -> String {
        Self { period: self.period, opened: Some(opened) }.to_query()
    }

    /// The same with no number open.
    pub fn closed(&self) -> String {
        Self { period: self.period, opened: None }.to_query()
    }
}

/// The first day of a month that an address names, `2026-03`.
pub fn read_month(word: &str) -> Option<NaiveDate> {
    instant::day(&format!("{word}-01"))
}

/// The key of a month's part.
pub fn month_key(month: NaiveDate) -> String {
    format!("{:04}-{:02}", month.year(), month.month())
}
