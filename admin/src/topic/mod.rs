//! Topics: the list, and the page of one.

mod edit;
mod form;
mod list;

use actix_web::web::{ServiceConfig, get, post, resource};

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(
        resource("/topics")
            .route(get().to(list::list))
            .route(post().to(edit::create)),
    )
    .service(resource("/topics/new").route(get().to(edit::new)))
    .service(
        resource("/topics/{id}")
            .route(get().to(edit::show))
            .route(post().to(edit::save)),
    )
    .service(resource("/topics/{id}/archive").route(post().to(edit::archive)));
}
