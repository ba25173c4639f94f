//! Clinics: the list, the page of one with its referral inbox, and what its buttons do.

mod edit;
mod form;
mod handling;
mod inbox;
mod list;
mod side;

use actix_web::web::{ServiceConfig, get, post, resource};
use footpath_domain::directory::clinic::Referrals;
use footpath_entity::directory::{Source, clinic};
use footpath_templates::admin::{Badge, Tone};

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(
        resource("/clinics")
            .route(get().to(list::list))
            .route(post().to(edit::create)),
    )
    .service(resource("/clinics/new").route(get().to(edit::new)))
    .service(
        resource("/clinics/{id}")
            .route(get().to(edit::show))
            .route(post().to(edit::save)),
    )
    .service(resource("/clinics/{id}/hide").route(post().to(edit::hide)))
    .service(resource("/clinics/{id}/show").route(post().to(edit::unhide)))
    .service(resource("/clinics/{id}/handling").route(post().to(handling::set)))
    .service(resource("/clinics/{id}/inbox").route(post().to(inbox::set)))
    .service(resource("/clinics/{id}/inbox/ask").route(post().to(inbox::ask)));
}

/// Whether readers see it.
fn badge(row: &clinic::Model) -> Badge {
    if row.hidden {
        Badge::new("Hidden", Tone::Quiet)
    } else {
        Badge::new("Shown", Tone::Green)
    }
}

/// How it stands to referrals.
fn referrals(row: &clinic::Model) -> Badge {
    if !row.accepts_referrals || row.inbox.is_none() {
        referral_badge(Referrals::No)
    } else if row.inbox_confirmed_at.is_none() {
        referral_badge(Referrals::Waiting)
    } else if row.hidden {
        Badge::new("None while hidden", Tone::Quiet)
    } else {
        referral_badge(Referrals::Taking)
    }
}

fn referral_badge(referrals: Referrals) -> Badge {
    match referrals {
        Referrals::Taking => Badge::new("Takes referrals", Tone::Green),
        Referrals::Waiting => Badge::new("Inbox not confirmed", Tone::Amber),
        Referrals::No => Badge::new("No referrals", Tone::Quiet),
    }
}

/// Where a listing comes from.
pub(crate) fn source(source: Source) -> &'static str {
    match source {
        Source::Nppes => "National registry",
        Source::Editor => "Staff",
        Source::Sample => "Sample, made up",
    }
}

/// Names of what staff have changed, in words.
pub(crate) fn edited(fields: &[String]) -> Option<String> {
    let words: Vec<String> = fields.iter().map(|name| name.replace('_', " ")).collect();
    (!words.is_empty()).then(|| words.join(", "))
}
