//! Identifiers of mail: one for each letter, the same on every try, and one root for all mail of a ticket.

use uuid::Uuid;

/// The `Message-ID` of a letter.
pub fn message_id(id: Uuid, public_url: &str) -> String {
    format!("<{id}@{}>", host(public_url))
}

/// The identifier that every mail of a ticket refers to, so that mail programs show them as one conversation.
pub fn thread_root(ticket_id: Uuid, public_url: &str) -> String {
    format!("<{ticket_id}@{}>", host(public_url))
}

/// The host of an address such as `https://ayuda.example.edu.mx:8443`, without its port.
pub fn host(public_url: &str) -> &str {
    let rest = public_url.split_once("://").map_or(public_url, |(_, rest)| rest);
    let authority = rest.split('/').next().unwrap_or(rest);
    match authority.find(']') {
        // An IPv6 address keeps its brackets.
        Some(end) => authority.get(..=end).unwrap_or(authority),
        None => authority.split(':').next().unwrap_or(authority),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_is_that_of_the_public_address() {
        for (url, expected) in [
            ("https://ayuda.example.edu.mx", "ayuda.example.edu.mx"),
            ("http://127.0.0.1:8080", "127.0.0.1"),
            ("http://[::1]:8080/ayuda", "[::1]"),
            ("https://ti.example.mx/ayuda", "ti.example.mx"),
        ] {
            assert_eq!(host(url), expected);
        }
    }
}
