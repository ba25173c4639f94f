use askama::Template;

use crate::{
    part::{Choice, FieldProblem, Frame, HiddenField, RedFlag},
    sample::{Sample, Sampler},
};

/// One screen of the assessment. Answers of the other screens travel in hidden fields, so that
/// it works without a script and going back loses nothing. Buttons send `_go`: `next` or `back`.
#[derive(Clone, Template)]
#[template(path = "site/assessment.html")]
pub struct AssessmentPage {
    pub frame: Frame,
    pub action: String,
    /// The screen shown, sent back as `_screen`.
    pub screen: String,
    /// Version of the questionnaire, sent back as `_version`.
    pub version: String,
    /// Such as "1 of 3".
    pub progress: String,
    pub heading: String,
    pub intro: String,
    /// Shows the call-911 notice above the questions: the first screen.
    pub emergency_check: bool,
    /// That a clinician has signed the questions off; else the page says they are an example.
    pub clinically_reviewed: bool,
    pub problems: Vec<FieldProblem>,
    pub questions: Vec<Question>,
    /// The emergency rules as JSON, for the script: a list of `{when, headline}`.
    pub alarms: String,
    pub carried: Vec<HiddenField>,
    /// Asks for a ZIP code, optional, to list podiatrists with the result: the last screen.
    pub postal_code: Option<PostalCodeField>,
    pub has_back: bool,
    /// What the main button says: "Continue", or "Show my result" on the last screen.
    pub next_label: String,
}

impl AssessmentPage {
    pub fn script(&self) -> &'static str {
        crate::assets::ASSESSMENT_SCRIPT
    }
}

/// The optional ZIP code, sent as `postal_code`.
#[derive(Clone, Default)]
pub struct PostalCodeField {
    pub value: String,
    pub error: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum QuestionKind {
    /// Yes, no or not sure: three big buttons.
    Tri,
    /// A whole number.
    Int,
    /// One of the choices.
    Choice,
    /// Any of the choices.
    Choices,
}

/// A question with what has been answered so far. Its control's name is `id`.
#[derive(Clone)]
pub struct Question {
    pub id: String,
    pub kind: QuestionKind,
    pub text: String,
    pub help: Option<String>,
    pub required: bool,
    /// For all kinds but `Int`.
    pub choices: Vec<Choice>,
    /// For `Int`, as typed.
    pub value: String,
    /// For `Int`; empty when there is none.
    pub min: String,
    pub max: String,
    pub error: Option<String>,
    /// Shown as soon as one of these values is chosen.
    pub alarm: Option<Alarm>,
}

/// Answers that are an emergency alone, and what to do then, such as "Call 911 now".
#[derive(Clone)]
pub struct Alarm {
    pub values: Vec<String>,
    pub headline: String,
}

impl Question {
    fn alarms(&self, value: &str) -> bool {
        let alarm = self.alarm.as_ref();
        alarm.is_some_and(|alarm| alarm.values.iter().any(|known| known == value))
    }
}

/// An emergency: call 911, why, and nothing else.
#[derive(Clone, Template)]
#[template(path = "site/emergency.html")]
pub struct EmergencyPage {
    pub site_name: String,
    /// Such as "Call 911 now".
    pub headline: String,
    pub advice: Vec<String>,
    /// The emergency signs that were answered yes.
    pub reasons: Vec<RedFlag>,
}

impl EmergencyPage {
    pub fn style(&self) -> &'static str {
        crate::assets::STYLE
    }

    pub fn favicon(&self) -> &'static str {
        crate::assets::FAVICON
    }
}

impl Sample for AssessmentPage {
    fn sample(s: &Sampler) -> Self {
        let question = |id: &str, kind, text: &str| Question {
            id: id.to_owned(),
            kind,
            text: s.text(text),
            help: s.some("Compare it with the other foot."),
            required: true,
            choices: Vec::new(),
            value: String::new(),
            min: String::new(),
            max: String::new(),
            error: None,
            alarm: None,
        };
        let tri = || {
            vec![
                Choice::new(s.text("yes"), s.text("Yes"), false),
                Choice::new(s.text("no"), s.text("No"), true),
                Choice::new(s.text("not_sure"), s.text("Not sure"), false),
            ]
        };
        let sites = || {
            [
                ("under_heel", "Under the heel"),
                ("back_of_heel", "Back of the heel"),
                ("arch", "Arch"),
                ("ankle", "Ankle"),
            ]
            .map(|(value, label)| Choice::new(s.text(value), s.text(label), value == "arch"))
            .to_vec()
        };
        Self {
            frame: Frame::titled(s, "Check your foot", "/assessment").hidden(),
            action: s.text("/assessment"),
            screen: s.text("2"),
            version: s.text("1"),
            progress: s.text("2 of 3"),
            heading: s.text("Your foot"),
            intro: s
                .text("Look at both feet in good light, and answer for the one that hurts more."),
            emergency_check: true,
            clinically_reviewed: false,
            problems: vec![FieldProblem {
                field: "cannot_hop".to_owned(),
                label: s.text("Are you unable to hop on that leg?"),
                message: s.text("needs an answer"),
            }],
            questions: vec![
                Question {
                    choices: tri(),
                    alarm: Some(Alarm {
                        values: vec![s.text("yes")],
                        headline: s.text("Call 911 now"),
                    }),
                    ..question("swelling", QuestionKind::Tri, "Is the heel swollen?")
                },
                Question {
                    choices: tri()
                        .into_iter()
                        .map(|c| Choice {
                            selected: false,
                            ..c
                        })
                        .collect(),
                    error: s.some("needs an answer"),
                    ..question(
                        "cannot_hop",
                        QuestionKind::Tri,
                        "Are you unable to hop on that leg?",
                    )
                },
                Question {
                    choices: sites(),
                    ..question("pain_site", QuestionKind::Choices, "Where does it hurt?")
                },
                Question {
                    choices: sites(),
                    required: false,
                    help: None,
                    ..question("trend", QuestionKind::Choice, "How is it changing?")
                },
                Question {
                    value: s.text("35"),
                    min: s.text("1"),
                    max: s.text("120"),
                    error: s.some("must be a whole number from 1 to 120"),
                    ..question("age", QuestionKind::Int, "How old are you, in years?")
                },
            ],
            alarms: s.text("[]"),
            carried: vec![HiddenField::new(s.text("injury"), s.text("no"))],
            postal_code: Some(PostalCodeField {
                value: s.text("83702"),
                error: s.some("must be a ZIP code such as 83702"),
            }),
            has_back: true,
            next_label: s.text("Show my result"),
        }
    }
}

impl Sample for EmergencyPage {
    fn sample(s: &Sampler) -> Self {
        Self {
            site_name: s.text("Footpath"),
            headline: s.text("Call 911 now"),
            advice: s.texts(&[
                "Do not drive yourself.",
                "Keep the foot still, and do not eat or drink.",
            ]),
            reasons: vec![RedFlag::sample(s)],
        }
    }
}
