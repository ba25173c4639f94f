//! The outbox: every mail, masked, and what can be done for one.

mod list;
mod one;
mod suppressed;

use actix_web::web::{ServiceConfig, get, post, resource};
use footpath_domain::outbox::Status;
use footpath_templates::admin::{Badge, Tone};

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(
        resource("/suppressed")
            .route(get().to(suppressed::show))
            .route(post().to(suppressed::add)),
    )
    .service(resource("/suppressed/remove").route(post().to(suppressed::remove)))
    .service(resource("/outbox").route(get().to(list::list)))
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
    let words = match kind {
        "clinic_referral" => "A referral, to a clinic",
        "clinic_reminder" => "A reminder, to a clinic",
        "staff_alert" => "An alert, to staff",
        "patient_sent" => "To the patient: on its way",
        "patient_accepted" => "To the patient: accepted",
        "patient_scheduled" => "To the patient: appointment made",
        "patient_completed" => "To the patient: completed",
        "patient_rerouted" => "To the patient: somebody else was asked",
        "patient_unrouted" => "To the patient: nobody found",
        "patient_withdrawn" => "To the patient: withdrawn",
        "patient_expired" => "To the patient: expired",
        "listing_link" => "The link to a listing, to whoever claimed it",
        "listing_reminder" => "A reminder to check a listing",
        other => return crate::kit::spoken(other),
    };
    words.to_owned()
}
