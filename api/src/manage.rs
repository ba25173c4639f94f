//! What editors do in the console, for their programs. Every route takes a Bearer token.

mod article;
mod precondition;

use utoipa_actix_web::{scope, service_config::ServiceConfig};

pub use article::{ArticleInput, ManagedArticle, ManagedArticleList, SeoInput};

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(scope("/manage").configure(article::routes));
}
