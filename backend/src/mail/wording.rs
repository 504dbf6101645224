//! The sentences of a letter before they become text and HTML. One file a language, the same shape in both.

mod en;
mod es;

use shared::person::Language;

use super::letter::TicketLetter;

/// The sentences of news of a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// What happened, in one line.
    pub heading: String,
    /// The circumstances.
    pub lead: Option<String>,
    /// What happens next, and when.
    pub next: Option<String>,
    /// What the button says.
    pub action: &'static str,
    /// What stands over the quoted text.
    pub quote: String,
    /// Why the recipient gets this.
    pub because: &'static str,
}

/// The sentences of a letter that carries a code or an invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The subject, which is the heading too.
    pub heading: &'static str,
    /// What to do with it.
    pub lead: String,
    /// What the button says, when there is one.
    pub action: Option<&'static str>,
    /// What to do when it was not asked for.
    pub otherwise: &'static str,
}

/// Words that stand around every letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// Label of the state.
    pub status: &'static str,
    /// Label of the service.
    pub service: &'static str,
    /// Label of the priority.
    pub priority: &'static str,
    /// Label of who asked.
    pub requester: &'static str,
    /// Label of who has it.
    pub assignee: &'static str,
    /// Who has it while nobody does.
    pub nobody: &'static str,
    /// Link to the ticket's page beside another button.
    pub open: &'static str,
    /// That answers by mail are not read, and where to answer a ticket.
    pub unread_ticket: &'static str,
    /// That answers by mail are not read.
    pub unread: &'static str,
    /// Link to where one chooses which mail one gets.
    pub choose: &'static str,
    /// Who sends it, behind the institution's name.
    pub desk: &'static str,
}

/// News of a ticket in words.
pub fn news(letter: &TicketLetter, language: Language) -> News {
    match language {
        Language::Es => es::news(letter),
        Language::En => en::news(letter),
    }
}

/// A sign-in code in words.
pub fn sign_in_code(language: Language) -> Notice {
    match language {
        Language::Es => es::sign_in_code(),
        Language::En => en::sign_in_code(),
    }
}

/// The code of a secondary address in words.
pub fn email_proof(language: Language) -> Notice {
    match language {
        Language::Es => es::email_proof(),
        Language::En => en::email_proof(),
    }
}

/// An invitation in words. `until` is when it ends.
pub fn invitation(institution: &str, until: &str, language: Language) -> Notice {
    match language {
        Language::Es => es::invitation(institution, until),
        Language::En => en::invitation(institution, until),
    }
}

/// A checkpoint in words.
pub fn audit_checkpoint(language: Language) -> Notice {
    match language {
        Language::Es => es::audit_checkpoint(),
        Language::En => en::audit_checkpoint(),
    }
}

/// The labels of what a checkpoint says: until when, tickets, events, digest, keyed digest.
pub const fn checkpoint_labels(language: Language) -> [&'static str; 5] {
    match language {
        Language::Es => es::CHECKPOINT_LABELS,
        Language::En => en::CHECKPOINT_LABELS,
    }
}

/// The words around every letter.
pub const fn frame(language: Language) -> Frame {
    match language {
        Language::Es => es::FRAME,
        Language::En => en::FRAME,
    }
}
