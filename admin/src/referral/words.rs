//! How the states of a referral are called. No word of health among them.

use footpath_domain::referral::{AttemptStatus, Status};
use footpath_templates::admin::{Badge, Tone};

pub fn badge(status: Status) -> Badge {
    match status {
        Status::Held => Badge::new("Held", Tone::Amber),
        Status::Unrouted => Badge::new("No recipient", Tone::Red),
        Status::Queued => Badge::new("On its way", Tone::Info),
        Status::Sent => Badge::new("Sent", Tone::Info),
        Status::Viewed => Badge::new("Opened", Tone::Info),
        Status::Accepted => Badge::new("Accepted", Tone::Green),
        Status::Scheduled => Badge::new("Scheduled", Tone::Green),
        Status::Completed => Badge::new("Completed", Tone::Green),
        Status::Withdrawn => Badge::new("Withdrawn", Tone::Quiet),
        Status::Expired => Badge::new("Expired", Tone::Quiet),
    }
}

pub fn attempt(status: AttemptStatus) -> &'static str {
    match status {
        AttemptStatus::Queued => "mail on its way",
        AttemptStatus::Sent => "mailed, not opened",
        AttemptStatus::Viewed => "opened, not answered",
        AttemptStatus::Accepted => "accepted",
        AttemptStatus::Scheduled => "has made an appointment",
        AttemptStatus::Completed => "has seen the patient",
        AttemptStatus::Declined => "declined",
        AttemptStatus::Rerouted => "did not answer",
        AttemptStatus::Undeliverable => "could not be mailed",
        AttemptStatus::Withdrawn => "withdrawn",
        AttemptStatus::Expired => "expired",
    }
}

/// Which limit holds a referral, as a coordinator reads it.
pub fn held_for(limit: &str) -> &'static str {
    match limit {
        "address" => "too many came from one address",
        "contact" => "too many came with one contact",
        "clinic" => "too many went to one clinic",
        _ => "above a limit",
    }
}
