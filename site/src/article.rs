//! Articles for readers.

pub(crate) mod view;

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::header,
    web::{Data, ServiceConfig},
};
use footpath_domain::{
    Ctx,
    content::{
        article::{self, Filter, Visit},
        text::Words,
        topic,
    },
};
use footpath_web::{PageQuery, Path, Problem, Query, reply};
use serde::Deserialize;

/// Seconds that a page may be kept: the products within have prices.
const MAX_AGE: u32 = 60;

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list).service(one);
}

/// What a list is narrowed down to. A form sends every field, also those left alone.
#[derive(Deserialize)]
pub(crate) struct Asked {
    topic: Option<String>,
    q: Option<String>,
}

impl Asked {
    pub(crate) fn topic(&self) -> Option<&str> {
        self.topic.as_deref().filter(|topic| !topic.is_empty())
    }

    pub(crate) fn words(&self) -> Result<Words, Problem> {
        Ok(Words::parse(self.q.as_deref())?)
    }

    /// The address that asks for the same, but for `page`.
    pub(crate) fn address(&self, path: &str) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in [("topic", self.topic()), ("q", self.q.as_deref())] {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                query.append_pair(name, value);
            }
        }
        let query = query.finish();
        if query.is_empty() {
            path.to_owned()
        } else {
            format!("{path}?{query}")
        }
    }
}

#[get("/articles")]
async fn list(
    req: HttpRequest,
    ctx: Data<Ctx>,
    asked: Query<Asked>,
    page: PageQuery,
) -> Result<HttpResponse, Problem> {
    let filter = Filter {
        topic: asked.0.topic().map(str::to_owned),
        words: asked.0.words()?,
    };
    let found = article::list(&ctx, &filter, page.0).await?;
    let topics = topic::list(&ctx).await?;
    let page = view::list(&ctx, &asked.0, &topics, &found);
    reply::cached_html(&req, &page, MAX_AGE)
}

#[get("/articles/{slug}")]
async fn one(
    req: HttpRequest,
    ctx: Data<Ctx>,
    slug: Path<String>,
) -> Result<HttpResponse, Problem> {
    match article::page(&ctx, &slug.0).await? {
        Visit::Page(found) => {
            let related = found.related(&ctx).await?;
            reply::cached_html(&req, &view::one(&ctx, *found, &related), MAX_AGE)
        }
        Visit::Moved(slug) => Ok(HttpResponse::MovedPermanently()
            .insert_header((header::LOCATION, format!("/articles/{slug}")))
            .finish()),
    }
}
