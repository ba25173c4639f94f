use std::{
    future::{Ready, ready},
    net::IpAddr,
};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web};
use footpath_domain::Actor;

use crate::{Problem, stack::TrustedProxies};

/// Where a request comes from, for limits; a proxy is believed only when it is trusted.
#[derive(Clone, Copy, Debug)]
pub struct Addr(pub Option<IpAddr>);

impl Addr {
    /// A reader at this address.
    pub fn reader(self) -> Actor {
        Actor::Public { addr: self.0 }
    }
}

impl FromRequest for Addr {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self(client(req))))
    }
}

/// The right-most address that no trusted proxy has.
fn client(req: &HttpRequest) -> Option<IpAddr> {
    let peer = req.peer_addr()?.ip().to_canonical();
    let trusted = req
        .app_data::<web::Data<TrustedProxies>>()
        .map_or(&[][..], |trusted| &trusted.0);
    if !trusted.contains(&peer) {
        return Some(peer);
    }
    let forwarded = req
        .headers()
        .get_all("x-forwarded-for")
        .filter_map(|value| value.to_str().ok());
    let hops: Vec<IpAddr> = forwarded
        .flat_map(|value| value.split(','))
        .map_while(|hop| {
            hop.trim()
                .parse::<IpAddr>()
                .ok()
                .map(|ip| ip.to_canonical())
        })
        .collect();
    hops.into_iter()
        .rev()
        .find(|hop| !trusted.contains(hop))
        .or(Some(peer))
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn seen(trusted: &[&str], peer: &str, forwarded: &str) -> String {
        let trusted = trusted.iter().map(|ip| ip.parse().unwrap()).collect();
        let req = TestRequest::default()
            .app_data(web::Data::new(TrustedProxies(trusted)))
            .peer_addr(format!("{peer}:1").parse().unwrap())
            .insert_header(("x-forwarded-for", forwarded))
            .to_http_request();
        client(&req).unwrap().to_string()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        assert_eq!(seen(&[], "9.9.9.9", "1.1.1.1"), "9.9.9.9");
        assert_eq!(seen(&["9.9.9.9"], "9.9.9.9", "6.6.6.6, 1.1.1.1"), "1.1.1.1");
        assert_eq!(
            seen(&["9.9.9.9", "8.8.8.8"], "9.9.9.9", "1.1.1.1, 8.8.8.8"),
            "1.1.1.1"
        );
        assert_eq!(seen(&["9.9.9.9"], "9.9.9.9", "nonsense"), "9.9.9.9");
    }
}
