//! What the domain needs to know about this site. Read by the binary, passed by hand.

use std::path::PathBuf;

use footpath_entity::value::Email;
use url::Url;

use crate::mail::Signer;

#[derive(Clone, Debug)]
pub struct Config {
    pub site_name: String,
    /// Where this machine keeps what is not in the database.
    pub data_dir: PathBuf,
    /// Tells this data folder from another one on the same database.
    pub instance: String,
    /// Where readers reach the site; no slash at the end.
    pub public_url: Url,
    pub mail_from: Email,
    /// Where mail that cannot be delivered is sent back to; else to `mail_from`.
    pub bounce_address: Option<Email>,
    /// Signs mail, where the site has a key for it.
    pub dkim: Option<Signer>,
    /// Where a referral goes when no clinic can take it.
    pub triage_inbox: Option<Email>,
    /// Days that assessments and closed referrals are kept.
    pub retention_days: u32,
    /// Days after which whoever looks after a listing is asked to check it again.
    pub verify_days: u32,
    pub limits: Limits,
}

/// How much is too much. Referral limits hold a referral; they never drop it.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Evaluations a second from one address.
    pub evaluations_per_second: u32,
    /// New referrals an hour from one address.
    pub referrals_per_hour_per_address: u32,
    /// New referrals a day with one contact.
    pub referrals_per_day_per_contact: u32,
    /// New referrals a day to one clinic.
    pub referrals_per_day_per_clinic: u32,
    /// Mails an hour to one address; what is more waits.
    pub mails_per_hour_per_recipient: u32,
    /// Reports of errors an hour from one address, and claims of listings likewise.
    pub listing_forms_per_hour_per_address: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            evaluations_per_second: 100,
            referrals_per_hour_per_address: 30,
            referrals_per_day_per_contact: 5,
            referrals_per_day_per_clinic: 20,
            mails_per_hour_per_recipient: 60,
            listing_forms_per_hour_per_address: 10,
        }
    }
}

impl Config {
    /// An absolute address on this site; `path` starts with a slash.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.public_url.as_str().trim_end_matches('/'))
    }
}
