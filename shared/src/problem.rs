//! Errors on the wire: problem details (RFC 9457) and the codes of field errors.

use serde::{Deserialize, Serialize};

use crate::{lifecycle::Command, person::Language, status::Status};

/// The media type of every error answer.
pub const MEDIA_TYPE: &str = "application/problem+json";

wire_enum! {
    /// What kind of problem an answer reports; `type` is `urn:ventanilla:problem:` and the kind with hyphens.
    ProblemKind {
        /// The request is understood and its values are not acceptable (422), or it can't be understood (400).
        Validation = "validation",
        /// No valid credential (401).
        Unauthenticated = "unauthenticated",
        /// Known, and not allowed to (403).
        Forbidden = "forbidden",
        /// Does not exist, or the caller may not know that it does (404).
        NotFound = "not_found",
        /// The method does not exist on this address (405).
        MethodNotAllowed = "method_not_allowed",
        /// Not possible from the current state (409).
        Conflict = "conflict",
        /// The version sent is not the current one (412).
        StaleVersion = "stale_version",
        /// `If-Match` is missing (428).
        VersionRequired = "version_required",
        /// The idempotency key was used with another body (422).
        KeyReused = "key_reused",
        /// The body is larger than allowed (413).
        TooLarge = "too_large",
        /// Too many requests (429).
        RateLimited = "rate_limited",
        /// The body's media type, or the file's real type, is not accepted (415).
        UnsupportedMedia = "unsupported_media",
        /// Not now; try again (503).
        Unavailable = "unavailable",
        /// A fault of ours; the request id finds it in the log (500).
        Internal = "internal",
    }
}

impl ProblemKind {
    /// The stable URN that goes into `type`.
    pub fn urn(self) -> String {
        format!("urn:ventanilla:problem:{}", self.as_str().replace('_', "-"))
    }

    /// The kind behind a `type`.
    pub fn from_urn(urn: &str) -> Option<Self> {
        urn.strip_prefix("urn:ventanilla:problem:")?.replace('-', "_").parse().ok()
    }
}

wire_enum! {
    /// What is wrong with one field; programs compare this, people read the message.
    FieldCode {
        /// Missing or blank.
        Required = "required",
        /// Longer than allowed.
        TooLong = "too_long",
        /// Shorter than allowed.
        TooShort = "too_short",
        /// Below the smallest value.
        TooSmall = "too_small",
        /// Above the largest value.
        TooLarge = "too_large",
        /// Not of the expected form or type.
        Format = "format",
        /// Not one of the choices.
        Choice = "choice",
        /// No such field.
        Unknown = "unknown",
        /// Holds control characters or invisible direction marks.
        Characters = "characters",
        /// Not an e-mail address.
        Email = "email",
        /// Must be an address of the institution.
        ForeignDomain = "foreign_domain",
        /// Must be an address outside the institution.
        InstitutionDomain = "institution_domain",
        /// The address has not been proved by a code yet.
        Unproven = "unproven",
        /// Not an http(s) address.
        Url = "url",
        /// Refers to something that does not exist or is not available here.
        Reference = "reference",
        /// Already taken or given twice.
        Duplicate = "duplicate",
        /// Lies in the past.
        Past = "past",
        /// Does not come after the date or time that it must follow.
        TooEarly = "too_early",
        /// Too many entries.
        TooMany = "too_many",
        /// The one-time code is wrong or no longer valid.
        Code = "code",
        /// The file is not UTF-8.
        Encoding = "encoding",
    }
}

