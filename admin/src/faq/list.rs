use actix_web::{HttpResponse, web::Data};
use chrono::{DateTime, Utc};
use footpath_domain::{
    Ctx,
    content::faq::{self, ManageFilter, Managed},
    policy::Action,
};
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
    let found = faq::manage_list(&ctx, &signed.actor(), &filter, page).await?;
    let address = asked.address("/admin/faqs");
    reply::html(&ListPage {
        console: frame::around(&ctx, &signed, "FAQs").await?,
        heading: "FAQs".to_owned(),
        summary: kit::counted(found.total, "question", "questions"),
        new: signed
            .may(Action::ContentManage)
            .then(|| Link::new("New FAQ", "/admin/faqs/new")),
        filters: vec![asked.states(&address)],
        search: Some(asked.search(&address, "Search questions")),
        columns: vec![
            Column::new("Question"),
            Column::new("State"),
            Column::new("Topics"),
            Column::new("Changed").descending(),
        ],
        rows: found
            .items
            .iter()
            .map(|item| row(ctx.now(), item))
            .collect(),
        empty: "No question fits. Choose All, or search for other words.".to_owned(),
        pager: Pager::over(&address.text(), page.page, page.per_page, found.total),
    })
}

fn row(now: DateTime<Utc>, faq: &Managed) -> Row {
    let topics: Vec<&str> = faq.topics.iter().map(|topic| &*topic.name).collect();
    Row {
        title: faq.row.question.clone(),
        href: Some(format!("/admin/faqs/{}", faq.row.id)),
        note: None,
        cells: vec![
            Cell::State(kit::badge(faq.row.status)),
            Cell::Text(topics.join(", ")),
            Cell::When {
                text: when::ago(now, faq.row.updated_at),
                exact: when::exact(faq.row.updated_at),
            },
        ],
    }
}
