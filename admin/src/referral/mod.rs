//! Referrals: the list by what waits longest, and the page of one with what a coordinator can
//! do for it.

mod act;
mod board;
mod list;
mod one;
mod words;

use actix_web::web::{ServiceConfig, get, post, resource};

pub use words::badge;

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/referrals").route(get().to(list::list)))
        .service(resource("/referrals/board").route(get().to(board::show)))
        .service(resource("/referrals/{id}").route(get().to(one::show)))
        .service(resource("/referrals/{id}/note").route(post().to(act::note)))
        .service(resource("/referrals/{id}/reroute").route(post().to(act::reroute)))
        .service(resource("/referrals/{id}/resend").route(post().to(act::resend)))
        .service(resource("/referrals/{id}/release").route(post().to(act::release)));
}
