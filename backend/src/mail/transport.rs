//! The way out: an SMTP relay, or the mailbox that the demo shows.
//!
//! The relay is spoken to step by step and not through lettre's ready-made transport: that one waits for the answer to
//! `QUIT` before it tells of a success, and a relay that stalls there would be sent the same mail again.

use std::{fmt, time::Duration};

use anyhow::Context;
use lettre::{
    Message,
    message::Mailbox,
    transport::smtp::{
        authentication::{Credentials, DEFAULT_MECHANISMS},
        client::{AsyncSmtpConnection, TlsParameters},
        extension::ClientId,
    },
};
use tokio::time::timeout;

use crate::config::{Config, Smtp, SmtpSecurity};

/// How long a relay may take to say goodbye, when everything is done.
const GOODBYE: Duration = Duration::from_secs(2);

/// Where mail goes.
#[derive(Debug)]
pub enum Transport {
    /// To a relay.
    Smtp(Relay),
    /// To the mailbox that the demo shows.
    Mailbox,
}

impl Transport {
    /// The way out that the configuration asks for. The demo never sends anything.
    ///
    /// # Errors
    /// When the relay's name or the sender can't be used.
    pub fn of(config: &Config) -> anyhow::Result<Self> {
        match &config.smtp {
            Some(smtp) if !config.demo => Ok(Self::Smtp(Relay::new(smtp, &config.mail_from, config.smtp_patience)?)),
            _ => Ok(Self::Mailbox),
        }
    }
}

/// A relay.
pub struct Relay {
    smtp: Smtp,
    tls: Option<TlsParameters>,
    /// Who sends.
    pub from: Mailbox,
    patience: Duration,
}

impl fmt::Debug for Relay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Relay({:?})", self.smtp)
    }
}

/// Why a mail did not go out.
#[derive(Debug)]
pub enum Failure {
    /// The relay could not be talked to at all: the other mail would fare no better now.
    Relay(String),
    /// This mail was not taken now, or nobody knows whether it was: try again.
    Temporary(String),
    /// This mail will never be taken.
    Permanent(String),
}

impl Relay {
    /// A relay as configured. `patience` bounds each step of a conversation with it.
    ///
    /// # Errors
    /// When its name or the sender can't be used.
    pub fn new(smtp: &Smtp, from: &str, patience: Duration) -> anyhow::Result<Self> {
        let tls = match smtp.security {
            SmtpSecurity::None => None,
            SmtpSecurity::Tls | SmtpSecurity::StartTls => {
                Some(TlsParameters::new(smtp.host.clone()).context("TLS to the relay can't be set up")?)
            }
        };
        let from = from.parse().context("mail_from is not a sender")?;
        Ok(Self { smtp: smtp.clone(), tls, from, patience })
    }

    /// Connects, protects the connection and signs in.
    ///
    /// # Errors
    /// `Relay`, whatever went wrong.
    pub async fn connect(&self) -> Result<Session<'_>, Failure> {
        let server = (self.smtp.host.as_str(), self.smtp.port);
        let hello = ClientId::default();
        let wrapped = match self.smtp.security {
            SmtpSecurity::Tls => self.tls.clone(),
            SmtpSecurity::StartTls | SmtpSecurity::None => None,
        };
        let opening = AsyncSmtpConnection::connect_tokio1(server, Some(self.patience), &hello, wrapped, None);
        let mut connection = self.within("connecting", opening).await?;
        if let (SmtpSecurity::StartTls, Some(tls)) = (self.smtp.security, &self.tls) {
            // Refused when the relay does not offer it: nothing goes out in clear.
            self.within("STARTTLS", connection.starttls(tls.clone(), &hello)).await?;
        }
        if let Some((user, password)) = &self.smtp.credentials {
            let credentials = Credentials::new(user.clone(), password.clone());
            self.within("signing in", connection.auth(DEFAULT_MECHANISMS, &credentials)).await?;
        }
        Ok(Session { relay: self, connection })
    }

    async fn within<T>(
        &self,
        what: &str,
        step: impl Future<Output = Result<T, lettre::transport::smtp::Error>>,
    ) -> Result<T, Failure> {
        match timeout(self.patience, step).await {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(error)) => Err(Failure::Relay(format!("{what}: {error}"))),
            Err(_) => Err(Failure::Relay(format!("{what}: no answer within {} s", self.patience.as_secs_f32()))),
        }
    }
}

/// A conversation with a relay, for one mail after the other. After a failure it is of no use any more.
pub struct Session<'a> {
    relay: &'a Relay,
    connection: AsyncSmtpConnection,
}

impl Session<'_> {
    /// Sends a mail. It is out when the relay took it over: nothing is waited for after that.
    ///
    /// # Errors
    /// `Temporary` or `Permanent`.
    pub async fn send(&mut self, message: &Message) -> Result<(), Failure> {
        // Four commands and the contents.
        let bound = self.relay.patience * 5;
        match timeout(bound, self.connection.send(message.envelope(), &message.formatted())).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(verdict(error.status().map(u16::from), error.to_string())),
            Err(_) => Err(Failure::Temporary("the relay did not answer in time".into())),
        }
    }

    /// Says goodbye, without insisting.
    pub async fn end(mut self) {
        let _ = timeout(GOODBYE, self.connection.quit()).await;
    }
}

/// What an answer means. A 5xx is final, but not the ones that speak of our configuration or of the relay as a whole:
/// once somebody mends that, the mail can go.
fn verdict(code: Option<u16>, said: String) -> Failure {
    match code {
        Some(500..=504 | 521 | 530..=539) => Failure::Temporary(said),
        Some(500..=599) => Failure::Permanent(said),
        _ => Failure::Temporary(said),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_refusal_of_the_mail_itself_is_final() {
        let is_final = |code| matches!(verdict(code, String::new()), Failure::Permanent(_));
        for code in [550, 551, 552, 553, 554, 556] {
            assert!(is_final(Some(code)), "{code}");
        }
        for code in [421, 450, 451, 452, 454, 502, 521, 530, 535] {
            assert!(!is_final(Some(code)), "{code}");
        }
        assert!(!is_final(None));
    }
}
