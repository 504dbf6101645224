//! What is wrong with a configuration: which key, what its value's problem is, and what to write.

use std::{fmt, path::PathBuf};

/// Where a value was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A variable of the environment.
    Variable(String),
    /// A file.
    File(PathBuf),
    /// Nowhere: it is missing, or only wrong together with others.
    Unset,
}

/// One key that is wrong. Never holds a value: values may be secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The key.
    pub key: String,
    /// Where it was given.
    pub origin: Origin,
    /// What the value's problem is.
    pub problem: String,
    /// What to write.
    pub remedy: String,
}

impl Fault {
    /// A key that is missing, or wrong together with others.
    pub fn unset(key: &str, problem: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { key: key.into(), origin: Origin::Unset, problem: problem.into(), remedy: remedy.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = &self.key;
        match &self.origin {
            Origin::Variable(name) => write!(f, "{name} (key `{key}`)")?,
            Origin::File(path) => write!(f, "`{key}` in {}", path.display())?,
            Origin::Unset => write!(f, "{} (key `{key}`)", super::keys::variable(key))?,
        }
        write!(f, ": {}; {}", self.problem, self.remedy)
    }
}

/// Everything that is wrong, at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faults(pub Vec<Fault>);

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the configuration can't be used")?;
        for fault in &self.0 {
            write!(f, "\n  {fault}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}
