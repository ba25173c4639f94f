use chrono::NaiveDate;
use footpath_domain::{
    referral::Referred,
    triage::{self, Assessed, GoTo},
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::nearby::NearbyView;
use crate::product::ProductView;

/// What the answers come to.
#[derive(Serialize, ToSchema)]
#[schema(as = Assessment)]
pub struct AssessmentView {
    /// Null when nothing was kept.
    id: Option<Uuid>,
    /// A secret, shown only here: it refers later and erases.
    receipt: Option<String>,
    /// `emergency`, `urgent`, `podiatrist` or `self_care`.
    #[schema(example = "podiatrist")]
    tier: &'static str,
    /// `911`, `emergency_department`, `same_day_medical` or `podiatrist`; null for self-care.
    go_to: Option<&'static str>,
    headline: String,
    advice: Vec<String>,
    /// Every rule that matched, in the order of the rules.
    red_flags: Vec<RedFlagView>,
    /// Questions left out that could have changed the answer.
    unanswered: Vec<String>,
    /// Slugs of topics to read.
    related_topics: Vec<String>,
    /// When to take the assessment again, where nothing is urgent.
    recheck_on: Option<NaiveDate>,
    /// At most five, nearest first; none in an emergency.
    nearby_podiatrists: Vec<NearbyView>,
    products: Vec<ProductView>,
    referral: Option<ReferralView>,
    /// Whether a clinical reviewer has signed off the rules; until then they are an example.
    clinically_reviewed: bool,
}

/// A rule that matched.
#[derive(Serialize, ToSchema)]
struct RedFlagView {
    #[schema(example = "fracture")]
    code: String,
    label: String,
    advice: String,
    go_to: &'static str,
    source: String,
}

/// Who was asked to take the reader.
#[derive(Serialize, ToSchema)]
#[schema(as = Referral)]
pub struct ReferralView {
    id: Uuid,
    #[schema(example = "queued")]
    status: &'static str,
    /// Null while nobody could be asked.
    recipient: Option<String>,
}

impl AssessmentView {
    pub fn of(assessed: &Assessed) -> Self {
        let (id, receipt) = assessed.kept.clone().unzip();
        let outcome = &assessed.outcome;
        Self {
            id: id.map(|id| id.0),
            receipt,
            tier: outcome.tier.as_str(),
            go_to: outcome.go_to.map(GoTo::as_str),
            headline: assessed.headline.clone(),
            advice: assessed.advice.clone(),
            red_flags: assessed.red_flags.iter().map(RedFlagView::of).collect(),
            unanswered: outcome.unanswered.clone(),
            related_topics: outcome.related_topics.clone(),
            recheck_on: outcome.recheck_on,
            nearby_podiatrists: assessed.nearby.iter().map(NearbyView::of).collect(),
            products: assessed
                .products
                .iter()
                .cloned()
                .map(ProductView::of)
                .collect(),
            referral: assessed.referral.as_ref().map(ReferralView::of),
            clinically_reviewed: assessed.clinically_reviewed,
        }
    }
}

impl RedFlagView {
    fn of(flag: &triage::RedFlag) -> Self {
        Self {
            code: flag.code.clone(),
            label: flag.label.clone(),
            advice: flag.advice.clone(),
            go_to: flag.go_to.as_str(),
            source: flag.source.clone(),
        }
    }
}

impl ReferralView {
    pub fn of(referred: &Referred) -> Self {
        Self {
            id: referred.id.0,
            status: referred.status.as_str(),
            recipient: referred.recipient.clone(),
        }
    }
}
