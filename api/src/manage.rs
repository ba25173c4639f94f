//! What editors do in the console, for their programs. Every route takes a Bearer token.

mod article;
mod precondition;

use actix_web::middleware::from_fn;
use footpath_web::extract::bearer::bearer_first;
use utoipa_actix_web::{scope, service_config::ServiceConfig};

pub use article::{ArticleInput, ManagedArticle, ManagedArticleList, SeoInput};

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(
        scope("/manage")
            .wrap(from_fn(bearer_first))
            .configure(article::routes),
    );
}
