//! Who people are: roles, communities, languages, institutional addresses (product rules, §2).

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::limits;

wire_enum! {
    /// What a person may be besides a requester. Roles add up.
    Role {
        /// Everyone: files requests and confirms them.
        Requester = "requester",
        /// Performs services in its teams.
        Agent = "agent",
        /// Distributes the work of its teams.
        Supervisor = "supervisor",
        /// Reads reports and evidence, changes nothing.
        Quality = "quality",
        /// Configures.
        Admin = "admin",
    }
}

wire_enum! {
    /// The part of the university a person belongs to.
    Community {
        /// Administrative staff.
        Administrative = "administrative",
        /// Faculty.
        Faculty = "faculty",
        /// Students.
        Student = "student",
    }
}

wire_enum! {
    /// The languages of the interface and of outgoing mail.
    #[derive(Default)]
    Language {
        /// Spanish (es-MX), the first.
        #[default]
        Es = "es",
        /// English.
        En = "en",
    }
}

impl Language {
    /// The first supported language of an `Accept-Language` header; Spanish when there is none.
    pub fn from_accept(header: &str) -> Self {
        header
            .split(',')
            .filter_map(|part| part.split(';').next())
            .filter_map(|tag| tag.trim().get(..2).map(str::to_ascii_lowercase))
            .find_map(|primary| primary.parse().ok())
            .unwrap_or_default()
    }

    /// BCP 47 tag, for `lang` and `Intl`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Es => "es-MX",
            Self::En => "en",
        }
    }
}

/// A person as others see it: enough to say who, nothing to reach it by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonRef {
    /// The account.
    pub id: Uuid,
    /// The name to show.
    pub name: String,
    /// Community, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub community: Option<Community>,
}

/// How staff may reach a requester. Never shown to anyone else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contact {
    /// Institutional e-mail.
    pub email: String,
    /// Matrícula or employee number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub institutional_id: Option<String>,
    /// Área or carrera.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Phone extension.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone_extension: Option<String>,
}

/// An e-mail address: trimmed, lower-cased, of one plain `local@domain` shape.
///
/// The shape is narrower than RFC 5321: no quoted local parts, no address literals, no internationalised domains.
/// An institution's addresses have none of them, and each is a known way around a filter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Email(String);

/// Not an address of the accepted shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnEmail;

impl fmt::Display for NotAnEmail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an e-mail address")
    }
}

impl std::error::Error for NotAnEmail {}

impl Email {
    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands before the `@`.
    pub fn local(&self) -> &str {
        self.0.split_once('@').map_or("", |(local, _)| local)
    }

    /// What stands behind the `@`.
    pub fn domain(&self) -> &str {
        self.0.split_once('@').map_or("", |(_, domain)| domain)
    }

    /// Whether the address is of one of these domains. A sub-domain counts only when listed, or when the entry
    /// begins with a dot (`.example.edu.mx` takes every sub-domain).
    pub fn is_of(&self, domains: &[String]) -> bool {
        domains.iter().any(|entry| match entry.strip_prefix('.') {
            Some(parent) => {
                self.domain() == parent
                    || self.domain().strip_suffix(parent).is_some_and(|rest| rest.len() > 1 && rest.ends_with('.'))
            }
            None => self.domain() == entry,
        })
    }

    /// Whether the address is of one of these domains or of any of their sub-domains: what 'not of the
    /// institution' is held against.
    pub fn is_within(&self, domains: &[String]) -> bool {
        domains.iter().map(|entry| entry.trim_start_matches('.')).any(|domain| {
            self.domain() == domain || self.domain().strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'))
        })
    }
}

impl FromStr for Email {
    type Err = NotAnEmail;

