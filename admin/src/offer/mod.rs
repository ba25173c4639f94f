//! Offers: where a product is sold.

mod edit;
mod form;

use actix_web::web::{ServiceConfig, get, post, resource};

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/products/{id}/offers").route(post().to(edit::create)))
        .service(resource("/products/{id}/offers/new").route(get().to(edit::new)))
        .service(
            resource("/offers/{id}")
                .route(get().to(edit::show))
                .route(post().to(edit::save)),
        )
        .service(resource("/offers/{id}/archive").route(post().to(edit::archive)))
        .service(resource("/offers/{id}/publish").route(post().to(edit::publish)));
}
