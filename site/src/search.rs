//! Looking for something on the whole site.

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::StatusCode,
    web::{Data, ServiceConfig},
};
use footpath_domain::{
    Ctx, Error,
    search_index::{self, Asked, Found},
    search_log::Kind,
};
use footpath_templates::{
    markdown,
    page::{SearchHit, SearchPage},
    part::{Choice, Frame, Pager},
};
use footpath_web::{PageQuery, Problem, Query, reply};

/// Seconds that a page may be kept: what was just published should soon be found.
const MAX_AGE: u32 = 5;

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(search);
}

/// The form, and under it what was found. Without `q` the form alone.
#[get("/search")]
async fn search(
    req: HttpRequest,
    ctx: Data<Ctx>,
    pairs: Query<Vec<(String, String)>>,
    page: PageQuery,
) -> Result<HttpResponse, Problem> {
    let form = form(&ctx, &pairs.0);
    if form.q.is_empty() {
        return reply::cached_html(&req, &form, MAX_AGE);
    }
    let asked = match Asked::from_pairs(&pairs.0) {
        Ok(asked) => asked,
        Err(Error::Invalid(report)) => {
            let wrong = report
                .0
                .iter()
                .map(|e| format!("{} {}.", label(&e.field), e.message));
            let problem = Some(wrong.collect::<Vec<_>>().join(" "));
            let page = SearchPage { problem, ..form };
            return reply::html_status(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
        Err(error) => return Err(error.into()),
    };
    let found = search_index::ask(&ctx, &asked, page.0).await?;
    reply::cached_html(&req, &results(form, &asked, found), MAX_AGE)
}

fn label(field: &str) -> &str {
    match field {
        "q" => "What you are looking for",
        _ => "The kind of result",
    }
}

fn form(ctx: &Ctx, pairs: &[(String, String)]) -> SearchPage {
    let named = |name: &'static str| pairs.iter().filter(move |(key, _)| key == name);
    let q = named("q").next().map(|(_, q)| q.trim().to_owned());
    let chosen = |kind: Kind| {
        named("types").any(|(_, types)| types.split(',').any(|word| word.trim() == kind.as_str()))
    };
    let types = Kind::ALL.map(|kind| Choice::new(kind.as_str(), plural(kind), chosen(kind)));
    SearchPage {
        frame: Frame::new(&ctx.config.site_name, "Search", "/search").hidden(),
        q: q.unwrap_or_default(),
        types: types.into(),
        summary: None,
        problem: None,
        hits: Vec::new(),
        pager: None,
    }
}

fn results(form: SearchPage, asked: &Asked, found: Found) -> SearchPage {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("q", &asked.q);
    for kind in &asked.kinds {
        query.append_pair("types", kind.as_str());
    }
    let base = format!("/search?{}", query.finish());
    let page = found.hits.page;
    let summary = match found.hits.total {
        1 => "1 result".to_owned(),
        total => format!("{total} results"),
    };
    let hits = found.hits.items.into_iter().map(|hit| SearchHit {
        kind: singular(hit.kind).to_owned(),
        title: hit.title,
        href: hit.path,
        snippet: markdown::snippet(&hit.snippet.marked()),
    });
    SearchPage {
        summary: Some(summary),
        hits: hits.collect(),
        pager: Pager::over(&base, page.page, page.per_page, found.hits.total),
        ..form
    }
}

fn singular(kind: Kind) -> &'static str {
    match kind {
        Kind::Article => "Article",
        Kind::Faq => "Question",
        Kind::Topic => "Topic",
        Kind::Product => "Product",
        Kind::Podiatrist => "Podiatrist",
    }
}

fn plural(kind: Kind) -> &'static str {
    match kind {
        Kind::Article => "Articles",
        Kind::Faq => "Questions",
        Kind::Topic => "Topics",
        Kind::Product => "Products",
        Kind::Podiatrist => "Podiatrists",
    }
}
