//! Query strings: repeated or comma-separated values, every name known, every fault named.

use std::str::FromStr;

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use chrono::{DateTime, Utc};
use futures_util::future::{Ready, ready};
use shared::{limits, problem::FieldCode};
use utoipa::{
    IntoParams,
    openapi::path::{Parameter, ParameterIn},
};

use super::documented;
use crate::{
    clock,
    error::{Error, Fault, Result},
};

/// The parameters of a request, taken one by one; what is left over in the end is unknown.
#[derive(Debug, Clone, Default)]
pub struct Params {
    pairs: Vec<(String, String)>,
    faults: Vec<Fault>,
}

impl FromRequest for Params {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::parse(request.query_string())))
    }
}

impl Params {
    /// The parameters of a query string.
    pub fn parse(query: &str) -> Self {
        let pairs = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        Self { pairs, faults: Vec::new() }
    }

    fn take(&mut self, name: &str) -> Vec<String> {
        let (taken, left) = std::mem::take(&mut self.pairs).into_iter().partition(|(given, _)| given == name);
        self.pairs = left;
        let taken: Vec<(String, String)> = taken;
        let values: Vec<String> = taken.into_iter().map(|(_, value)| value).collect();
        if values.iter().any(|value| value.contains('\0')) {
            self.fault(name, FieldCode::Characters);
            return Vec::new();
        }
        values
    }

    fn fault(&mut self, name: &str, code: FieldCode) {
        self.faults.push(Fault::new(format!("?{name}"), code));
    }

    /// At most one value.
    pub fn one<T: FromStr>(&mut self, name: &str) -> Option<T> {
        let values = self.take(name);
        match values.as_slice() {
            [] => None,
            [value] => match value.parse() {
                Ok(value) => Some(value),
                Err(_) => {
                    self.fault(name, FieldCode::Format);
                    None
                }
            },
            _ => {
                self.fault(name, FieldCode::Duplicate);
                None
            }
        }
    }

    /// At most one instant, of those that both engines keep.
    pub fn instant(&mut self, name: &str) -> Option<DateTime<Utc>> {
        let instant = self.one(name)?;
        if clock::is_kept(instant) {
            return Some(instant);
        }
        self.fault(name, FieldCode::Format);
        None
    }

    /// At most one word of a closed set.
    pub fn word<T: FromStr>(&mut self, name: &str) -> Option<T> {
        let before = self.faults.len();
        let value = self.one(name);
        for fault in self.faults.iter_mut().skip(before).filter(|fault| fault.code == FieldCode::Format) {
            fault.code = FieldCode::Choice;
        }
        value
    }

    /// Exactly one value.
    pub fn required<T: FromStr + Default>(&mut self, name: &str) -> T {
        let before = self.faults.len();
        match self.one(name) {
            Some(value) => value,
            None => {
                if self.faults.len() == before {
                    self.fault(name, FieldCode::Required);
                }
                T::default()
            }
        }
    }

    /// Any number of values, repeated or separated by commas; each once, however often it was given.
    pub fn list<T: FromStr + PartialEq>(&mut self, name: &str) -> Vec<T> {
        let values = self.take(name);
        let (mut given, mut parsed) = (0, Vec::new());
        for value in values.iter().flat_map(|value| value.split(',')).map(str::trim).filter(|value| !value.is_empty()) {
            given += 1;
            match value.parse() {
                Ok(value) if parsed.contains(&value) => {}
                Ok(value) => parsed.push(value),
                Err(_) => self.fault(name, FieldCode::Choice),
            }
        }
        if given > 50 {
            self.faults.push(Fault::new(format!("?{name}"), FieldCode::TooMany).bound(50));
        }
        parsed
    }

