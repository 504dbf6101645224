//! How each value is read from text. What is wrong is said without the value: it may be a secret.

use std::{net::IpAddr, str::FromStr};

use actix_web::http::{Uri, uri::Authority};
use ipnet::IpNet;
use percent_encoding::percent_decode_str;
use shared::{institution::mail_domain, person::Community};

use super::{Smtp, SmtpSecurity};

/// Why a text is not a value, and what to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    pub problem: String,
    pub remedy: &'static str,
}

impl Wrong {
    fn new(problem: impl Into<String>, remedy: &'static str) -> Self {
        Self { problem: problem.into(), remedy }
    }
}

/// What a reader of text gives.
pub type Read<T> = Result<T, Wrong>;

/// Anything with a usual notation.
pub fn plain<T: FromStr>(kind: &'static str, remedy: &'static str) -> impl Fn(&str) -> Read<T> {
    move |text| text.parse().map_err(|_| Wrong::new(format!("it is not {kind}"), remedy))
}

/// A number of at least one.
pub fn count(text: &str) -> Read<u32> {
    let remedy = "write a whole number from 1 to 1000000";
    match text.parse() {
        Ok(number) if (1..=1_000_000).contains(&number) => Ok(number),
        _ => Err(Wrong::new("it is not a number within bounds", remedy)),
    }
}

/// Threads.
pub fn workers(text: &str) -> Read<Option<usize>> {
    match text.parse() {
        Ok(number) if (1..=512).contains(&number) => Ok(Some(number)),
        _ => Err(Wrong::new("it is not a number within bounds", "write a whole number from 1 to 512, or leave it out")),
    }
}

/// A name that people read.
pub fn name(text: &str) -> Read<String> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > 120 || text.chars().any(char::is_control) {
        return Err(Wrong::new("it is not a name of 1 to 120 characters", "write the name of the institution"));
    }
    Ok(text.to_owned())
}

/// The origin under which people reach the app, as browsers write it.
pub fn public_url(text: &str) -> Read<String> {
    let remedy = "write an origin such as https://ventanilla.example.edu.mx";
    let uri: Uri = text.trim().parse().map_err(|_| Wrong::new("it is not a web address", remedy))?;
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        return Err(Wrong::new("it has no scheme or no host", remedy));
    };
    if !is_a_place(authority) {
        return Err(Wrong::new("it has no host, or a port that is none", remedy));
    }
    if authority.as_str().contains('@') || uri.query().is_some() || !matches!(uri.path(), "" | "/") {
        return Err(Wrong::new("it has more than scheme, host and port", remedy));
    }
    let host = authority.host().to_ascii_lowercase();
    let default_port = match scheme {
        "https" => 443,
        "http" if is_loopback(&host) => 80,
        "http" => return Err(Wrong::new("http would send sign-in codes and tokens in clear", remedy)),
        _ => return Err(Wrong::new("its scheme is neither https nor http", remedy)),
    };
    // An origin names a port only when it is not the scheme's own.
    let port = authority.port_u16().filter(|port| *port != default_port);
    Ok(port.map_or_else(|| format!("{scheme}://{host}"), |port| format!("{scheme}://{host}:{port}")))
}

/// Whether there is a host, and behind it nothing or the number of a port.
fn is_a_place(authority: &Authority) -> bool {
    let has_host = !authority.host().trim_start_matches('[').trim_end_matches(']').is_empty();
    has_host && (authority.port_u16().is_some() || authority.as_str().ends_with(authority.host()))
}

/// Whether a host can only be this machine.
pub fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || address.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// A mail domain; a leading dot takes every sub-domain.
pub fn domain(text: &str) -> Read<String> {
    let remedy = "write for example example.edu.mx,.alumnos.example.edu.mx";
    mail_domain(text).ok_or_else(|| Wrong::new("it is not a list of mail domains", remedy))
}

/// The community that a domain tells.
pub fn community_of_domain(text: &str) -> Read<(String, Community)> {
    let remedy = "write domain=community, the community one of administrative, faculty and student";
    let wrong = || Wrong::new("it is not a list of domains with their community", remedy);
    let (domain_text, community) = text.split_once('=').ok_or_else(wrong)?;
    let community = community.trim().parse().map_err(|_| wrong())?;
    Ok((domain(domain_text).map_err(|_| wrong())?, community))
}

