//! Podiatrists: the list, the page of one with where they practise, and what its buttons do.

mod edit;
mod form;
mod kept;
mod list;

use actix_web::web::{ServiceConfig, get, post, resource};
use footpath_entity::directory::podiatrist;
use footpath_templates::admin::{Badge, Tone};

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(
        resource("/podiatrists")
            .route(get().to(list::list))
            .route(post().to(edit::create)),
    )
    .service(resource("/podiatrists/new").route(get().to(edit::new)))
    .service(
        resource("/podiatrists/{npi}")
            .route(get().to(edit::show))
            .route(post().to(edit::save)),
    )
    .service(resource("/podiatrists/{npi}/hide").route(post().to(edit::hide)))
    .service(resource("/podiatrists/{npi}/show").route(post().to(edit::unhide)))
    .service(resource("/podiatrists/{npi}/verify").route(post().to(edit::verify)))
    .service(resource("/podiatrists/{npi}/follow").route(post().to(edit::follow)));
}

/// Whether readers see them.
fn badge(row: &podiatrist::Model) -> Badge {
    if row.hidden {
        Badge::new("Hidden", Tone::Quiet)
    } else if row.deactivated_on.is_some() {
        Badge::new("Deactivated", Tone::Amber)
    } else {
        Badge::new("Shown", Tone::Green)
    }
}
