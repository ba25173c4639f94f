//! Feeds for programs that take all of it.

mod product;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.configure(product::routes);
}
