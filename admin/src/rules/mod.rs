//! Triage rules: the versions of the questionnaire, and the parts of one.

mod compare;
mod condition;
mod example;
mod file;
mod list;
mod one;
mod outcomes;
mod part;
mod publish;
mod question;
mod rule;
mod screens;
mod try_it;
mod words;

use actix_web::web::{ServiceConfig, get, post, resource};

pub use words::{place, tier};

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(
        resource("/triage-rules")
            .route(get().to(list::list))
            .route(post().to(list::begin)),
    )
    .service(
        resource("/triage-rules/import")
            .route(get().to(file::show))
            .route(post().to(file::import)),
    )
    .service(
        resource("/triage-rules/{id}")
            .route(get().to(one::show))
            .route(post().to(one::describe)),
    )
    .service(resource("/triage-rules/{id}/file").route(get().to(file::export)))
    .service(resource("/triage-rules/{id}/compare").route(get().to(compare::show)))
    .service(
        resource("/triage-rules/{id}/try")
            .route(get().to(try_it::show))
            .route(post().to(try_it::run)),
    )
    .service(resource("/triage-rules/{id}/review").route(post().to(one::review)))
    .service(
        resource("/triage-rules/{id}/publish")
            .route(get().to(publish::show))
            .route(post().to(publish::submit)),
    )
    .service(resource("/triage-rules/{id}/discard").route(post().to(one::discard)))
    .configure(parts);
}

fn parts(cfg: &mut ServiceConfig) {
    cfg.service(
        resource("/triage-rules/{id}/screens")
            .route(get().to(screens::show))
            .route(post().to(screens::save)),
    )
    .service(
        resource("/triage-rules/{id}/outcomes")
            .route(get().to(outcomes::show))
            .route(post().to(outcomes::save)),
    )
    .service(
        resource("/triage-rules/{id}/questions/{code}")
            .route(get().to(question::show))
            .route(post().to(question::save)),
    )
    .service(
        resource("/triage-rules/{id}/rules/{code}")
            .route(get().to(rule::show))
            .route(post().to(rule::save)),
    )
    .service(
        resource("/triage-rules/{id}/examples/{code}")
            .route(get().to(example::show))
            .route(post().to(example::save)),
    );
}
