use askama::Template;

use crate::{
    block::ProductsBlock,
    part::{
        CheckField, FieldProblem, Frame, HiddenField, Link, PodiatristCard, RedFlag, TextField,
    },
    sample::{Sample, Sampler},
    words,
};

/// What comes of an assessment below an emergency; that has a page of its own.
#[derive(Clone, Template)]
#[template(path = "site/result.html")]
pub struct ResultPage {
    pub frame: Frame,
    pub tier: ResultTier,
    /// Where to go, such as "Medical care today"; absent when home care will do.
    pub go_to: Option<String>,
    pub headline: String,
    pub advice: Vec<String>,
    pub red_flags: Vec<RedFlag>,
    /// Questions left open that could have mattered.
    pub unanswered: Vec<String>,
    /// Such as "December 7, 2026".
    pub recheck: Option<String>,
    pub related: Vec<Link>,
    /// Such as "Today, November 23, 2026"; for the printed sheet.
    pub date: String,
    pub clinically_reviewed: bool,
    pub share: Option<ShareForm>,
    pub receipt: Option<ReceiptView>,
    pub referral: Option<ReferralView>,
    pub nearby: Option<Nearby>,
    pub products: Option<ProductsBlock>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum ResultTier {
    SelfCare,
    Podiatrist,
    Urgent,
}

impl ResultTier {
    /// A word beside the colour.
    pub fn label(self) -> &'static str {
        match self {
            Self::SelfCare => words::TIER_SELF_CARE,
            Self::Podiatrist => words::TIER_PODIATRIST,
            Self::Urgent => words::TIER_URGENT,
        }
    }

    pub fn class(self) -> &'static str {
        match self {
            Self::SelfCare => "calm",
            Self::Podiatrist => "soon",
            Self::Urgent => "today",
        }
    }
}

/// Podiatrists near the place given.
#[derive(Clone)]
pub struct Nearby {
    /// Such as "Podiatrists near Boise, ID".
    pub heading: String,
    pub podiatrists: Vec<PodiatristCard>,
    pub all_href: String,
}

/// Asks whether to share the result with a clinic, once it has been shown. Names of controls:
/// `contact.name`, `contact.email`, `contact.phone`, `consents.share_with_clinic`,
/// `consents.email_me`, `consents.guardian`.
#[derive(Clone)]
pub struct ShareForm {
    pub action: String,
    /// The answers, or the receipt, and what else must come back.
    pub hidden: Vec<HiddenField>,
    /// Whom it would go to first, such as "Boise Foot Clinic, 3.2 miles away", if known.
    pub recipient: Option<String>,
    /// The site's triage desk, named in the consent.
    pub desk: String,
    pub problems: Vec<FieldProblem>,
    pub fields: Vec<TextField>,
    pub consents: Vec<CheckField>,
}

impl ShareForm {
    /// An empty form; `child` asks for an adult.
    pub fn blank(action: impl Into<String>, desk: impl Into<String>, child: bool) -> Self {
        let mut consents = vec![
            CheckField::new("consents.share_with_clinic", words::CONSENT_SHARE),
            CheckField::new("consents.email_me", words::CONSENT_EMAIL)
                .helped(words::CONSENT_EMAIL_HELP),
        ];
        if child {
            consents.push(CheckField::new(
                "consents.guardian",
                words::CONSENT_GUARDIAN,
            ));
        }
        Self {
            action: action.into(),
            hidden: Vec::new(),
            recipient: None,
            desk: desk.into(),
            problems: Vec::new(),
            fields: vec![
                TextField::new("contact.name", words::CONTACT_NAME, "text", "name").required(),
                TextField::new("contact.phone", words::CONTACT_PHONE, "tel", "tel")
                    .helped(words::CONTACT_HELP),
                TextField::new("contact.email", words::CONTACT_EMAIL, "email", "email"),
            ],
            consents,
        }
    }

    /// The form as it was sent, with what is wrong beside each field. `typed` gives a control's
    /// value; a box is ticked when it has any.
    #[must_use]
    pub fn refilled(
        mut self,
        typed: impl Fn(&str) -> Option<String>,
        problems: &[(String, String)],
    ) -> Self {
        let wrong = |name: &str| {
            let found = problems.iter().find(|(field, _)| field == name);
            found.map(|(_, message)| message.clone())
        };
        for field in &mut self.fields {
            field.value = typed(&field.name).unwrap_or_default();
            field.error = wrong(&field.name);
        }
        for consent in &mut self.consents {
            consent.checked = typed(&consent.name).is_some_and(|value| !value.is_empty());
            consent.error = wrong(&consent.name);
        }
        let labels: Vec<_> = self
            .fields
            .iter()
            .map(|field| (field.name.clone(), field.label.clone()))
            .chain(
                self.consents
                    .iter()
                    .map(|c| (c.name.clone(), c.label.clone())),
            )
            .collect();
        self.problems = problems
            .iter()
            .map(|(field, message)| FieldProblem {
                field: field.clone(),
                label: labels
                    .iter()
                    .find(|(name, _)| name == field)
                    .map_or_else(|| field.clone(), |(_, label)| label.clone()),
                message: message.clone(),
            })
            .collect();
        self
    }
}

