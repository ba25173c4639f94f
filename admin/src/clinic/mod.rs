//! Clinics: the list, the page of one with its referral inbox, and what its buttons do.

mod edit;
mod form;
mod handling;
mod inbox;
mod kept;
mod list;
mod merge;
mod side;
mod split;

use actix_web::web::{ServiceConfig, get, post, resource};
use footpath_domain::directory::{Verified, clinic::Referrals};
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
    .service(resource("/clinics/{id}/verify").route(post().to(edit::verify)))
    .service(resource("/clinics/{id}/follow").route(post().to(edit::follow)))
    .service(
        resource("/clinics/{id}/merge")
            .route(get().to(merge::show))
            .route(post().to(merge::merge)),
    )
    .service(
        resource("/clinics/{id}/split")
            .route(get().to(split::show))
            .route(post().to(split::split)),
    )
    .service(resource("/clinics/{id}/handling").route(post().to(handling::set)))
    .service(resource("/clinics/{id}/inbox").route(post().to(inbox::set)))
    .service(resource("/clinics/{id}/inbox/ask").route(post().to(inbox::ask)));
}

pub(crate) use side::checked;

/// Whether readers see it.
fn badge(row: &clinic::Model) -> Badge {
    if row.merged_into.is_some() {
        Badge::new("Merged", Tone::Quiet)
    } else if row.hidden {
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

/// Where listings come from, as chips offer it.
pub(crate) fn sources() -> [(String, String); 3] {
    Source::ALL.map(|known| (known.as_str().to_owned(), source(known).to_owned()))
}

/// Whether somebody looked, as chips offer it.
pub(crate) fn checks() -> [(String, String); 3] {
    Verified::ALL.map(|known| {
        let label = match known {
            Verified::Yes => "Checked",
            Verified::No => "Never checked",
            Verified::Old => "Checked over a year ago",
        };
        (known.as_str().to_owned(), label.to_owned())
    })
}

/// Names of what staff have changed, in words.
pub(crate) fn edited(fields: &[String]) -> Option<String> {
    let words: Vec<String> = fields.iter().map(|name| name.replace('_', " ")).collect();
    (!words.is_empty()).then(|| words.join(", "))
}