    fn from_str(text: &str) -> Result<Self, NotAnEmail> {
        let address = text.trim().to_ascii_lowercase();
        let (local, domain) = address.split_once('@').ok_or(NotAnEmail)?;
        let local_ok = (1..=64).contains(&local.len())
            && local.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c))
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..");
        let labels: Vec<&str> = domain.split('.').collect();
        let domain_ok = labels.len() >= 2
            && labels.iter().all(|label| {
                (1..=63).contains(&label.len())
                    && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
                    && !label.starts_with('-')
                    && !label.ends_with('-')
            })
            && labels.last().is_some_and(|top| top.len() >= 2 && !top.chars().all(|c| c.is_ascii_digit()));
        if local_ok && domain_ok && address.len() as u64 <= limits::EMAIL_MAX {
            Ok(Self(address))
        } else {
            Err(NotAnEmail)
        }
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Email {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_address_is_trimmed_and_lower_cased() {
        assert_eq!(" Ana.Lopez@Example.EDU.mx ".parse::<Email>().unwrap().as_str(), "ana.lopez@example.edu.mx");
    }

    #[test]
    fn odd_shapes_are_refused() {
        for text in [
            "",
            "ana",
            "@example.edu.mx",
            "ana@",
            "ana@localhost",
            "a b@example.edu.mx",
            "ana@exa_mple.mx",
            "ana@example..mx",
            "ana@[127.0.0.1]",
            "ana@127.0.0.1",
            "\"a\"@example.mx",
            "ana@example.mx\nBcc: x@y.mx",
            "ána@example.mx",
            "ana@example.mx@evil.mx",
            ".ana@example.mx",
            "ana@-example.mx",
        ] {
            assert!(text.parse::<Email>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_sub_domain_belongs_only_where_it_is_listed() {
        let ana: Email = "ana@alumnos.example.edu.mx".parse().unwrap();
        assert!(!ana.is_of(&["example.edu.mx".into()]));
        assert!(ana.is_of(&[".example.edu.mx".into()]));
        assert!(ana.is_within(&["example.edu.mx".into()]));
        assert!(!"ana@notexample.edu.mx".parse::<Email>().unwrap().is_of(&[".example.edu.mx".into()]));
        assert!(!"ana@notexample.edu.mx".parse::<Email>().unwrap().is_within(&["example.edu.mx".into()]));
    }

    #[test]
    fn the_language_is_the_first_that_is_spoken_here() {
        assert_eq!(Language::from_accept("fr-FR, en-US;q=0.8, es"), Language::En);
        assert_eq!(Language::from_accept("ñ"), Language::Es);
        assert_eq!(Language::from_accept(""), Language::Es);
    }

    /// Texts that nearly are addresses, and addresses.
    fn nearly_addresses() -> impl Strategy<Value = String> {
        prop_oneof![
            any::<String>(),
            "[ \t]?[a-zA-Z0-9.+_\"(ñ -]{0,66}@[a-zA-Z0-9.ñ_\\[:-]{0,40}[.]?[a-z0-9]{0,4}[ \r\n]?",
            "[a-z0-9]{1,10}([.+_-][a-z0-9]{1,10}){0,2}@([a-z0-9]{1,10}[.]){1,3}[a-z]{2,6}",
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        #[test]
        fn whatever_is_taken_for_an_address_can_stand_in_a_mail(text in nearly_addresses()) {
            if let Ok(email) = text.parse::<Email>() {
                let again = email.as_str().parse::<Email>();
                prop_assert_eq!(again.as_ref(), Ok(&email));
                prop_assert_eq!(format!("{}@{}", email.local(), email.domain()), email.as_str());
                let is_plain = |c: char| c.is_ascii_graphic() && !"<>()[]\\,;:\"".contains(c);
                prop_assert!(email.as_str().chars().all(is_plain));
                prop_assert!(email.as_str().len() as u64 <= limits::EMAIL_MAX);
                prop_assert!(email.is_of(&[email.domain().to_owned()]));
                let with_its_sub_domains = [format!(".{}", email.domain())];
                prop_assert!(email.is_within(&with_its_sub_domains));
            }
        }

        #[test]
        fn an_ordinary_address_is_taken(
            text in "[a-z0-9]{1,10}([.+_-][a-z0-9]{1,10}){0,2}@([a-z0-9]{1,10}[.]){1,3}[a-z]{2,6}",
        ) {
            prop_assert_eq!(text.parse::<Email>().map(|email| email.to_string()), Ok(text));
        }

        #[test]
        fn whatever_a_browser_accepts_a_language_comes_of_it(
            header in prop_oneof![any::<String>(), "([a-zA-Z]{0,8}(-[a-zA-Z0-9ñ]{0,8})?(;q=[0-9.]{0,4})?,? ?){0,6}"],
        ) {
            let language = Language::from_accept(&header);
            let asks = |tag: &str| header.to_ascii_lowercase().contains(tag);
            prop_assert!(language == Language::default() || asks(language.as_str()));
            let first = format!("{},{header}", language.tag());
            prop_assert_eq!(Language::from_accept(&first), language);
        }
    }
}
