//! What the address of the list of accounts says: the words looked for and what narrows them.

use shared::person::{Community, Role};

use crate::api::directory::AccountFilter;
use crate::components::link::Pairs;

/// What the address says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct AccountsQuery {
    /// Words of the name or of the address.
    pub q: String,
    /// Only those with a role.
    pub role: Option<Role>,
    /// Only those of a community.
    pub community: Option<Community>,
    /// Only the active, or only the disabled.
    pub active: Option<bool>,
}

impl AccountsQuery {
    /// Reads it. What nobody understands is left aside.
    pub fn read(query: &str) -> Self {
        let pairs = Pairs::read(query);
        Self {
            q: pairs.get("q").unwrap_or_default().to_owned(),
            role: pairs.get("role").and_then(|word| word.parse().ok()),
            community: pairs.get("community").and_then(|word| word.parse().ok()),
            active: pairs.get("active").and_then(|word| word.parse().ok()),
        }
    }

    /// As the query of an address.
    pub fn to_query(&self) -> String {
        Pairs::default()
            .with("q", Some(self.q.trim()))
            .with("role", self.role.map(Role::as_str))
            .with("community", self.community.map(Community::as_str))
            .with("active", self.active.map(|active| if active { "true" } else { "false" }))
            .to_query()
    }

    /// What the API is asked for.
    pub fn filter(&self) -> AccountFilter {
        let words = self.q.trim();
        AccountFilter {
            q: (!words.is_empty()).then(|| words.to_owned()),
            role: self.role,
            community: self.community,
            active: self.active,
        }
    }

    /// Whether anything narrows the list.
    pub fn is_narrowed(&self) -> bool {
        *self != Self::default()
    }
}
