use actix_web::{HttpResponse, web::Data};
use chrono::{DateTime, Utc};
use footpath_domain::{
    Ctx, Error, Report,
    content::{
        text::Words,
        topic::{self, ManageFilter},
    },
    paging::Page,
    policy::Action,
};
use footpath_entity::content::topic::Model;
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
    let found = topic::manage_list(&ctx, &signed.actor(), &filter, page).await?;
    let address = address(&asked);
    let state = asked.state.as_deref().unwrap_or_default();
    reply::html(&ListPage {
        console: frame::around(&ctx, &signed, "Topics").await?,
        heading: "Topics".to_owned(),
        summary: kit::counted(found.total, "topic", "topics"),
        new: signed
            .may(Action::ContentManage)
            .then(|| Link::new("New topic", "/admin/topics/new")),
        filters: vec![kit::chips(
            &address,
            "State",
            "state",
            state,
            kit::publishing(),
        )],
        search: Some(kit::search(
            &address,
            "Search topics",
            asked.q.clone().unwrap_or_default(),
        )),
        columns: vec![
            Column::new("Name"),
            Column::new("State"),
            Column::new("Address"),
            Column::new("Changed"),
        ],
        rows: found
            .items
            .iter()
            .map(|item| row(ctx.now(), item))
            .collect(),
        empty: "No topic fits. Choose All, or search for other words.".to_owned(),
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
    Address::new("/admin/topics")
        .with("q", &given(&asked.q))
        .with("state", &given(&asked.state))
}

fn row(now: DateTime<Utc>, topic: &Model) -> Row {
    Row {
        title: topic.name.clone(),
        href: Some(format!("/admin/topics/{}", topic.id)),
        note: None,
        cells: vec![
            Cell::State(kit::badge(topic.status)),
            Cell::Text(format!("/topics/{}", topic.slug)),
            Cell::When {
                text: when::ago(now, topic.updated_at),
                exact: when::exact(topic.updated_at),
            },
        ],
    }
}
