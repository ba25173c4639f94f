//! The first page: what waits for whoever is signed in, and how it goes.

use actix_web::{HttpResponse, web::Data};
use chrono::NaiveDate;
use footpath_domain::{
    Ctx,
    catalog::{offer, product},
    content::{article, faq},
    directory::{clinic, listing, podiatrist, report},
    outbox,
    paging::Page,
    policy::Action,
    referral::{self, Stage},
    triage,
};
use footpath_entity::content::Status;
use footpath_templates::{
    admin::{BarChart, DashboardPage, Recent, Tone, Waiting},
    part::{Fact, Link},
};
use footpath_web::{Problem, reply};

use crate::{frame, gate::Signed, kit, when};

/// Articles that the page names.
const RECENT: u64 = 6;
/// Days of the charts.
const DAYS: u32 = 14;

pub async fn show(ctx: Data<Ctx>, signed: Signed) -> Result<HttpResponse, Problem> {
    let mut waiting = Vec::new();
    if signed.may(Action::CareManage) {
        care(&ctx, &signed, &mut waiting).await?;
    }
    if signed.may(Action::ArticleDraft) {
        drafts(&ctx, &signed, &mut waiting).await?;
    }
    if signed.may(Action::CatalogManage) {
        upkeep(&ctx, &signed, &mut waiting).await?;
    }
    if signed.may(Action::DirectoryManage) {
        listings(&ctx, &signed, &mut waiting).await?;
    }
    waiting.retain(|one| one.count > 0);
    reply::html(&DashboardPage {
        console: frame::around(&ctx, &signed, "Dashboard").await?,
        heading: "Dashboard".to_owned(),
        starts: starts(&signed),
        waiting,
        nothing: "Nothing waits for you.".to_owned(),
        recent: recent(&ctx, &signed).await?,
        charts: charts(&ctx, &signed).await?,
        facts: facts(&ctx, &signed).await?,
    })
}

/// `what` in the plural, whose first word loses its s where there is one only.
fn one(count: u64, what: &str, href: &str, tone: Tone) -> Waiting {
    let (thing, rest) = what.split_once(' ').unwrap_or((what, ""));
    let single = thing.strip_suffix('s').unwrap_or(thing);
    let thing = if count == 1 { single } else { thing };
    Waiting {
        count,
        what: format!("{thing} {rest}"),
        href: href.to_owned(),
        tone,
    }
}

async fn care(ctx: &Ctx, signed: &Signed, waiting: &mut Vec<Waiting>) -> Result<(), Problem> {
    let actor = signed.actor();
    for (stage, what, tone) in [
        (Stage::Overdue, "referrals overdue", Tone::Red),
        (
            Stage::Stuck,
            "referrals held or without a recipient",
            Tone::Amber,
        ),
        (Stage::Asked, "referrals not answered yet", Tone::Info),
    ] {
        let filter = referral::ManageFilter { stage: Some(stage) };
        let found = referral::manage_list(ctx, &actor, &filter, Page::first(1)).await?;
        let href = format!("/admin/referrals?stage={}", stage.as_str());
        waiting.push(one(found.total, what, &href, tone));
    }
    let dead = outbox::given_up(ctx, &actor).await?;
    waiting.push(one(
        dead,
        "mails given up",
        "/admin/outbox?state=dead",
        Tone::Red,
    ));
    let filter = clinic::ManageFilter {
        referrals: Some(clinic::Referrals::Waiting),
        ..clinic::ManageFilter::default()
    };
    let found = clinic::manage_list(ctx, &actor, &filter, Page::first(1)).await?;
    let href = "/admin/clinics?referrals=waiting";
    waiting.push(one(
        found.total,
        "clinics whose inbox is not confirmed",
        href,
        Tone::Amber,
    ));
    Ok(())
}

async fn drafts(ctx: &Ctx, signed: &Signed, waiting: &mut Vec<Waiting>) -> Result<(), Problem> {
    let actor = signed.actor();
    let filter = article::ManageFilter {
        status: Some(Status::Draft),
        ..article::ManageFilter::default()
    };
    let articles = article::manage_list(ctx, &actor, &filter, Page::first(1)).await?;
    let href = "/admin/articles?state=draft";
    waiting.push(one(articles.total, "articles in draft", href, Tone::Amber));
    let filter = faq::ManageFilter {
        status: Some(Status::Draft),
        ..faq::ManageFilter::default()
    };
    let faqs = faq::manage_list(ctx, &actor, &filter, Page::first(1)).await?;
    waiting.push(one(
        faqs.total,
        "questions in draft",
        "/admin/faqs?state=draft",
        Tone::Amber,
    ));
    Ok(())
}

async fn upkeep(ctx: &Ctx, signed: &Signed, waiting: &mut Vec<Waiting>) -> Result<(), Problem> {
    let filter = product::ManageFilter {
        stale: true,
        ..product::ManageFilter::default()
    };
    let found = product::manage_list(ctx, &signed.actor(), &filter, Page::first(1)).await?;
    let what = "products with a price that is too old to be shown";
    waiting.push(one(
        found.total,
        what,
        "/admin/products?prices=stale",
        Tone::Amber,
    ));
    Ok(())
}

