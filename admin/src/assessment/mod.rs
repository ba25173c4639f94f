//! Assessments: that they are there, and what became of them. What one says is opened by a
//! button, which the audit log remembers.

mod list;
mod one;
mod revealed;

use actix_web::web::{ServiceConfig, get, post, resource};

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/assessments").route(get().to(list::list)))
        .service(resource("/assessments/{id}").route(get().to(one::show)))
        .service(resource("/assessments/{id}/reveal").route(post().to(one::reveal)))
        .service(resource("/assessments/{id}/erase").route(post().to(one::erase)));
}
