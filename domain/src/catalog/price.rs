//! How long a price may be shown.

use chrono::{DateTime, TimeDelta, Utc};
use footpath_entity::{catalog::offer, value::Cents};

/// A price that nobody has looked at for longer than this is stale.
pub const FRESH_FOR: TimeDelta = TimeDelta::hours(48);

/// A price checked before this moment is stale at `now`.
pub fn stale_before(now: DateTime<Utc>) -> DateTime<Utc> {
    now - FRESH_FOR
}

/// The price of an offer as long as it may be shown.
pub fn current(offer: &offer::Model, now: DateTime<Utc>) -> Option<Cents> {
    offer
        .price
        .filter(|_| offer.checked_at >= stale_before(now))
}
