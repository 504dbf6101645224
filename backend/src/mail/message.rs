//! A rendered letter as a message: typed headers, so that no name or subject can add one of its own.

use anyhow::Context;
use chrono::{DateTime, Utc};
use lettre::{
    Address, Message,
    message::{
        Mailbox, MultiPart,
        header::{Header, HeaderName, HeaderValue},
    },
};
use uuid::Uuid;

use super::{letter::Recipient, render::Rendered, threading};

/// What a message is made of beside its words.
#[derive(Debug, Clone, Copy)]
pub struct Envelope<'a> {
    /// Who sends it.
    pub from: &'a Mailbox,
    /// Where people reach the app.
    pub public_url: &'a str,
    /// The same on every try.
    pub message_id: &'a str,
    /// The ticket whose conversation it belongs to.
    pub ticket_id: Option<Uuid>,
    /// When it is sent.
    pub at: DateTime<Utc>,
}

/// Makes the message.
///
/// # Errors
/// When the recipient's address is none.
pub fn message(envelope: Envelope<'_>, recipient: &Recipient, letter: Rendered) -> anyhow::Result<Message> {
    let address: Address = recipient.email.parse().context("the recipient's address can't be used")?;
    let name: String = recipient.name.chars().filter(|c| !c.is_control()).collect();
    let name = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
    let mut builder = Message::builder()
        .from(envelope.from.clone())
        .to(Mailbox::new(name, address))
        .subject(letter.subject)
        .date(envelope.at.into())
        .message_id(Some(envelope.message_id.to_owned()))
        // Nobody's vacation notice should answer this, and no list should take it for a person's mail.
        .header(AutoSubmitted)
        .header(SuppressAutoReplies);
    if let Some(ticket_id) = envelope.ticket_id {
        let root = threading::thread_root(ticket_id, envelope.public_url);
        builder = builder
            .in_reply_to(root.clone())
            .references(root)
            .header(ListId(threading::host(envelope.public_url).to_owned()));
    }
    Ok(builder.multipart(MultiPart::alternative_plain_html(letter.text, letter.html))?)
}

/// RFC 3834: a program wrote this.
#[derive(Debug, Clone, Copy)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// The same for Exchange, which does not read RFC 3834.
#[derive(Debug, Clone, Copy)]
struct SuppressAutoReplies;

impl Header for SuppressAutoReplies {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("X-Auto-Response-Suppress")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "OOF, AutoReply".to_owned())
    }
}

/// RFC 2919: lets people file all mail of tickets by one rule.
#[derive(Debug, Clone)]
struct ListId(String);

impl Header for ListId {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Id")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), format!("<tickets.{}>", self.0))
    }
}

#[cfg(test)]
mod tests {
    use shared::person::Language;

    use super::*;

    fn write(name: &str, subject: &str, ticket_id: Option<Uuid>) -> String {
        let from = "Mesa de ayuda <mesa.ayuda@example.edu.mx>".parse().unwrap();
        let envelope = Envelope {
            from: &from,
            public_url: "https://ayuda.example.edu.mx",
            message_id: "<1@ayuda.example.edu.mx>",
            ticket_id,
            at: "2026-11-26T20:05:00Z".parse().unwrap(),
        };
        let recipient = Recipient {
            account_id: None,
            email: "ana.lopez@example.edu.mx".into(),
            name: name.into(),
            language: Language::Es,
        };
        let letter = Rendered { subject: subject.into(), text: "Hola".into(), html: "<p>Hola</p>".into() };
        String::from_utf8(message(envelope, &recipient, letter).unwrap().formatted()).unwrap()
    }

    #[test]
    fn mail_of_a_ticket_is_one_conversation() {
        let ticket = Uuid::nil();
        let mail = write("Ana López", "[TI-000123] Sin red", Some(ticket));
        for header in [
            "Message-ID: <1@ayuda.example.edu.mx>",
            "In-Reply-To: <00000000-0000-0000-0000-000000000000@ayuda.example.edu.mx>",
            "References: <00000000-0000-0000-0000-000000000000@ayuda.example.edu.mx>",
            "Auto-Submitted: auto-generated",
            "List-Id: <tickets.ayuda.example.edu.mx>",
            "Date: Thu, 26 Nov 2026 20:05:00 +0000",
            "Content-Type: multipart/alternative",
        ] {
            assert!(mail.contains(header), "{header}\n{mail}");
        }
    }

    #[test]
    fn a_name_or_subject_adds_no_header() {
        let mail = write("Ana\r\nBcc: todos@example.edu.mx", "hola\r\nBcc: todos@example.edu.mx", None);
        let headers = mail.split("\r\n\r\n").next().unwrap();
        assert!(!headers.lines().any(|line| line.to_ascii_lowercase().starts_with("bcc")), "{headers}");
        assert_eq!(headers.matches("To: ").count(), 1);
    }
}
