use actix_web::{HttpResponse, web::Data};
use chrono::{DateTime, Utc};
use footpath_domain::{
    Ctx, Error, Report,
    catalog::{
        card::spoken,
        product::{self, ManageFilter},
    },
    content::text::Words,
    paging::Page,
    policy::Action,
};
use footpath_entity::{
    catalog::{ProductKind, PublishState, product::Model},
    content::Status,
};
use footpath_templates::{
    admin::{Cell, Column, ListPage, Row},
    part::{Link, Pager},
};
use footpath_web::{Problem, Query, reply};
use serde::Deserialize;

use crate::{
    frame,
    gate::Signed,
    kit::{self, Address, PER_PAGE},
    when,
};

#[derive(Deserialize)]
pub struct Asked {
    q: Option<String>,
    kind: Option<String>,
    prices: Option<String>,
    state: Option<String>,
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
    let found = product::manage_list(&ctx, &signed.actor(), &filter, page).await?;
    let address = address(&asked);
    let state = asked.state.as_deref().unwrap_or_default();
    reply::html(&ListPage {
        console: frame::around(&ctx, &signed, "Products").await?,
        heading: "Products".to_owned(),
        summary: kit::counted(found.total, "product", "products"),
        new: signed
            .may(Action::CatalogManage)
            .then(|| Link::new("New product", "/admin/products/new")),
        filters: vec![
            kit::chips(
                &address,
                "Kind",
                "kind",
                asked.kind.as_deref().unwrap_or_default(),
                kinds(),
            ),
            kit::chips(&address, "State", "state", state, kit::publishing()),
            prices(&address, &asked),
        ],
        search: Some(kit::search(
            &address,
            "Search products",
            asked.q.clone().unwrap_or_default(),
        )),
        columns: vec![
            Column::new("Name"),
            Column::new("Kind"),
            Column::new("State"),
            Column::new("Changed").descending(),
        ],
        rows: found
            .items
            .iter()
            .map(|item| row(ctx.now(), item))
            .collect(),
        empty: "No product fits. Choose All, or search for other words.".to_owned(),
        pager: Pager::over(&address.text(), page.page, page.per_page, found.total),
    })
}

fn parse(asked: &Asked) -> Result<ManageFilter, Error> {
    let mut report = Report::new();
    let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let words = report.part(Words::parse(asked.q.as_deref()))?;
    let status: Option<Status> = given(&asked.state).and_then(|text| report.parse("state", &text));
    let filter = ManageFilter {
        kind: given(&asked.kind).and_then(|text| report.parse("kind", &text)),
        status: status.map(|status| match status {
            Status::Draft => PublishState::Draft,
            Status::Published => PublishState::Live,
            Status::Archived => PublishState::Archived,
        }),
        stale: match asked.prices.as_deref().unwrap_or_default() {
            "" => false,
            "stale" => true,
            _ => {
                report.add("prices", "must be stale");
                false
            }
        },
        words: words.unwrap_or_default(),
    };
    report.into_result()?;
    Ok(filter)
}

fn prices(address: &Address, asked: &Asked) -> footpath_templates::admin::Filter {
    let stale = ("stale".to_owned(), "Stale prices".to_owned());
    let current = asked.prices.as_deref().unwrap_or_default();
    let mut chips = kit::chips(address, "Prices", "prices", current, [stale]);
    if let Some(first) = chips.links.first_mut() {
        "Any price".clone_into(&mut first.label);
    }
    chips
}

fn kinds() -> impl Iterator<Item = (String, String)> {
    let kinds = ProductKind::ALL.iter();
    kinds.map(|kind| (kind.as_str().to_owned(), spoken(kind.as_str())))
}

fn address(asked: &Asked) -> Address {
    let given = |text: &Option<String>| text.clone().unwrap_or_default();
    Address::new("/admin/products")
        .with("q", &given(&asked.q))
        .with("kind", &given(&asked.kind))
        .with("state", &given(&asked.state))
        .with("prices", &given(&asked.prices))
}

fn row(now: DateTime<Utc>, product: &Model) -> Row {
    Row {
        title: product.title.clone(),
        href: Some(format!("/admin/products/{}", product.id)),
        note: None,
        cells: vec![
            Cell::Text(spoken(product.kind.as_str())),
            Cell::State(kit::badge(super::state(product.status))),
            Cell::When {
                text: when::ago(now, product.updated_at),
                exact: when::exact(product.updated_at),
            },
        ],
    }
}
