//! Accounts: the list, the page of one, and what its buttons do.

mod edit;
mod form;
mod list;

use actix_web::web::{ServiceConfig, get, post, resource};
use footpath_entity::account::user;
use footpath_templates::admin::{Badge, Tone};

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(
        resource("/users")
            .route(get().to(list::list))
            .route(post().to(edit::create)),
    )
    .service(resource("/users/new").route(get().to(edit::new)))
    .service(
        resource("/users/{id}")
            .route(get().to(edit::show))
            .route(post().to(edit::save)),
    )
    .service(resource("/users/{id}/disable").route(post().to(edit::disable)))
    .service(resource("/users/{id}/enable").route(post().to(edit::enable)))
    .service(resource("/users/{id}/reset").route(post().to(edit::reset)));
}

fn badge(user: &user::Model) -> Badge {
    if user.disabled_at.is_some() {
        Badge::new("Disabled", Tone::Quiet)
    } else {
        Badge::new("Active", Tone::Green)
    }
}
