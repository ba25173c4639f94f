use actix_web::{HttpResponse, web::Data};
use chrono::{DateTime, Utc};
use footpath_domain::{
    Ctx,
    directory::import::{self, Run},
    paging::Page,
    policy::Action,
};
use footpath_templates::{
    admin::{Cell, Column, ListPage, Row},
    part::{Link, Pager},
};
use footpath_web::{Problem, Query, reply};
use serde::Deserialize;

use super::{ROOM, badge, kind};
use crate::{
    frame,
    gate::Signed,
    kit::{self, PER_PAGE},
    when,
};

#[derive(Deserialize)]
pub struct Asked {
    page: Option<String>,
}

pub async fn list(
    ctx: Data<Ctx>,
    signed: Signed,
    asked: Query<Asked>,
) -> Result<HttpResponse, Problem> {
    let page = Page::parse(asked.0.page.as_deref(), Some(PER_PAGE))?;
    let found = import::runs(&ctx, &signed.actor(), page).await?;
    let may = signed.may(Action::DirectoryManage);
    reply::html(&ListPage {
        console: frame::around(&ctx, &signed, ROOM).await?,
        heading: ROOM.to_owned(),
        summary: kit::counted(found.total, "import", "imports"),
        new: may.then(|| Link::new("New import", "/admin/imports/new")),
        search: None,
        filters: Vec::new(),
        columns: ["File", "Kind", "State", "Podiatrists"]
            .map(Column::new)
            .into_iter()
            .chain([Column::new("Started").descending()])
            .collect(),
        rows: found.items.iter().map(|run| row(ctx.now(), run)).collect(),
        empty: "Nothing was imported yet. The registry publishes its files on \
                download.cms.gov/nppes."
            .to_owned(),
        pager: Pager::over("/admin/imports", page.page, page.per_page, found.total),
    })
}

fn row(now: DateTime<Utc>, run: &Run) -> Row {
    let podiatrists = run.report().map_or_else(
        || "\u{2013}".to_owned(),
        |report| kit::thousands(report.podiatrists),
    );
    Row {
        title: run.file_name.clone(),
        href: Some(format!("/admin/imports/{}", run.id)),
        note: run.dry_run.then(|| "dry run".to_owned()),
        cells: vec![
            Cell::Text(kind(run.kind).to_owned()),
            Cell::State(badge(run.status)),
            Cell::Text(podiatrists),
            Cell::When {
                text: when::ago(now, run.started_at),
                exact: when::exact(run.started_at),
            },
        ],
    }
}
