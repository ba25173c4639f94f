//! What editors do in the console, for their programs. Every route takes a Bearer token.

mod archiving;
mod article;
mod clinic;
mod maybe;
mod podiatrist;
mod precondition;

use actix_web::middleware::from_fn;
use footpath_domain::Report;
use footpath_web::extract::bearer::bearer_first;
use serde::{Deserialize, Deserializer};
use utoipa_actix_web::{scope, service_config::ServiceConfig};

pub use archiving::Archiving;
pub use article::{ArticleInput, ManagedArticle, ManagedArticleList, SeoInput};
pub use clinic::{ClinicInput, ManagedClinic, ManagedClinicList};
pub use podiatrist::{ManagedPodiatrist, ManagedPodiatristList, NewPodiatrist, PodiatristInput};

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(
        scope("/manage")
            .wrap(from_fn(bearer_first))
            .configure(article::routes)
            .configure(clinic::routes)
            .configure(podiatrist::routes),
    );
}

/// `true` or `false` in the address.
fn flag(report: &mut Report, field: &str, text: &str) -> Option<bool> {
    let flag = text.parse().ok();
    if flag.is_none() {
        report.add(field, "must be true or false");
    }
    flag
}

/// Tells a field that is `null` from one that is not there; needs `default` beside it.
#[expect(clippy::option_option, reason = "absent and null are two things")]
fn nullable<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    de: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(de).map(Some)
}
