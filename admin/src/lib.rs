//! The editors' console.

mod api_token;
mod article;
mod audit;
mod clinic;
mod door;
mod frame;
mod gate;
mod kit;
mod next;
mod password;
mod podiatrist;
mod settings;
mod setup;
mod sign_in;
mod sign_out;
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
            .service(resource(["", "/"]).route(get().to(home)))
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
            .configure(podiatrist::routes)
            .configure(clinic::routes)
            .configure(user::routes)
            .configure(api_token::routes)
            .service(resource("/audit").route(get().to(audit::list)))
            .service(resource("/settings").route(get().to(settings::show))),
    );
}

async fn home(_: gate::Signed) -> HttpResponse {
    to("/admin/articles")
}

/// Sends the browser on, with GET.
fn to(address: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, address))
        .finish()
}
