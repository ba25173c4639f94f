//! The list of articles, in every state.

use actix_web::{HttpResponse, web::Data};
use chrono::{DateTime, Utc};
use footpath_domain::{
    Ctx, Error,
    content::{
        article::{self, ManageFilter, Managed},
        text::Words,
    },
    paging::{Page, Paged},
};
use footpath_entity::content::Status;
use footpath_templates::{
    admin::{AdminArticlesPage, ArticleRow, Column, RowState},
    part::{Link, Pager},
};
use footpath_web::{Problem, Query, reply};
use serde::Deserialize;

use crate::{frame, gate::Signed, when};

const PER_PAGE: &str = "50";

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
    let found = article::manage_list(&ctx, &signed.session.actor(), &filter, page).await?;
    let q = asked.q.unwrap_or_default();
    reply::html(&AdminArticlesPage {
        console: frame::around(&ctx.config, &signed, "Articles"),
        summary: summary(found.total),
        new_href: None,
        filters: filters(filter.status, &q),
        columns: ["Title", "State", "Author", "Changed"].map(column).into(),
        pager: pager(&found, filter.status, &q),
        rows: found
            .items
            .into_iter()
            .map(|item| row(ctx.now(), item))
            .collect(),
        empty: Some("No article fits. Choose All, or search for other words.".to_owned()),
        q,
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

fn summary(total: u64) -> String {
    match total {
        1 => "1 article".to_owned(),
        n => format!("{n} articles"),
    }
}

/// The list's address with these filters.
fn address(state: Option<Status>, q: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    if let Some(state) = state {
        query.append_pair("state", state.as_str());
    }
    if !q.is_empty() {
        query.append_pair("q", q);
    }
    let query = query.finish();
    if query.is_empty() {
        "/admin/articles".to_owned()
    } else {
        format!("/admin/articles?{query}")
    }
}

fn filters(current: Option<Status>, q: &str) -> Vec<Link> {
    let states = [None].into_iter().chain(Status::ALL.map(Some));
    states
        .map(|state| Link {
            label: state.map_or("All", |state| badge(state).label()).to_owned(),
            href: address(state, q),
            current: state == current,
        })
        .collect()
}

fn pager(found: &Paged<Managed>, state: Option<Status>, q: &str) -> Option<Pager> {
    Pager::over(
        &address(state, q),
        found.page.page,
        found.page.per_page,
        found.total,
    )
}

/// Sorted by the last change, which is the only order yet.
fn column(label: &str) -> Column {
    Column {
        label: label.to_owned(),
        href: None,
        sorted: if label == "Changed" {
            "descending"
        } else {
            "none"
        },
    }
}

fn badge(status: Status) -> RowState {
    match status {
        Status::Draft => RowState::Draft,
        Status::Published => RowState::Published,
        Status::Archived => RowState::Archived,
    }
}

fn row(now: DateTime<Utc>, article: Managed) -> ArticleRow {
    let changed = article.has_draft && article.status == Status::Published;
    ArticleRow {
        title: article.title,
        href: article.live_slug.map(|slug| format!("/articles/{slug}")),
        state: badge(article.status),
        owner: article.author,
        when: when::ago(now, article.updated_at),
        when_exact: when::exact(article.updated_at),
        note: changed.then(|| "Changes not published yet".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_keeps_what_was_searched_for() {
        assert_eq!(address(None, ""), "/admin/articles");
        assert_eq!(
            address(Some(Status::Draft), "a&b"),
            "/admin/articles?state=draft&q=a%26b"
        );
        let links = filters(Some(Status::Published), "heel");
        let current: Vec<_> = links.iter().filter(|link| link.current).collect();
        assert_eq!(current.len(), 1);
        assert_eq!(current[0].label, "Published");
    }

    #[test]
    fn an_unknown_state_is_named() {
        let Err(Error::Invalid(report)) = state(Some("gone")) else {
            panic!("not refused");
        };
        assert_eq!(report.0[0].field, "state");
    }
}
