//! Products: the list, and the page of one with where it is sold.

mod attributes;
mod edit;
mod form;
mod list;
mod side;

use actix_web::web::{ServiceConfig, get, post, resource};
use footpath_entity::{catalog::PublishState, content::Status};

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(
        resource("/products")
            .route(get().to(list::list))
            .route(post().to(edit::create)),
    )
    .service(resource("/products/new").route(get().to(edit::new)))
    .service(
        resource("/products/{id}")
            .route(get().to(edit::show))
            .route(post().to(edit::save)),
    )
    .service(resource("/products/{id}/archive").route(post().to(edit::archive)));
}

/// The state of a product or an offer, by the words of articles and questions.
pub(crate) fn state(state: PublishState) -> Status {
    match state {
        PublishState::Draft => Status::Draft,
        PublishState::Live => Status::Published,
        PublishState::Archived => Status::Archived,
    }
}
