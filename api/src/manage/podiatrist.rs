//! Podiatrists in every state, by their NPI.

mod view;

use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, get, patch, post, web::Data};
use footpath_domain::{
    Ctx, Report,
    directory::podiatrist::{self, ManageFilter},
};
use footpath_web::{Bearer, Json, PageQuery, Path, Problem, Query};
use serde::Deserialize;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    answer::{created, listed, tagged},
    archiving::Archiving,
    maybe::Maybe,
    precondition,
};

pub use view::{ManagedPodiatrist, ManagedPodiatristList, NewPodiatrist, PodiatristInput};

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
    accepts_referrals: Option<String>,
}

impl Asked {
    fn parse(&self) -> Result<ManageFilter, Problem> {
        let mut report = Report::new();
        let words = report.part(ManageFilter::parse_q(self.q.as_deref()))?;
        let state = self.state.as_deref();
        let state = state.and_then(|text| report.parse("state", text));
        let mut flag = |name: &str, text: &Option<String>| {
            let text = text.as_deref()?;
            super::flag(&mut report, name, text)
        };
        let filter = ManageFilter {
            state,
            hidden: flag("hidden", &self.hidden),
            accepts_referrals: flag("accepts_referrals", &self.accepts_referrals),
            ..words.unwrap_or_default()
        };
        report.into_result()?;
        Ok(filter)
    }
}

/// Podiatrists in every state, by last name.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(
        ("q" = Option<String>, Query,
            description = "Words that all stand in the name, or in city or ZIP code of a clinic; or an NPI"),
        ("state" = Option<String>, Query, description = "Two letters"),
        ("hidden" = Option<bool>, Query),
        ("accepts_referrals" = Option<bool>, Query),
        ("page" = Option<u64>, Query, minimum = 1),
        ("per_page" = Option<u64>, Query, minimum = 1, maximum = 100),
    ),
    responses((status = 200, body = ManagedPodiatristList), (status = 401), (status = 403))
)]
#[get("/podiatrists")]
async fn list(
    bearer: Bearer,
    ctx: Data<Ctx>,
    asked: Query<Asked>,
    page: PageQuery,
) -> Result<HttpResponse, Problem> {
    let filter = asked.0.parse()?;
    let found = podiatrist::manage_list(&ctx, &bearer.0, &filter, page.0).await?;
    Ok(listed(found.map(ManagedPodiatrist::from)))
}

/// Adds a podiatrist by its NPI. Readers see it at once.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    request_body = NewPodiatrist,
    responses(
        (status = 201, body = ManagedPodiatrist, description = "Made; `Location` and `ETag` say where and in which version"),
        (status = 401), (status = 403), (status = 422),
    )
)]
#[post("/podiatrists")]
async fn create(
    bearer: Bearer,
    ctx: Data<Ctx>,
    input: Json<NewPodiatrist>,
) -> Result<HttpResponse, Problem> {
    let (npi, draft) = input.0.parts();
    let made = podiatrist::create(&ctx, &bearer.0, &npi, &draft).await?;
    answer(
        created("podiatrists", &made.npi),
        &ctx,
        &bearer,
        made.npi.as_str(),
    )
    .await
}

/// One podiatrist in whatever state.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(("npi" = String, Path)),
    responses(
        (status = 200, body = ManagedPodiatrist, description = "`ETag` is for `If-Match`"),
        (status = 401), (status = 403), (status = 404),
    )
)]
#[get("/podiatrists/{npi}")]
async fn find(bearer: Bearer, ctx: Data<Ctx>, npi: Path<String>) -> Result<HttpResponse, Problem> {
    answer(HttpResponse::Ok(), &ctx, &bearer, &npi.0).await
}

/// Changes a podiatrist. Fields left out stay; an import keeps what was changed here.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(("npi" = String, Path), ("If-Match" = String, Header, description = "The `ETag` of what was read")),
    request_body = PodiatristInput,
    responses(
        (status = 200, body = ManagedPodiatrist),
        (status = 401), (status = 403), (status = 404), (status = 422),
        (status = 412, description = "Somebody wrote in between"),
        (status = 428, description = "`If-Match` is missing"),
    )
)]
#[patch("/podiatrists/{npi}")]
async fn update(
    req: HttpRequest,
    bearer: Bearer,
    ctx: Data<Ctx>,
    npi: Path<String>,
    input: Json<PodiatristInput>,
) -> Result<HttpResponse, Problem> {
    let expected = precondition::required(&req)?;
    let npi = podiatrist::npi(&npi.0)?;
    podiatrist::update(&ctx, &bearer.0, &npi, expected, input.0.into()).await?;
    answer(HttpResponse::Ok(), &ctx, &bearer, npi.as_str()).await
}

/// Shows a podiatrist to readers again.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(("npi" = String, Path), ("If-Match" = Option<String>, Header)),
    responses(
        (status = 200, body = ManagedPodiatrist),
        (status = 401), (status = 403), (status = 404), (status = 412),
    )
)]
#[post("/podiatrists/{npi}/publish")]
async fn publish(
    req: HttpRequest,
    bearer: Bearer,
    ctx: Data<Ctx>,
    npi: Path<String>,
) -> Result<HttpResponse, Problem> {
    let expected = precondition::optional(&req)?;
    let npi = podiatrist::npi(&npi.0)?;
    podiatrist::show(&ctx, &bearer.0, &npi, expected).await?;
    answer(HttpResponse::Ok(), &ctx, &bearer, npi.as_str()).await
}

/// Hides a podiatrist from readers.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(("npi" = String, Path), ("If-Match" = Option<String>, Header)),
    request_body = Option<Archiving>,
    responses(
        (status = 200, body = ManagedPodiatrist),
        (status = 401), (status = 403), (status = 404), (status = 412), (status = 422),
    )
)]
#[post("/podiatrists/{npi}/archive")]
async fn archive(
    req: HttpRequest,
    bearer: Bearer,
    ctx: Data<Ctx>,
    npi: Path<String>,
    why: Maybe<Archiving>,
) -> Result<HttpResponse, Problem> {
    let expected = precondition::optional(&req)?;
    let npi = podiatrist::npi(&npi.0)?;
    podiatrist::hide(&ctx, &bearer.0, &npi, expected, why.0.reason()).await?;
    answer(HttpResponse::Ok(), &ctx, &bearer, npi.as_str()).await
}

/// Notes that somebody looked today whether what a listing says is right.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(("npi" = String, Path), ("If-Match" = Option<String>, Header)),
    responses(
        (status = 200, body = ManagedPodiatrist),
        (status = 401), (status = 403), (status = 404), (status = 412),
    )
)]
#[post("/podiatrists/{npi}/verify")]
async fn verify(
    req: HttpRequest,
    bearer: Bearer,
    ctx: Data<Ctx>,
    npi: Path<String>,
) -> Result<HttpResponse, Problem> {
    let expected = precondition::optional(&req)?;
    let npi = podiatrist::npi(&npi.0)?;
    podiatrist::verify(&ctx, &bearer.0, &npi, expected).await?;
    answer(HttpResponse::Ok(), &ctx, &bearer, npi.as_str()).await
}

/// The podiatrist as it is now, with its version as the tag.
async fn answer(
    response: HttpResponseBuilder,
    ctx: &Ctx,
    bearer: &Bearer,
    npi: &str,
) -> Result<HttpResponse, Problem> {
    let found = podiatrist::managed(ctx, &bearer.0, npi).await?;
    Ok(tagged(
        response,
        found.row.version,
        ManagedPodiatrist::from(found),
    ))
}
