use actix_web::{HttpResponse, web::Data};
use chrono::{DateTime, Utc};
use footpath_domain::{
    Ctx,
    directory::report::{self, Reported, State},
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

pub(super) const PATH: &str = "/admin/listing-reports";
/// Characters of a message that the list shows.
const SHOWN: usize = 120;

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
    let found = report::list(&ctx, &signed.actor(), state.only(), page).await?;
    let here = address(PATH, state, State::Open, State::as_str);
    let columns = ["Listing", "What is wrong", "State", "Reported"];
    reply::html(&ListPage {
        console: frame::around(&ctx, &signed, "Reports").await?,
        heading: "Reports".to_owned(),
        summary: kit::counted(found.total, "report", "reports"),
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
        empty: "No report is in this state.".to_owned(),
        pager: Pager::over(&here, page.page, page.per_page, found.total),
    })
}

fn row(now: DateTime<Utc>, item: &Reported) -> Row {
    let row = &item.row;
    let mut note: String = row.message.chars().take(SHOWN).collect();
    if note.len() < row.message.len() {
        note.push('\u{2026}');
    }
    Row {
        title: item.name.clone(),
        href: Some(format!("{PATH}/{}", row.id)),
        note: Some(note).filter(|note| !note.is_empty()),
        cells: vec![
            Cell::Text(row.what.label().to_owned()),
            Cell::State(badge(row.state)),
            Cell::When {
                text: when::ago(now, row.created_at),
                exact: when::exact(row.created_at),
            },
        ],
    }
}

pub(super) fn badge(state: State) -> Badge {
    match state {
        State::Open => Badge::new("Open", Tone::Amber),
        State::Resolved => Badge::new("Resolved", Tone::Green),
        State::Dismissed => Badge::new("Dismissed", Tone::Quiet),
    }
}
