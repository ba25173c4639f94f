use actix_web::{HttpResponse, web::Data};
use chrono::{DateTime, Utc};
use footpath_domain::{
    Ctx, Error,
    outbox::{self, Filter, Listed, Status},
    paging::Page,
};
use footpath_templates::{
    admin::{Cell, Column, ListPage, Row},
    part::{Link, Pager},
};
use footpath_web::{Problem, Query, reply};
use serde::Deserialize;

use super::{badge, kind};
use crate::{
    frame,
    gate::Signed,
    kit::{self, Address, PER_PAGE},
    when,
};

const STATES: [Status; 4] = [Status::Queued, Status::Sent, Status::Dead, Status::Void];

#[derive(Deserialize)]
pub struct Asked {
    state: Option<String>,
    kind: Option<String>,
    page: Option<String>,
}

pub async fn list(
    ctx: Data<Ctx>,
    signed: Signed,
    asked: Query<Asked>,
) -> Result<HttpResponse, Problem> {
    let asked = asked.0;
    let actor = signed.actor();
    let filter = Filter {
        status: state(asked.state.as_deref())?,
        kind: asked.kind.clone().filter(|kind| !kind.is_empty()),
    };
    let page = Page::parse(asked.page.as_deref(), Some(PER_PAGE))?;
    let found = outbox::list(&ctx, &actor, &filter, page).await?;
    let known = outbox::kinds(&ctx, &actor).await?;
    let known = known.into_iter().map(|name| {
        let label = kind(&name);
        (name, label)
    });
    let current_kind = asked.kind.unwrap_or_default();
    let current_state = asked.state.unwrap_or_default();
    let address = Address::new("/admin/outbox")
        .with("state", &current_state)
        .with("kind", &current_kind);
    let states = STATES.map(|one| (one.as_str().to_owned(), badge(one).label));
    let columns = ["Mail", "To", "State"].map(Column::new);
    reply::html(&ListPage {
        console: frame::around(&ctx, &signed, "Outbox").await?,
        heading: "Outbox".to_owned(),
        summary: kit::counted(found.total, "mail", "mails"),
        new: Some(Link::new("Suppressed addresses", "/admin/suppressed")),
        search: None,
        filters: vec![
            kit::chips(&address, "State", "state", &current_state, states),
            kit::chips(&address, "Kind", "kind", &current_kind, known),
        ],
        columns: columns
            .into_iter()
            .chain([Column::new("Written").descending()])
            .collect(),
        rows: found
            .items
            .iter()
            .map(|item| row(ctx.now(), item))
            .collect(),
        empty: "No mail of this kind was written.".to_owned(),
        pager: Pager::over(&address.text(), page.page, page.per_page, found.total),
    })
}

fn state(text: Option<&str>) -> Result<Option<Status>, Error> {
    let Some(text) = text.filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let known = STATES.into_iter().find(|state| state.as_str() == text);
    let wrong = || Error::invalid("state", "must be one of queued, sent, dead, void");
    known.map(Some).ok_or_else(wrong)
}

fn row(now: DateTime<Utc>, item: &Listed) -> Row {
    let mail = &item.row;
    Row {
        title: kind(&mail.kind),
        href: Some(format!("/admin/outbox/{}", mail.id)),
        note: mail.last_error.clone(),
        cells: vec![
            Cell::Text(item.to.clone().unwrap_or_else(|| "erased".to_owned())),
            Cell::State(badge(mail.status)),
            Cell::When {
                text: when::ago(now, mail.created_at),
                exact: when::exact(mail.created_at),
            },
        ],
    }
}
