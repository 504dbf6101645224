//! What is told of a person, checked in one way wherever it comes from: an admin's form or a line of an imported directory.

use sea_orm::ActiveValue::Set;
use shared::{
    account::{AccountPatch, NewAccount},
    limits,
    person::{Community, Email},
    problem::FieldCode,
    text,
};

use crate::{
    entity::account,
    error::{Error, Fault, Result},
};

/// An address that an account of the institution may have.
///
/// # Errors
/// What is wrong with it.
pub(super) fn address(domains: &[String], text: &str) -> Result<Email, FieldCode> {
    let email: Email = text.parse().map_err(|_| FieldCode::Email)?;
    if email.is_of(domains) { Ok(email) } else { Err(FieldCode::ForeignDomain) }
}

/// What is told; what is absent stays. An empty text takes away what may be missing.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Told<'a> {
    pub name: Option<&'a str>,
    pub community: Option<Community>,
    pub institutional_id: Option<&'a str>,
    pub unit: Option<&'a str>,
    pub phone_extension: Option<&'a str>,
}

impl<'a> Told<'a> {
    pub(super) fn of(new: &'a NewAccount) -> Self {
        Self {
            name: new.name.as_deref(),
            community: new.community,
            institutional_id: new.institutional_id.as_deref(),
            unit: new.unit.as_deref(),
            phone_extension: new.phone_extension.as_deref(),
        }
    }

    pub(super) fn of_patch(patch: &'a AccountPatch) -> Self {
        Self {
            name: patch.name.as_deref(),
            community: patch.community,
            institutional_id: patch.institutional_id.as_deref(),
            unit: patch.unit.as_deref(),
            phone_extension: patch.phone_extension.as_deref(),
        }
    }

    /// As columns to set.
    ///
    /// # Errors
    /// `Validation` with everything that is wrong.
    pub(super) fn read(self) -> Result<account::ActiveModel> {
        let mut row = account::ActiveModel::default();
        let mut faults = Vec::new();
        let mut line = |pointer, value: &str, max| {
            text::line(value, max).map_err(|fault| faults.push(Fault::of_text(pointer, fault, max))).ok()
        };
        if let Some(name) = self.name.and_then(|name| line("/name", name, limits::NAME_MAX)) {
            row.name = Set(name);
        }
        let mut optional = |pointer, value: Option<&str>, max| {
            let value = value?;
            if text::is_blank(value) { Some(None) } else { line(pointer, value, max).map(Some) }
        };
        if let Some(id) = optional("/institutional_id", self.institutional_id, limits::INSTITUTIONAL_ID_MAX) {
            row.institutional_id = Set(id);
        }
        if let Some(unit) = optional("/unit", self.unit, limits::NAME_MAX) {
            row.unit = Set(unit);
        }
        if let Some(extension) = optional("/phone_extension", self.phone_extension, limits::EXTENSION_MAX) {
            row.phone_extension = Set(extension);
        }
        if let Some(community) = self.community {
            row.community = Set(Some(community));
            row.community_verified = Set(true);
        }
        if faults.is_empty() { Ok(row) } else { Err(Error::Validation(faults)) }
    }
}
