//! Articles: the list, the page on which one is written, and what its buttons do.

mod edit;
mod form;
mod list;
mod preview;

use actix_web::web::{ServiceConfig, get, post, resource};

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(
        resource("/articles")
            .route(get().to(list::list))
            .route(post().to(edit::create)),
    )
    .service(resource("/articles/new").route(get().to(edit::new)))
    .service(resource("/articles/preview").route(post().to(preview::fragment)))
    .service(
        resource("/articles/{id}")
            .route(get().to(edit::show))
            .route(post().to(edit::save)),
    )
    .service(resource("/articles/{id}/archive").route(post().to(edit::archive)));
}
