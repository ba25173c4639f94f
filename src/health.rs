//! Whether this instance lives, and whether it is ready for readers.

use actix_web::{HttpResponse, web};
use footpath_domain::{Ctx, search_index};
use serde::Serialize;

/// The last change that was committed before this instance started.
#[derive(Clone, Copy)]
pub struct StartMark(pub i64);

pub fn routes(cfg: &mut web::ServiceConfig) {
    cfg.route("/health/live", web::get().to(live))
        .route("/health/ready", web::get().to(ready));
}

/// The process answers.
async fn live() -> HttpResponse {
    HttpResponse::Ok().json(serde_json::json!({ "status": "live" }))
}

#[derive(Serialize)]
struct Readiness {
    status: &'static str,
    /// Whether the database answers.
    database: bool,
    search: Search,
    /// Whether mail can leave; reported, not required.
    mail: bool,
}

#[derive(Serialize)]
struct Search {
    engine: &'static str,
    reachable: bool,
    /// Whether the index holds all that was committed before this instance started.
    covered: bool,
}

/// 200 when the database answers and the index covers what was committed before the start. A
/// Meilisearch server and the mail server are reported, not required.
async fn ready(ctx: web::Data<Ctx>, mark: web::Data<StartMark>) -> HttpResponse {
    let database = ctx.store.ping().await.is_ok();
    let search = search_index::status(&ctx, mark.0).await;
    let ready = database && search.is_ready();
    let body = Readiness {
        status: if ready { "ready" } else { "not ready" },
        database,
        search: Search {
            engine: search.engine,
            reachable: search.reachable,
            covered: search.covered,
        },
        mail: ctx.mailer.reachable().await.is_ok(),
    };
    let mut answer = if ready {
        HttpResponse::Ok()
    } else {
        HttpResponse::ServiceUnavailable()
    };
    answer.json(body)
}
