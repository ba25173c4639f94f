//! Feeds for programs that take all of it.

mod article;
mod product;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.configure(article::routes).configure(product::routes);
}
