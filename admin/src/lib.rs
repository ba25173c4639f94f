//! The editors' console.

mod api_token;
mod article;
mod assessment;
mod audit;
mod clinic;
mod dashboard;
mod door;
mod faq;
mod frame;
mod gate;
mod import;
mod kit;
mod listing;
mod next;
mod offer;
mod outbox;
mod password;
mod podiatrist;
mod preview;
mod product;
mod quality;
mod referral;
mod rules;
mod settings;
mod setup;
mod sign_in;
mod sign_out;
mod topic;
mod user;
mod when;

use actix_web::{
    HttpResponse,
    http::header,
    middleware::DefaultHeaders,
    web::{ServiceConfig, get, post, resource, scope},
};

/// All routes of this room, under `/admin`. Nothing of the console is kept on the way.
pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(
        scope("/admin")
            .wrap(DefaultHeaders::new().add((header::CACHE_CONTROL, "no-store")))
            .service(resource(["", "/"]).route(get().to(dashboard::show)))
            .service(
                resource("/sign-in")
                    .route(get().to(sign_in::show))
                    .route(post().to(sign_in::submit)),
            )
            .service(resource("/sign-out").route(post().to(sign_out::submit)))
            .service(
                resource("/setup")
                    .route(get().to(setup::show))
                    .route(post().to(setup::submit)),
            )
            .service(
                resource("/password/{token}")
                    .route(get().to(password::show))
                    .route(post().to(password::submit)),
            )
            .configure(article::routes)
            .configure(faq::routes)
            .configure(topic::routes)
            .configure(product::routes)
            .configure(offer::routes)
            .service(resource("/preview").route(post().to(preview::fragment)))
            .configure(podiatrist::routes)
            .configure(clinic::routes)
            .configure(import::routes)
            .configure(listing::routes)
            .service(resource("/data-quality").route(get().to(quality::show)))
            .configure(assessment::routes)
            .configure(referral::routes)
            .configure(rules::routes)
            .configure(outbox::routes)
            .configure(user::routes)
            .configure(api_token::routes)
            .service(resource("/audit").route(get().to(audit::list)))
            .service(resource("/settings").route(get().to(settings::show))),
    );
}

/// Sends the browser on, with GET.
fn to(address: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, address))
        .finish()
}