/// The secret that lets the reader share or erase later. Shown once.
#[derive(Clone)]
pub struct ReceiptView {
    pub id: String,
    pub receipt: String,
    /// Posts `id` and `receipt` to get all that is kept.
    pub export_action: Option<String>,
    /// Posts `id` and `receipt` to erase everything.
    pub erase_action: Option<String>,
}

/// That a referral was received, and by whom.
#[derive(Clone)]
pub struct ReferralView {
    /// Such as "Received. It goes to Boise Foot Clinic."
    pub message: String,
    /// The patient's own page, if it may be shown.
    pub status_href: Option<String>,
}

/// The answer to sharing.
#[derive(Clone, Template)]
#[template(path = "site/shared.html")]
pub struct SharedPage {
    pub frame: Frame,
    /// Such as "Received".
    pub headline: String,
    pub recipient: Option<String>,
    /// What happens next, in order.
    pub next: Vec<String>,
    pub receipt: Option<ReceiptView>,
    pub status_href: Option<String>,
}

impl Sample for ReceiptView {
    fn sample(s: &Sampler) -> Self {
        Self {
            id: s.text("0190a1b2-c3d4"),
            receipt: s.text("k7Qm2vX9"),
            export_action: s.some("/assessment/export"),
            erase_action: s.some("/assessment/erase"),
        }
    }
}

impl Sample for ShareForm {
    fn sample(s: &Sampler) -> Self {
        let mut form = Self::blank(
            s.text("/assessment/share"),
            s.text("the Footpath triage desk"),
            true,
        );
        form.hidden = vec![HiddenField::new(s.text("injury"), s.text("no"))];
        form.recipient = s.some("Boise Foot Clinic, 3.2 miles away");
        let problems = [(
            "contact.name".to_owned(),
            s.text("is needed, so that the clinic knows whom to ask for"),
        )];
        form.refilled(
            |name| name.starts_with("contact").then(|| s.text("x")),
            &problems,
        )
    }
}

impl Sample for ResultPage {
    fn sample(s: &Sampler) -> Self {
        let mut flag = RedFlag::sample(s);
        flag.emergency = false;
        flag.label = s.text("One leg is swollen, more than the other");
        flag.advice = s.text("It can be a clot in the leg. Be seen today.");
        flag.go_to = s.text("Medical care today");
        Self {
            frame: Frame::titled(s, "Your result", "/assessment").hidden(),
            tier: ResultTier::Urgent,
            go_to: s.some("Medical care today"),
            headline: s.text("Have this looked at today"),
            advice: s.texts(&[
                "Call your doctor or an urgent care clinic now.",
                "Do not run, and keep the foot up until then.",
            ]),
            red_flags: vec![flag],
            unanswered: s.texts(&["Is there pus?"]),
            recheck: s.some("December 7, 2026"),
            related: vec![Link::new(
                s.text("Plantar fasciitis"),
                s.text("/topics/plantar-fasciitis"),
            )],
            date: s.text("November 23, 2026"),
            clinically_reviewed: false,
            share: Some(ShareForm::sample(s)),
            receipt: Some(ReceiptView::sample(s)),
            referral: Some(ReferralView {
                message: s.text("Received. It goes to Boise Foot Clinic."),
                status_href: s.some("/p/abc"),
            }),
            nearby: Some(Nearby {
                heading: s.text("Podiatrists near Boise, ID"),
                podiatrists: vec![PodiatristCard::sample(s)],
                all_href: s.text("/find-a-podiatrist?near=83702"),
            }),
            products: Some(ProductsBlock::sample(s)),
        }
    }
}

impl Sample for SharedPage {
    fn sample(s: &Sampler) -> Self {
        Self {
            frame: Frame::titled(s, "Received", "/assessment").hidden(),
            headline: s.text("Received"),
            recipient: s.some("Boise Foot Clinic"),
            next: s.texts(&[
                "The clinic gets an email that a referral is waiting.",
                "It calls or writes to you.",
                "If it does not answer in time, we ask the next one.",
            ]),
            receipt: Some(ReceiptView::sample(s)),
            status_href: s.some("/p/abc"),
        }
    }
}
