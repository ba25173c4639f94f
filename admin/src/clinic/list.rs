use actix_web::{HttpResponse, web::Data};
use chrono::{DateTime, Utc};
use footpath_domain::{
    Ctx, Error, Report,
    directory::{
        Verified,
        clinic::{self, ManageFilter, Managed, Referrals, city_line},
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

use super::{badge, checks, referral_badge, referrals, sources};
use crate::{
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
    let found = clinic::manage_list(&ctx, &signed.actor(), &filter, page).await?;
    let q = asked.q.unwrap_or_default();
    let address = address(&filter, &q);
    let columns = [
        Column::new("Name").ascending(),
        Column::new("Place"),
        Column::new("State"),
        Column::new("Referrals"),
        Column::new("Changed"),
    ];
    reply::html(&ListPage {
        console: frame::around(&ctx, &signed, "Clinics").await?,
        heading: "Clinics".to_owned(),
        summary: kit::counted(found.total, "clinic", "clinics"),
        new: signed
            .may(Action::DirectoryManage)
            .then(|| Link::new("New clinic", "/admin/clinics/new")),
        filters: filters(&address, &filter),
        search: Some(kit::search(&address, "Search by name, city, ZIP or NPI", q)),
        columns: columns.into(),
        rows: found
            .items
            .iter()
            .map(|item| row(ctx.now(), item))
            .collect(),
        empty: "No clinic fits. Choose All, or search for other words.".to_owned(),
        pager: Pager::over(&address.text(), page.page, page.per_page, found.total),
    })
}

fn parse(asked: &Asked) -> Result<ManageFilter, Error> {
    let mut report = Report::new();
    let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let words = report.part(ManageFilter::parse_q(asked.q.as_deref()))?;
    let filter = ManageFilter {
        state: given(&asked.state).and_then(|text| report.parse("state", &text)),
        referrals: given(&asked.referrals).and_then(|text| report.parse("referrals", &text)),
        source: given(&asked.source).and_then(|text| report.parse("source", &text)),
        verified: given(&asked.verified).and_then(|text| report.parse("verified", &text)),
        hidden: kit::flag(&mut report, "hidden", asked.hidden.as_deref()),
        ..words.unwrap_or_default()
    };
    report.into_result()?;
    Ok(filter)
}

fn address(filter: &ManageFilter, q: &str) -> Address {
    let hidden = filter.hidden.map(|is| if is { "yes" } else { "no" });
    Address::new("/admin/clinics")
        .with("q", q)
        .with("state", filter.state.as_ref().map_or("", State::as_str))
        .with("hidden", hidden.unwrap_or_default())
        .with("source", filter.source.map_or("", Source::as_str))
        .with("verified", filter.verified.map_or("", Verified::as_str))
        .with("referrals", filter.referrals.map_or("", Referrals::as_str))
}

fn filters(address: &Address, filter: &ManageFilter) -> Vec<Filter> {
    let state = filter.state.as_ref().map_or("", State::as_str);
    let from = filter.source.map_or("", Source::as_str);
    let verified = filter.verified.map_or("", Verified::as_str);
    let stands = filter.referrals.map_or("", Referrals::as_str);
    let options =
        Referrals::ALL.map(|known| (known.as_str().to_owned(), referral_badge(known).label));
    vec![
        kit::yes_no(
            address,
            "Readers",
            "hidden",
            filter.hidden,
            ("Hidden", "Shown"),
        ),
        kit::chips(address, "Referrals", "referrals", stands, options),
        kit::chips(address, "From", "source", from, sources()),
        kit::chips(address, "Checked", "verified", verified, checks()),
        kit::chips(address, "State", "state", state, kit::states()),
    ]
}

fn row(now: DateTime<Utc>, clinic: &Managed) -> Row {
    let row = &clinic.row;
    Row {
        title: row.name.clone(),
        href: Some(format!("/admin/clinics/{}", row.id)),
        note: clinic.hidden_because.clone(),
        cells: vec![
            Cell::Text(city_line(&row.city, &row.state, row.postal_code.as_ref())),
            Cell::State(badge(row)),
            Cell::State(referrals(row)),
            Cell::When {
                text: when::ago(now, row.updated_at),
                exact: when::exact(row.updated_at),
            },
        ],
    }
}
