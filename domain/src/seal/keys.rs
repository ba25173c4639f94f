use std::sync::RwLock;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::{
    aead::{self, Place},
    ring::Ring,
};
use crate::{Error, Result};

/// The keys of this site, all derived from its one secret key or wrapped by it. Never printed.
pub struct Keys {
    secret: Zeroizing<[u8; 32]>,
    pub(super) ring: RwLock<Ring>,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keys").finish_non_exhaustive()
    }
}

impl Keys {
    /// `secret` is what `FOOTPATH_SECRET_KEY` holds, decoded.
    pub fn new(secret: [u8; 32]) -> Self {
        let secret = Zeroizing::new(secret);
        let first = derived(&secret, "seal");
        Self {
            secret,
            ring: RwLock::new(Ring::new(first)),
        }
    }

    /// A key for one purpose; purposes never share a key.
    pub fn derive(&self, purpose: &str) -> Zeroizing<[u8; 32]> {
        derived(&self.secret, purpose)
    }

    /// HMAC-SHA256 of `bytes` under the key of `purpose`: for tokens, limits, idempotency.
    pub fn mac(&self, purpose: &str, bytes: &[u8]) -> [u8; 32] {
        let key = self.derive(purpose);
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&*key)
            .unwrap_or_else(|_| unreachable!("any length is a key"));
        mac.update(bytes);
        mac.finalize().into_bytes().into()
    }

    /// A short name for somebody or something that must not be named: half an HMAC, base64url.
    pub fn tag(&self, purpose: &str, bytes: &[u8]) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(&self.mac(purpose, bytes)[..16])
    }

    /// What a database remembers of the key, so that a wrong one is noticed at start.
    pub fn fingerprint(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(&self.derive("fingerprint")[..16])
    }

    /// Seals something of the site's own, such as a subject key, with the newest sealing key that
    /// is known here; see `refresh`.
    pub fn seal(&self, place: &Place, plain: &[u8]) -> Result<Vec<u8>> {
        let (id, key) = self.ring().newest();
        aead::seal(&key, id, place, plain)
    }

    /// Opens it again. A key that another process has made since is to be learnt first; see
    /// `know`.
    pub fn open(&self, place: &Place, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        let key = aead::key_id(sealed).and_then(|id| self.ring().get(id));
        let key =
            key.ok_or_else(|| Error::internal("sealed with a key that this site does not hold"))?;
        aead::open(&key, place, sealed).map(Zeroizing::new)
    }
}

fn derived(secret: &[u8; 32], purpose: &str) -> Zeroizing<[u8; 32]> {
    let mut out = Zeroizing::new([0; 32]);
    let expanded =
        Hkdf::<Sha256>::new(Some(b"footpath"), secret).expand(purpose.as_bytes(), &mut *out);
    debug_assert!(expanded.is_ok(), "32 bytes are always to be had");
    out
}

/// A secret of `BYTES` random bytes for a link or a cookie, base64url.
pub fn random_token<const BYTES: usize>() -> String
where
    rand::distr::StandardUniform: rand::distr::Distribution<[u8; BYTES]>,
{
    BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; BYTES]>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn purposes_do_not_share_a_key() {
        let keys = Keys::new([1; 32]);
        assert_ne!(keys.mac("session", b"x"), keys.mac("referral-link", b"x"));
        assert_ne!(keys.fingerprint(), Keys::new([2; 32]).fingerprint());
        assert!(!format!("{keys:?}").contains("[1"));
    }

    #[test]
    fn a_token_has_all_its_bits() {
        assert_eq!(random_token::<32>().len(), 43);
        assert_ne!(random_token::<32>(), random_token::<32>());
    }
}
