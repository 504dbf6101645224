//! The institution: what everyone may know of it before signing in, and what an admin sets.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{limits, person::Language, service::Bilingual};

/// A mail domain as it is kept; nothing when it is none. A leading dot takes every sub-domain.
pub fn mail_domain(text: &str) -> Option<String> {
    let domain = text.trim().to_ascii_lowercase();
    let labels: Vec<&str> = domain.strip_prefix('.').unwrap_or(&domain).split('.').collect();
    let is_label = |label: &&str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let is_domain = labels.len() >= 2 && labels.iter().all(is_label) && domain.len() as u64 <= limits::DOMAIN_MAX;
    is_domain.then_some(domain)
}

/// What the sign-in page needs, public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Institution {
    /// Its name.
    pub name: String,
    /// Its mail domains; an entry with a leading dot takes every sub-domain.
    pub domains: Vec<String>,
    /// Hue of its colour, 0 to 360 degrees (OKLCH).
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 360))]
    pub hue: u16,
    /// IANA time zone.
    pub time_zone: String,
    /// Where the picture of its logo is; absent where it has none. Another picture has another address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<String>,
    /// Languages of the interface.
    pub languages: Vec<Language>,
    /// Whether it has a privacy notice to read.
    #[serde(default)]
    pub privacy_notice: bool,
    /// Whether this is a demo: personas and mailbox are offered.
    pub demo: bool,
}

/// The settings of the institution.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Settings {
    /// Version, for `If-Match`.
    pub version: i32,
    /// Its name.
    pub name: String,
    /// Hue of its colour, 0 to 360 degrees (OKLCH).
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 360))]
    pub hue: u16,
    /// Its mail domains; an entry with a leading dot takes every sub-domain.
    pub domains: Vec<String>,
    /// IANA time zone, in which its days begin and end.
    pub time_zone: String,
    /// Where the picture of its logo is; absent where it has none. `set_logo` changes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<String>,
    /// Prefix of new folios.
    pub folio_prefix: String,
    /// Working days after which an attended ticket closes unanswered; 0 is off.
    pub closure_working_days: u32,
    /// Working days between reminders to a requester who is awaited; 0 is never. Two are sent at most.
    pub reminder_working_days: u32,
    /// The target of the quality indicator (EPREC001), with the dates for which it holds.
    pub targets: Vec<Target>,
    /// The privacy notice, in Markdown; empty where there is none.
    pub privacy_notice: Bilingual,
}

/// A target of the quality indicator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Target {
    /// Per cent.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 100))]
    pub percent: f64,
    /// First day on which it holds.
    #[serde(deserialize_with = "crate::instant::read_day")]
    pub from: NaiveDate,
    /// Last day on which it holds; absent while it has no end.
    #[serde(default, deserialize_with = "crate::instant::read_day_if_any", skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
}

/// What an admin changes; what is absent stays.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "validation", derive(validator::Validate))]
pub struct SettingsPatch {
    /// Name of the institution.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validation", validate(length(min = 1, max = limits::NAME_MAX)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 120))]
    pub name: Option<String>,
    /// The whole new list of mail domains, a leading dot taking every sub-domain. Whoever changes it keeps an address of
    /// the institution.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validation", validate(length(min = 1, max = limits::DOMAINS_MAX)))]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 50))]
    pub domains: Option<Vec<String>>,
    /// IANA time zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validation", validate(length(min = 1, max = limits::TIME_ZONE_MAX)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 64, example = "America/Mexico_City"))]
    pub time_zone: Option<String>,
    /// Hue of its colour, degrees.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validation", validate(range(max = 360)))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 360))]
    pub hue: Option<u16>,
    /// Prefix of new folios: 1 to 8 letters and digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validation", validate(length(min = 1, max = limits::FOLIO_PREFIX_MAX)))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 8))]
    pub folio_prefix: Option<String>,
    /// Working days after which an attended ticket closes unanswered; 0 is off.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validation", validate(range(max = limits::CLOSURE_DAYS_MAX)))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 60))]
    pub closure_working_days: Option<u32>,
    /// Working days between reminders; 0 is never.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validation", validate(range(max = limits::CLOSURE_DAYS_MAX)))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 60))]
    pub reminder_working_days: Option<u32>,
    /// The whole new list of targets.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validation", validate(length(max = limits::TARGETS_MAX)))]
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub targets: Option<Vec<Target>>,
    /// The whole new privacy notice, in Markdown, 20,000 characters a language at most; empty in both removes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub privacy_notice: Option<Bilingual>,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_domain_has_labels() {
        assert_eq!(mail_domain(" .Alumnos.Example.edu.mx ").as_deref(), Some(".alumnos.example.edu.mx"));
        for odd in ["", "localhost", "@example.edu.mx", "example..mx", "-a.mx", "..mx", "exa mple.mx", "ñandú.mx"] {
            assert_eq!(mail_domain(odd), None, "{odd}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        #[test]
        fn whatever_is_taken_for_a_domain_is_one(
            text in prop_oneof![any::<String>(), "[ .]?([A-Za-z0-9ñ-]{0,64}[.]){0,5}[a-z0-9-]{0,6} ?"],
        ) {
            if let Some(domain) = mail_domain(&text) {
                let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-".contains(c);
                prop_assert!(domain.chars().all(is_plain));
                prop_assert_eq!(mail_domain(&domain), Some(domain));
            }
        }
    }
}
