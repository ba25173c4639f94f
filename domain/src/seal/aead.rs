use chacha20poly1305::{
    Key, KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};

use crate::{Error, Result};

const VERSION: u8 = 1;
const NONCE: usize = 24;

/// Where a sealed value lives. It opens nowhere else.
#[derive(Clone, Debug)]
pub struct Place {
    pub table: &'static str,
    pub row: String,
    pub column: &'static str,
}

impl Place {
    pub fn new(table: &'static str, row: impl ToString, column: &'static str) -> Self {
        Self {
            table,
            row: row.to_string(),
            column,
        }
    }

    fn associated_data(&self, key_id: u32) -> Vec<u8> {
        format!(
            "{VERSION}|{key_id}|{}|{}|{}",
            self.table, self.row, self.column
        )
        .into_bytes()
    }
}

/// Version, key id, nonce, ciphertext with tag.
pub(super) fn seal(key: &[u8; 32], key_id: u32, place: &Place, plain: &[u8]) -> Result<Vec<u8>> {
    let nonce: [u8; NONCE] = rand::random();
    let aad = place.associated_data(key_id);
    let sealed = XChaCha20Poly1305::new(&Key::from(*key))
        .encrypt(
            &XNonce::from(nonce),
            Payload {
                msg: plain,
                aad: &aad,
            },
        )
        .map_err(|_| Error::internal("sealing failed"))?;
    let mut out = Vec::with_capacity(1 + 4 + NONCE + sealed.len());
    out.push(VERSION);
    out.extend_from_slice(&key_id.to_be_bytes());
    out.extend_from_slice(&nonce);
    out.extend_from_slice(&sealed);
    Ok(out)
}

pub(super) fn open(key: &[u8; 32], place: &Place, sealed: &[u8]) -> Result<Vec<u8>> {
    let broken = || Error::internal(format!("{}.{} does not open", place.table, place.column));
    let (header, rest) = sealed.split_at_checked(5).ok_or_else(broken)?;
    let (nonce, text) = rest.split_at_checked(NONCE).ok_or_else(broken)?;
    let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| broken())?;
    let key_id = key_id(header)
        .filter(|_| header[0] == VERSION)
        .ok_or_else(broken)?;
    let aad = place.associated_data(key_id);
    XChaCha20Poly1305::new(&Key::from(*key))
        .decrypt(
            &XNonce::from(nonce),
            Payload {
                msg: text,
                aad: &aad,
            },
        )
        .map_err(|_| broken())
}

/// The id of the key that a sealed value was made with.
pub(super) fn key_id(sealed: &[u8]) -> Option<u32> {
    Some(u32::from_be_bytes(sealed.get(1..5)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_opens_only_in_its_own_place_and_whole() {
        let key = [7; 32];
        let here = Place::new("assessment", 1, "answers");
        let sealed = seal(&key, 1, &here, b"canary").unwrap();
        assert_eq!(open(&key, &here, &sealed).unwrap(), b"canary");
        assert!(open(&key, &Place::new("assessment", 2, "answers"), &sealed).is_err());
        assert!(open(&key, &Place::new("assessment", 1, "contact"), &sealed).is_err());
        assert!(open(&[8; 32], &here, &sealed).is_err());
        for i in 0..sealed.len() {
            let mut bent = sealed.clone();
            bent[i] ^= 1;
            assert!(open(&key, &here, &bent).is_err(), "byte {i}");
        }
        assert!(open(&key, &here, &sealed[..20]).is_err());
    }
}
