use actix_web::{HttpResponse, web::Data};
use chrono::{DateTime, Utc};
use footpath_domain::{
    Ctx, Error,
    content::{
        article::{self, ManageFilter, Managed},
        text::Words,
    },
    paging::Page,
    policy::Action,
};
use footpath_entity::content::Status;
use footpath_templates::{
    admin::{Cell, Column, Filter, ListPage, Row},
    part::{Link, Pager},
};
use footpath_web::{Problem, Query, reply};
use serde::Deserialize;

use crate::{
    frame,
    gate::Signed,
    kit::{Address, PER_PAGE, badge, chips, counted, publishing, search},
    when,
};

#[derive(Deserialize)]
pub struct Asked {
    state: Option<String>,
    q: Option<String>,
    page: Option<String>,
}

pub async fn list(
    ctx: Data<Ctx>,
    signed: Signed,
    asked: Query<Asked>,
) -> Result<HttpResponse, Problem> {
    let asked = asked.0;
    let filter = ManageFilter {
        status: state(asked.state.as_deref())?,
        words: Words::parse(asked.q.as_deref())?,
    };
    let page = Page::parse(asked.page.as_deref(), Some(PER_PAGE))?;
    let found = article::manage_list(&ctx, &signed.actor(), &filter, page).await?;
    let q = asked.q.unwrap_or_default();
    let address = address(filter.status, &q);
    let rows = found.items.iter().map(|item| row(ctx.now(), item));
    reply::html(&ListPage {
        console: frame::around(&ctx, &signed, "Articles").await?,
        heading: "Articles".to_owned(),
        summary: counted(found.total, "article", "articles"),
        new: signed
            .may(Action::ArticleDraft)
            .then(|| Link::new("New article", "/admin/articles/new")),
        filters: vec![filters(&address, filter.status)],
        search: Some(search(&address, "Search articles", q)),
        columns: ["Title", "State", "Author"]
            .map(Column::new)
            .into_iter()
            .chain([Column::new("Changed").descending()])
            .collect(),
        rows: rows.collect(),
        empty: "No article fits. Choose All, or search for other words.".to_owned(),
        pager: Pager::over(&address.text(), page.page, page.per_page, found.total),
    })
}

fn state(text: Option<&str>) -> Result<Option<Status>, Error> {
    text.filter(|text| !text.is_empty())
        .map(|text| {
            text.parse()
                .map_err(|why| Error::invalid("state", format!("{why}")))
        })
        .transpose()
}

fn address(state: Option<Status>, q: &str) -> Address {
    Address::new("/admin/articles")
        .with("state", state.map_or("", Status::as_str))
        .with("q", q)
}

fn filters(address: &Address, current: Option<Status>) -> Filter {
    let current = current.map_or("", Status::as_str);
    chips(address, "State", "state", current, publishing())
}

fn row(now: DateTime<Utc>, article: &Managed) -> Row {
    let changed = article.has_draft && article.status == Status::Published;
    Row {
        title: article.title.clone(),
        href: Some(format!("/admin/articles/{}", article.id)),
        note: changed.then(|| "Changes not published yet".to_owned()),
        cells: vec![
            Cell::State(badge(article.status)),
            Cell::Text(article.author.clone()),
            Cell::When {
                text: when::ago(now, article.updated_at),
                exact: when::exact(article.updated_at),
            },
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_keeps_what_was_searched_for() {
        let address = address(Some(Status::Published), "heel");
        let links = filters(&address, Some(Status::Published)).links;
        let current: Vec<_> = links.iter().filter(|link| link.current).collect();
        assert_eq!(current.len(), 1);
        assert_eq!(current[0].label, "Published");
        assert_eq!(links[0].href, "/admin/articles?q=heel");
    }

    #[test]
    fn an_unknown_state_is_named() {
        let Err(Error::Invalid(report)) = state(Some("gone")) else {
            panic!("not refused");
        };
        assert_eq!(report.0[0].field, "state");
    }
}