/// An address or a network.
pub fn network(text: &str) -> Read<IpNet> {
    let text = text.trim();
    text.parse::<IpNet>().or_else(|_| text.parse::<IpAddr>().map(IpNet::from)).map_err(|_| {
        Wrong::new("it is not a list of addresses or networks", "write for example 10.0.0.5,192.168.0.0/16")
    })
}

/// A database server.
pub fn database_url(text: &str) -> Read<String> {
    if text.starts_with("postgres://") || text.starts_with("postgresql://") {
        return Ok(text.to_owned());
    }
    let remedy = "write postgres://user:password@host/database, or leave it out for SQLite in the data folder";
    Err(Wrong::new("it does not begin with postgres://", remedy))
}

/// The master key.
pub fn secret_key(text: &str) -> Read<String> {
    let remedy =
        "write 32 random bytes as URL-safe base64 without padding, or leave it out for secret.key in the data folder";
    match crate::keys::Keys::from_text(text) {
        Ok(_) => Ok(text.trim().to_owned()),
        Err(_) => Err(Wrong::new("it is not a key", remedy)),
    }
}

/// The sender of mail.
pub fn mailbox(text: &str) -> Read<String> {
    let remedy = "write for example Mesa de ayuda <mesa.ayuda@example.edu.mx>";
    match text.parse::<lettre::message::Mailbox>() {
        Ok(_) => Ok(text.trim().to_owned()),
        Err(_) => Err(Wrong::new("it is not a mail address", remedy)),
    }
}

/// An address that mail goes to.
pub fn address(text: &str) -> Read<String> {
    match text.parse::<lettre::Address>() {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => Err(Wrong::new("it is not a mail address", "write for example auditoria@example.edu.mx")),
    }
}

/// What is logged.
pub fn log(text: &str) -> Read<String> {
    // The reader of filters cuts other letters in two and panics.
    match text.is_ascii().then(|| tracing_subscriber::EnvFilter::try_new(text)) {
        Some(Ok(_)) => Ok(text.to_owned()),
        _ => Err(Wrong::new("it is not a log filter", "write for example info, warn or info,backend=debug")),
    }
}

