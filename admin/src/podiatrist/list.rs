use actix_web::{HttpResponse, web::Data};
use chrono::{DateTime, Utc};
use footpath_domain::{
    Ctx, Error, Report,
    directory::{
        Verified,
        podiatrist::{self, ManageFilter, Managed},
    },
    paging::Page,
    policy::Action,
};
use footpath_entity::{directory::Source, value::State};
use footpath_templates::{
    admin::{Cell, Column, Filter, ListPage, Row},
    part::{Link, Pager},
};
use footpath_web::{Problem, Query, reply};
use serde::Deserialize;

use super::badge;
use crate::{
    clinic::{checks, sources},
    frame,
    gate::Signed,
    kit::{self, Address, PER_PAGE},
    when,
};

#[derive(Deserialize)]
pub struct Asked {
    q: Option<String>,
    state: Option<String>,
    hidden: Option<String>,
    referrals: Option<String>,
    source: Option<String>,
    verified: Option<String>,
    deactivated: Option<String>,
    page: Option<String>,
}

pub async fn list(
    ctx: Data<Ctx>,
    signed: Signed,
    asked: Query<Asked>,
) -> Result<HttpResponse, Problem> {
    let asked = asked.0;
    let filter = parse(&asked)?;
    let page = Page::parse(asked.page.as_deref(), Some(PER_PAGE))?;
    let found = podiatrist::manage_list(&ctx, &signed.actor(), &filter, page).await?;
    let q = asked.q.unwrap_or_default();
    let address = address(&filter, &q);
    let columns = [
        Column::new("Name").ascending(),
        Column::new("NPI"),
        Column::new("Place"),
        Column::new("State"),
        Column::new("Changed"),
    ];
    reply::html(&ListPage {
        console: frame::around(&ctx, &signed, "Podiatrists").await?,
        heading: "Podiatrists".to_owned(),
        summary: kit::counted(found.total, "podiatrist", "podiatrists"),
        new: signed
            .may(Action::DirectoryManage)
            .then(|| Link::new("New podiatrist", "/admin/podiatrists/new")),
        filters: filters(&address, &filter),
        search: Some(kit::search(&address, "Search by name, city, ZIP or NPI", q)),
        columns: columns.into(),
        rows: found
            .items
            .iter()
            .map(|item| row(ctx.now(), item))
            .collect(),
        empty: "No podiatrist fits. Choose All, or search for other words.".to_owned(),
        pager: Pager::over(&address.text(), page.page, page.per_page, found.total),
    })
}

fn parse(asked: &Asked) -> Result<ManageFilter, Error> {
    let mut report = Report::new();
    let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let words = report.part(ManageFilter::parse_q(asked.q.as_deref()))?;
    let filter = ManageFilter {
        state: given(&asked.state).and_then(|text| report.parse("state", &text)),
        source: given(&asked.source).and_then(|text| report.parse("source", &text)),
        verified: given(&asked.verified).and_then(|text| report.parse("verified", &text)),
        deactivated: kit::flag(&mut report, "deactivated", asked.deactivated.as_deref()),
        hidden: kit::flag(&mut report, "hidden", asked.hidden.as_deref()),
        accepts_referrals: kit::flag(&mut report, "referrals", asked.referrals.as_deref()),
        ..words.unwrap_or_default()
    };
    report.into_result()?;
    Ok(filter)
}

fn address(filter: &ManageFilter, q: &str) -> Address {
    let said = |flag: Option<bool>| flag.map_or("", |is| if is { "yes" } else { "no" });
    Address::new("/admin/podiatrists")
        .with("q", q)
        .with("state", filter.state.as_ref().map_or("", State::as_str))
        .with("hidden", said(filter.hidden))
        .with("source", filter.source.map_or("", Source::as_str))
        .with("verified", filter.verified.map_or("", Verified::as_str))
        .with("deactivated", said(filter.deactivated))
        .with("referrals", said(filter.accepts_referrals))
}

fn filters(address: &Address, filter: &ManageFilter) -> Vec<Filter> {
    let state = filter.state.as_ref().map_or("", State::as_str);
    let from = filter.source.map_or("", Source::as_str);
    let verified = filter.verified.map_or("", Verified::as_str);
    let referrals = ("Takes referrals", "No referrals");
    vec![
        kit::yes_no(
            address,
            "Readers",
            "hidden",
            filter.hidden,
            ("Hidden", "Shown"),
        ),
        kit::yes_no(
            address,
            "Referrals",
            "referrals",
            filter.accepts_referrals,
            referrals,
        ),
        kit::chips(address, "From", "source", from, sources()),
        kit::chips(address, "Checked", "verified", verified, checks()),
        kit::yes_no(
            address,
            "Registry",
            "deactivated",
            filter.deactivated,
            ("Deactivated", "Listed there"),
        ),
        kit::chips(address, "State", "state", state, kit::states()),
        exports(filter),
    ]
}

/// What readers see of them, as files.
fn exports(filter: &ManageFilter) -> Filter {
    let query = filter.state.as_ref();
    let query = query.map_or_else(String::new, |state| format!("?state={state}"));
    let file = |label: &str, name: &str| Link::new(label, format!("/api/v1/{name}{query}"));
    Filter {
        label: "Export what readers see".to_owned(),
        links: vec![
            file("Export CSV", "podiatrists.csv"),
            file("Export JSON Lines", "podiatrists.jsonl"),
        ],
    }
}

fn row(now: DateTime<Utc>, found: &Managed) -> Row {
    let row = &found.row;
    let place = found.clinics.first().map_or_else(
        || "nowhere yet".to_owned(),
        |clinic| format!("{}, {}", clinic.city, clinic.state),
    );
    Row {
        title: found.name.clone(),
        href: Some(format!("/admin/podiatrists/{}", row.npi)),
        note: found.hidden_because.clone(),
        cells: vec![
            Cell::Text(row.npi.to_string()),
            Cell::Text(place),
            Cell::State(badge(row)),
            Cell::When {
                text: when::ago(now, row.updated_at),
                exact: when::exact(row.updated_at),
            },
        ],
    }
}
