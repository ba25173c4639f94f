use askama::Template;

use crate::{
    part::{Choice, Frame, Link, LocatorMap, Pager, PodiatristCard},
    sample::{Sample, Sampler},
};

#[derive(Clone, Template)]
#[template(path = "site/find.html")]
pub struct FindPage {
    pub frame: Frame,
    pub form: FindForm,
    /// Why the form could not be answered, such as that a place is unknown.
    pub problem: Option<String>,
    /// Places that may have been meant.
    pub suggestions: Vec<Link>,
    /// Such as "23 podiatrists within 25 miles of Boise, ID"; absent before a search.
    pub summary: Option<String>,
    /// That the radius had to grow, in words.
    pub expanded: Option<String>,
    pub results: Vec<PodiatristCard>,
    pub map: Option<LocatorMap>,
    pub pager: Option<Pager>,
}

/// What was asked, as typed.
#[derive(Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a box of the form")]
pub struct FindForm {
    pub near: String,
    pub q: String,
    /// Parameter `radius_miles`.
    pub radius: Vec<Choice>,
    /// Parameter `specialty`.
    pub specialties: Vec<Choice>,
    /// Parameter `sort`.
    pub sort: Vec<Choice>,
    pub accepting_new_patients: bool,
    pub telehealth: bool,
    pub accepts_referrals: bool,
    /// Opens the row of filters: one of them is in force.
    pub filtered: bool,
}

impl Sample for FindForm {
    fn sample(s: &Sampler) -> Self {
        let choice = |value: &str, label: &str, on| Choice::new(s.text(value), s.text(label), on);
        Self {
            near: s.text("Boise, ID"),
            q: s.text("running"),
            radius: vec![
                choice("10", "10 miles", false),
                choice("25", "25 miles", true),
            ],
            specialties: vec![
                choice("", "Any specialty", true),
                choice("213ES0103X", "Foot & Ankle Surgery", false),
            ],
            sort: vec![
                choice("distance", "Distance", true),
                choice("name", "Name", false),
            ],
            accepting_new_patients: true,
            telehealth: true,
            accepts_referrals: false,
            filtered: true,
        }
    }
}

impl Sample for FindPage {
    fn sample(s: &Sampler) -> Self {
        let mut second = PodiatristCard::sample(s);
        second.number = s.text("2");
        second.name = s.text("Ola Example, DPM");
        second.clinic = s.text("West Bench Podiatry");
        second.accepting_new_patients = None;
        second.accepts_referrals = false;
        second.precision = None;
        second.distance = s.some("4.8 miles");
        second.specialties = s.texts(&["Podiatrist"]);
        let mut third = PodiatristCard::sample(s);
        third.number = s.text("3");
        third.name = s.text("Max Placeholder, DPM");
        third.clinic = s.text("Southeast Foot and Ankle");
        third.accepting_new_patients = Some(false);
        third.distance = s.some("7.1 miles");
        third.phone = None;
        Self {
            frame: Frame::titled(s, "Find a podiatrist", "/find-a-podiatrist"),
            form: FindForm::sample(s),
            problem: s.some("We do not know the place “Bosie”."),
            suggestions: vec![Link::new(
                s.text("Boise, ID"),
                s.text("/find-a-podiatrist?near=Boise%2C+ID"),
            )],
            summary: s.some("3 podiatrists within 50 miles of Boise, ID"),
            expanded: s.some("There was nobody within 25 miles, so we looked within 50."),
            results: vec![PodiatristCard::sample(s), second, third],
            map: Some(LocatorMap::sample(s)),
            pager: Some(Pager::sample(s)),
        }
    }
}
