use footpath_domain::config::Limits;

use super::Raw;

/// Every `FOOTPATH_LIMIT_*`.
pub fn limits(raw: &mut Raw) -> Limits {
    let usual = Limits::default();
    let mut limit = |name: &str, usual| raw.limit(&format!("LIMIT_{name}"), usual);
    Limits {
        evaluations_per_second: limit("EVALUATIONS_PER_SECOND", usual.evaluations_per_second),
        referrals_per_hour_per_address: limit(
            "REFERRALS_PER_HOUR_PER_ADDRESS",
            usual.referrals_per_hour_per_address,
        ),
        referrals_per_day_per_contact: limit(
            "REFERRALS_PER_DAY_PER_CONTACT",
            usual.referrals_per_day_per_contact,
        ),
        referrals_per_day_per_clinic: limit(
            "REFERRALS_PER_DAY_PER_CLINIC",
            usual.referrals_per_day_per_clinic,
        ),
        mails_per_hour_per_recipient: limit(
            "MAILS_PER_HOUR_PER_RECIPIENT",
            usual.mails_per_hour_per_recipient,
        ),
        listing_forms_per_hour_per_address: limit(
            "LISTING_FORMS_PER_HOUR_PER_ADDRESS",
            usual.listing_forms_per_hour_per_address,
        ),
    }
}
