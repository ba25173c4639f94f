//! What readers say about a listing: that something is wrong with it, or that it is theirs.

mod form;

use actix_web::{
    HttpResponse, get,
    http::{StatusCode, header::LOCATION},
    post,
    web::{Data, ServiceConfig},
};
use footpath_domain::{
    Ctx, Error, Report,
    directory::{
        listing::{self, ClaimListing},
        podiatrist,
        report::{self, FileReport},
    },
};
use footpath_web::{Addr, Form, Path, Problem, reply};
use serde::Deserialize;

pub(crate) use form::{problems, wrong};

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(ask_report)
        .service(send_report)
        .service(reported)
        .service(ask_claim)
        .service(send_claim)
        .service(claimed);
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ReportFields {
    what: String,
    message: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ClaimFields {
    email: String,
    message: String,
}

#[get("/podiatrists/{npi}/report")]
async fn ask_report(ctx: Data<Ctx>, npi: Path<String>) -> Result<HttpResponse, Problem> {
    let whose = podiatrist::find(&ctx, &npi.0).await?;
    let blank = FileReport::default();
    reply::html(&form::report(&ctx, &whose.listing, &blank, &Report::new()))
}

#[post("/podiatrists/{npi}/report")]
async fn send_report(
    ctx: Data<Ctx>,
    addr: Addr,
    npi: Path<String>,
    fields: Form<ReportFields>,
) -> Result<HttpResponse, Problem> {
    let cmd = FileReport {
        what: fields.0.what,
        message: fields.0.message,
    };
    match report::file(&ctx, &addr.reader(), &npi.0, &cmd).await {
        Ok(()) => Ok(on_to(&npi.0, "report/thanks")),
        Err(Error::Invalid(report)) => {
            let whose = podiatrist::find(&ctx, &npi.0).await?;
            let page = form::report(&ctx, &whose.listing, &cmd, &report);
            reply::html_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(other) => Err(other.into()),
    }
}

#[get("/podiatrists/{npi}/report/thanks")]
async fn reported(ctx: Data<Ctx>, npi: Path<String>) -> Result<HttpResponse, Problem> {
    let whose = podiatrist::find(&ctx, &npi.0).await?;
    reply::html(&form::reported(&ctx, &whose.listing))
}

#[get("/podiatrists/{npi}/claim")]
async fn ask_claim(ctx: Data<Ctx>, npi: Path<String>) -> Result<HttpResponse, Problem> {
    let whose = podiatrist::find(&ctx, &npi.0).await?;
    let blank = ClaimListing::default();
    reply::html(&form::claim(&ctx, &whose.listing, &blank, &Report::new()))
}

#[post("/podiatrists/{npi}/claim")]
async fn send_claim(
    ctx: Data<Ctx>,
    addr: Addr,
    npi: Path<String>,
    fields: Form<ClaimFields>,
) -> Result<HttpResponse, Problem> {
    let cmd = ClaimListing {
        email: fields.0.email,
        message: fields.0.message,
    };
    match listing::claim(&ctx, &addr.reader(), &npi.0, &cmd).await {
        Ok(()) => Ok(on_to(&npi.0, "claim/thanks")),
        Err(Error::Invalid(report)) => {
            let whose = podiatrist::find(&ctx, &npi.0).await?;
            let page = form::claim(&ctx, &whose.listing, &cmd, &report);
            reply::html_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(other) => Err(other.into()),
    }
}

#[get("/podiatrists/{npi}/claim/thanks")]
async fn claimed(ctx: Data<Ctx>, npi: Path<String>) -> Result<HttpResponse, Problem> {
    let whose = podiatrist::find(&ctx, &npi.0).await?;
    reply::html(&form::claimed(&ctx, &whose.listing))
}

/// The NPI is a good one here: what was sent went through.
fn on_to(npi: &str, page: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((LOCATION, format!("/podiatrists/{}/{page}", npi.trim())))
        .finish()
}