/// A mail relay.
pub fn smtp(text: &str) -> Read<Smtp> {
    let remedy = "write smtps://user:password@host:465, smtp+starttls://user:password@host:587, or smtp://127.0.0.1:25";
    let wrong = |problem: &str| Wrong::new(problem, remedy);
    let (scheme, rest) = text.trim().split_once("://").ok_or_else(|| wrong("it has no scheme"))?;
    let (security, default_port) = match scheme {
        "smtps" => (SmtpSecurity::Tls, 465),
        "smtp+starttls" => (SmtpSecurity::StartTls, 587),
        "smtp" => (SmtpSecurity::None, 25),
        _ => return Err(wrong("its scheme is none of smtps, smtp+starttls and smtp")),
    };
    let (credentials, place) = match rest.trim_end_matches('/').rsplit_once('@') {
        Some((credentials, place)) => (Some(credentials), place),
        None => (None, rest.trim_end_matches('/')),
    };
    let authority: Authority = place.parse().map_err(|_| wrong("what follows the scheme is not host and port"))?;
    if !is_a_place(&authority) {
        return Err(wrong("it has no host, or a port that is none"));
    }
    let host = authority.host().to_ascii_lowercase();
    if security == SmtpSecurity::None && !is_loopback(&host) {
        return Err(wrong("plain SMTP would send codes and links in clear over the network"));
    }
    let credentials = match credentials {
        None => None,
        Some(text) => {
            let (user, password) = text.split_once(':').ok_or_else(|| wrong("the user has no password"))?;
            let decoded = |part: &str| {
                percent_decode_str(part)
                    .decode_utf8()
                    .map(String::from)
                    .map_err(|_| wrong("the user or password is not UTF-8"))
            };
            Some((decoded(user)?, decoded(password)?))
        }
    };
    let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
    Ok(Smtp { host, port: authority.port_u16().unwrap_or(default_port), security, credentials })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_origin_is_written_as_browsers_do() {
        assert_eq!(public_url("HTTPS://Mesa.Example.edu.mx:443/").as_deref(), Ok("https://mesa.example.edu.mx"));
        assert_eq!(public_url("http://localhost:8080").as_deref(), Ok("http://localhost:8080"));
        assert_eq!(public_url("http://[::1]:8080").as_deref(), Ok("http://[::1]:8080"));
        for odd in [
            "",
            "mesa.example.edu.mx",
            "/x",
            "ftp://mesa.example.edu.mx",
            "http://mesa.example.edu.mx",
            "https://mesa.example.edu.mx/app",
            "https://a@mesa.example.edu.mx",
            "https://mesa.example.edu.mx/?x",
        ] {
            assert!(public_url(odd).is_err(), "{odd}");
        }
    }

    #[test]
    fn a_relay_is_read_with_its_protection() {
        let relay = smtp("smtps://mesa%40example.edu.mx:p%3Ass@correo.example.edu.mx").unwrap();
        assert_eq!(
            (relay.host.as_str(), relay.port, relay.security),
            ("correo.example.edu.mx", 465, SmtpSecurity::Tls)
        );
        assert_eq!(relay.credentials, Some(("mesa@example.edu.mx".into(), "p:ss".into())));
        let relay = smtp("smtp+starttls://correo.example.edu.mx:2525").unwrap();
        assert_eq!((relay.port, relay.security, relay.credentials), (2525, SmtpSecurity::StartTls, None));
        assert_eq!(smtp("smtp://[::1]:25").unwrap().host, "::1");
        assert!(smtp("smtps://:465").is_err() && smtp("smtps://relay:70000").is_err());
        for odd in [
            "correo.example.edu.mx",
            "smtp://correo.example.edu.mx",
            "imap://127.0.0.1",
            "smtps://user@host",
            "smtps://",
        ] {
            assert!(smtp(odd).is_err(), "{odd}");
        }
    }

    #[test]
    fn a_network_may_be_one_address() {
        assert_eq!(network("10.0.0.5").map(|net| net.to_string()).as_deref(), Ok("10.0.0.5/32"));
        assert!(network("10.0.0.0/8").is_ok() && network("fd00::/8").is_ok());
        assert!(network("proxy").is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        #[test]
        fn any_text_is_a_value_or_says_what_to_write(
            text in prop_oneof![
                any::<String>(),
                "(https?|smtps?|smtp[+]starttls)://([a-z%0-9ñ]{0,5}(:[a-z%0-9]{0,5})?@)?[a-z0-9.:\\[\\]-]{0,14}(:[0-9]{0,6})?/?",
                "postgres(ql)?:/?/?[a-z:@?/]{0,9}",
                "[a-z0-9.:]{0,12}(/[0-9]{1,3})?",
                "[A-Z][a-z]{2,9}/[A-Z][a-z_A-Z]{2,12}",
            ],
        ) {
            let said = [
                public_url(&text).map(|origin| assert_eq!(public_url(&origin), Ok(origin))),
                smtp(&text).map(|relay| {
                    assert!(!relay.host.is_empty());
                    assert!(relay.security != SmtpSecurity::None || is_loopback(&relay.host));
                }),
                network(&text).map(|net| assert_eq!(network(&net.to_string()), Ok(net))),
                domain(&text).map(|name| assert_eq!(domain(&name), Ok(name))),
                community_of_domain(&text).map(drop),
                name(&text).map(|text| assert_eq!(name(&text), Ok(text))),
                mailbox(&text).map(drop),
                address(&text).map(drop),
                log(&text).map(drop),
                secret_key(&text).map(drop),
                database_url(&text).map(drop),
                count(&text).map(drop),
                workers(&text).map(drop),
                plain::<chrono_tz::Tz>("a time zone", "write another")(&text)
                    .map(|zone| assert_eq!(zone.name().parse(), Ok(zone))),
            ];
            for wrong in said.into_iter().filter_map(Result::err) {
                prop_assert!(!wrong.problem.is_empty() && wrong.remedy.starts_with("write "));
                let tells_it = text.trim().len() >= 12 && wrong.problem.contains(text.trim());
                prop_assert!(!tells_it, "{}", wrong.problem);
            }
        }
    }
}
