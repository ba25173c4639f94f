use askama::Template;

use super::ShareForm;
use crate::{
    block::ProductsBlock,
    part::{Frame, HiddenField, Link, PodiatristCard, RedFlag},
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
    /// Leads back to the questions, filled in.
    pub change: Option<ChangeForm>,
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

/// Posts the answers back to the questions.
#[derive(Clone)]
pub struct ChangeForm {
    pub action: String,
    pub hidden: Vec<HiddenField>,
}

/// Podiatrists near the place given.
#[derive(Clone)]
pub struct Nearby {
    /// Such as "Podiatrists near Boise, ID".
    pub heading: String,
    pub podiatrists: Vec<PodiatristCard>,
    pub all_href: String,
}

/// The secret that lets the reader share or erase later. Shown once.
#[derive(Clone)]
pub struct ReceiptView {
    pub id: String,
    pub receipt: String,
    /// Posts `id` and `receipt` to get all that is kept.
    pub export_action: Option<String>,
    /// Posts `id` and `receipt` to be asked for a clinic.
    pub refer_action: Option<String>,
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
    /// Where nothing happens next: what was done.
    pub lead: Option<String>,
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
            refer_action: s.some("/assessment/receipt"),
            erase_action: s.some("/assessment/erase"),
        }
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
            change: Some(ChangeForm {
                action: s.text("/assessment"),
                hidden: vec![HiddenField::new(s.text("injury"), s.text("no"))],
            }),
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
            lead: s.some("It is kept."),
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
