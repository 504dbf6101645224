//! Who asks without having signed in: told apart by the client's address alone, and limited by it.

use std::{
    future::{Ready, ready},
    net::IpAddr,
    time::Instant,
};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, web::Data};

use super::{limits::Subject, query};
use crate::{
    app::App,
    error::{Error, Result},
};

/// Somebody who need not sign in. Every public operation takes one, and with it what its client address may still send.
#[derive(Debug, Clone, Copy)]
pub struct Guest {
    /// The client's address.
    pub client: Option<IpAddr>,
}

impl FromRequest for Guest {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(admit(request))
    }
}

fn admit(request: &HttpRequest) -> Result<Guest> {
    let app = request.app_data::<Data<App>>().ok_or_else(|| anyhow::anyhow!("no application"))?;
    let client = client_address(request, app);
    let allowance = app.public_limits.take(Subject::Network(network(client)), Instant::now())?;
    request.extensions_mut().insert(allowance);
    query::refuse_unasked(request)?;
    Ok(Guest { client })
}

/// The client's address. A forwarded one is believed only from a trusted proxy.
pub fn client_address(request: &HttpRequest, app: &App) -> Option<IpAddr> {
    let peer = request.peer_addr()?.ip();
    let forwarded: Vec<&str> = request
        .headers()
        .get_all("x-forwarded-for")
        // What is not text is as little of an address as any other nonsense, and must not be skipped.
        .map(|value| value.to_str().unwrap_or_default())
        .flat_map(|value| value.split(','))
        .collect();
    let trusted = |address: &IpAddr| app.config.trusted_proxies.iter().any(|net| net.contains(address));
    Some(behind(peer, &forwarded, trusted))
}

/// Goes from the peer along what was forwarded, right to left, for as long as a trusted proxy tells who came before it. What
/// a proxy tells that is no address ends the way there: whatever stands left of it, anybody may have written.
fn behind(peer: IpAddr, forwarded: &[&str], trusted: impl Fn(&IpAddr) -> bool) -> IpAddr {
    let mut client = peer.to_canonical();
    for hop in forwarded.iter().rev() {
        let Ok(hop) = hop.trim().parse::<IpAddr>() else { break };
        if !trusted(&client) {
            break;
        }
        client = hop.to_canonical();
    }
    client
}

/// The client as it is counted. Whoever has one IPv6 address has 2^64 of them, so those count as one.
pub fn network(client: Option<IpAddr>) -> String {
    match client.map(|address| address.to_canonical()) {
        None => "unknown".into(),
        Some(IpAddr::V4(address)) => address.to_string(),
        Some(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn seen(peer: &str, forwarded: &str) -> String {
        let hops: Vec<&str> = forwarded.split(',').collect();
        let proxies = ["10.0.0.1", "10.0.0.2"].map(|proxy| proxy.parse::<IpAddr>().unwrap());
        behind(peer.parse().unwrap(), &hops, |address| proxies.contains(address)).to_string()
    }

    #[test]
    fn the_nearest_that_is_no_proxy_is_the_client() {
        assert_eq!(seen("10.0.0.1", "192.0.2.1, 198.51.100.7, 10.0.0.2"), "198.51.100.7");
        assert_eq!(seen("::ffff:10.0.0.1", "198.51.100.7"), "198.51.100.7");
        assert_eq!(seen("203.0.113.9", "198.51.100.7"), "203.0.113.9");
        assert_eq!(seen("10.0.0.1", ""), "10.0.0.1");
    }

    #[test]
    fn what_is_left_of_nonsense_is_not_believed() {
        assert_eq!(seen("10.0.0.1", "192.0.2.1, unknown"), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", "192.0.2.1, _hidden, 10.0.0.2"), "10.0.0.2");
        assert_eq!(seen("10.0.0.1", "192.0.2.1,, 10.0.0.2"), "10.0.0.2");
    }

    #[test]
    fn a_client_is_counted_by_its_network() {
        let counted = |address: &str| network(Some(address.parse().unwrap()));
        assert_eq!(counted("2001:db8:1:2:aaaa::1"), "2001:db8:1:2::/64");
        assert_eq!(counted("::ffff:10.0.0.9"), "10.0.0.9");
        assert_eq!(counted("10.0.0.9"), "10.0.0.9");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        #[test]
        fn nobody_but_a_proxy_is_believed(
            peer: IpAddr,
            hops in prop::collection::vec(
                prop_oneof![any::<String>(), any::<IpAddr>().prop_map(|address| address.to_string())],
                0..6,
            ),
        ) {
            let hops: Vec<&str> = hops.iter().map(String::as_str).collect();
            prop_assert_eq!(behind(peer, &hops, |_| false), peer.to_canonical());
            let known: Vec<IpAddr> = hops.iter().filter_map(|hop| hop.trim().parse().ok()).collect();
            let client = behind(peer, &hops, |_| true);
            prop_assert!(client == peer.to_canonical() || known.iter().any(|address| address.to_canonical() == client));
        }
    }
}