impl FieldCode {
    /// What to tell the person; `bound` is the limit that was passed, where there is one.
    pub fn message(self, language: Language, bound: Option<&str>) -> String {
        let bound = bound.unwrap_or("");
        match language {
            Language::Es => match self {
                Self::Required => "Completa este dato.".into(),
                Self::TooLong if !bound.is_empty() => format!("Acórtalo a {bound} caracteres como máximo."),
                Self::TooLong => "Acórtalo.".into(),
                Self::TooShort if !bound.is_empty() => format!("Escribe al menos {bound} caracteres."),
                Self::TooShort => "Escribe un poco más.".into(),
                Self::TooSmall => format!("Usa un valor de {bound} o más."),
                Self::TooLarge => format!("Usa un valor de {bound} o menos."),
                Self::Format => "Revisa el formato de este dato.".into(),
                Self::Choice => "Elige una de las opciones.".into(),
                Self::Unknown => "Este dato no se pide aquí; quítalo.".into(),
                Self::Characters => "Quita los caracteres invisibles o de control.".into(),
                Self::Email => "Completa la dirección, por ejemplo nombre@correo.example.".into(),
                Self::ForeignDomain => "Usa tu correo institucional.".into(),
                Self::InstitutionDomain => "Usa un correo que no sea de la institución.".into(),
                Self::Unproven => "Confirma este correo con el código que te enviamos.".into(),
                Self::Url => "Escribe una dirección web completa, por ejemplo https://www.example.edu.mx.".into(),
                Self::Reference => "No está disponible; elige otro.".into(),
                Self::Duplicate => "Ya existe o va dos veces; usa otro.".into(),
                Self::Past => "Elige una fecha que no haya pasado.".into(),
                Self::TooEarly => format!("Elige algo posterior a {bound}."),
                Self::TooMany => format!("Deja {bound} como máximo."),
                Self::Code => "El código no coincide o ya venció. Revísalo o pide otro.".into(),
                Self::Encoding => "Guarda el archivo como CSV UTF-8 y vuelve a intentarlo.".into(),
            },
            Language::En => match self {
                Self::Required => "Fill this in.".into(),
                Self::TooLong if !bound.is_empty() => format!("Shorten it to {bound} characters at most."),
                Self::TooLong => "Shorten it.".into(),
                Self::TooShort if !bound.is_empty() => format!("Write at least {bound} characters."),
                Self::TooShort => "Write a little more.".into(),
                Self::TooSmall => format!("Use a value of {bound} or more."),
                Self::TooLarge => format!("Use a value of {bound} or less."),
                Self::Format => "Check the form of this value.".into(),
                Self::Choice => "Choose one of the options.".into(),
                Self::Unknown => "This is not asked for here; remove it.".into(),
                Self::Characters => "Remove invisible or control characters.".into(),
                Self::Email => "Complete the address, for example name@mail.example.".into(),
                Self::ForeignDomain => "Use your institutional e-mail.".into(),
                Self::InstitutionDomain => "Use an e-mail that is not of the institution.".into(),
                Self::Unproven => "Confirm this e-mail with the code that we sent.".into(),
                Self::Url => "Write a complete web address, for example https://www.example.edu.mx.".into(),
                Self::Reference => "It is not available; choose another.".into(),
                Self::Duplicate => "It exists already or is given twice; use another.".into(),
                Self::Past => "Choose a date that has not passed.".into(),
                Self::TooEarly => format!("Choose something after {bound}."),
                Self::TooMany => format!("Keep {bound} at most."),
                Self::Code => "The code does not match or has expired. Check it or ask for another.".into(),
                Self::Encoding => "Save the file as CSV UTF-8 and try again.".into(),
            },
        }
    }
}

/// One field that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// JSON Pointer (RFC 6901) into the body, or `?name` for a query parameter.
    pub pointer: String,
    /// What is wrong, for programs.
    pub code: FieldCode,
    /// What to do, in the caller's language.
    pub message: String,
}

impl FieldError {
    /// An error with its message in the given language.
    pub fn new(pointer: impl Into<String>, code: FieldCode, language: Language, bound: Option<&str>) -> Self {
        Self { pointer: pointer.into(), code, message: code.message(language, bound) }
    }
}

/// The body of every error answer (RFC 9457).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// The kind, as a stable URN.
    #[serde(rename = "type")]
    #[cfg_attr(feature = "openapi", schema(example = "urn:ventanilla:problem:validation"))]
    pub type_: String,
    /// The kind in words, in the caller's language.
    pub title: String,
    /// The HTTP status.
    #[cfg_attr(feature = "openapi", schema(minimum = 400, maximum = 599))]
    pub status: u16,
    /// What happened and what to do, in the caller's language.
    pub detail: String,
    /// The path that was asked for.
    pub instance: String,
    /// Names this request in the log.
    pub request_id: String,
    /// The fields that are wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// Where the ticket stands, on a refused command.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current_status: Option<Status>,
    /// The commands that the life cycle allows from there, on a refused command.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allowed: Option<Vec<Command>>,
    /// Seconds to wait before trying again, on 429 and 503.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
}

impl Problem {
    /// The kind, when it is one that this version knows.
    pub fn kind(&self) -> Option<ProblemKind> {
        ProblemKind::from_urn(&self.type_)
    }

    /// The first error of a field.
    pub fn error_at(&self, pointer: &str) -> Option<&FieldError> {
        self.errors.iter().find(|error| error.pointer == pointer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_survives_its_urn() {
        for kind in ProblemKind::ALL {
            assert_eq!(ProblemKind::from_urn(&kind.urn()), Some(*kind));
        }
        assert_eq!(ProblemKind::StaleVersion.urn(), "urn:ventanilla:problem:stale-version");
    }
}
