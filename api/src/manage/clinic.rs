//! Clinics in every state, and their referral inboxes.

mod view;

use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, get, patch, post, web::Data};
use footpath_domain::{
    Ctx, Report,
    directory::clinic::{self, ManageFilter, Managed},
};
use footpath_entity::id::ClinicId;
use footpath_web::{Bearer, Json, PageQuery, Path, Problem, Query};
use serde::Deserialize;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    answer::{created, listed, tagged},
    archiving::Archiving,
    maybe::Maybe,
    precondition,
};

pub use view::{ClinicInput, ManagedClinic, ManagedClinicList};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list)
        .service(create)
        .service(find)
        .service(update)
        .service(publish)
        .service(archive)
        .service(verify);
}

#[derive(Deserialize)]
struct Asked {
    q: Option<String>,
    state: Option<String>,
    hidden: Option<String>,
    referrals: Option<String>,
}

impl Asked {
    fn parse(&self) -> Result<ManageFilter, Problem> {
        let mut report = Report::new();
        let words = report.part(ManageFilter::parse_q(self.q.as_deref()))?;
        let state = self.state.as_deref();
        let hidden = self.hidden.as_deref();
        let referrals = self.referrals.as_deref();
        let filter = ManageFilter {
            state: state.and_then(|text| report.parse("state", text)),
            hidden: hidden.and_then(|text| super::flag(&mut report, "hidden", text)),
            referrals: referrals.and_then(|text| report.parse("referrals", text)),
            ..words.unwrap_or_default()
        };
        report.into_result()?;
        Ok(filter)
    }
}

/// Clinics in every state, by name.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(
        ("q" = Option<String>, Query,
            description = "Words that all stand in name, city or ZIP code, or the NPI of somebody who practises there"),
        ("state" = Option<String>, Query, description = "Two letters"),
        ("hidden" = Option<bool>, Query),
        ("referrals" = Option<String>, Query,
            description = "`taking`, `waiting` (its inbox is not confirmed) or `no`"),
        ("page" = Option<u64>, Query, minimum = 1),
        ("per_page" = Option<u64>, Query, minimum = 1, maximum = 100),
    ),
    responses((status = 200, body = ManagedClinicList), (status = 401), (status = 403))
)]
#[get("/clinics")]
async fn list(
    bearer: Bearer,
    ctx: Data<Ctx>,
    asked: Query<Asked>,
    page: PageQuery,
) -> Result<HttpResponse, Problem> {
    let filter = asked.0.parse()?;
    let found = clinic::manage_list(&ctx, &bearer.0, &filter, page.0).await?;
    Ok(listed(found.map(ManagedClinic::from)))
}

/// Adds a clinic. Readers see it at once; it takes no referrals before its inbox is confirmed.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    request_body = ClinicInput,
    responses(
        (status = 201, body = ManagedClinic, description = "Made; `Location` and `ETag` say where and in which version"),
        (status = 401), (status = 422),
        (status = 403, description = "Also where a role that may not set an inbox sends one"),
    )
)]
#[post("/clinics")]
async fn create(
    bearer: Bearer,
    ctx: Data<Ctx>,
    input: Json<ClinicInput>,
) -> Result<HttpResponse, Problem> {
    let made = clinic::create(&ctx, &bearer.0, &input.0.into()).await?;
    answer(created("clinics", made.id), &ctx, &bearer, made.id).await
}

/// One clinic in whatever state.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(("id" = String, Path)),
    responses(
        (status = 200, body = ManagedClinic, description = "`ETag` is for `If-Match`"),
        (status = 401), (status = 403), (status = 404),
    )
)]
#[get("/clinics/{id}")]
async fn find(bearer: Bearer, ctx: Data<Ctx>, id: Path<ClinicId>) -> Result<HttpResponse, Problem> {
    answer(HttpResponse::Ok(), &ctx, &bearer, id.0).await
}

/// Changes a clinic. Fields left out stay; an import keeps what was changed here. A new inbox
/// is mailed a link, and until somebody there confirms, the clinic takes no referrals.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(("id" = String, Path), ("If-Match" = String, Header, description = "The `ETag` of what was read")),
    request_body = ClinicInput,
    responses(
        (status = 200, body = ManagedClinic),
        (status = 401), (status = 404), (status = 422),
        (status = 403, description = "`inbox` and `accepts_referrals` are for administrators and coordinators, the rest for administrators and editors"),
        (status = 412, description = "Somebody wrote in between"),
        (status = 428, description = "`If-Match` is missing"),
        (status = 429, description = "That inbox was mailed too often today"),
    )
)]
#[patch("/clinics/{id}")]
async fn update(
    req: HttpRequest,
    bearer: Bearer,
    ctx: Data<Ctx>,
    id: Path<ClinicId>,
    input: Json<ClinicInput>,
) -> Result<HttpResponse, Problem> {
    let expected = precondition::required(&req)?;
    clinic::update(&ctx, &bearer.0, id.0, expected, input.0.into()).await?;
    answer(HttpResponse::Ok(), &ctx, &bearer, id.0).await
}

/// Shows a clinic to readers again.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    responses(
        (status = 200, body = ManagedClinic),
        (status = 401), (status = 403), (status = 404), (status = 412),
    )
)]
#[post("/clinics/{id}/publish")]
async fn publish(
    req: HttpRequest,
    bearer: Bearer,
    ctx: Data<Ctx>,
    id: Path<ClinicId>,
) -> Result<HttpResponse, Problem> {
    let expected = precondition::optional(&req)?;
    clinic::show(&ctx, &bearer.0, id.0, expected).await?;
    answer(HttpResponse::Ok(), &ctx, &bearer, id.0).await
}

/// Hides a clinic from readers and from referrals.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    request_body = Option<Archiving>,
    responses(
        (status = 200, body = ManagedClinic),
        (status = 401), (status = 403), (status = 404), (status = 412), (status = 422),
    )
)]
#[post("/clinics/{id}/archive")]
async fn archive(
    req: HttpRequest,
    bearer: Bearer,
    ctx: Data<Ctx>,
    id: Path<ClinicId>,
    why: Maybe<Archiving>,
) -> Result<HttpResponse, Problem> {
    let expected = precondition::optional(&req)?;
    clinic::hide(&ctx, &bearer.0, id.0, expected, why.0.reason()).await?;
    answer(HttpResponse::Ok(), &ctx, &bearer, id.0).await
}

/// Notes that somebody looked today whether what a clinic says is right.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    responses(
        (status = 200, body = ManagedClinic),
        (status = 401), (status = 403), (status = 404), (status = 412),
    )
)]
#[post("/clinics/{id}/verify")]
async fn verify(
    req: HttpRequest,
    bearer: Bearer,
    ctx: Data<Ctx>,
    id: Path<ClinicId>,
) -> Result<HttpResponse, Problem> {
    let expected = precondition::optional(&req)?;
    clinic::verify(&ctx, &bearer.0, id.0, expected).await?;
    answer(HttpResponse::Ok(), &ctx, &bearer, id.0).await
}

/// The clinic as it is now, with its version as the tag.
async fn answer(
    response: HttpResponseBuilder,
    ctx: &Ctx,
    bearer: &Bearer,
    id: ClinicId,
) -> Result<HttpResponse, Problem> {
    let found: Managed = clinic::managed(ctx, &bearer.0, id).await?;
    Ok(tagged(
        response,
        found.row.version,
        ManagedClinic::from(found),
    ))
}
