use actix_web::{HttpResponse, web::Data};
use chrono::{DateTime, Utc};
use footpath_domain::{
    Ctx, Report,
    paging::Page,
    referral::{self, Listed, ManageFilter, Stage},
};
use footpath_templates::{
    admin::{Cell, Column, ListPage, Row},
    part::{Link, Pager},
};
use footpath_web::{Problem, Query, reply};
use serde::Deserialize;

use super::words::{badge, held_for};
use crate::{
    frame,
    gate::Signed,
    kit::{self, Address, PER_PAGE},
    when,
};

#[derive(Deserialize)]
pub struct Asked {
    /// Left out: what is open. `all` is everything.
    stage: Option<String>,
    page: Option<String>,
}

pub async fn list(
    ctx: Data<Ctx>,
    signed: Signed,
    asked: Query<Asked>,
) -> Result<HttpResponse, Problem> {
    let mut report = Report::new();
    let asked_stage = asked.0.stage.unwrap_or_default();
    let stage = match asked_stage.as_str() {
        "" => Some(Stage::Open),
        "all" => None,
        text => report.parse("stage", text),
    };
    report.into_result()?;
    let page = Page::parse(asked.0.page.as_deref(), Some(PER_PAGE))?;
    let filter = ManageFilter { stage };
    let found = referral::manage_list(&ctx, &signed.actor(), &filter, page).await?;
    let address = Address::new("/admin/referrals").with("stage", &asked_stage);
    reply::html(&ListPage {
        console: frame::around(&ctx, &signed, "Referrals").await?,
        heading: "Referrals".to_owned(),
        summary: kit::counted(found.total, "referral", "referrals"),
        new: Some(Link::new("Board", "/admin/referrals/board")),
        search: None,
        filters: vec![chips(&address, &asked_stage)],
        columns: columns(),
        rows: found
            .items
            .iter()
            .map(|item| row(ctx.now(), item))
            .collect(),
        empty: "Nothing here. Referrals come in when a reader agrees to share an assessment."
            .to_owned(),
        pager: Pager::over(&address.text(), page.page, page.per_page, found.total),
    })
}

pub fn columns() -> Vec<Column> {
    ["Asked", "State", "To be opened by", "Received"]
        .map(Column::new)
        .into()
}

/// What is open comes first, and is what one sees when nothing was chosen.
fn chips(address: &Address, current: &str) -> footpath_templates::admin::Filter {
    let rest = Stage::ALL.into_iter().filter(|stage| *stage != Stage::Open);
    let rest = rest.map(|stage| (stage.as_str().to_owned(), label(stage).to_owned()));
    let all = ("all".to_owned(), "All".to_owned());
    let mut chips = kit::chips(address, "Stage", "stage", current, rest.chain([all]));
    if let Some(first) = chips.links.first_mut() {
        label(Stage::Open).clone_into(&mut first.label);
    }
    chips
}

fn label(stage: Stage) -> &'static str {
    match stage {
        Stage::Open => "Open",
        Stage::Stuck => "Held or without recipient",
        Stage::Overdue => "Overdue",
        Stage::Asked => "Not answered",
        Stage::Taken => "Accepted",
        Stage::Closed => "Closed",
    }
}

pub fn row(now: DateTime<Utc>, item: &Listed) -> Row {
    let attempt = item.attempt.as_ref();
    let title = attempt.map_or("Nobody yet", |attempt| &*attempt.recipient_name);
    let held = item.row.held_for.as_deref().filter(|_| attempt.is_none());
    let note = match held {
        _ if item.overdue => Some("Overdue".to_owned()),
        Some(limit) => Some(format!("Held: {}", held_for(limit))),
        None => None,
    };
    let due = attempt.map_or_else(String::new, |attempt| when::exact(attempt.due_at));
    Row {
        title: title.to_owned(),
        href: Some(format!("/admin/referrals/{}", item.row.id)),
        note,
        cells: vec![
            Cell::State(badge(item.row.status)),
            Cell::Text(due),
            Cell::When {
                text: when::ago(now, item.row.created_at),
                exact: when::exact(item.row.created_at),
            },
        ],
    }
}
