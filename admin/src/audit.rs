//! The audit log, newest first.

use actix_web::{HttpResponse, web::Data};
use footpath_domain::{
    Ctx,
    audit::{self, Filter},
    paging::Page,
};
use footpath_templates::{
    admin::{Cell, Column, ListPage, Row},
    part::Pager,
};
use footpath_web::{Problem, Query, reply};
use serde::Deserialize;

use crate::{
    frame,
    gate::Signed,
    kit::{Address, PER_PAGE, chips, counted, spoken},
    when,
};

#[derive(Deserialize)]
pub struct Asked {
    kind: Option<String>,
    page: Option<String>,
}

pub async fn list(
    ctx: Data<Ctx>,
    signed: Signed,
    asked: Query<Asked>,
) -> Result<HttpResponse, Problem> {
    let actor = signed.actor();
    let kind = asked.0.kind.filter(|kind| !kind.is_empty());
    let page = Page::parse(asked.0.page.as_deref(), Some(PER_PAGE))?;
    let filter = Filter {
        object_kind: kind.clone(),
        person: None,
    };
    let found = audit::list(&ctx, &actor, &filter, page).await?;
    let kinds = audit::kinds(&ctx, &actor).await?;
    let kinds = kinds.into_iter().map(|kind| {
        let label = spoken(&kind);
        (kind, label)
    });
    let current = kind.unwrap_or_default();
    let address = Address::new("/admin/audit").with("kind", &current);
    let rows = found.items.iter().map(|entry| Row {
        title: entry.action.clone(),
        href: None,
        note: None,
        cells: vec![
            Cell::Text(entry.who.clone()),
            Cell::Text(entry.object_id.clone()),
            Cell::When {
                text: when::ago(ctx.now(), entry.at),
                exact: when::exact(entry.at),
            },
        ],
    });
    let rows = rows.collect();
    reply::html(&ListPage {
        console: frame::around(&ctx, &signed, "Audit log").await?,
        heading: "Audit log".to_owned(),
        summary: counted(found.total, "entry", "entries"),
        new: None,
        search: None,
        filters: vec![chips(&address, "Kind", "kind", &current, kinds)],
        columns: ["What", "Who", "Which"]
            .map(Column::new)
            .into_iter()
            .chain([Column::new("When").descending()])
            .collect(),
        rows,
        empty: "Nothing of this kind yet.".to_owned(),
        pager: Pager::over(&address.text(), page.page, page.per_page, found.total),
    })
}
