use std::{net::IpAddr, time::Duration};

use lettre::transport::smtp::{
    authentication::{Credentials, Mechanism},
    client::{AsyncSmtpConnection, TlsParameters},
    extension::ClientId,
};
use tokio::net::TcpStream;
use url::{Host, Url};

use super::{Failure, Parcel, compose::address, handover::hand_over};
use crate::{Error, Result};

/// The whole conversation, greeting to reply, must fit in here; well within a job's lease.
const DEADLINE: Duration = Duration::from_secs(45);
/// After the reply the mail is the server's; its farewell is worth little waiting.
const FAREWELL: Duration = Duration::from_secs(2);

/// A mail server. Each mail gets a connection of its own: a conversation that was cut off
/// never leaks into the next.
pub(super) struct Smtp {
    host: String,
    port: u16,
    tls: Tls,
    credentials: Option<Credentials>,
    deadline: Duration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tls {
    /// From the first byte.
    Implicit,
    /// STARTTLS, or no mail.
    Required,
    /// Clear text, to loopback only.
    None,
}

impl Smtp {
    pub fn parse(text: &str) -> Result<Self> {
        let refuse = |why: &str| Err(Error::invalid("FOOTPATH_SMTP_URL", why));
        let Ok(url) = Url::parse(text) else {
            return refuse("must be a URL such as smtp://user:password@mail.example.org:587");
        };
        let (mut tls, port) = match url.scheme() {
            "smtp" => (Tls::Required, 587),
            "smtps" => (Tls::Implicit, 465),
            _ => return refuse("must start with smtp:// or smtps://"),
        };
        let Some(host) = url.host_str().filter(|host| !host.is_empty()) else {
            return refuse("must name a host");
        };
        let mut deadline = DEADLINE;
        for (name, value) in url.query_pairs() {
            match (&*name, &*value) {
                ("timeout", text) => match text.parse().map(Duration::from_secs) {
                    Ok(time) if (Duration::from_secs(1)..=DEADLINE).contains(&time) => {
                        deadline = time;
                    }
                    _ => return refuse("timeout must be a whole number of seconds from 1 to 45"),
                },
                ("tls", "required") => {}
                ("tls", "none") if tls == Tls::Required && is_loopback(host) => tls = Tls::None,
                ("tls", "none") => {
                    return refuse("tls=none is only for smtp:// to this machine (loopback)");
                }
                _ => return refuse("knows no other parameters than tls=none and timeout=SECONDS"),
            }
        }
        let credentials = (!url.username().is_empty()).then(|| {
            Credentials::new(
                percent_decoded(url.username()),
                percent_decoded(url.password().unwrap_or_default()),
            )
        });
        Ok(Self {
            host: host.trim_matches(['[', ']']).to_owned(),
            port: url.port().unwrap_or(port),
            tls,
            credentials,
            deadline,
        })
    }

    pub async fn send(&self, parcel: &Parcel) -> Result<(), Failure> {
        let (from, to) = address(&parcel.from)
            .and_then(|from| Ok((from, address(&parcel.to)?)))
            .map_err(|_| Failure::Passing("the envelope has no valid address".to_owned()))?;
        let conversation = async {
            let mut connection = self.connect().await?;
            let handed_over = hand_over(&mut connection, &from, &to, &parcel.bytes).await;
            if handed_over.is_err() {
                drop(tokio::time::timeout(FAREWELL, connection.abort()).await);
            }
            handed_over.map(|()| connection)
        };
        let mut connection = within(self.deadline, conversation).await?;
        // Taken is taken, whatever becomes of the farewell.
        drop(tokio::time::timeout(FAREWELL, connection.abort()).await);
        Ok(())
    }

    pub async fn greet(&self) -> Result<(), Failure> {
        let mut connection = within(FAREWELL * 2, self.connect()).await?;
        drop(tokio::time::timeout(FAREWELL, connection.abort()).await);
        Ok(())
    }

