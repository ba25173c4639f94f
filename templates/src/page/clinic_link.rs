use askama::Template;

use crate::{
    part::{Choice, Fact, Frame, HiddenField, RedFlag},
    sample::{Sample, Sampler},
};

/// What is behind the link in a clinic's mail.
#[derive(Clone, Template)]
#[template(path = "site/clinic_link.html")]
pub struct ClinicLinkPage {
    pub frame: Frame,
    /// Whom the mail was for.
    pub recipient: String,
    pub state: ClinicLinkState,
}

#[derive(Clone)]
pub enum ClinicLinkState {
    /// The closed envelope: nothing of the patient.
    Closed {
        /// By date and time; absent once it was answered.
        open_by: Option<String>,
        /// Where the button posts.
        open_action: String,
        hidden: Vec<HiddenField>,
        /// The clinic has one, and it is asked for.
        pin: bool,
        /// Why it stays shut.
        error: Option<String>,
    },
    Open(Box<RevealedReferral>),
    /// Nothing to open any more.
    Over {
        heading: String,
        message: String,
    },
}

/// A referral as the clinic sees it. Actions that are absent are not possible now.
#[derive(Clone)]
pub struct RevealedReferral {
    /// Such as "Opened, waiting for your answer".
    pub status: String,
    /// What the last action brought, or what was wrong with it.
    pub notice: Option<String>,
    pub notice_is_problem: bool,
    pub referred_at: String,
    pub open_by: Option<String>,
    /// Such as "Urgent: to be seen within a day or two".
    pub urgency: String,
    pub contact: Vec<Fact>,
    /// Whether whoever reads the patient's mail said that the referral is theirs.
    pub patient_confirmed: bool,
    pub red_flags: Vec<RedFlag>,
    pub answers: Vec<AnswerGroup>,
    pub clinically_reviewed: bool,
    /// By which both sides name it.
    pub reference: String,
    /// Downloads it for the clinic's own system.
    pub fhir_action: Option<String>,
    pub accept_action: Option<String>,
    pub decline: Option<DeclineForm>,
    /// The day of the appointment, once it was told.
    pub scheduled_for: Option<String>,
    pub scheduled_action: Option<String>,
    /// Instead, once an appointment is made.
    pub change_day_action: Option<String>,
    pub completed_action: Option<String>,
    /// Carried by each of these forms.
    pub hidden: Vec<HiddenField>,
}

#[derive(Clone)]
pub struct AnswerGroup {
    pub heading: String,
    pub answers: Vec<Fact>,
}

/// Reasons are radio buttons named `reason`.
#[derive(Clone)]
pub struct DeclineForm {
    pub action: String,
    pub reasons: Vec<Choice>,
    pub error: Option<String>,
}

impl ClinicLinkPage {
    /// The sample's three states.
    pub fn samples(s: &Sampler) -> Vec<Self> {
        let closed = Self::sample(s);
        let mut open = closed.clone();
        open.state = ClinicLinkState::Open(Box::new(RevealedReferral::sample(s)));
        let mut over = closed.clone();
        over.state = ClinicLinkState::Over {
            heading: s.text("This referral is closed"),
            message: s.text("The patient withdrew it. Nothing of it is kept here."),
        };
        vec![closed, open, over]
    }
}

impl Sample for ClinicLinkPage {
    fn sample(s: &Sampler) -> Self {
        Self {
            frame: Frame::titled(s, "A referral", "/r/abc").hidden(),
            recipient: s.text("Boise Foot Clinic"),
            state: ClinicLinkState::Closed {
                open_by: s.some("Tuesday, November 24, 2026, 3:05 PM UTC"),
                open_action: s.text("/r/abc"),
                hidden: vec![HiddenField::new(s.text("_csrf"), s.text("x"))],
                pin: true,
                error: s.some("That is not the PIN."),
            },
        }
    }
}

impl Sample for RevealedReferral {
    fn sample(s: &Sampler) -> Self {
        let mut flag = RedFlag::sample(s);
        flag.emergency = false;
        flag.label = s.text("One leg is swollen, more than the other");
        Self {
            status: s.text("Opened, waiting for your answer"),
            notice: s.some("Choose a reason."),
            notice_is_problem: true,
            referred_at: s.text("Monday, November 23, 2026, 3:05 PM UTC"),
            open_by: s.some("Tuesday, November 24, 2026, 3:05 PM UTC"),
            urgency: s.text("Urgent: to be seen within a day or two"),
            contact: vec![
                Fact::new(s.text("Name"), s.text("Pat Sample")),
                Fact::new(s.text("Phone"), s.text("(208) 555-0100"))
                    .linked(s.text("tel:+12085550100")),
                Fact::new(s.text("Email"), s.text("pat@example.org"))
                    .linked(s.text("mailto:pat@example.org")),
            ],
            patient_confirmed: false,
            red_flags: vec![flag],
            answers: vec![AnswerGroup {
                heading: s.text("Your foot"),
                answers: vec![
                    Fact::new(s.text("Is one leg swollen?"), s.text("Yes")),
                    Fact::new(
                        s.text("Where does it hurt?"),
                        s.text("Under the heel, Arch"),
                    ),
                ],
            }],
            clinically_reviewed: false,
            reference: s.text("R-0A1B2C3D"),
            fhir_action: s.some("/r/abc/fhir"),
            accept_action: s.some("/r/abc/accept"),
            decline: Some(DeclineForm {
                action: s.text("/r/abc/decline"),
                reasons: vec![
                    Choice::new(
                        s.text("no_capacity"),
                        s.text("We have no room in time"),
                        false,
                    ),
                    Choice::new(s.text("out_of_scope"), s.text("Not what we treat"), true),
                ],
                error: s.some("Choose a reason."),
            }),
            scheduled_for: s.some("Friday, December 4, 2026"),
            scheduled_action: s.some("/r/abc/scheduled"),
            change_day_action: s.some("/r/abc/scheduled"),
            completed_action: s.some("/r/abc/completed"),
            hidden: vec![HiddenField::new(s.text("_csrf"), s.text("x"))],
        }
    }
}
