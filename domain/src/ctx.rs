//! Everything a command needs, passed by hand.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use footpath_search::Search;
use uuid::{Timestamp, Uuid};

use crate::{
    account::Hasher, clock::Clock, config::Config, directory::Shelf, mail::Mailer, seal::Keys,
    store::Store, triage,
};

#[derive(Clone)]
pub struct Ctx {
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    pub search: Search,
    pub mailer: Mailer,
    pub keys: Arc<Keys>,
    pub config: Arc<Config>,
    pub hasher: Hasher,
    pub triage: Arc<triage::Memory>,
    pub listings: Arc<Shelf>,
}

impl Ctx {
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// A new typed ID; IDs sort by the time they were made.
    pub fn new_id<T: From<Uuid>>(&self) -> T {
        let now = self.now();
        let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
        Uuid::new_v7(Timestamp::from_unix(
            uuid::NoContext,
            seconds,
            now.timestamp_subsec_nanos(),
        ))
        .into()
    }
}
