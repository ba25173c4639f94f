//! Assessments: answers in, what to do about it out; later referral and erasure by receipt.

mod input;
mod nearby;
mod view;

use actix_web::{
    HttpRequest, HttpResponse, delete, get,
    http::{StatusCode, header},
    post,
    web::Data,
};
use footpath_domain::{
    Ctx, Error,
    triage::{self, Answered, Assessed, Once, canonical},
};
use footpath_entity::id::AssessmentId;
use footpath_web::{Addr, Json, Path, Problem};
use serde::Serialize;
use utoipa_actix_web::service_config::ServiceConfig;

use input::{AssessmentInput, ReferralInput};
use view::{AssessmentView, ReferralView};

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(assess)
        .service(refer)
        .service(export)
        .service(erase);
}

/// Evaluates answers; keeps and refers them where the reader agrees to it.
///
/// A version of the questionnaire that was retired up to seven days ago is evaluated by its own
/// rules; an older one is 409 `questionnaire.retired`, a number that was never live 422. Answers
/// of somebody under 18 are kept only with `consents.guardian`.
#[utoipa::path(
    tag = "assessments",
    request_body = AssessmentInput,
    params(("Idempotency-Key" = Option<String>, Header, min_length = 1, max_length = 255,
        description = "Makes it safe to send the same request again within a day")),
    responses(
        (status = 201, body = AssessmentView),
        (status = 200, body = AssessmentView, description = "The answer given before to this key"),
        (status = 409, description = "`questionnaire.retired`"),
        (status = 422, description = "`errors` names the question or the field"),
        (status = 429, description = "Too many evaluations from this address"),
    )
)]
#[post("/assessments")]
async fn assess(
    req: HttpRequest,
    ctx: Data<Ctx>,
    addr: Addr,
    input: Json<AssessmentInput>,
) -> Result<HttpResponse, Problem> {
    let input = input.0;
    let body = canonical(&serde_json::to_value(&input).map_err(Error::internal)?);
    let key = header(&req, "Idempotency-Key")?;
    let once = key.map(|key| Once {
        key,
        body: body.as_bytes(),
        render: &render,
    });
    match triage::assess(&ctx, &addr.reader(), &input.into(), once).await? {
        Answered::New(assessed) => Ok(json(StatusCode::CREATED, render(&assessed)?)),
        Answered::Replayed(bytes) => Ok(json(StatusCode::OK, bytes.to_vec())),
    }
}

/// Refers an assessment that was kept without a referral.
#[utoipa::path(
    tag = "assessments",
    request_body = ReferralInput,
    params(
        ("id" = String, Path),
        ("Assessment-Receipt" = String, Header, description = "The secret of the first answer"),
    ),
    responses(
        (status = 201, body = ReferralView),
        (status = 404, description = "No such assessment, or not its receipt"),
        (status = 409, description = "`referral.not_needed` or `referral.exists`"),
        (status = 422, description = "`errors` names the field"),
    )
)]
#[post("/assessments/{id}/referral")]
async fn refer(
    req: HttpRequest,
    ctx: Data<Ctx>,
    addr: Addr,
    id: Path<AssessmentId>,
    input: Json<ReferralInput>,
) -> Result<HttpResponse, Problem> {
    let receipt = receipt(&req)?;
    let cmd = input.0.into();
    let referred = triage::refer_later(&ctx, &addr.reader(), id.0, receipt, &cmd).await?;
    Ok(json(
        StatusCode::CREATED,
        bytes(&ReferralView::of(&referred))?,
    ))
}

/// All that is kept of an assessment, for whoever holds its receipt.
#[utoipa::path(
    tag = "assessments",
    params(
        ("id" = String, Path),
        ("Assessment-Receipt" = String, Header, description = "The secret of the first answer"),
    ),
    responses(
        (status = 200, description = "Answers, result, contact, consents, referral, and who has \
            seen it", content_type = "application/json"),
        (status = 404, description = "No such assessment, or not its receipt"),
    )
)]
#[get("/assessments/{id}")]
async fn export(
    req: HttpRequest,
    ctx: Data<Ctx>,
    addr: Addr,
    id: Path<AssessmentId>,
) -> Result<HttpResponse, Problem> {
    let kept = triage::export(&ctx, &addr.reader(), id.0, receipt(&req)?).await?;
    Ok(json(StatusCode::OK, bytes(&kept)?))
}

/// Erases an assessment with everything that came of it.
#[utoipa::path(
    tag = "assessments",
    params(
        ("id" = String, Path),
        ("Assessment-Receipt" = String, Header, description = "The secret of the first answer"),
    ),
    responses(
        (status = 204, description = "Erased"),
        (status = 404, description = "No such assessment, or not its receipt"),
    )
)]
#[delete("/assessments/{id}")]
async fn erase(
    req: HttpRequest,
    ctx: Data<Ctx>,
    addr: Addr,
    id: Path<AssessmentId>,
) -> Result<HttpResponse, Problem> {
    triage::erase(&ctx, &addr.reader(), id.0, receipt(&req)?).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn render(assessed: &Assessed) -> Result<Vec<u8>, Error> {
    bytes(&AssessmentView::of(assessed))
}

fn bytes(view: &impl Serialize) -> Result<Vec<u8>, Error> {
    serde_json::to_vec(view).map_err(Error::internal)
}

/// Health data: nobody on the way may keep it.
fn json(status: StatusCode, bytes: Vec<u8>) -> HttpResponse {
    HttpResponse::build(status)
        .content_type("application/json")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(bytes)
}

fn receipt(req: &HttpRequest) -> Result<&str, Problem> {
    header(req, "Assessment-Receipt")?
        .ok_or_else(|| Error::invalid("Assessment-Receipt", "is required").into())
}

/// A header's text, if it was sent.
fn header<'a>(req: &'a HttpRequest, name: &'static str) -> Result<Option<&'a str>, Problem> {
    let Some(value) = req.headers().get(name) else {
        return Ok(None);
    };
    match value.to_str() {
        Ok(text) => Ok(Some(text)),
        Err(_) => Err(Error::invalid(name, "must be plain ASCII text").into()),
    }
}
