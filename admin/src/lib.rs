//! The editors' console.

mod article;
mod clinic;
mod door;
mod frame;
mod gate;
mod kit;
mod next;
mod podiatrist;
mod sign_in;
mod sign_out;
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
            .configure(article::routes)
            .configure(podiatrist::routes)
            .configure(clinic::routes),
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
