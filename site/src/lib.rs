//! The public pages. Handlers parse, call one domain function and render.

pub mod article;
pub mod assessment;
pub mod clinic_link;
pub mod faq;
pub mod find;
pub mod go;
pub mod home;
pub mod inbox_link;
pub mod listing;
pub mod listing_link;
pub mod patient_link;
mod private;
pub mod product;
pub mod search;
pub mod seo;
pub mod topic;

use actix_web::web::ServiceConfig;

/// All routes of this room.
pub fn configure(cfg: &mut ServiceConfig) {
    cfg.configure(home::routes)
        .configure(article::routes)
        .configure(faq::routes)
        .configure(topic::routes)
        .configure(product::routes)
        .configure(go::routes)
        .configure(find::routes)
        .configure(search::routes)
        .configure(seo::routes)
        .configure(assessment::routes)
        .configure(clinic_link::routes)
        .configure(patient_link::routes)
        .configure(inbox_link::routes)
        .configure(listing::routes)
        .configure(listing_link::routes);
}
