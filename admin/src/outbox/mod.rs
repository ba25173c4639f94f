//! The outbox: every mail, masked, and what can be done for one.

mod list;
mod one;

use actix_web::web::{ServiceConfig, get, post, resource};
use footpath_domain::outbox::Status;
use footpath_templates::admin::{Badge, Tone};

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/outbox").route(get().to(list::list)))
        .service(resource("/outbox/{id}").route(get().to(one::show)))
        .service(resource("/outbox/{id}/retry").route(post().to(one::retry)))
        .service(resource("/outbox/{id}/cancel").route(post().to(one::cancel)));
}

pub fn badge(status: Status) -> Badge {
    match status {
        Status::Queued => Badge::new("Waiting", Tone::Info),
        Status::Sent => Badge::new("Sent", Tone::Green),
        Status::Dead => Badge::new("Given up", Tone::Red),
        Status::Void => Badge::new("Taken back", Tone::Quiet),
    }
}

/// `clinic_referral` in words.
pub fn kind(kind: &str) -> String {
    crate::kit::spoken(kind)
}
