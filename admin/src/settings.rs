//! What this site is set to. Settings change where the server is started, not here.

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use footpath_domain::{
    Ctx,
    config::Limits,
    policy::{self, Action},
};
use footpath_templates::{
    admin::{FormPage, Panel},
    part::{Fact, Link},
};
use footpath_web::{Problem, reply};

use crate::{frame, gate::Signed};

pub async fn show(ctx: Data<Ctx>, signed: Signed) -> Result<HttpResponse, Problem> {
    policy::require(&signed.actor(), Action::SiteManage)?;
    let config = &ctx.config;
    let inbox = config.triage_inbox.as_ref();
    let facts = vec![
        Fact::new("Site name", &config.site_name),
        Fact::new("Address", config.public_url.as_str()),
        Fact::new("Mail comes from", config.mail_from.to_string()),
        Fact::new(
            "Triage desk",
            inbox.map_or_else(|| "none".to_owned(), ToString::to_string),
        ),
        Fact::new("Search engine", ctx.search.engine().name()),
        Fact::new(
            "Assessments are kept",
            format!("{} days", config.retention_days),
        ),
        Fact::new("Version", env!("CARGO_PKG_VERSION")),
    ];
    let mut how = Panel::new("How to change them");
    how.note = Some(
        "Settings are read when the server starts: from the environment or from footpath.toml. \
         Secrets are never shown."
            .to_owned(),
    );
    let mut limits = Panel::new("Limits");
    limits.facts = limit_facts(&config.limits);
    let view = FormPage {
        console: frame::around(&ctx, &signed, "Settings").await?,
        up: Link::new("Console", "/admin"),
        heading: "Settings".to_owned(),
        state: None,
        view: None,
        problems: Vec::new(),
        conflict: None,
        form: None,
        facts,
        sections: Vec::new(),
        aside: vec![limits, how],
    };
    reply::html_status(StatusCode::OK, &view)
}

fn limit_facts(limits: &Limits) -> Vec<Fact> {
    let fact = |label: &str, n: u32| Fact::new(label, n.to_string());
    vec![
        fact(
            "Evaluations a second, one address",
            limits.evaluations_per_second,
        ),
        fact(
            "Referrals an hour, one address",
            limits.referrals_per_hour_per_address,
        ),
        fact(
            "Referrals a day, one contact",
            limits.referrals_per_day_per_contact,
        ),
        fact(
            "Referrals a day, one clinic",
            limits.referrals_per_day_per_clinic,
        ),
    ]
}
