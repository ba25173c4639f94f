use actix_web::{HttpResponse, web::Data};
use chrono::{DateTime, Utc};
use footpath_domain::{
    Ctx,
    content::article::{self, ManageFilter, Managed},
    policy::Action,
};
use footpath_entity::content::Status;
use footpath_templates::{
    admin::{Cell, Column, ListPage, Row},
    part::{Link, Pager},
};
use footpath_web::{Problem, Query, reply};

use crate::{
    frame,
    gate::Signed,
    kit::{self, Asked},
    when,
};

pub async fn list(
    ctx: Data<Ctx>,
    signed: Signed,
    asked: Query<Asked>,
) -> Result<HttpResponse, Problem> {
    let asked = asked.0;
    let wanted = asked.parse()?;
    let filter = ManageFilter {
        status: wanted.status,
        words: wanted.words,
    };
    let page = wanted.page;
    let found = article::manage_list(&ctx, &signed.actor(), &filter, page).await?;
    let address = asked.address("/admin/articles");
    reply::html(&ListPage {
        console: frame::around(&ctx, &signed, "Articles").await?,
        heading: "Articles".to_owned(),
        summary: kit::counted(found.total, "article", "articles"),
        new: signed
            .may(Action::ArticleDraft)
            .then(|| Link::new("New article", "/admin/articles/new")),
        filters: vec![asked.states(&address)],
        search: Some(asked.search(&address, "Search articles")),
        columns: vec![
            Column::new("Title"),
            Column::new("State"),
            Column::new("Author"),
            Column::new("Changed").descending(),
        ],
        rows: found
            .items
            .iter()
            .map(|item| row(ctx.now(), item))
            .collect(),
        empty: "No article fits. Choose All, or search for other words.".to_owned(),
        pager: Pager::over(&address.text(), page.page, page.per_page, found.total),
    })
}

fn row(now: DateTime<Utc>, article: &Managed) -> Row {
    let changed = article.has_draft && article.status == Status::Published;
    Row {
        title: article.title.clone(),
        href: Some(format!("/admin/articles/{}", article.id)),
        note: changed.then(|| "Changes not published yet".to_owned()),
        cells: vec![
            Cell::State(kit::badge(article.status)),
            Cell::Text(article.author.clone()),
            Cell::When {
                text: when::ago(now, article.updated_at),
                exact: when::exact(article.updated_at),
            },
        ],
    }
}
