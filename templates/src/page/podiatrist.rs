use askama::Template;

use crate::{
    part::{Crumb, Frame},
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
    pub clinics: Vec<ClinicView>,
    /// Such as "From the national provider registry, updated November 1, 2026".
    pub source: String,
    /// Such as "Checked by us on October 3, 2026".
    pub verified: Option<String>,
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
        };
        let second = ClinicView {
            name: s.text("Meridian Foot Clinic"),
            accepts_referrals: false,
            phone: None,
            precision: None,
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
            clinics: vec![clinic, second],
            source: s.text("From the national provider registry, updated November 1, 2026"),
            verified: s.some("Checked by us on October 3, 2026"),
            sample_note: s.some("Sample listing: this person is made up."),
        }
    }
}
