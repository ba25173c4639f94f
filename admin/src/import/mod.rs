//! Imports of the national registry: those that were, and a new one.

mod list;
mod new;
mod one;
mod sheet;

use actix_web::web::{ServiceConfig, get, post, resource};
use footpath_domain::directory::import::{Kind, Status};
use footpath_templates::admin::{Badge, Tone};

/// As the navigation calls it.
pub const ROOM: &str = "Imports";

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/imports").route(get().to(list::list)))
        .service(
            resource("/imports/new")
                .route(get().to(new::show))
                .route(post().to(new::submit)),
        )
        .service(resource("/imports/{id}").route(get().to(one::show)))
        .service(resource("/imports/{id}/rejected.csv").route(get().to(sheet::rejected)))
        .service(resource("/imports/{id}/changes.csv").route(get().to(sheet::changes)));
}

fn badge(status: Status) -> Badge {
    match status {
        Status::Waiting => Badge::new("Waiting", Tone::Info),
        Status::Running => Badge::new("Running", Tone::Info),
        Status::Done => Badge::new("Done", Tone::Green),
        Status::Refused => Badge::new("Refused", Tone::Red),
        Status::Failed => Badge::new("Stopped", Tone::Red),
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Nppes => "Providers",
        Kind::Deactivations => "Deactivations",
    }
}
