use askama::Template;

use crate::{
    part::{Crumb, Frame, Link},
    sample::{Sample, Sampler},
};

#[derive(Clone, Template)]
#[template(path = "site/podiatrist.html")]
pub struct PodiatristPage {
    pub frame: Frame,
    pub crumbs: Vec<Crumb>,
    /// With credential, such as "Jane Q. Doe, DPM".
    pub name: String,
    pub npi: String,
    pub specialties: Vec<String>,
    /// `None`: not known.
    pub accepting_new_patients: Option<bool>,
    /// At one clinic or another.
    pub accepts_referrals: bool,
    /// By video or telephone; `None`: not known.
    pub telehealth: Option<bool>,
    /// Such as "Spanish, Tagalog".
    pub languages: Option<String>,
    pub website: Option<Link>,
    /// Which insurance is taken, in words, by lines.
    pub insurance: Vec<String>,
    pub clinics: Vec<ClinicView>,
    /// Such as "Listed from the national registry (NPPES), updated November 1, 2026".
    pub source: String,
    /// Such as "Checked by us on October 3, 2026" or "Not verified yet".
    pub verified: String,
    /// Such as "Sample listing: this person is made up."
    pub sample_note: Option<String>,
}

#[derive(Clone)]
pub struct ClinicView {
    pub name: String,
    pub address: Vec<String>,
    /// As people write it, and as a `tel:` address.
    pub phone: Option<(String, String)>,
    pub directions_href: Option<String>,
    /// Such as "Position by ZIP code".
    pub precision: Option<String>,
    pub accepts_referrals: bool,
    /// Opening hours in words, by lines.
    pub hours: Vec<String>,
    /// Which insurance is taken, in words, by lines.
    pub insurance: Vec<String>,
    pub website: Option<Link>,
}

impl Sample for PodiatristPage {
    fn sample(s: &Sampler) -> Self {
        let clinic = ClinicView {
            name: s.text("Boise Foot Clinic"),
            address: s.texts(&["100 Main Street, Suite 4", "Boise, ID 83702"]),
            phone: Some((s.text("(208) 555-0100"), s.text("tel:+12085550100"))),
            directions_href: s.some("https://www.openstreetmap.org/directions?to=43.6,-116.2"),
            precision: s.some("Position by ZIP code"),
            accepts_referrals: true,
            hours: s.texts(&["Mon-Thu 8-5", "Fri 8-12"]),
            insurance: s.texts(&["Medicare and most private plans"]),
            website: Some(Link::new(
                s.text("clinic.example.com"),
                s.text("https://clinic.example.com/"),
            )),
        };
        let second = ClinicView {
            name: s.text("Meridian Foot Clinic"),
            accepts_referrals: false,
            phone: None,
            precision: None,
            hours: Vec::new(),
            insurance: Vec::new(),
            website: None,
            ..clinic.clone()
        };
        Self {
            frame: Frame::titled(s, "Jane Q. Sample, DPM", "/podiatrists/1234567893"),
            crumbs: vec![
                Crumb::new(s.text("Home"), s.text("/")),
                Crumb::new(s.text("Find a podiatrist"), s.text("/find-a-podiatrist")),
            ],
            name: s.text("Jane Q. Sample, DPM"),
            npi: s.text("1234567893"),
            specialties: s.texts(&["Foot & Ankle Surgery", "Sports Medicine"]),
            accepting_new_patients: Some(true),
            accepts_referrals: true,
            telehealth: Some(true),
            languages: s.some("Spanish, Tagalog"),
            website: Some(Link::new(
                s.text("www.example.com"),
                s.text("https://www.example.com/"),
            )),
            insurance: s.texts(&["Medicare", "Blue Cross"]),
            clinics: vec![clinic, second],
            source: s.text("Listed from the national registry (NPPES), updated November 1, 2026"),
            verified: s.text("Checked by us on October 3, 2026"),
            sample_note: s.some("Sample listing: this person is made up."),
        }
    }
}