    /// `limit`: rows of a page.
    pub fn limit(&mut self) -> u64 {
        match self.one::<u32>("limit") {
            None => u64::from(limits::PAGE_DEFAULT),
            Some(0) => {
                self.faults.push(Fault::new("?limit", FieldCode::TooSmall).bound(1));
                1
            }
            Some(limit) if limit > limits::PAGE_MAX => {
                self.faults.push(Fault::new("?limit", FieldCode::TooLarge).bound(limits::PAGE_MAX));
                1
            }
            Some(limit) => u64::from(limit),
        }
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// `Validation` with every fault, and with every parameter that nobody asked for.
    pub fn finish(mut self) -> Result<()> {
        let unknown: Vec<String> = self.pairs.iter().map(|(name, _)| name.clone()).collect();
        for name in unknown {
            self.fault(&name.chars().filter(|c| !c.is_control()).take(60).collect::<String>(), FieldCode::Unknown);
        }
        if self.faults.is_empty() { Ok(()) } else { Err(Error::Validation(self.faults)) }
    }
}

/// The one address at which something else than a read takes parameters.
const TAKES_PARAMETERS: &str = "/accounts/import";

/// Refuses parameters where no operation takes any: with everything that is not a read, but for one address. Reads name theirs
/// in their handlers.
///
/// # Errors
/// `Validation`.
pub fn refuse_unasked(request: &HttpRequest) -> Result<()> {
    if request.method().is_safe() || request.path().ends_with(TAKES_PARAMETERS) {
        return Ok(());
    }
    Params::parse(request.query_string()).finish()
}

/// Documents the parameters of a list that is read page by page.
#[derive(Debug)]
pub struct Page;

impl IntoParams for Page {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![
            documented::rows("limit", "Rows of a page", limits::PAGE_DEFAULT, limits::PAGE_MAX),
            documented::query("cursor", "The `next_cursor` of the page before"),
        ]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use shared::status::Status;

    use super::*;

    #[test]
    fn values_repeat_or_stand_between_commas() {
        let mut params = Params::parse("status=new,assigned&status=waiting,new&limit=20");
        assert_eq!(params.list::<Status>("status"), [Status::New, Status::Assigned, Status::Waiting]);
        assert_eq!(params.limit(), 20);
        assert!(params.finish().is_ok());
    }

    #[test]
    fn what_nobody_asked_for_is_named() {
        let mut params = Params::parse("limit=999&sort=1%3Bdrop");
        params.limit();
        let Err(Error::Validation(faults)) = params.finish() else { panic!("it was accepted") };
        let faults: Vec<_> = faults.iter().map(|fault| (fault.pointer.as_str(), fault.code)).collect();
        assert_eq!(faults, [("?limit", FieldCode::TooLarge), ("?sort", FieldCode::Unknown)]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        #[test]
        fn any_query_is_read_or_refused_by_name(
            query in prop_oneof![
                any::<String>(),
                "((limit|status|cursor|since|count|whom|month|x)(=([0-9T:Z.+-]{0,24}|new,,assigned|[a-z%0-9]{0,9}|ñ%00))?&?){0,8}",
            ],
        ) {
            let given: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
            let mut params = Params::parse(&query);
            let (statuses, limit) = (params.list::<Status>("status"), params.limit());
            let (cursor, since) = (params.one::<String>("cursor"), params.instant("since"));
            let (count, whom) = (params.one::<bool>("count"), params.list::<uuid::Uuid>("whom"));
            let known = ["status", "limit", "cursor", "since", "count", "whom"];
            match params.finish() {
                Ok(()) => {
                    prop_assert!(given.iter().all(|(name, value)| known.contains(&name.as_str()) && !value.contains('\0')));
                    prop_assert!((1..=u64::from(limits::PAGE_MAX)).contains(&limit) && statuses.len() <= Status::ALL.len());
                    prop_assert!(since.is_none_or(clock::is_kept) && whom.len() <= 50);
                    let one = |name: &str| given.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
                    prop_assert_eq!(cursor, one("cursor"));
                    prop_assert_eq!(count.map(|count| count.to_string()), one("count"));
                }
                Err(Error::Validation(faults)) => {
                    prop_assert!(!given.is_empty());
                    let is_named = |fault: &Fault| fault.pointer.starts_with('?') && fault.pointer.chars().count() <= 61;
                    prop_assert!(faults.iter().all(is_named), "{:?}", faults);
                }
                Err(other) => panic!("{other}"),
            }
        }
    }
}
