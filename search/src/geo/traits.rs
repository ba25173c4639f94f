//! What a query filters by, as bits: one comparison a podiatrist.

use std::collections::HashMap;

use super::Entry;
use crate::NearFilter;

/// The podiatrist has other entries.
pub(super) const SEVERAL: u64 = 1 << 63;

const REFERRALS: [u64; 2] = [1, 1 << 1];
const ACCEPTING: [u64; 2] = [1 << 2, 1 << 3];
const TELEHEALTH: [u64; 2] = [1 << 4, 1 << 5];
/// Codes begin here; there are eight of them, and room for many more.
const CODES: u32 = 6;

/// Which code has which bit.
#[derive(Default)]
pub(super) struct Codes(HashMap<Box<str>, u64>);

/// A filter as bits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    all: u64,
    /// Nothing asked: every bit.
    any: u64,
}

impl Codes {
    /// The bits of an entry.
    pub fn traits(&mut self, entry: &Entry) -> u64 {
        let mut bits = REFERRALS[usize::from(entry.accepts_referrals)];
        if let Some(accepting) = entry.accepting_new_patients {
            bits |= ACCEPTING[usize::from(accepting)];
        }
        if let Some(telehealth) = entry.telehealth {
            bits |= TELEHEALTH[usize::from(telehealth)];
        }
        for code in &entry.specialties {
            bits |= self.bit(code);
        }
        bits
    }

    /// Codes beyond the last bit share it; nobody has given out fifty yet.
    fn bit(&mut self, code: &str) -> u64 {
        if let Some(bit) = self.0.get(code) {
            return *bit;
        }
        let known = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        let bit = 1 << (CODES + known).min(62);
        self.0.insert(code.into(), bit);
        bit
    }

    /// `None` when nobody can have all of it.
    pub fn wanted(&self, filter: &NearFilter) -> Option<Wanted> {
        let pick =
            |bits: [u64; 2], want: Option<bool>| want.map_or(0, |want| bits[usize::from(want)]);
        let all = pick(REFERRALS, filter.accepts_referrals)
            | pick(ACCEPTING, filter.accepting_new_patients)
            | pick(TELEHEALTH, filter.telehealth);
        if filter.specialties.is_empty() {
            return Some(Wanted { all, any: u64::MAX });
        }
        let known = filter
            .specialties
            .iter()
            .filter_map(|code| self.0.get(code.as_str()));
        let any = known.fold(0, |bits, bit| bits | bit);
        (any != 0).then_some(Wanted { all, any })
    }
}

impl Wanted {
    pub fn fits(self, traits: u64) -> bool {
        traits & self.all == self.all && traits & self.any != 0
    }
}
