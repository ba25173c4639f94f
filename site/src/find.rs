//! Finding a podiatrist, and the page of one.

mod list;
mod one;

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::StatusCode,
    web::{Data, ServiceConfig},
};
use footpath_domain::{
    Ctx, Error,
    directory::{self, RawNear, podiatrist},
};
use footpath_web::{PageQuery, Path, Problem, Query, reply};

/// Seconds that a page may be kept.
const MAX_AGE: u32 = 60;

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(search).service(profile);
}

/// The form, with who was found. What cannot be read comes back beside the field.
#[get("/find-a-podiatrist")]
async fn search(
    req: HttpRequest,
    ctx: Data<Ctx>,
    asked: Query<RawNear>,
    page: PageQuery,
) -> Result<HttpResponse, Problem> {
    let asked = asked.0.without_blanks();
    if asked == RawNear::default() {
        return reply::cached_html(&req, &list::empty(&ctx), MAX_AGE);
    }
    let filter = match asked.parse() {
        Ok(filter) => filter,
        Err(Error::Invalid(report)) => {
            let page = list::refused(&ctx, &asked, &report);
            return reply::html_status(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
        Err(other) => return Err(other.into()),
    };
    let answer = directory::near(&ctx, &filter, page.0).await?;
    let page = list::found(&ctx, &asked, &filter, &answer);
    reply::cached_html(&req, &page, MAX_AGE)
}

/// One podiatrist with all its clinics.
#[get("/podiatrists/{npi}")]
async fn profile(
    req: HttpRequest,
    ctx: Data<Ctx>,
    npi: Path<String>,
) -> Result<HttpResponse, Problem> {
    let found = podiatrist::find(&ctx, &npi.0).await?;
    reply::cached_html(&req, &one::page(&ctx, &found), MAX_AGE)
}
