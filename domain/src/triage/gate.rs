use std::{
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
    sync::atomic::{AtomicU32, Ordering},
};

use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    state::keyed::DefaultKeyedStateStore,
};

use crate::{Error, Result};

/// After so many evaluations, addresses that have been quiet are forgotten.
const SWEEP_EVERY: u32 = 4096;

/// How many evaluations a second one address may have. In memory: it protects this instance.
pub struct Gate {
    limiter: RateLimiter<IpAddr, DefaultKeyedStateStore<IpAddr>, DefaultClock>,
    passed: AtomicU32,
}

impl Gate {
    /// 0 counts as 1: a site that takes no assessments at all is not a setting.
    pub fn new(per_second: u32) -> Self {
        let quota = Quota::per_second(NonZeroU32::new(per_second).unwrap_or(NonZeroU32::MIN));
        Self {
            limiter: RateLimiter::keyed(quota),
            passed: AtomicU32::new(0),
        }
    }

    /// `RateLimited` when this address has had its share of the second.
    pub(super) fn pass(&self, addr: Option<IpAddr>) -> Result<()> {
        let Some(addr) = addr else { return Ok(()) };
        if self.passed.fetch_add(1, Ordering::Relaxed) % SWEEP_EVERY == SWEEP_EVERY - 1 {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(&household(addr)).map_err(|until| {
            let wait = until.wait_time_from(DefaultClock::default().now());
            Error::RateLimited {
                code: "assessment.too_many",
                retry_after_secs: wait.as_secs() + 1,
            }
        })
    }
}

/// One IPv6 customer holds at least a /64, so that is one address here.
fn household(addr: IpAddr) -> IpAddr {
    match addr.to_canonical() {
        IpAddr::V6(v6) => {
            let network = u128::from(v6) & (u128::MAX << 64);
            IpAddr::V6(Ipv6Addr::from(network))
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_from_one_address_is_cut_off_and_others_go_on() {
        let gate = Gate::new(3);
        let here: IpAddr = "2001:db8::1".parse().unwrap();
        let neighbor: IpAddr = "2001:db8::ffff:2".parse().unwrap();
        let elsewhere: IpAddr = "192.0.2.7".parse().unwrap();
        let refused = (0..50).filter(|_| gate.pass(Some(here)).is_err()).count();
        assert!(refused >= 40, "{refused}");
        let error = gate.pass(Some(neighbor));
        assert!(matches!(
            error,
            Err(Error::RateLimited {
                retry_after_secs: 1,
                ..
            })
        ));
        assert!(gate.pass(Some(elsewhere)).is_ok());
        assert!(gate.pass(None).is_ok());
    }
}
