use std::{fmt, str::FromStr, sync::Arc};

use lettre::{
    Message,
    message::dkim::{DkimConfig, DkimSigningAlgorithm, DkimSigningKey},
};

use crate::{Error, Result};

/// Signs what goes out (RFC 6376), so that receivers know it for ours.
#[derive(Clone)]
pub struct Signer(Arc<DkimConfig>);

/// The key stays out of logs.
impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signer")
    }
}

impl Signer {
    /// `selector` and `domain` name the DNS record `<selector>._domainkey.<domain>`; the key is
    /// an RSA key in PEM (PKCS #1), or an Ed25519 seed of 32 bytes in base64.
    pub fn new(selector: &str, domain: &str, key: &str) -> Result<Self> {
        let algorithm = if key.contains("-----BEGIN") {
            DkimSigningAlgorithm::Rsa
        } else {
            DkimSigningAlgorithm::Ed25519
        };
        let key = DkimSigningKey::new(key.trim(), algorithm).map_err(|_| {
            Error::invalid(
                "FOOTPATH_DKIM_KEY",
                "must be an RSA key in PEM (BEGIN RSA PRIVATE KEY) or an Ed25519 seed in base64",
            )
        })?;
        Ok(Self(Arc::new(DkimConfig::default_config(
            selector.to_owned(),
            domain.to_owned(),
            key,
        ))))
    }

    pub(super) fn sign(&self, message: &mut Message) {
        message.sign(&self.0);
    }
}

/// A name as DNS has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DnsName(pub String);

impl FromStr for DnsName {
    type Err = &'static str;

    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        let good = |label: &str| {
            !label.is_empty()
                && label.len() <= 63
                && label
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        };
        if text.len() <= 253 && text.split('.').all(good) {
            Ok(Self(text.to_owned()))
        } else {
            Err("must be a name as DNS has it, such as mail2026")
        }
    }
}

#[cfg(test)]
mod tests {
    use lettre::message::Mailbox;

    use super::*;

    #[test]
    fn a_signed_mail_says_by_whom() {
        // 32 bytes that nobody uses.
        let seed = "Y2FuYXJ5LWNhbmFyeS1jYW5hcnktY2FuYXJ5LTMyLW8=";
        let signer = Signer::new("mail2026", "example.org", seed).unwrap();
        let from: Mailbox = "desk@example.org".parse().unwrap();
        let mut message = Message::builder()
            .from(from.clone())
            .to(from)
            .subject("x")
            .body("Hello".to_owned())
            .unwrap();
        signer.sign(&mut message);
        let text = String::from_utf8(message.formatted()).unwrap();
        assert!(text.contains("DKIM-Signature:"), "{text}");
        assert!(text.contains("s=mail2026") && text.contains("d=example.org"));
        assert_eq!(format!("{signer:?}"), "Signer");
        assert!(Signer::new("a", "b.c", "not a key").is_err());
    }

    #[test]
    fn a_dns_name_begins_no_header() {
        assert!("mail-2026".parse::<DnsName>().is_ok());
        for bad in ["", "a b", "a\r\nb", "a;b", "a..b"] {
            assert!(bad.parse::<DnsName>().is_err(), "{bad:?}");
        }
    }
}
