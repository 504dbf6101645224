//! A letter put into words for its recipient: subject, text and HTML from one draft, so that they say the same.

use chrono_tz::Tz;
use shared::{
    markdown::{self, Node},
    paths,
    person::Language,
};

use super::{
    dates, html,
    letter::{Letter, Recipient, TicketLetter},
    wording,
};
use crate::words;

/// What every letter of an institution has in common.
#[derive(Debug, Clone, Copy)]
pub struct Letterhead<'a> {
    /// The institution's name.
    pub institution: &'a str,
    /// Where people reach the app, without a final slash.
    pub public_url: &'a str,
    /// The institution's time zone.
    pub time_zone: Tz,
}

/// A letter that can be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// Subject, one line.
    pub subject: String,
    /// Text part.
    pub text: String,
    /// HTML part.
    pub html: String,
}

/// A letter in words, before its form.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    pub subject: String,
    pub heading: String,
    pub lead: Option<String>,
    pub code: Option<String>,
    /// What stands over the quotation, and the quotation.
    pub quote: Option<(String, Vec<Node>)>,
    pub next: Option<String>,
    /// Label and address, the one to follow first.
    pub links: Vec<(&'static str, String)>,
    /// Label and value.
    pub facts: Vec<(&'static str, String)>,
    pub notes: Vec<String>,
    /// Where one may do without such mail: label and address.
    pub choice: Option<(&'static str, String)>,
}

/// Puts a letter into words.
pub fn render(head: Letterhead<'_>, recipient: &Recipient, letter: &Letter) -> Rendered {
    let draft = draft(head, recipient, letter);
    Rendered { subject: one_line(&draft.subject), text: text(&draft), html: html::page(&draft, recipient.language) }
}

fn draft(head: Letterhead<'_>, recipient: &Recipient, letter: &Letter) -> Draft {
    let language = recipient.language;
    let frame = wording::frame(language);
    let (notice, code, link) = match letter {
        Letter::Ticket(letter) => return ticket_draft(head, recipient, letter),
        Letter::SignInCode { code } => (wording::sign_in_code(language), Some(code.clone()), None),
        Letter::EmailProof { code } => (wording::email_proof(language), Some(code.clone()), None),
        Letter::Invitation { token, expires_at } => {
            let until = dates::instant(*expires_at, head.time_zone, language);
            let notice = wording::invitation(head.institution, &until, language);
            let link = format!("{}{}", head.public_url, paths::invitation_page(token));
            (notice, None, Some(link))
        }
        Letter::AuditCheckpoint { .. } => (wording::audit_checkpoint(language), None, None),
    };
    Draft {
        subject: notice.heading.to_owned(),
        heading: notice.heading.to_owned(),
        lead: Some(notice.lead),
        code,
        links: notice.action.zip(link).into_iter().collect(),
        facts: checkpoint_facts(letter, language),
        notes: vec![
            notice.otherwise.to_owned(),
            frame.unread.to_owned(),
            format!("{} · {}", head.institution, frame.desk),
        ],
        ..Draft::default()
    }
}

/// What a checkpoint says, the instant in the form in which the log and `audit verify` write it.
fn checkpoint_facts(letter: &Letter, language: Language) -> Vec<(&'static str, String)> {
    let Letter::AuditCheckpoint { covers_until, tickets, events, digest, mac } = letter else { return Vec::new() };
    let labels = wording::checkpoint_labels(language);
    let values = [covers_until.to_string(), tickets.to_string(), events.to_string(), digest.clone(), mac.clone()];
    labels.into_iter().zip(values).collect()
}

fn ticket_draft(head: Letterhead<'_>, recipient: &Recipient, letter: &TicketLetter) -> Draft {
    let language = recipient.language;
    let frame = wording::frame(language);
    let news = wording::news(letter, language);
    let page = format!("{}{}", head.public_url, paths::ticket_page(&letter.folio));
    let mut links = Vec::new();
    match &letter.confirm_token {
        Some(token) => {
            links.push((news.action, format!("{}{}", head.public_url, paths::confirm_page(token))));
            links.push((frame.open, page));
        }
        None if letter.is_hidden => {}
        None => links.push((news.action, page)),
    }
    let service = match language {
        Language::Es => &letter.service_es,
        Language::En => &letter.service_en,
    };
    let quoted = letter.text.as_deref().map(str::trim).filter(|text| !text.is_empty());
    Draft {
        // The same on all mail of a ticket: several mail programs split a conversation whose subject changes.
        subject: format!("[{}] {}", letter.folio, letter.subject),
        heading: news.heading,
        lead: news.lead,
        code: None,
        quote: quoted.map(|text| (news.quote, markdown::parse(text))),
        next: news.next,
        links,
        facts: vec![
            (frame.status, words::status(letter.status, language).to_owned()),
            (frame.service, service.clone()),
            (frame.priority, words::priority(letter.priority, language).to_owned()),
            (frame.requester, letter.requester.clone()),
            (frame.assignee, letter.assignee.clone().unwrap_or_else(|| frame.nobody.to_owned())),
        ],
        notes: vec![
            if letter.is_hidden { frame.unread } else { frame.unread_ticket }.to_owned(),
            news.because.to_owned(),
            format!("{} · {}", head.institution, frame.desk),
        ],
        choice: letter
            .notice
            .dispensable(letter.reader)
            .map(|_| (frame.choose, format!("{}{}", head.public_url, paths::ACCOUNT_PAGE))),
    }
}

/// A header's value: no line ends, no control characters.
fn one_line(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn text(draft: &Draft) -> String {
    let mut blocks = vec![draft.heading.clone()];
    blocks.extend(draft.lead.clone());
    blocks.extend(draft.code.clone());
    if let Some((over, quoted)) = &draft.quote {
        let lines: Vec<String> =
            markdown::plain(quoted).lines().map(|line| format!("> {line}").trim_end().to_owned()).collect();
        blocks.push(format!("{over}\n{}", lines.join("\n")));
    }
    blocks.extend(draft.next.clone());
    blocks.extend(draft.links.iter().map(|(label, url)| format!("{label}:\n{url}")));
    if !draft.facts.is_empty() {
        let lines: Vec<String> =
            draft.facts.iter().map(|(label, value)| format!("{label}: {}", one_line(value))).collect();
        blocks.push(lines.join("\n"));
    }
    // The usual mark of a signature: mail programs fold what follows.
    let mut notes = draft.notes.clone();
    notes.extend(draft.choice.iter().map(|(label, url)| format!("{label}: {url}")));
    blocks.push(format!("-- \n{}", notes.join("\n")));
    blocks.join("\n\n") + "\n"
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use shared::{
        person::Language,
        priority::Priority,
        status::{Status, WaitReason},
    };
    use uuid::Uuid;

    use super::*;
    use crate::mail::letter::{Reader, TicketNotice};

    const HEAD: Letterhead<'_> = Letterhead {
        institution: "Universidad de Ejemplo",
        public_url: "https://ayuda.example.edu.mx",
        time_zone: chrono_tz::America::Mexico_City,
    };

    fn ana(language: Language) -> Recipient {
        Recipient { account_id: None, email: "ana.lopez@example.edu.mx".into(), name: "Ana López".into(), language }
    }

    fn attended() -> TicketLetter {
        TicketLetter {
            notice: TicketNotice::Attended,
            reader: Reader::Requester,
            ticket_id: Uuid::nil(),
            folio: "TI-000123".into(),
            subject: "El proyector del aula 4 no enciende".into(),
            service_es: "Reparación de equipo".into(),
            service_en: "Equipment repair".into(),
            status: Status::Attended,
            wait_reason: None,
            priority: Priority::High,
            requester: "Ana López".into(),
            actor: Some("Carla Ruiz".into()),
            assignee: Some("Carla Ruiz".into()),
            text: Some("Cambié la **lámpara**.\n\n- Probado con [el manual](https://example.org/m)".into()),
            confirm_token: Some("t0k3n".into()),
            deadline: NaiveDate::from_ymd_opt(2026, 11, 26),
            is_hidden: false,
        }
    }

    #[test]
    fn an_attended_request_says_what_was_done_what_to_press_and_until_when() {
        let mail = render(HEAD, &ana(Language::Es), &Letter::Ticket(attended()));
        assert_eq!(mail.subject, "[TI-000123] El proyector del aula 4 no enciende");
        insta::assert_snapshot!(mail.text, @r#"
        Tu solicitud está atendida

        Carla Ruiz terminó. Revisa el resultado: si quedó bien, confírmalo; si falta algo, dinos qué y la retomamos.

        Lo que se hizo:
        > Cambié la lámpara.
        >
        > - Probado con el manual <https://example.org/m>

        Se cierra sola el jueves 26 de noviembre si no respondes.

        Revisar y confirmar:
        https://ayuda.example.edu.mx/confirm/t0k3n

        Ver la solicitud:
        https://ayuda.example.edu.mx/t/TI-000123

        Estado: Atendida
        Servicio: Reparación de equipo
        Prioridad: Alta
        La pidió: Ana López
        La tiene: Carla Ruiz

        -- 
        Las respuestas a este correo todavía no se leen. Responde en la página de la solicitud.
        Recibes este correo porque la solicitud es tuya.
        Universidad de Ejemplo · Mesa de ayuda de T.I.
        "#);
    }

    #[test]
    fn a_reply_during_a_wait_says_what_is_waited_for_and_until_when() {
        let reply = |reason, reader, deadline| TicketLetter {
            notice: TicketNotice::Reply,
            reader,
            status: Status::Waiting,
            wait_reason: reason,
            deadline,
            ..attended()
        };
        let day = attended().deadline;
        let (requester, watcher) = (Reader::Requester, Reader::Watcher);
        for (letter, es, en) in [
            (reply(None, requester, day), None, None),
            (
                reply(Some(WaitReason::Requester), requester, day),
                Some("En cuanto respondas, el trabajo sigue."),
                Some("Work goes on as soon as you answer."),
            ),
            (
                reply(Some(WaitReason::ThirdParty), requester, None),
                Some("Tu solicitud está en espera de un tercero."),
                Some("Your request is waiting for a third party."),
            ),
            (
                reply(Some(WaitReason::Scheduled), requester, day),
                Some("Tu solicitud está en espera hasta el jueves 26 de noviembre."),
                Some("Your request is waiting until Thursday, November 26."),
            ),
            (
                reply(Some(WaitReason::Requester), watcher, None),
                Some("La solicitud está en espera de la respuesta de quien la pidió."),
                Some("The request is waiting for the requester's answer."),
            ),
            (
                reply(Some(WaitReason::ThirdParty), watcher, day),
                Some("La solicitud está en espera de un tercero hasta el jueves 26 de noviembre."),
                Some("The request is waiting for a third party until Thursday, November 26."),
            ),
        ] {
            for (language, words) in [(Language::Es, es), (Language::En, en)] {
                assert_eq!(wording::news(&letter, language).next.as_deref(), words);
            }
        }
    }

    #[test]
    fn mail_that_one_may_do_without_says_where_and_no_other_does() {
        for (reader, notice, says) in [
            (Reader::Requester, TicketNotice::Received, true),
            (Reader::Watcher, TicketNotice::Attended, true),
            (Reader::Assignee, TicketNotice::TakenAway, true),
            (Reader::Requester, TicketNotice::Attended, false),
            (Reader::Requester, TicketNotice::WaitingForYou, false),
            (Reader::Assignee, TicketNotice::AssignedToYou, false),
            (Reader::Supervisor, TicketNotice::NeedsAssignment, false),
        ] {
            for (language, words) in [(Language::Es, "Elige qué correos"), (Language::En, "Choose which mail")] {
                let letter = TicketLetter { notice, reader, ..attended() };
                let mail = render(HEAD, &ana(language), &Letter::Ticket(letter));
                let place = "https://ayuda.example.edu.mx/account";
                assert_eq!(mail.text.contains(words) && mail.text.contains(place), says, "{}", mail.text);
                assert_eq!(mail.html.contains(&format!("href=\"{place}\"")), says, "{}", mail.html);
            }
        }
    }

    #[test]
    fn a_code_is_in_the_body_and_never_in_the_subject() {
        for language in [Language::Es, Language::En] {
            for letter in [Letter::SignInCode { code: "482913".into() }, Letter::EmailProof { code: "482913".into() }] {
                let mail = render(HEAD, &ana(language), &letter);
                assert!(!mail.subject.contains("482913"));
                assert!(mail.text.contains("\n482913\n"));
                assert!(mail.html.contains(">482913<"));
            }
        }
    }

    #[test]
    fn an_invitation_carries_its_link_and_its_end() {
        let expires_at = "2026-11-26T20:05:00Z".parse().unwrap();
        let mail = render(HEAD, &ana(Language::En), &Letter::Invitation { token: "t0k3n".into(), expires_at });
        assert!(mail.text.contains("https://ayuda.example.edu.mx/invite/t0k3n"));
        assert!(mail.text.contains("Thursday, November 26 at 14:05"));
    }

    #[test]
    fn every_notice_can_be_said_to_every_reader_in_both_languages() {
        use TicketNotice as N;
        let notices = [
            N::Received,
            N::Assigned,
            N::AssignedToYou,
            N::Reply,
            N::WaitingForYou,
            N::Attended,
            N::Rejected,
            N::Reopened,
            N::Resolved,
            N::ClosedUnanswered,
            N::Cancelled,
            N::NeedsAssignment,
            N::Reminder,
        ];
        for notice in notices {
            for reader in [Reader::Requester, Reader::Watcher, Reader::Assignee, Reader::Supervisor] {
                let letter = TicketLetter { notice, reader, confirm_token: None, ..attended() };
                let es = render(HEAD, &ana(Language::Es), &Letter::Ticket(letter.clone()));
                let en = render(HEAD, &ana(Language::En), &Letter::Ticket(letter));
                assert_ne!(es.text, en.text);
                for mail in [es, en] {
                    assert!(mail.text.contains("https://ayuda.example.edu.mx/t/TI-000123"));
                    assert!(mail.html.contains("href=\"https://ayuda.example.edu.mx/t/TI-000123\""));
                }
            }
        }
    }

    #[test]
    fn nothing_that_people_write_becomes_markup_or_a_header() {
        let hostile = "<img src=x onerror=alert(1)>\r\nBcc: todos@example.edu.mx";
        let letter = TicketLetter {
            subject: hostile.into(),
            requester: hostile.into(),
            actor: Some(hostile.into()),
            assignee: Some(hostile.into()),
            service_es: hostile.into(),
            text: Some(format!("{hostile}\n\n[x](javascript:alert(1)) \"><script>alert(1)</script>")),
            ..attended()
        };
        let mail = render(HEAD, &ana(Language::Es), &Letter::Ticket(letter));
        assert!(!mail.subject.contains(['\r', '\n']));
        for tag in ["<img", "<script", "href=\"javascript"] {
            assert!(!mail.html.contains(tag), "{tag}");
        }
    }
}
