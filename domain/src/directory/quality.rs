//! How good the directory is: what share is checked, how well places are known, what is old, what
//! stands there twice, what waits for somebody.

mod count;
mod twins;

use footpath_entity::directory::{Precision, Source};

use crate::{
    Actor, Ctx, Result,
    directory::{listing, report},
    policy::{self, Action},
};

pub use twins::{NAMED, SameAddress, SameName, Twins};

/// Everything that the page of data quality tells.
#[derive(Clone, Debug)]
pub struct Quality {
    /// Of the listings that are neither hidden nor deactivated.
    pub counts: Counts,
    pub hidden: u64,
    pub deactivated: u64,
    pub reports_open: u64,
    pub claims_open: u64,
    pub same_name: Twins<SameName>,
    pub same_address: Twins<SameAddress>,
}

/// One group of listings, as the database counts them: alike in source, precision of the primary
/// clinic's position, and whether there is such a clinic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::directory::quality) struct Group {
    pub source: Source,
    pub precision: Option<Precision>,
    pub all: u64,
    pub verified: u64,
    pub verified_lately: u64,
    pub stale: u64,
    pub without_phone: u64,
    pub without_zip: u64,
    pub with_contact: u64,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub all: u64,
    /// Ever.
    pub verified: u64,
    /// Within a year.
    pub verified_lately: u64,
    /// Neither the registry nor staff nor its holder have touched it for two years.
    pub stale: u64,
    /// At the primary clinic.
    pub without_phone: u64,
    pub without_zip: u64,
    /// Somebody looks after it.
    pub with_contact: u64,
    /// By what the position is known, the best first; `None` is not at all.
    pub by_precision: Vec<(Option<Precision>, u64)>,
    pub by_source: Vec<(Source, u64)>,
}

/// What a clinic's position may be known by, the best first.
const PRECISIONS: [Option<Precision>; 5] = [
    Some(Precision::Address),
    Some(Precision::PostalCode),
    Some(Precision::City),
    Some(Precision::Zip3),
    None,
];
const SOURCES: [Source; 3] = [Source::Nppes, Source::Editor, Source::Sample];

pub async fn quality(ctx: &Ctx, actor: &Actor) -> Result<Quality> {
    policy::require(actor, Action::ConsoleView)?;
    let conn = ctx.store.read();
    let groups = count::groups(conn, ctx.now().date_naive()).await?;
    let (hidden, deactivated) = count::unseen(conn).await?;
    Ok(Quality {
        counts: sum(&groups),
        hidden,
        deactivated,
        reports_open: report::open(ctx, actor).await?,
        claims_open: listing::open(ctx, actor).await?,
        same_name: twins::same_name(conn).await?,
        same_address: twins::same_address(conn).await?,
    })
}

fn sum(groups: &[Group]) -> Counts {
    let total = |of: fn(&Group) -> u64| groups.iter().map(of).sum();
    let where_it = |fits: &dyn Fn(&&Group) -> bool| {
        let fitting = groups.iter().filter(fits);
        fitting.map(|group| group.all).sum()
    };
    // A clinic placed by degrees, as none should be, is placed at least as well as by its address.
    let known = |group: &Group| match group.precision {
        Some(Precision::Position) => Some(Precision::Address),
        other => other,
    };
    Counts {
        all: total(|group| group.all),
        verified: total(|group| group.verified),
        verified_lately: total(|group| group.verified_lately),
        stale: total(|group| group.stale),
        without_phone: total(|group| group.without_phone),
        without_zip: total(|group| group.without_zip),
        with_contact: total(|group| group.with_contact),
        by_precision: PRECISIONS
            .map(|precision| (precision, where_it(&|group| known(group) == precision)))
            .into(),
        by_source: SOURCES
            .map(|source| (source, where_it(&|group| group.source == source)))
            .into(),
    }
}

/// A share in tenths of a percent, rounded down, so that all but one is never said to be all;
/// nothing of nothing is 0.
pub fn per_mille(part: u64, whole: u64) -> u64 {
    let share = u128::from(part) * 1000;
    let share = share.checked_div(u128::from(whole)).unwrap_or(0);
    u64::try_from(share).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(source: Source, precision: Option<Precision>, all: u64) -> Group {
        Group {
            source,
            precision,
            all,
            verified: all / 2,
            verified_lately: all / 4,
            stale: 1,
            without_phone: 1,
            without_zip: 0,
            with_contact: 1,
        }
    }

    #[test]
    fn groups_add_up_and_everyone_is_in_one_bar() {
        let counts = sum(&[
            group(Source::Nppes, Some(Precision::Address), 8),
            group(Source::Nppes, Some(Precision::Zip3), 4),
            group(Source::Editor, Some(Precision::Position), 2),
            group(Source::Editor, None, 2),
        ]);
        assert_eq!((counts.all, counts.verified, counts.stale), (16, 8, 4));
        let bars: Vec<u64> = counts.by_precision.iter().map(|(_, n)| *n).collect();
        assert_eq!(bars, [10, 0, 0, 4, 2]);
        let sources: Vec<u64> = counts.by_source.iter().map(|(_, n)| *n).collect();
        assert_eq!(sources, [12, 4, 0]);
    }

    #[test]
    fn a_share_is_rounded_down_and_nothing_of_nothing_is_nothing() {
        assert_eq!(per_mille(1, 3), 333);
        assert_eq!(per_mille(19_999, 20_000), 999);
        assert_eq!(per_mille(5, 5), 1000);
        assert_eq!(per_mille(0, 0), 0);
        assert_eq!(per_mille(u64::MAX, u64::MAX), 1000);
    }
}
