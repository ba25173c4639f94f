use std::sync::Arc;

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version,
    password_hash::phc::PasswordHash,
};
use tokio::sync::Semaphore;

use crate::{Error, Result};

/// Memory in KiB, passes, lanes: OWASP's first choice for argon2id.
const COST: (u32, u32, u32) = (19_456, 2, 1);
/// So many at once: each takes 19 MiB and a core.
const AT_ONCE: usize = 2;

/// Hashes passwords away from the threads that answer, a few at a time.
#[derive(Clone)]
pub struct Hasher(Arc<Semaphore>);

impl Default for Hasher {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

/// What became of a password check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub right: bool,
    /// The hash was made with weaker costs than today's.
    pub outdated: bool,
}

impl Hasher {
    pub async fn hash(&self, password: String) -> Result<String> {
        self.run(move || {
            let hash = argon()?
                .hash_password(password.as_bytes())
                .map_err(|why| Error::internal(why.to_string()))?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Checks a password. Without a hash, as for an unknown account, the work is the same.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<Verdict> {
        self.run(move || {
            let Some(hash) = hash else {
                argon()?
                    .hash_password(password.as_bytes())
                    .map_err(|why| Error::internal(why.to_string()))?;
                return Ok(Verdict {
                    right: false,
                    outdated: false,
                });
            };
            let known = PasswordHash::new(&hash).map_err(|why| Error::internal(why.to_string()))?;
            let right = argon()?
                .verify_password(password.as_bytes(), &known)
                .is_ok();
            let outdated = Params::try_from(&known)
                .is_ok_and(|params| (params.m_cost(), params.t_cost()) < (COST.0, COST.1));
            Ok(Verdict { right, outdated })
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let _permit = self.0.acquire().await.map_err(Error::internal)?;
        tokio::task::spawn_blocking(work)
            .await
            .map_err(Error::internal)?
    }
}

fn argon() -> Result<Argon2<'static>> {
    let (memory, passes, lanes) = COST;
    let params =
        Params::new(memory, passes, lanes, None).map_err(|why| Error::internal(why.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_known_again_and_another_is_not() {
        let hasher = Hasher::default();
        let hash = hasher
            .hash("correct horse battery".to_owned())
            .await
            .unwrap();
        assert!(
            hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hash}"
        );
        let check = |word: &str| hasher.verify(word.to_owned(), Some(hash.clone()));
        assert_eq!(
            check("correct horse battery").await.unwrap(),
            Verdict {
                right: true,
                outdated: false
            }
        );
        assert!(!check("correct horse").await.unwrap().right);
        assert!(!hasher.verify("x".to_owned(), None).await.unwrap().right);
    }
}
