/// A setting's name without `FOOTPATH_`, and whether it is a secret (then `NAME_FILE` works too).
pub const NAMES: [(&str, bool); 29] = [
    ("LISTEN", false),
    ("PUBLIC_URL", false),
    ("SITE_NAME", false),
    ("DATA_DIR", false),
    ("DATABASE_URL", true),
    ("MEILI_URL", false),
    ("MEILI_KEY", true),
    ("MEILI_PREFIX", false),
    ("SMTP_URL", true),
    ("MAIL_FROM", false),
    ("TRIAGE_INBOX", false),
    ("BOUNCE_ADDRESS", false),
    ("DKIM_SELECTOR", false),
    ("DKIM_DOMAIN", false),
    ("DKIM_KEY", true),
    ("SECRET_KEY", true),
    ("RETENTION_DAYS", false),
    ("VERIFY_DAYS", false),
    ("TRUSTED_PROXIES", false),
    ("METRICS_TOKEN", true),
    ("LOG", false),
    ("LOG_FORMAT", false),
    ("LIMIT_EVALUATIONS_PER_SECOND", false),
    ("LIMIT_REFERRALS_PER_HOUR_PER_ADDRESS", false),
    ("LIMIT_REFERRALS_PER_DAY_PER_CONTACT", false),
    ("LIMIT_REFERRALS_PER_DAY_PER_CLINIC", false),
    ("LIMIT_MAILS_PER_HOUR_PER_RECIPIENT", false),
    ("LIMIT_LISTING_FORMS_PER_HOUR_PER_ADDRESS", false),
    // Where the settings file is; read before the others.
    ("CONFIG", false),
];

/// The known name that is nearest to `name`, as both are written.
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a String>) -> Option<&'a String> {
    known
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= candidate.len().div_ceil(3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}