async fn listings(ctx: &Ctx, signed: &Signed, waiting: &mut Vec<Waiting>) -> Result<(), Problem> {
    let actor = signed.actor();
    let open = [
        (
            report::open(ctx, &actor).await?,
            "reports of an error in a listing",
            "/admin/listing-reports",
        ),
        (
            listing::open(ctx, &actor).await?,
            "claims of a listing",
            "/admin/listing-claims",
        ),
    ];
    waiting.extend(open.map(|(count, what, href)| one(count, what, href, Tone::Amber)));
    Ok(())
}

fn starts(signed: &Signed) -> Vec<Link> {
    let all = [
        (Action::ArticleDraft, "New article", "/admin/articles/new"),
        (Action::CatalogManage, "New product", "/admin/products/new"),
        (
            Action::DirectoryManage,
            "New podiatrist",
            "/admin/podiatrists/new",
        ),
    ];
    let may = all.into_iter().filter(|(action, ..)| signed.may(*action));
    may.map(|(_, label, href)| Link::new(label, href)).collect()
}

async fn recent(ctx: &Ctx, signed: &Signed) -> Result<Vec<Recent>, Problem> {
    let filter = article::ManageFilter::default();
    let found = article::manage_list(ctx, &signed.actor(), &filter, Page::first(RECENT)).await?;
    let recent = found.items.into_iter().map(|article| Recent {
        link: Link::new(article.title, format!("/admin/articles/{}", article.id)),
        state: kit::badge(article.status),
        when: when::ago(ctx.now(), article.updated_at),
    });
    Ok(recent.collect())
}

async fn charts(ctx: &Ctx, signed: &Signed) -> Result<Vec<BarChart>, Problem> {
    let actor = signed.actor();
    let mut charts = Vec::new();
    if signed.may(Action::CareManage) {
        let days = triage::per_day(ctx, &actor, DAYS).await?;
        charts.push(BarChart::over(
            "Assessments kept",
            "assessments",
            named(days),
        ));
        charts.push(by_tier(ctx, signed).await?);
    }
    if signed.may(Action::CatalogManage) {
        let days = offer::clicks_per_day(ctx, &actor, DAYS).await?;
        charts.push(BarChart::over("Clicks to shops", "clicks", named(days)));
    }
    Ok(charts)
}

/// What assessments came to, the gravest first.
async fn by_tier(ctx: &Ctx, signed: &Signed) -> Result<BarChart, Problem> {
    let counted = triage::tiers(ctx, &signed.actor(), DAYS).await?;
    let rows = triage::Tier::ALL.into_iter().rev().map(|tier| {
        let of = counted.iter().filter(|(_, other, _)| *other == tier);
        let sum = of.map(|(_, _, count)| count).sum();
        (crate::rules::tier(tier).to_owned(), sum)
    });
    let rows: Vec<_> = rows.collect();
    let all: u64 = rows.iter().map(|(_, count)| count).sum();
    Ok(BarChart {
        summary: format!(
            "{} in {DAYS} days",
            kit::counted(all, "assessment", "assessments")
        ),
        head: "Tier".to_owned(),
        ..BarChart::over("Assessments by tier", "", rows)
    })
}

fn named(days: Vec<(NaiveDate, u64)>) -> Vec<(String, u64)> {
    days.into_iter()
        .map(|(day, count)| (day.format("%B %-d").to_string(), count))
        .collect()
}

async fn facts(ctx: &Ctx, signed: &Signed) -> Result<Vec<Fact>, Problem> {
    let actor = signed.actor();
    let page = Page::first(1);
    let published = article::ManageFilter {
        status: Some(Status::Published),
        ..article::ManageFilter::default()
    };
    let articles = article::manage_list(ctx, &actor, &published, page)
        .await?
        .total;
    let filter = product::ManageFilter::default();
    let products = product::manage_list(ctx, &actor, &filter, page)
        .await?
        .total;
    let filter = podiatrist::ManageFilter::default();
    let people = podiatrist::manage_list(ctx, &actor, &filter, page)
        .await?
        .total;
    let filter = clinic::ManageFilter::default();
    let clinics = clinic::manage_list(ctx, &actor, &filter, page).await?.total;
    let fact = |label: &str, n: u64, href: &str| Fact::new(label, kit::thousands(n)).linked(href);
    Ok(vec![
        fact(
            "Published articles",
            articles,
            "/admin/articles?state=published",
        ),
        fact("Products", products, "/admin/products"),
        fact("Podiatrists", people, "/admin/podiatrists"),
        fact("Clinics", clinics, "/admin/clinics"),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_is_not_said_to_be_many() {
        let said = |count| one(count, "mails given up", "/x", Tone::Red).what;
        assert_eq!((&*said(1), &*said(2)), ("mail given up", "mails given up"));
    }
}
