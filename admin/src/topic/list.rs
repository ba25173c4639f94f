use actix_web::{HttpResponse, web::Data};
use chrono::{DateTime, Utc};
use footpath_domain::{
    Ctx,
    content::topic::{self, ManageFilter},
    policy::Action,
};
use footpath_entity::content::topic::Model;
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
    let found = topic::manage_list(&ctx, &signed.actor(), &filter, page).await?;
    let address = asked.address("/admin/topics");
    reply::html(&ListPage {
        console: frame::around(&ctx, &signed, "Topics").await?,
        heading: "Topics".to_owned(),
        summary: kit::counted(found.total, "topic", "topics"),
        new: signed
            .may(Action::ContentManage)
            .then(|| Link::new("New topic", "/admin/topics/new")),
        filters: vec![asked.states(&address)],
        search: Some(asked.search(&address, "Search topics")),
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
