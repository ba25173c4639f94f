//! The directory and the questionnaire for systems that speak FHIR R4, to be read and not to be
//! written. Errors are told as `OperationOutcome` by the room `web`.

mod answer;
mod asked;
mod bundle;
mod location;
mod metadata;
mod near;
mod parameter;
mod part;
mod practitioner;
mod practitioner_role;
mod questionnaire;
mod value;

use actix_web::{
    HttpResponse, Resource,
    http::header::ALLOW,
    web::{self, ServiceConfig},
};

/// Seconds that an answer may be kept.
const MAX_AGE: u32 = 60;
/// Of identifiers that are NPIs.
const NPI: &str = "http://hl7.org/fhir/sid/us-npi";
/// Of specialties.
const TAXONOMY: &str = "http://nucc.org/provider-taxonomy";

/// What the statement at `/fhir/metadata` describes better than an OpenAPI document could.
pub fn routes(cfg: &mut ServiceConfig) -> &mut ServiceConfig {
    cfg.service(
        web::scope("/fhir")
            .service(read("/metadata").route(web::get().to(metadata::metadata)))
            .service(read("/Practitioner").route(web::get().to(practitioner::search)))
            .service(read("/Practitioner/{id}").route(web::get().to(practitioner::find)))
            .service(read("/PractitionerRole").route(web::get().to(practitioner_role::search)))
            .service(read("/PractitionerRole/{id}").route(web::get().to(practitioner_role::find)))
            .service(read("/Location").route(web::get().to(location::search)))
            .service(read("/Location/{id}").route(web::get().to(location::find)))
            .service(read("/Questionnaire").route(web::get().to(questionnaire::search)))
            .service(read("/Questionnaire/{id}").route(web::get().to(questionnaire::find))),
    )
}

/// An address that takes nothing but a GET.
fn read(path: &str) -> Resource {
    web::resource(path).default_service(web::to(only_read))
}

async fn only_read() -> HttpResponse {
    HttpResponse::MethodNotAllowed()
        .insert_header((ALLOW, "GET, HEAD"))
        .finish()
}
