//! The site's secret key: given by a setting, or made once in the data folder.

use std::{fs, io::Write, os::unix::fs::OpenOptionsExt, path::Path};

use base64::prelude::*;
use footpath_domain::{
    Error, Result,
    seal::Keys,
    store::{Store, key_fingerprint, remember_key_fingerprint},
};

use crate::settings::Settings;

/// The key of this site, checked against the fingerprint that the database keeps.
pub async fn load(settings: &Settings, store: &Store) -> Result<Keys> {
    let known = key_fingerprint(store).await?;
    let keys = match &settings.secret_key {
        Some(secret) => Keys::new(decode(secret.expose())?),
        None if settings.on_postgres() => {
            return Err(Error::invalid(
                "FOOTPATH_SECRET_KEY",
                "must be set with PostgreSQL: 32 bytes, base64",
            ));
        }
        None => Keys::new(from_file(
            &settings.data_dir.join("secret.key"),
            known.is_none(),
        )?),
    };
    match known {
        Some(known) if known == keys.fingerprint() => Ok(keys),
        Some(_) => Err(Error::invalid(
            "FOOTPATH_SECRET_KEY",
            "is not the key that this database was made with; without the right one nothing sealed can be read",
        )),
        None => {
            remember_key_fingerprint(store, &keys.fingerprint()).await?;
            Ok(keys)
        }
    }
}

/// The key as settings or the data folder hold it; none is made.
pub fn read(settings: &Settings) -> Result<[u8; 32]> {
    match &settings.secret_key {
        Some(secret) => decode(secret.expose()),
        None => from_file(&settings.data_dir.join("secret.key"), false),
    }
}

/// Puts a key into a data folder that has none, where no setting gives one.
pub fn put_back(settings: &Settings, secret: &[u8; 32]) -> Result<()> {
    let path = settings.data_dir.join("secret.key");
    if settings.secret_key.is_some() || path.exists() {
        return Ok(());
    }
    write(&path, secret)
}

fn from_file(path: &Path, may_make: bool) -> Result<[u8; 32]> {
    match fs::read_to_string(path) {
        Ok(text) => decode(text.trim()),
        Err(why) if why.kind() == std::io::ErrorKind::NotFound && may_make => make(path),
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => Err(Error::invalid(
            "FOOTPATH_SECRET_KEY",
            format!(
                "is unset and {} is missing, but the database was made with a key; bring it back",
                path.display()
            ),
        )),
        Err(why) => Err(Error::internal(why)),
    }
}

fn make(path: &Path) -> Result<[u8; 32]> {
    let secret: [u8; 32] = rand::random();
    write(path, &secret)?;
    Ok(secret)
}

fn write(path: &Path, secret: &[u8; 32]) -> Result<()> {
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .map_err(Error::internal)?;
    writeln!(file, "{}", BASE64_STANDARD.encode(secret)).map_err(Error::internal)?;
    file.sync_all().map_err(Error::internal)
}

/// Reads a key as it is written in settings and files.
pub fn decode(text: &str) -> Result<[u8; 32]> {
    BASE64_STANDARD
        .decode(text.trim())
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(|| {
            Error::invalid(
                "FOOTPATH_SECRET_KEY",
                "must be 32 bytes in base64, such as `openssl rand -base64 32` prints",
            )
        })
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_made_key_is_for_its_owner_only_and_is_read_back() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("secret.key");
        let made = from_file(&path, true).unwrap();
        assert_eq!(from_file(&path, false).unwrap(), made);
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }

    #[test]
    fn a_lost_key_is_not_replaced_in_silence() {
        let dir = tempfile::tempdir().unwrap();
        assert!(from_file(&dir.path().join("secret.key"), false).is_err());
        assert!(decode("c2hvcnQ=").is_err());
    }
}
