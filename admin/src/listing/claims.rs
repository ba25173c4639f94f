use actix_web::{HttpResponse, web::Data};
use chrono::{DateTime, Utc};
use footpath_domain::{
    Ctx,
    directory::listing::{self, Claimed, State},
    paging::Page,
};
use footpath_templates::{
    admin::{Badge, Cell, Column, ListPage, Row, Tone},
    part::Pager,
};
use footpath_web::{Problem, Query, reply};
use serde::Deserialize;

use super::{Wanted, address, chips};
use crate::{
    frame,
    gate::Signed,
    kit::{self, PER_PAGE},
    when,
};

pub(super) const PATH: &str = "/admin/listing-claims";

#[derive(Deserialize)]
pub struct Asked {
    state: Option<String>,
    page: Option<String>,
}

pub async fn list(
    ctx: Data<Ctx>,
    signed: Signed,
    asked: Query<Asked>,
) -> Result<HttpResponse, Problem> {
    let state = Wanted::parse(asked.0.state.as_deref(), &State::ALL, State::as_str)?;
    let page = Page::parse(asked.0.page.as_deref(), Some(PER_PAGE))?;
    let found = listing::list(&ctx, &signed.actor(), state.only(), page).await?;
    let here = address(PATH, state, State::Open, State::as_str);
    let columns = ["Listing", "Email", "State", "Claimed"];
    reply::html(&ListPage {
        console: frame::around(&ctx, &signed, "Claims").await?,
        heading: "Claims".to_owned(),
        summary: kit::counted(found.total, "claim", "claims"),
        new: None,
        search: None,
        filters: vec![chips(PATH, state, &State::ALL, State::as_str, |state| {
            badge(state).label
        })],
        columns: columns.map(Column::new).into(),
        rows: found
            .items
            .iter()
            .map(|item| row(ctx.now(), item))
            .collect(),
        empty: "No claim is in this state.".to_owned(),
        pager: Pager::over(&here, page.page, page.per_page, found.total),
    })
}

fn row(now: DateTime<Utc>, item: &Claimed) -> Row {
    let row = &item.row;
    Row {
        title: item.name.clone(),
        href: Some(format!("{PATH}/{}", row.id)),
        note: is_reminder(item).then(|| "A reminder".to_owned()),
        cells: vec![
            Cell::Text(row.email.to_string()),
            Cell::State(badge(row.state)),
            Cell::When {
                text: when::ago(now, row.created_at),
                exact: when::exact(row.created_at),
            },
        ],
    }
}

/// Nobody claimed anything: whoever looks after the listing was asked again.
pub(super) fn is_reminder(item: &Claimed) -> bool {
    item.row.message.is_empty()
}

pub(super) fn badge(state: State) -> Badge {
    match state {
        State::Open => Badge::new("Open", Tone::Amber),
        State::Mailed => Badge::new("Link mailed", Tone::Info),
        State::Confirmed => Badge::new("Confirmed", Tone::Green),
        State::Dismissed => Badge::new("Dismissed", Tone::Quiet),
    }
}
