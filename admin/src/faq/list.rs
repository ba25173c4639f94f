use actix_web::{HttpResponse, web::Data};
use chrono::{DateTime, Utc};
use footpath_domain::{
    Ctx, Error, Report,
    content::{
        faq::{self, ManageFilter, Managed},
        text::Words,
    },
    paging::Page,
    policy::Action,
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
    let found = faq::manage_list(&ctx, &signed.actor(), &filter, page).await?;
    let address = address(&asked);
    let state = asked.state.as_deref().unwrap_or_default();
    reply::html(&ListPage {
        console: frame::around(&ctx, &signed, "FAQs").await?,
        heading: "FAQs".to_owned(),
        summary: kit::counted(found.total, "question", "questions"),
        new: signed
            .may(Action::ContentManage)
            .then(|| Link::new("New FAQ", "/admin/faqs/new")),
        filters: vec![kit::chips(
            &address,
            "State",
            "state",
            state,
            kit::publishing(),
        )],
        search: Some(kit::search(
            &address,
            "Search questions",
            asked.q.clone().unwrap_or_default(),
        )),
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

fn parse(asked: &Asked) -> Result<ManageFilter, Error> {
    let mut report = Report::new();
    let state = asked.state.as_deref().filter(|text| !text.is_empty());
    let words = report.part(Words::parse(asked.q.as_deref()))?;
    let filter = ManageFilter {
        status: state.and_then(|text| report.parse("state", text)),
        words: words.unwrap_or_default(),
    };
    report.into_result()?;
    Ok(filter)
}

fn address(asked: &Asked) -> Address {
    let given = |text: &Option<String>| text.clone().unwrap_or_default();
    Address::new("/admin/faqs")
        .with("q", &given(&asked.q))
        .with("state", &given(&asked.state))
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
