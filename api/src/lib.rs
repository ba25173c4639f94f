//! What programs see: JSON, GeoJSON, feeds, FHIR, OpenAPI. Handlers parse, call one domain function
//! and render.

pub mod article;
pub mod assessment;
pub mod auth;
pub mod faq;
pub mod feed;
pub mod fhir;
pub mod manage;
pub mod openapi;
pub mod place;
pub mod podiatrist;
pub mod product;
pub mod questionnaire;
pub mod search;
pub mod topic;

use utoipa_actix_web::{scope, service_config::ServiceConfig};

/// All routes of this room.
pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(
        scope("/api/v1")
            .configure(article::routes)
            .configure(faq::routes)
            .configure(topic::routes)
            .configure(product::routes)
            .configure(podiatrist::routes)
            .configure(place::routes)
            .configure(search::routes)
            .configure(questionnaire::routes)
            .configure(assessment::routes)
            .configure(auth::routes)
            .configure(manage::routes),
    );
    cfg.configure(feed::routes);
    cfg.map(fhir::routes);
    cfg.configure(openapi::routes);
}