    /// Connected, encrypted as promised, signed in. Whatever goes wrong up to here is between
    /// the site and its mail server, and no fault of a recipient. Lines go out at once: waiting
    /// to fill a packet would cost each mail a delayed acknowledgement or two.
    async fn connect(&self) -> Result<AsyncSmtpConnection, Failure> {
        let hello = ClientId::default();
        let parameters = || TlsParameters::new_rustls(self.host.clone()).map_err(|e| passing(&e));
        let address = (self.host.as_str(), self.port);
        let mut connection = if self.tls == Tls::Implicit {
            let implicit = Some(parameters()?);
            let limit = Some(self.deadline);
            AsyncSmtpConnection::connect_tokio1(address, limit, &hello, implicit, None).await
        } else {
            let stream = TcpStream::connect(address)
                .await
                .and_then(|stream| stream.set_nodelay(true).map(|()| stream))
                .map_err(|_| Failure::Passing("smtp: connection failed".to_owned()))?;
            AsyncSmtpConnection::connect_with_transport(Box::new(stream), &hello).await
        }
        .map_err(|error| passing(&error))?;
        if self.tls == Tls::Required {
            connection
                .starttls(parameters()?, &hello)
                .await
                .map_err(|error| passing(&error))?;
        }
        if let Some(credentials) = &self.credentials {
            connection
                .auth(&[Mechanism::Plain, Mechanism::Login], credentials)
                .await
                .map_err(|error| passing(&error))?;
        }
        Ok(connection)
    }
}

async fn within<T>(
    deadline: Duration,
    work: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    tokio::time::timeout(deadline, work)
        .await
        .unwrap_or_else(|_| Err(Failure::Passing("smtp: no answer in time".to_owned())))
}

/// Reply text may quote an address, so that only the code and the kind are kept.
pub(super) fn passing(error: &lettre::transport::smtp::Error) -> Failure {
    let kind = match error.status() {
        Some(code) => return Failure::Passing(format!("smtp: {}", u16::from(code))),
        None if error.is_tls() => "TLS failed",
        None if error.is_timeout() => "timed out",
        None if error.is_response() => "broken reply",
        None if error.is_client() => "the server lacks what we need",
        None => "connection failed",
    };
    Failure::Passing(format!("smtp: {kind}"))
}

fn is_loopback(host: &str) -> bool {
    match Host::parse(host) {
        Ok(Host::Domain(name)) => {
            name == "localhost" || name.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
        }
        Ok(Host::Ipv4(ip)) => ip.is_loopback(),
        Ok(Host::Ipv6(ip)) => ip.is_loopback(),
        Err(_) => false,
    }
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = tail.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match hex.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clear_text_must_be_said_and_stays_on_this_machine() {
        let tls = |url: &str| Smtp::parse(url).map(|smtp| smtp.tls).ok();
        assert_eq!(tls("smtp://mail.example.org"), Some(Tls::Required));
        assert_eq!(tls("smtps://mail.example.org"), Some(Tls::Implicit));
        for local in ["127.0.0.1", "localhost", "[::1]", "127.9.9.9"] {
            assert_eq!(
                tls(&format!("smtp://{local}:25?tls=none")),
                Some(Tls::None),
                "{local}"
            );
        }
        for wrong in [
            "smtp://mail.example.org?tls=none",
            "smtp://127.0.0.1.example.org?tls=none",
            "smtps://127.0.0.1?tls=none",
            "smtp://10.0.0.1?tls=none",
            "smtp://mail.example.org?tls=opportunistic",
            "http://mail.example.org",
            "smtp://",
            "mail.example.org:25",
        ] {
            assert_eq!(tls(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn ports_and_passwords_are_read_as_meant() {
        let smtp = Smtp::parse("smtps://me%40x:p%3A%25w+d@mail.example.org").unwrap();
        assert_eq!((smtp.host.as_str(), smtp.port), ("mail.example.org", 465));
        let expected = Credentials::new("me@x".to_owned(), "p:%w+d".to_owned());
        assert!(smtp.credentials == Some(expected));
        assert_eq!(Smtp::parse("smtp://h").unwrap().port, 587);
        assert_eq!(Smtp::parse("smtp://[::1]:26?tls=none").unwrap().host, "::1");
    }
}
