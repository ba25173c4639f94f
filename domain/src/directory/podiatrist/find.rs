use footpath_entity::value::Npi;

use super::{Listing, listed};
use crate::{Ctx, Error, Result, directory::clinic::Clinic};

/// A podiatrist with all its clinics.
#[derive(Debug)]
pub struct Profile {
    /// At the primary clinic.
    pub listing: Listing,
    /// Those that are listed, the primary one first.
    pub clinics: Vec<Clinic>,
}

/// The podiatrist with this NPI, as typed; what is no NPI belongs to nobody.
pub async fn find(ctx: &Ctx, npi: &str) -> Result<Profile> {
    const NOBODY: Error = Error::NotFound {
        code: "podiatrist.not_found",
    };
    let npi: Npi = npi.parse().map_err(|_| NOBODY)?;
    let mut found = listed(ctx.store.read(), std::slice::from_ref(&npi)).await?;
    let found = found.remove(&npi).ok_or(NOBODY)?;
    let primary = found.clinics.first().ok_or(NOBODY)?;
    let mut listing = found.at(primary);
    listing.accepts_referrals = found.clinics.iter().any(|c| c.accepts_referrals);
    Ok(Profile {
        listing,
        clinics: found.clinics,
    })
}
