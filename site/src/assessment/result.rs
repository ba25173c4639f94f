use actix_web::{HttpResponse, http::StatusCode};
use footpath_domain::{
    Ctx,
    catalog::{card::card, disclosure},
    content::topic,
    error::FieldError,
    referral,
    seal::random_token,
    triage::{Assessed, RuleSet, Tier},
};
use footpath_entity::value::PostalCode;
use footpath_templates::{
    block::ProductsBlock,
    page::{ChangeForm, EmergencyPage, ResultPage},
    part::{Frame, HiddenField, Link},
    words as text,
};
use footpath_web::{Problem, reply};

use super::{fields::Fields, nearby::nearby, share_form, stands_alone, words};

/// How the form that asks to share stands.
pub struct Sharing {
    /// Makes a second press of the button harmless.
    pub once: String,
    /// What is wrong with it, when it came back.
    pub wrong: Vec<FieldError>,
}

impl Sharing {
    pub fn fresh() -> Self {
        Self {
            once: random_token::<16>(),
            wrong: Vec::new(),
        }
    }
}

/// The result. An emergency is shown alone: why, what to do, and nothing beside it.
pub async fn show(
    ctx: &Ctx,
    rules: &RuleSet,
    fields: &Fields,
    found: &Assessed,
    sharing: &Sharing,
) -> Result<HttpResponse, Problem> {
    if stands_alone(found) {
        return reply::html(&emergency(ctx, found));
    }
    let status = if sharing.wrong.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = page(ctx, rules, fields, found, sharing).await?;
    reply::html_status(status, &page)
}

fn emergency(ctx: &Ctx, found: &Assessed) -> EmergencyPage {
    let grave = found
        .red_flags
        .iter()
        .filter(|flag| flag.tier == Tier::Emergency);
    EmergencyPage {
        site_name: ctx.config.site_name.clone(),
        headline: found.headline.clone(),
        advice: found.advice.clone(),
        reasons: grave.map(words::red_flag).collect(),
    }
}

async fn page(
    ctx: &Ctx,
    rules: &RuleSet,
    fields: &Fields,
    found: &Assessed,
    sharing: &Sharing,
) -> Result<ResultPage, Problem> {
    let outcome = &found.outcome;
    let questions = outcome
        .unanswered
        .iter()
        .filter_map(|id| rules.definition.question(id));
    let to = if outcome.codes.is_empty() {
        None
    } else {
        Some(referral::preview(ctx, outcome.tier, zip(fields).as_ref()).await?)
    };
    let day = |date: chrono::NaiveDate| date.format("%B %-d, %Y").to_string();
    Ok(ResultPage {
        frame: Frame::new(&ctx.config.site_name, text::RESULT_TITLE, "/assessment").hidden(),
        tier: words::tier(outcome.tier),
        go_to: outcome.go_to.map(|go_to| words::place(go_to).to_owned()),
        headline: found.headline.clone(),
        advice: found.advice.clone(),
        red_flags: found.red_flags.iter().map(words::red_flag).collect(),
        unanswered: questions.map(|question| question.text.clone()).collect(),
        recheck: outcome.recheck_on.map(day),
        related: related(ctx, &outcome.related_topics).await?,
        date: day(ctx.now().date_naive()),
        clinically_reviewed: found.clinically_reviewed,
        share: Some(share_form::below_result(
            ctx,
            rules,
            fields,
            to.as_ref(),
            sharing,
        )),
        change: Some(change(rules, fields)),
        receipt: None,
        referral: None,
        nearby: nearby(found, fields.postal_code()),
        products: products(ctx, found),
    })
}

/// Topics that the site has, by name, in the order of the rules.
async fn related(ctx: &Ctx, slugs: &[String]) -> Result<Vec<Link>, Problem> {
    if slugs.is_empty() {
        return Ok(Vec::new());
    }
    let topics = topic::list(ctx).await?;
    let links = slugs.iter().filter_map(|slug| {
        let topic = topics.iter().find(|topic| topic.slug.as_str() == slug)?;
        Some(Link::new(&topic.name, format!("/topics/{slug}")))
    });
    Ok(links.collect())
}

fn products(ctx: &Ctx, found: &Assessed) -> Option<ProductsBlock> {
    (!found.products.is_empty()).then(|| ProductsBlock {
        id: "products".to_owned(),
        heading: text::PRODUCTS_HEADING.to_owned(),
        disclosure: disclosure::TEXT.to_owned(),
        products: found
            .products
            .iter()
            .map(|product| card(product, ctx.now()))
            .collect(),
        more_href: Some("/products".to_owned()),
    })
}

/// A ZIP code that was good enough for a result.
fn zip(fields: &Fields) -> Option<PostalCode> {
    fields.postal_code()?.parse().ok()
}

/// From the first screen on, with everything that was answered.
fn change(rules: &RuleSet, fields: &Fields) -> ChangeForm {
    let mut hidden = fields.carried(&rules.definition, 0);
    hidden.push(HiddenField::new("_version", rules.version.to_string()));
    hidden.push(HiddenField::new("_screen", "1"));
    ChangeForm {
        action: "/assessment".to_owned(),
        hidden,
    }
}
