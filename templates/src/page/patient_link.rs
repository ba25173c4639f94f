use askama::Template;

use crate::{
    part::{Frame, HiddenField},
    sample::{Sample, Sampler},
};

/// The patient's own page on a referral. Actions that are absent are not possible now.
#[derive(Clone, Template)]
#[template(path = "site/patient_link.html")]
pub struct PatientLinkPage {
    pub frame: Frame,
    /// Such as "Sent, not opened yet".
    pub status: String,
    /// What that means for the patient.
    pub explanation: String,
    /// To whom it went, if to anybody.
    pub recipient: Option<String>,
    /// As people write it, and as a `tel:` address.
    pub recipient_phone: Option<(String, String)>,
    pub timeline: Vec<TimelineEntry>,
    /// What the last action brought.
    pub notice: Option<String>,
    pub confirm_action: Option<String>,
    pub withdraw_action: Option<String>,
    pub not_me_action: Option<String>,
    pub hidden: Vec<HiddenField>,
}

#[derive(Clone)]
pub struct TimelineEntry {
    pub label: String,
    pub when: String,
    /// The last that happened.
    pub current: bool,
}

impl Sample for PatientLinkPage {
    fn sample(s: &Sampler) -> Self {
        let entry = |label: &str, current| TimelineEntry {
            label: s.text(label),
            when: s.text("November 23, 2026, 3:05 PM UTC"),
            current,
        };
        Self {
            frame: Frame::titled(s, "Your referral", "/p/abc").hidden(),
            status: s.text("Sent, not opened yet"),
            explanation: s
                .text("The clinic has the email and will open it soon. You need not do anything."),
            recipient: s.some("Boise Foot Clinic"),
            recipient_phone: Some((s.text("(208) 555-0100"), s.text("tel:+12085550100"))),
            timeline: vec![entry("Received", false), entry("Sent to the clinic", true)],
            notice: s.some("Thank you. The clinic sees that the referral is yours."),
            confirm_action: s.some("/p/abc/confirm"),
            withdraw_action: s.some("/p/abc/withdraw"),
            not_me_action: s.some("/p/abc/not-me"),
            hidden: vec![HiddenField::new(s.text("_csrf"), s.text("x"))],
        }
    }
}
