use footpath_entity::{id::AssessmentId, value::PostalCode};

use super::{Outcome, RedFlag, RuleSet, Tier, nearby, products};
use crate::{Ctx, Result, catalog::product::Product, directory::Nearby, referral::Referred};

/// What a reader is told.
#[derive(Clone, Debug)]
pub struct Assessed {
    /// The ID and the receipt, a secret shown once; absent when nothing was kept.
    pub kept: Option<(AssessmentId, String)>,
    pub outcome: Outcome,
    pub headline: String,
    pub advice: Vec<String>,
    /// In the order of the rules.
    pub red_flags: Vec<RedFlag>,
    /// At most five, nearest first; none in an emergency, which no podiatrist's practice is for.
    pub nearby: Vec<Nearby>,
    pub products: Vec<Product>,
    pub referral: Option<Referred>,
    /// Whether a clinical reviewer has signed off the rules.
    pub clinically_reviewed: bool,
}

impl Assessed {
    /// Words an outcome and gathers what belongs beside it.
    pub(super) async fn new(
        ctx: &Ctx,
        rules: &RuleSet,
        outcome: Outcome,
        postal_code: Option<&PostalCode>,
    ) -> Result<Self> {
        let nearby = match postal_code {
            Some(code) if outcome.tier < Tier::Emergency => nearby::find(ctx, code).await,
            _ => Vec::new(),
        };
        let wording = rules.definition.wording(outcome.tier, outcome.go_to);
        Ok(Self {
            kept: None,
            headline: wording.map_or_else(String::new, |wording| wording.headline.clone()),
            advice: wording.map_or_else(Vec::new, |wording| wording.advice.clone()),
            red_flags: RedFlag::of(&rules.definition, &outcome.codes),
            nearby,
            products: products::beside(ctx, &outcome).await?,
            referral: None,
            clinically_reviewed: rules.clinically_reviewed,
            outcome,
        })
    }
}
