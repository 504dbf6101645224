//! A mail as its reader sees it.

use mailparse::{MailAddr, MailHeaderMap, ParsedMail};

/// A mail that was delivered.
#[derive(Debug, Clone)]
pub struct Mail {
    /// The recipients of the envelope.
    pub to: Vec<String>,
    /// The addresses in `To`.
    pub addressees: Vec<String>,
    /// `Subject`, decoded.
    pub subject: String,
    /// The text part, decoded.
    pub text: String,
    /// The HTML part, decoded.
    pub html: String,
    /// Every header with its decoded value.
    pub headers: Vec<(String, String)>,
}

impl Mail {
    /// Reads what came over the wire.
    pub fn parse(to: Vec<String>, raw: &[u8]) -> Self {
        let parsed = mailparse::parse_mail(raw).expect("the mail can be read");
        let part = |kind: &str| {
            let found = parts(&parsed).into_iter().find(|part| part.ctype.mimetype == kind);
            found.map(|part| part.get_body().expect("the part can be decoded")).unwrap_or_default()
        };
        Self {
            to,
            addressees: addressees(&parsed),
            subject: parsed.headers.get_first_value("Subject").unwrap_or_default(),
            text: part("text/plain"),
            html: part("text/html"),
            headers: parsed.headers.iter().map(|header| (header.get_key(), header.get_value())).collect(),
        }
    }

    /// The first header of a name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The six digits in the text.
    pub fn code(&self) -> String {
        let digits = |word: &&str| word.len() == 6 && word.chars().all(|c| c.is_ascii_digit());
        let words = self.text.split(|c: char| !c.is_ascii_alphanumeric());
        words.into_iter().find(digits).unwrap_or_else(|| panic!("no code in: {}", self.text)).to_owned()
    }

    /// What a link to `page` (such as `/confirm/`) carries behind it.
    pub fn token(&self, page: &str) -> String {
        let (_, rest) = self.text.split_once(page).unwrap_or_else(|| panic!("no link to {page} in: {}", self.text));
        rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect()
    }
}

fn addressees(mail: &ParsedMail<'_>) -> Vec<String> {
    let Some(header) = mail.headers.get_first_header("To") else { return Vec::new() };
    let list = mailparse::addrparse_header(header).expect("`To` holds addresses");
    let flat = list.iter().flat_map(|one| match one {
        MailAddr::Single(one) => vec![one.addr.clone()],
        MailAddr::Group(group) => group.addrs.iter().map(|one| one.addr.clone()).collect(),
    });
    flat.collect()
}

fn parts<'a>(mail: &'a ParsedMail<'a>) -> Vec<&'a ParsedMail<'a>> {
    let mut found = vec![mail];
    for part in &mail.subparts {
        found.extend(parts(part));
    }
    found
}
