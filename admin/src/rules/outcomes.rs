//! What readers are told, for each tier and place.

use actix_web::{HttpResponse, web::Data};
use footpath_domain::{
    Ctx, Error, Report,
    triage::{
        GoTo, Tier, Wording,
        rules::{self, Edit},
    },
};
use footpath_entity::id::RuleSetId;
use footpath_templates::{admin::FieldGroup, part::Fact};
use footpath_web::{Path, Problem};

use super::{
    part::{self, Part},
    words,
};
use crate::{
    gate::Signed,
    kit::{self, Fields, FormState, Posted, Values},
};

pub async fn show(
    ctx: Data<Ctx>,
    signed: Signed,
    id: Path<RuleSetId>,
) -> Result<HttpResponse, Problem> {
    page(&ctx, &signed, id.0, FormState::of(Values::default())).await
}

pub async fn save(
    ctx: Data<Ctx>,
    id: Path<RuleSetId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    let (actor, seen) = (posted.signed.actor(), Some(posted.version()));
    let changed = match read(&posted.values) {
        Ok(outcomes) => rules::change(&ctx, &actor, id.0, seen, Edit::Outcomes(outcomes)).await,
        Err(error) => Err(error),
    };
    match changed {
        Ok(()) => Ok(part::done(id.0, "saved")),
        Err(error) => {
            let state = FormState::again(posted.values, error)?;
            page(&ctx, &posted.signed, id.0, state).await
        }
    }
}

/// Every tier with every place; self-care leads nowhere.
fn pairs() -> Vec<(Tier, Option<GoTo>)> {
    let tiers = [Tier::Emergency, Tier::Urgent, Tier::Podiatrist];
    let places = || GoTo::ALL.into_iter().rev();
    let mut pairs: Vec<_> = tiers
        .into_iter()
        .flat_map(|tier| places().map(move |place| (tier, Some(place))))
        .collect();
    pairs.push((Tier::SelfCare, None));
    pairs
}

fn name((tier, go_to): (Tier, Option<GoTo>), what: &str) -> String {
    let go_to = go_to.map_or("nowhere", GoTo::as_str);
    format!("{}.{go_to}.{what}", tier.as_str())
}

/// What is left blank is not worded.
fn read(values: &Values) -> Result<Vec<Wording>, Error> {
    let mut report = Report::new();
    let mut outcomes = Vec::new();
    for pair in pairs() {
        let headline = values.text(&name(pair, "headline")).trim();
        let advice = values.text(&name(pair, "advice")).lines().map(str::trim);
        let advice: Vec<_> = advice.filter(|line| !line.is_empty()).collect();
        match (headline.is_empty(), advice.is_empty()) {
            (true, true) => {}
            (false, false) => outcomes.push(Wording {
                tier: pair.0,
                go_to: pair.1,
                headline: headline.to_owned(),
                advice: advice.into_iter().map(str::to_owned).collect(),
            }),
            (true, false) => report.add(name(pair, "headline"), "is needed with the advice"),
            (false, true) => report.add(name(pair, "advice"), "is needed with the headline"),
        }
    }
    report.into_result()?;
    Ok(outcomes)
}

fn values(outcomes: &[Wording]) -> Values {
    outcomes.iter().fold(Values::default(), |values, outcome| {
        let pair = (outcome.tier, outcome.go_to);
        values
            .with(&name(pair, "headline"), &outcome.headline)
            .with(&name(pair, "advice"), outcome.advice.join("\n"))
    })
}

fn label((tier, go_to): (Tier, Option<GoTo>)) -> String {
    match go_to {
        Some(to) => format!("{} \u{2192} {}", words::tier(tier), words::place(to)),
        None => words::tier(tier).to_owned(),
    }
}

async fn page(
    ctx: &Ctx,
    signed: &Signed,
    id: RuleSetId,
    state: FormState,
) -> Result<HttpResponse, Problem> {
    let edition = rules::get(ctx, &signed.actor(), id).await?;
    let (typed, report, answer) = part::split(state);
    let stored = values(&edition.definition.outcomes);
    let shown = typed.over(stored.clone());
    let mut fields = Fields::new(&shown, &report);
    let mut part = Part::new(&edition, "What readers are told", "outcomes");
    part.groups = pairs()
        .into_iter()
        .map(|pair| group(&mut fields, pair))
        .collect();
    part.buttons = vec![kit::button("save", "Save")];
    let outcomes = edition.definition.outcomes.iter();
    part.facts = outcomes
        .map(|outcome| {
            let says = format!("{}. {}", outcome.headline, outcome.advice.join(" "));
            Fact::new(label((outcome.tier, outcome.go_to)), says)
        })
        .collect();
    part.stored = stored;
    part::page(ctx, signed, part, &shown, fields, answer).await
}

fn group(fields: &mut Fields<'_>, pair: (Tier, Option<GoTo>)) -> FieldGroup {
    let says = vec![
        fields.line(&name(pair, "headline"), "Headline", "text", ""),
        fields.area(
            &name(pair, "advice"),
            "Advice",
            4,
            "One sentence or two a line.",
        ),
    ];
    kit::group(&label(pair), says)
}

#[cfg(test)]
mod tests {
    use footpath_domain::triage::Definition;

    use super::*;

    #[test]
    fn the_words_of_the_starter_go_through_the_form_unchanged() {
        let outcomes = Definition::starter().unwrap().outcomes;
        let mut back = read(&values(&outcomes)).unwrap();
        assert_eq!(back.len(), outcomes.len());
        back.retain(|wording| !outcomes.contains(wording));
        assert!(back.is_empty());
        let half = Values::default().with("urgent.911.headline", "Call");
        assert!(read(&half).is_err());
    }
}
